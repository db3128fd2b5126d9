"""Names that another organisation has too: they mean one's own row, which is made where there is none."""

import re
from functools import partial
from typing import Any

from django.contrib import messages

from functions.models import Scenario
from organisations.models import Membership
from services.models import Group
from tests.access.references_case import Case, called, is_told, posted
from tests.access.world import World
from towers.models import Activity, BaselineTeam, Team

ACTIVITY = {"function_code": 8, "scale_class": "expert", "value_class": "necessary"}


def name_cases(world: World) -> list[Case]:
    """Forms and endpoints alike."""
    return [
        *_place_cases(world),
        _reach_case(world),
        _choice_case(world),
        _team_case(world),
        *_free_cases(world),
        _member_case(world),
    ]


def _place_cases(world: World) -> list[Case]:
    """A tower and a region by name."""
    ours = world.ours
    names = {field: world.theirs[field].name for field in ("tower", "region")}
    form = {**names, "version": ours["baseline"].version, "orientation": "digital"}
    parts = {"baseline": ours["baseline"], "uid": ours["team"]}

    def is_placed(answer: Any) -> bool:
        row = BaselineTeam.objects.get(baseline=ours["baseline"], team=ours["team"])
        return {"tower": row.tower.name, "region": row.region.name} == names

    change = partial(called, world, "patch", "api-team", names, version=ours["baseline"].version, **parts)
    return [
        Case("team-place: names", partial(posted, world, "team-place", form, **parts), 302, is_placed, makes_own=True),
        Case("api-team: names", change, 200, is_placed, makes_own=True),
    ]


def _reach_case(world: World) -> Case:
    """Only the baseline's own regions keep something; a foreign one in the form is not looked at."""
    scenario, region = world.ours["scenario"], world.theirs["region"]
    form = {"version": scenario.version, "function": 3, "reach": "overlay", f"region_minimum {region.key}": 1}

    def is_reached(answer: Any) -> bool:
        design = scenario.designs.get(function_code=3)
        return design.reach == "overlay" and not design.minimums.exists()

    send = partial(posted, world, "scenario-reach", form, uid=scenario)
    return Case("scenario-reach: region", send, 302, is_reached, makes_own=True)


def _choice_case(world: World) -> Case:
    """A function works in the baseline's own regions only; a foreign one is no choice of the form."""
    scenario, region = world.ours["scenario"], world.theirs["region"]
    form = {"version": scenario.version, "function": 3, "locations": [region.name]}

    send = partial(posted, world, "scenario-choose", form, uid=scenario)
    return Case("scenario-choose: locations", send, 302, is_told)


def _team_case(world: World) -> Case:
    """A group called like a foreign team gets a team of one's own, and it is said to be new."""
    name, log = world.theirs["team"].name, world.ours["log"]

    def is_new(answer: Any) -> bool:
        told = [str(message) for message in messages.get_messages(answer.wsgi_request)]
        own = Team.objects.filter(organisation=world.organisation, name=name)
        return own.exists() and re.findall(r"\d+", " ".join(told)) == ["0", "1"]

    return Case(
        "ticket-log-teams: names",
        partial(posted, world, "ticket-log-teams", {"baseline": world.ours["baseline"].uid}, uid=log),
        302,
        is_new,
        before=lambda: Group.objects.filter(pk=world.ours["other group"].pk).update(name=name),
        makes_own=True,
    )


def _free_cases(world: World) -> list[Case]:
    """A name is taken only by one's own rows: nobody learns what others have."""
    ours, theirs = world.ours, world.theirs
    scenario, activity = theirs["scenario"].name, theirs["activity"].name
    own = {"organisation": world.organisation}

    def has_scenario(answer: Any) -> bool:
        return Scenario.objects.filter(name=scenario, **own).exists()

    def has_activity(answer: Any) -> bool:
        return Activity.objects.filter(name=activity, **own).exists()

    new = {"name": scenario, "preset": "global", "baseline": str(ours["baseline"].uid)}
    edit = ACTIVITY | {"name": activity, "version": ours["activity"].version}
    change = {"version": ours["activity"].version, "uid": ours["activity"]}
    return [
        Case("scenario-add: name", partial(posted, world, "scenario-add", new), 302, has_scenario, makes_own=True),
        Case(
            "api-scenarios: name",
            partial(called, world, "post", "api-scenarios", new),
            201,
            has_scenario,
            makes_own=True,
        ),
        Case(
            "activity-edit: name",
            partial(posted, world, "activity-edit", edit, uid=ours["activity"]),
            302,
            has_activity,
            makes_own=True,
        ),
        Case(
            "api-activity: name",
            partial(called, world, "patch", "api-activity", {"name": activity}, **change),
            200,
            has_activity,
            makes_own=True,
        ),
    ]


def _member_case(world: World) -> Case:
    """A person who left them joins us, and stays away from them."""
    foreign = world.theirs["membership"]
    form = {"email": foreign.user.email, "role": "viewer"}

    def has_joined(answer: Any) -> bool:
        return Membership.objects.filter(user=foreign.user, organisation=world.organisation, role="viewer").exists()

    return Case(
        "member-add: email",
        partial(posted, world, "member-add", form, who="admin"),
        302,
        has_joined,
        before=lambda: Membership.objects.filter(pk=foreign.pk).update(is_active=False),
        makes_own=True,
    )
