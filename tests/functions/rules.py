"""Rules, and steps of a design, for the tests of what breaks them."""

from typing import Any

from functions import actions
from functions.constraint_actions import Terms, add_constraint
from functions.guarding import Violation
from functions.guardrails import hard_violations, violations
from functions.models import Constraint
from tests.functions.boards import Place
from towers.models import Activity, Region, Team


def rule(place: Place, kind: str, *regions: str, **terms: Any) -> Constraint:
    """A rule of the organisation; regions and a team by name."""
    found = [Region.objects.get(name=name) for name in regions]
    team = Team.objects.get(name=terms.pop("team")) if "team" in terms else None
    return add_constraint(by=place.by, kind=kind, terms=Terms(regions=found, team=team, **terms))


def broken(place: Place, code: str) -> list[Violation]:
    """What the design breaks of one kind of rule."""
    place.scenario.refresh_from_db()
    return [one for one in violations(place.by, place.scenario) if one.code == code]


def hard(place: Place) -> list[str]:
    """The hard rules that keep the scenario from being approved."""
    place.scenario.refresh_from_db()
    return [one.code for one in hard_violations(place.by, place.scenario)]


def reach(place: Place, code: int, reach: str, minimum: Any = None) -> Any:
    """Another reach of a function."""
    place.scenario.refresh_from_db()
    scenario = place.scenario
    return actions.set_reach(
        by=place.by,
        scenario=scenario,
        version=scenario.version,
        function_code=code,
        reach=reach,
        region_minimum=minimum,
    )


def regional(place: Place) -> None:
    """Every function in its regions."""
    for code in (7, 8, 10):
        reach(place, code, "regional")


def move(place: Place, team: str, activity: str, shares: dict[int, int]) -> Any:
    """One card goes elsewhere."""
    place.scenario.refresh_from_db()
    pair = (Team.objects.get(name=team).pk, Activity.objects.get(name=activity).pk)
    scenario = place.scenario
    return actions.move_cards(by=place.by, scenario=scenario, version=scenario.version, moves={pair: shares})


def undo(place: Place, step: Any) -> None:
    """Take a step back."""
    place.scenario.refresh_from_db()
    scenario = place.scenario
    actions.undo_operation(by=place.by, scenario=scenario, version=scenario.version, seq=step.seq)
