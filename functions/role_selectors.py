"""Reads about the roles of a scenario: which there are, what is placed for them, who would sit where."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404

from core.access import is_uid
from core.actor import Actor
from functions.models import Design, Role, RoleSeat, Scenario
from functions.people import People
from functions.seating import Post, Why, seated, words_of
from functions.selectors import efforts_by_pair, placed_fte
from towers.models import BaselineTeam, Position


def roles_of(actor: Actor, scenario: Scenario) -> QuerySet[Role]:
    """The roles of a scenario: above the functions first, then by function, the highest level first."""
    rows = Role.objects.visible_to(actor).filter(scenario=scenario).select_related("region")
    return rows.order_by(F("function_code").asc(nulls_first=True), "-level", "order", "region__name", "id")


def role_of(actor: Actor, scenario: Scenario, key: UUID | str) -> Role:
    """The role of this scenario with this key, or 404."""
    found = roles_of(actor, scenario).filter(key=key).first() if is_uid(key) else None
    if found is None:
        raise Http404("This scenario has no such role.")
    return found


def positions_of(actor: Actor, scenario: Scenario) -> QuerySet[Position]:
    """The positions of the scenario's baseline, in the order of their keys."""
    rows = Position.objects.visible_to(actor).filter(baseline_id=scenario.baseline_id)
    return rows.order_by("key", "occurrence")


def seats_of(actor: Actor, scenario: Scenario) -> QuerySet[RoleSeat]:
    """Who sits in which role of a scenario."""
    return RoleSeat.objects.visible_to(actor).filter(scenario=scenario)


def letters_of(scenario: Scenario) -> dict[str, dict[str, str]]:
    """The letters of each process by party."""
    found = defaultdict[str, dict[str, str]](dict)
    for process, party, letter in scenario.duties.values_list("process", "party", "letter"):
        found[process][party] = letter
    return dict(found)


def placed_volumes(scenario: Scenario) -> dict[tuple[int, int | None], float]:
    """FTE by function, and by region where the function is regional; effort without a region is for all of them."""
    efforts = efforts_by_pair(scenario)
    teams = BaselineTeam.objects.filter(baseline_id=scenario.baseline_id)
    regions = dict(teams.values_list("team_id", "region_id"))
    reaches = dict(scenario.designs.values_list("function_code", "reach"))
    found = defaultdict[tuple[int, int | None], float](float)
    for placement in scenario.placements.all():
        code = placement.function_code
        is_regional = reaches.get(code, Design.Reach.REGIONAL) == Design.Reach.REGIONAL
        region = regions.get(placement.team_id) if is_regional else None
        found[code, region] += placed_fte(placement, efforts)
    return dict(found)


def seated_by_rule(people: People, roles: Iterable[Role], is_anew: bool) -> tuple[dict[int, str], dict[int, Why]]:
    """The key of the role that the rule finds for each person without a seat (`is_anew`: for everybody)."""
    taken = {} if is_anew else people.heads_by_role()
    posts = [
        Post(
            key=str(role.key),
            function=role.function_code,
            level=role.level,
            open_seats=role.seats - taken.get(role.pk, 0),
            region=role.region_id,
            words=words_of(role.name, role.responsibilities),
        )
        for role in roles
    ]
    return seated((one.person for one in people.by_id.values() if is_anew or one.role is None), posts)
