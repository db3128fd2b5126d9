"""Writes about the roles of a scenario and the positions in them; each is a step."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction

from core.actor import Actor
from core.errors import UserError
from functions.models import Operation, Role, Scenario
from functions.operating import operate
from functions.people import people_of
from functions.role_library import library, proposed_roles
from functions.role_selectors import placed_volumes, seated_by_rule
from functions.selectors import regions_of
from functions.staffing import REMOVE_ROLE, SEAT, SET_METRICS, SET_ROLES
from towers.functions_reference import BY_CODE
from towers.models import Position

MOST_SEATS = 100_000


@dataclass(frozen=True, slots=True)
class RoleForm:
    """What somebody states of a role; `region` is the id of a region of the baseline, None for all regions."""

    function: int | None
    name: str
    level: int
    responsibilities: str = ""
    is_hybrid: bool = False
    conventional_skills: str = ""
    digital_skills: str = ""
    region: int | None = None
    seats: int = 1
    order: int = 0


def set_role(
    *, by: Actor, scenario: Scenario, version: int, facts: RoleForm, role: Role | None = None, reason: str = ""
) -> Operation:
    """A new role, or another wording, level or number of seats of one that there is."""
    _check(scenario, facts, role)
    key = str(role.key if role else uuid4())
    return operate(by, scenario, version, SET_ROLES, {"roles": [{"key": key, **asdict(facts)}]}, reason)


def _check(scenario: Scenario, facts: RoleForm, role: Role | None) -> None:
    if facts.level not in Role.Level.values:
        raise UserError(f"There is no level {facts.level}; levels are 1 (staff) to 5 (overall leader).", status=400)
    if (facts.function is None) != (facts.level == Role.Level.OVERALL):
        raise UserError("The overall leader stands above the functions; every other role is of one function.")
    if facts.function is not None and facts.function not in BY_CODE:
        raise UserError(f"There is no function {facts.function}; functions are numbered 1 to 10.", status=400)
    if facts.region is not None and facts.region not in {region.pk for region in regions_of(scenario)}:
        raise UserError("The baseline has no such region. Choose one of its regions, or all.", status=400)
    if not facts.name.strip() or not 0 <= facts.seats <= MOST_SEATS:
        raise UserError("A role has a name and a number of seats, 0 or more.", status=400)
    named = scenario.roles.filter(name=facts.name).values_list("key", "function_code", "region_id")
    if any(at == [facts.function, facts.region] for key, *at in named if role is None or key != role.key):
        raise UserError(f"There is a role “{facts.name}” in this function and region already. Choose another name.")


def remove_role(*, by: Actor, scenario: Scenario, version: int, role: Role, reason: str = "") -> Operation:
    """Take a role out; whoever sat in it has no seat until they are placed again."""
    return operate(by, scenario, version, REMOVE_ROLE, {"role": str(role.key), "name": role.name}, reason)


def propose_roles(*, by: Actor, scenario: Scenario, version: int, reason: str = "") -> Operation:
    """The library's roles that are missing, with seats for the effort that is placed, and missing output metrics."""
    known = set(scenario.roles.values_list("function_code", "name", "region_id"))
    stated = scenario.designs.values_list("function_code", "span_target")
    spans = {code: span for code, span in stated if span is not None}
    roles = [
        role
        for role in proposed_roles(placed_volumes(scenario), spans)
        if (role["function"], role["name"], role["region"]) not in known
    ]
    measured = set(scenario.output_metrics.values_list("function_code", flat=True))
    metrics = {str(code): listed for code, listed in library().metrics.items() if code not in measured}
    if not roles and not metrics:
        raise UserError("Nothing is missing: every function with effort has the roles of the library.")
    with transaction.atomic():
        if metrics:
            step = operate(by, scenario, version, SET_METRICS, {"functions": metrics}, reason)
            version = scenario.version
        if roles:
            step = operate(by, scenario, version, SET_ROLES, {"roles": roles}, reason)
    return step


def seat_positions(
    *,
    by: Actor,
    scenario: Scenario,
    version: int,
    positions: Collection[Position],
    role: Role | None,
    reason: str = "",
) -> Operation:
    """Place whole positions into a role by hand, or take them out of their roles (None)."""
    if not positions:
        raise UserError("Choose at least one person.", status=400)
    _require_own(scenario, positions)
    if role and any(position.status != Position.Status.FILLED for position in positions):
        raise UserError("Only a filled position can be placed: nobody holds the other ones.")
    key = str(role.key) if role else None
    payload: dict[str, Any] = {"seats": [[position.key, position.occurrence, key] for position in positions]}
    return operate(by, scenario, version, SEAT, payload | {"name": role.name if role else ""}, reason)


def _require_own(scenario: Scenario, positions: Collection[Position]) -> None:
    if any(position.baseline_id != scenario.baseline_id for position in positions):
        raise UserError("A position is not of the scenario's baseline. Reload the page and choose again.", status=400)


def seat_by_rule(*, by: Actor, scenario: Scenario, version: int, is_anew: bool = False, reason: str = "") -> Operation:
    """Place whoever has no seat (`is_anew`: everybody) by the rule of `functions.seating`."""
    seats = rule_seats(scenario, is_anew)
    if not seats:
        raise UserError("The rule would change nothing. Propose roles first, or raise the number of seats.")
    return operate(by, scenario, version, SEAT, {"seats": seats, "is_by_rule": True}, reason)


def rule_seats(scenario: Scenario, is_anew: bool) -> list[list[Any]]:
    """What the rule would change: [key, occurrence, key of the role or None]."""
    people, roles = people_of(scenario), list(scenario.roles.all())
    found, _ = seated_by_rule(people, roles, is_anew)
    now = {role.pk: str(role.key) for role in roles}
    return [
        [one.row["key"], one.row["occurrence"], found.get(pk)]
        for pk, one in people.by_id.items()
        if (is_anew or one.role is None) and found.get(pk) != now.get(one.role or 0)
    ]
