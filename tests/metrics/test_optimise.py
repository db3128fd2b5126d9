"""A proposal by optimisation equals what looking at every choice finds, and names what cannot hold together."""

from functools import cache

import pytest

from metrics.computations.optimise import Infeasible, Proposal, Unfinished, optimise
from metrics.computations.optimise_broken import broken
from metrics.computations.optimise_inputs import (
    AtLeast,
    AtMost,
    Bounds,
    Choice,
    Forbidden,
    Holder,
    Pair,
    Part,
    Problem,
    Regional,
    Smallest,
    design_of,
    most_cells,
    most_moved,
)
from metrics.computations.optimise_pools import chords, points
from metrics.computations.optimise_program import Solution
from metrics.computations.optimise_reasons import reasons
from metrics.computations.optimise_value import value
from tests.metrics.planted_problems import FTE_MONEY, least_value, random_problem, two_teams

pytestmark = pytest.mark.once
LIMIT_S = 20.0
INFEASIBLE = {8}
SEEDS = [seed for seed in range(21) if seed not in INFEASIBLE]


@cache
def solved(seed: int) -> tuple[Problem, Proposal]:
    """A random problem with its proposal."""
    problem = random_problem(seed)
    return problem, optimise(problem, LIMIT_S)


@pytest.mark.parametrize("seed", SEEDS)
def test_equals_exhaustive_search(seed: int) -> None:
    problem, found = solved(seed)
    least = least_value(problem)
    assert broken(problem, found.choice) == []
    assert least is not None
    assert found.value.total / FTE_MONEY == pytest.approx(least / FTE_MONEY, rel=0, abs=1e-6)
    assert found.gap / FTE_MONEY < 1e-6
    assert found.bound <= least + 1e-6 * FTE_MONEY


def test_twenty_instances_are_compared_and_most_have_something_to_change() -> None:
    assert len(SEEDS) == 20
    changed = [seed for seed in SEEDS if any(solved(seed)[1].choice.options)]
    assert len(changed) >= 10


@pytest.mark.parametrize("seed", sorted(INFEASIBLE))
def test_what_no_choice_keeps_is_infeasible(seed: int) -> None:
    problem = random_problem(seed)
    assert least_value(problem) is None
    with pytest.raises(Infeasible):
        optimise(problem, LIMIT_S)


def conflicts(bounds: Bounds, reaches: tuple[str, ...] = ("regional",)) -> dict[str, float]:
    """What cannot hold together for two teams of 4 FTE, with the FTE by which it is missed."""
    with pytest.raises(Infeasible) as raised:
        optimise(two_teams(bounds, reaches), LIMIT_S)
    return {one.name: round(one.missed, 4) for one in raised.value.conflicts}


def test_a_constraint_that_nothing_can_keep_is_named_with_what_is_missing() -> None:
    least = AtLeast("Night shift", 4, frozenset({0, 1}), 9.0)
    assert conflicts(Bounds(at_least=(least,))) == {"Night shift": 1.0}


def test_of_two_that_exclude_one_another_the_cheaper_is_named() -> None:
    """Both teams in function 8 needs a move of 4 FTE: 3 FTE more than the limit, but 4 of the function."""
    least = AtLeast("All in level 2 and 3", 8, frozenset({0, 1}), 8.0)
    limit = most_moved("At most 1 FTE", two_teams().cells, 1.0)
    assert conflicts(Bounds(at_least=(least,), at_most=(limit,))) == {"At most 1 FTE": 3.0}


def test_a_cell_that_may_lie_nowhere_is_named() -> None:
    bounds = Bounds(forbidden=(Forbidden("Never 4", 0, 4), Forbidden("Never 8", 0, 8)))
    assert list(conflicts(bounds).values()) == [4.0]


def test_a_function_that_must_be_regional_but_may_not_is_named() -> None:
    assert conflicts(Bounds(regional=(Regional("Stays there", 8),)), ("global",)) == {"Stays there": 4.0}


def test_a_smallest_team_that_all_work_together_cannot_make_is_named() -> None:
    bounds = Bounds(smallest=(Smallest("Ten in 4", 4, 10.0), Smallest("Ten in 8", 8, 10.0)))
    assert sum(conflicts(bounds, ("global",)).values()) == pytest.approx(2.0)


def test_persons_are_rounded_up_team_by_team() -> None:
    """Both teams may move 1.2 persons each: two and two are four, though 2.4 would be three."""
    weights = {(0, 1): 1.2, (1, 1): 1.2, (0, 0): 1.2, (1, 0): 1.2}
    for allowed, is_broken in ((4.0, False), (3.0, True)):
        problem = two_teams(Bounds(at_most=(AtMost("Council", allowed, weights, is_whole=True),)))
        assert bool(broken(problem, design_of(problem))) is is_broken
    assert conflicts(Bounds(at_most=(AtMost("Council", 3.0, weights, is_whole=True),))) == {"Council": 1.0}


