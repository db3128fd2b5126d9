"""Writes about scenarios: each design change is an operation, and the placements follow in the same transaction."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from functions.models import Design, Operation, Scenario
from functions.operating import operate
from functions.presets import PRESETS, start_from
from functions.projection import HOME, MOVE, MOVE_CARDS, SHARE_UNIT, Pair, Shares, undone
from functions.selectors import pairs_of, regions_of, steps_of
from towers.functions_reference import BY_CODE
from towers.models import Activity, Baseline, Effort, Refresh, Team
from towers.names import folded

NOT_PLACED = "The management of people follows the spans of the target; it cannot be placed."


def create_scenario(*, by: Actor, baseline: Baseline, name: str, preset: str = "today") -> Scenario:
    """A scenario on a baseline that starts from a preset."""
    require_edit(by)
    if preset not in PRESETS:
        raise UserError(f"There is no preset “{preset}”. Choose one of: {', '.join(PRESETS)}.")
    with transaction.atomic():
        if Scenario.objects.visible_to(by).filter(name=name).exists():
            raise UserError(f"There is a scenario “{name}” already. Choose another name.")
        scenario = Scenario.objects.create(organisation_id=by.organisation_id, baseline=baseline, name=name)
        audit.record(by, "create_scenario", "scenario", scenario.uid, after={"name": name, "preset": preset})
        start_from(by, scenario, PRESETS[preset])
    return scenario


def apply_default_mapping(*, by: Actor, scenario: Scenario, version: int, reason: str = "") -> Operation:
    """Place every team's effort in the function of its activity."""
    return operate(by, scenario, version, "apply_default_mapping", {}, reason)


def place(
    *, by: Actor, scenario: Scenario, version: int, team: Team, activity: Activity, shares: Shares, reason: str = ""
) -> Operation:
    """Place a team's effort on an activity in functions, by shares of its volume that add up to 10,000.

    What is to stay in the team has the code HOME.
    """
    if activity.is_management:
        raise UserError(NOT_PLACED)
    _check_shares(shares)
    baseline_efforts = Effort.objects.visible_to(by).filter(baseline_id=scenario.baseline_id)
    if not baseline_efforts.filter(team=team, activity=activity).exists():
        raise UserError(f"{team.name} has no effort on “{activity.name}” in this baseline.", status=400)
    return operate(by, scenario, version, "place", _placed((team.pk, activity.pk), shares), reason)


def move_cards(
    *,
    by: Actor,
    scenario: Scenario,
    version: int,
    moves: Mapping[Pair, Shares],
    rule: Mapping[str, Any] | None = None,
    is_confirming: bool = False,
    reason: str = "",
) -> Operation:
    """Place the effort of many (team, activity) pairs in one step; shares as in `place`.

    `rule` says in words how the pairs were found, `is_confirming` that they lie there already and somebody has looked
    at them; both are kept with the step.
    """
    if not moves:
        raise UserError("Nothing would move. Choose cards that lie elsewhere.", status=400)
    known = pairs_of(by, scenario)
    for pair, shares in moves.items():
        if pair not in known:
            raise UserError("A card names effort that this baseline does not have. Reload the board.", status=400)
        if known[pair]:
            raise UserError(NOT_PLACED, status=400)
        _check_shares(shares)
    payload: dict[str, Any] = {"moves": [_placed(pair, shares) for pair, shares in moves.items()]}
    told: dict[str, Any] = {"rule": dict(rule)} if rule else {"is_confirming": True} if is_confirming else {}
    return operate(by, scenario, version, MOVE_CARDS, payload | told, reason)


def _check_shares(shares: Shares) -> None:
    if unknown := set(shares) - {*BY_CODE, HOME}:
        raise UserError(f"There is no function {sorted(unknown)[0]}; functions are numbered 1 to 10.", status=400)
    if sum(shares.values()) != SHARE_UNIT or min(shares.values(), default=0) <= 0:
        total = sum(shares.values()) / 100
        raise UserError(f"The shares add up to {total:g} %, and none may be 0. Make them add up to 100 %.", status=400)


