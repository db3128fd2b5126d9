"""Guardrails: spans, smallest team, head count, cost and ten functions with work; whose bound holds."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.actor import Right, Role
from core.errors import UserError
from core.versions import Conflict
from functions.guarding import Standing
from functions.guardrail_actions import remove_guardrail, set_guardrail
from functions.guardrails import standings, violations
from functions.lifecycle import clone_scenario
from functions.models import Guardrail, Scenario
from functions.operating import operate
from functions.projection import HOME
from tests.factories import PositionFactory, actor_of, member
from tests.functions.boards import Place, many, place
from tests.functions.rules import broken, move, reach, regional
from towers.functions_reference import FUNCTIONS
from towers.models import Team

pytestmark = pytest.mark.django_db
UNIT = 10_000


@pytest.fixture
def board() -> Place:
    """Three teams in two regions; each has 2.0, 6.0 and 1.2 FTE in functions 10, 7 and 8, global."""
    return place()


def bound(board: Place, kind: str, low: int | None = None, high: int | None = None, **more: Any) -> Guardrail:
    """A guardrail of the organisation, or of a scenario."""
    said = {"scenario": None, "function_code": 0, "version": 0, **more}
    return set_guardrail(by=board.by, kind=kind, low=low, high=high, **said)


def state(board: Place, code: str) -> Standing:
    """How a guardrail stands."""
    return next(one for one in standings(board.by, board.scenario) if one.code == code)


def test_an_empty_function_is_told_and_blocks_nothing(board: Place) -> None:
    found = broken(board, "complete")
    assert [one.where[0] for one in found] == [f.name for f in FUNCTIONS if f.code not in (7, 8, 10)]
    assert not any(one.is_hard for one in found)
    assert state(board, "complete").measured == "3 functions with work"


def test_nothing_placed_has_no_empty_function(board: Place) -> None:
    Scenario.objects.update(name="Before")
    for step in board.scenario.operations.filter(kind="apply_default_mapping"):
        board.scenario.refresh_from_db()
        operate(board.by, board.scenario, board.scenario.version, "undo", {}, "", reverses=step)
    assert broken(board, "complete") == []
    assert state(board, "complete").measured == "nothing is placed yet"


def test_a_pool_below_five_fte_is_small_unless_another_bound_is_set(board: Place) -> None:
    assert [(one.where, round(one.measure, 4)) for one in broken(board, "team_size")] == [
        (("Level 2 and 3 support operations",), 3.7035)
    ]
    regional(board)
    assert [one.where[1] for one in broken(board, "team_size")] == ["Americas", "Europe", "Americas", "Europe"]
    bound(board, "team_size", low=2 * UNIT)
    assert [one.where for one in broken(board, "team_size")] == [("Level 2 and 3 support operations", "Americas")]
    bound(board, "team_size", low=UNIT, scenario=board.scenario, function_code=8)
    assert broken(board, "team_size") == []


def test_a_chosen_span_is_held_against_the_band_of_its_function(board: Place) -> None:
    choose(board, 7, 25)
    found = broken(board, "span")[0]
    assert (found.measure, found.bound, found.unit) == (25, 18, "reports per manager")
    assert found.words == "Level 1 support operations is to have 25 reports per manager; 11 to 18 fit."
    bound(board, "span", low=4, high=30)
    assert broken(board, "span") == []
    bound(board, "span", low=4, high=20, scenario=board.scenario)
    assert [one.bound for one in broken(board, "span")] == [20]


def test_head_count_is_todays_effort_where_the_design_places_it(board: Place) -> None:
    bound(board, "headcount", high=17 * UNIT, function_code=7)
    whole = bound(board, "headcount", low=20 * UNIT, high=27 * UNIT)
    assert [(one.where, round(one.measure, 4), one.bound) for one in broken(board, "headcount")] == [
        ((), 27.7035, 27.0),
        (("Level 1 support operations",), 18.0, 17.0),
    ]
    move(board, "Server EU", "Incidents", {7: 8_000, HOME: 2_000})
    assert [one.where for one in broken(board, "headcount")] == [()]
    assert "27.7 FTE of today’s effort, 0.7 FTE above the target" in broken(board, "headcount")[0].words
    remove_guardrail(by=board.by, guardrail=whole, version=1)
    assert broken(board, "headcount") == []


def test_cost_is_true_cost_by_right_and_unknown_without_a_price(board: Place) -> None:
    bound(board, "cost", high=100_000_000, function_code=7)
    assert state(board, "cost").measured == "no cost is known"
    team = Team.objects.get(name="Server EU")
    priced = {"baseline": board.scenario.baseline, "team": team, "fte": 30_000}
    PositionFactory.create(cost_low=8_000_000, cost_high=8_000_000, **priced)
    other = Team.objects.get(name="Server AM")
    PositionFactory.create(baseline=board.scenario.baseline, team=other, cost_low=4_000_000, cost_high=4_000_000)
    paid = actor_of(member(Role.MODELLER, Right.PAY, organisation=board.lead.organisation))
    found = next(one for one in standings(paid, board.scenario) if one.code == "cost")
    # 6 FTE at 80,000, 6 at 40,000, and 6 of the team without a price at the mean of all four posts, 70,000.
    assert found.violations[0].measure == pytest.approx(114_000_000)
    assert found.violations[0].bound == 100_000_000
    assert found.measured == "EUR 1.1m"
    assert state(board, "cost").measured == "no cost is known", "without the right the rate card counts, and is empty"


@pytest.mark.parametrize(
    ("kind", "low", "high", "told"),
    [
        ("span", None, None, "State the least"),
        ("span", 9, 5, "Swap them"),
        ("team_size", None, 5, "no most"),
        ("speed", 1, 2, "is no guardrail"),
        ("cost", None, 10**16, "not that large"),
    ],
)
def test_bounds_make_sense(board: Place, kind: str, low: int | None, high: int | None, told: str) -> None:
    with pytest.raises(UserError, match=told):
        bound(board, kind, low, high)


def test_the_second_of_two_changes_is_told(board: Place) -> None:
    first = bound(board, "span", 4, 8)
    with pytest.raises(UserError, match="Change it in its row"):
        bound(board, "span", 4, 9)
    bound(board, "span", 4, 9, version=1)
    with pytest.raises(Conflict):
        bound(board, "span", 4, 10, version=1)
    with pytest.raises(Conflict):
        remove_guardrail(by=board.by, guardrail=first, version=1)


def test_an_archived_scenario_keeps_its_bounds(board: Place) -> None:
    own = bound(board, "span", 4, 8, scenario=board.scenario)
    Scenario.objects.update(state="archived")
    board.scenario.refresh_from_db()
    with pytest.raises(UserError, match="Only a draft"):
        bound(board, "span", 4, 9, scenario=board.scenario, version=1)
    own.refresh_from_db()
    with pytest.raises(UserError, match="Only a draft"):
        remove_guardrail(by=board.by, guardrail=own, version=1)


def test_a_copy_takes_the_bounds_of_its_scenario_along(board: Place) -> None:
    bound(board, "headcount", high=UNIT)
    bound(board, "headcount", high=2 * UNIT, scenario=board.scenario)
    copy = clone_scenario(by=board.by, scenario=board.scenario, name="Copy")
    found = [one.bound for one in violations(board.by, copy) if one.code == "headcount"]
    assert found == [2.0]


def test_all_kinds_at_once_take_as_many_queries_on_a_large_board() -> None:
    counts = []
    for board in (many(40), many(2_000)):
        for kind in ("headcount", "cost"):
            bound(board, kind, high=UNIT)
        choose(board, 7, 25)
        with CaptureQueriesContext(connection) as captured:
            standings(board.by, board.scenario)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 10


def choose(board: Place, code: int, span: int) -> None:
    """A span target of the design."""
    reach(board, code, "global")
    board.scenario.designs.filter(function_code=code).update(span_target=span)