def test_other_constraints_that_hold_are_not_named() -> None:
    least = AtLeast("Night shift", 4, frozenset({0, 1}), 9.0)
    assert "May move" not in conflicts(
        Bounds(at_least=(least,), at_most=(most_cells("May move", two_teams().cells, 2),))
    )


def test_constraints_are_kept_at_a_price() -> None:
    """Both go together where they may, and stay apart where none may move."""
    assert sum(optimise(two_teams(reaches=("global",)), LIMIT_S).choice.options) == 1
    apart = Bounds(at_most=(most_moved("none", two_teams().cells, 0.0),))
    assert optimise(two_teams(apart, ("global",)), LIMIT_S).choice.options == (0, 0)


def test_the_design_of_a_constraint_that_it_breaks_is_left() -> None:
    found = optimise(two_teams(Bounds(forbidden=(Forbidden("Never 4", 0, 4),))), LIMIT_S)
    assert found.choice.options[0] == 1
    [change] = reasons(two_teams(Bounds(forbidden=(Forbidden("Never 4", 0, 4),))), found.choice).changes
    assert change.needed == ("Never 4",)


def test_reach_is_chosen_where_it_gains() -> None:
    found = optimise(two_teams(reaches=("regional", "global")), LIMIT_S)
    used = {
        code
        for cell, option in zip(two_teams().cells, found.choice.options, strict=True)
        for code, _ in cell.options[option]
    }
    assert len(used) == 1
    assert found.choice.reach[used.pop()] == "global"


def test_handoffs_draw_work_together() -> None:
    """Two teams of one region that lose nothing by a move: 0.5 FTE of handoffs between them are gone in function 4."""
    problem = two_teams()
    cells = tuple(
        type(cell)(cell.team, cell.activity, 0, 4.0, 0.0, 0.9, FTE_MONEY, cell.options) for cell in problem.cells
    )
    holders = tuple(Holder(team, 0, (Part(1.0, team),)) for team in range(2))
    weighed = Problem(cells, {}, holders=holders, pairs=(Pair(0, 1, 0.5 * FTE_MONEY),))
    found = optimise(weighed, LIMIT_S)
    assert found.choice.options == (0, 1)
    assert found.value.handoffs == 0
    assert value(weighed, Choice((1, 0), {})).handoffs == 0.5 * FTE_MONEY, "in function 8 each team stays a unit"


def test_the_price_of_a_change_keeps_small_gains_out() -> None:
    gain = 0.5357 * FTE_MONEY
    for price, moved in ((gain / 4 * 0.99, 1), (gain / 4 * 1.01, 0)):
        own = two_teams(reaches=("global",))
        problem = Problem(own.cells, own.reaches, change_price=price)
        assert sum(optimise(problem, LIMIT_S).choice.options) == moved


def test_the_same_problem_gives_the_same_proposal() -> None:
    first, second = solved(5)[1], optimise(random_problem(5), LIMIT_S)
    assert (first.choice, first.value, first.bound) == (second.choice, second.value, second.bound)


def test_the_gains_of_all_changes_add_up() -> None:
    for seed in SEEDS:
        problem, found = solved(seed)
        why = reasons(problem, found.choice)
        added = sum(change.gain.total for change in why.changes) + why.together.total
        assert added == pytest.approx(why.total.total, rel=1e-9, abs=1)


def test_without_time_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A design that breaks a constraint is no answer."""
    nothing = Solution(None, float("inf"), float("-inf"), is_infeasible=False, is_optimal=False)
    monkeypatch.setattr("metrics.computations.optimise.solve", lambda *given: nothing)
    problem = two_teams(Bounds(at_most=(AtMost("weighs", -1.0, {(0, 1): -1.0}),)))
    assert broken(problem, design_of(problem)) == ["weighs"]
    with pytest.raises(Unfinished, match="No placement was found"):
        optimise(problem, LIMIT_S)


def test_chords_never_lie_above_the_power_and_meet_it_where_they_were_drawn() -> None:
    known = points(0.5, 300.0, [7.0, 42.0])
    lines = chords(known, 0.93)
    for volume in [0.5 + step * 0.37 for step in range(800)]:
        least = min(at_none + slope * volume for at_none, slope in lines)
        assert least <= volume**0.93 + 1e-9
        assert least >= 0.96 * volume**0.93
    for volume in known:
        assert min(at_none + slope * volume for at_none, slope in lines) == pytest.approx(volume**0.93)