def _placed(pair: Pair, shares: Shares) -> dict[str, Any]:
    return {"team": pair[0], "activity": pair[1], "shares": {str(code): share for code, share in shares.items()}}


def set_reach(
    *,
    by: Actor,
    scenario: Scenario,
    version: int,
    function_code: int,
    reach: str,
    region_minimum: int | Mapping[str, int] | None = None,
    reason: str = "",
) -> Operation:
    """Choose global, regional or overlay for a function.

    `region_minimum` (FTE in 1/10,000) is one number for all regions or numbers by name of a region; it counts for an
    overlay only. A region without a number keeps what the assumption `overlay` says.
    """
    if function_code not in BY_CODE:
        raise UserError(f"There is no function {function_code}; functions are numbered 1 to 10.", status=400)
    if reach not in Design.Reach.values:
        raise UserError(f"“{reach}” is no reach. Use one of: {', '.join(Design.Reach.values)}.", status=400)
    payload: dict[str, Any] = {"function": function_code, "reach": reach}
    if reach == Design.Reach.OVERLAY and region_minimum is not None and region_minimum != {}:
        payload["region_minimum"] = _minimum_payload(scenario, region_minimum)
    return operate(by, scenario, version, "set_reach", payload, reason)


def _minimum_payload(scenario: Scenario, stated: int | Mapping[str, int]) -> int | dict[str, int]:
    """The number for all regions as it is; numbers by name as numbers by region id."""
    if isinstance(stated, int):
        return stated
    regions = {region.key: region for region in regions_of(scenario)}
    if unknown := [name for name in stated if folded(name) not in regions]:
        known = ", ".join(region.name for region in regions.values()) or "none yet"
        raise UserError(f"The baseline has no region “{unknown[0]}”. Its regions: {known}.", status=400)
    if len({folded(name) for name in stated}) < len(stated):
        raise UserError("A region is named twice. Name each region once.", status=400)
    return {str(regions[folded(name)].pk): fte for name, fte in stated.items()}


def place_rest(*, by: Actor, scenario: Scenario, version: int, reason: str = "") -> Operation:
    """Place what no step has placed yet in the function of its activity."""
    return operate(by, scenario, version, "place_rest", {}, reason)


def move_scenario(
    *,
    by: Actor,
    scenario: Scenario,
    version: int,
    baseline: Baseline,
    decided: Mapping[str, Any] | None = None,
    is_placing_rest: bool = False,
    reason: str = "",
) -> Operation:
    """Stand the design on another baseline; its steps hold there as far as there is what they name.

    Nothing is lost: what a step says of effort that the baseline does not have holds again after an undo.
    `decided` is what the same step says of moves whose source is another one there (`functions.rebasing.decided`).
    `is_placing_rest` adds a step that places what no other step has placed.
    """
    if baseline.pk == scenario.baseline_id:
        raise UserError(f"“{scenario.name}” stands on “{baseline.name}” already.")
    if Refresh.objects.filter(baseline=baseline, accepted_at=None).exists():
        raise UserError(
            f"The refresh “{baseline.name}” is not accepted yet. Accept it first: its effort comes with it."
        )
    names = {"from_name": scenario.baseline.name, "to_name": baseline.name}
    payload = {"from": scenario.baseline_id, "to": baseline.pk, **names, **(decided or {})}
    with transaction.atomic():
        operation = operate(by, scenario, version, MOVE, payload, reason)
        if is_placing_rest:
            operation = place_rest(by=by, scenario=scenario, version=scenario.version, reason=reason)
    return operation


def undo_operation(*, by: Actor, scenario: Scenario, version: int, seq: int, reason: str = "") -> Operation:
    """Reverse an operation that is in force; reversing an undo brings the operation back."""
    target = scenario.operations.filter(seq=seq).first()
    if target is None:
        raise UserError(f"This scenario has no operation {seq}.", status=404)
    if seq in undone(steps_of(scenario.operations.select_related("reverses"))):
        raise UserError(f"Operation {seq} is undone already.")
    return operate(by, scenario, version, "undo", {}, reason, reverses=target)
