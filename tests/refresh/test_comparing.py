"""Which position is which in a later baseline, what differs, and that nothing is lost between the two."""

import random
import time

import polars as pl
import pytest

from tests.refresh.frames import frame, patched, random_frame, said
from towers.refresh.bridge import bridge, sums_of
from towers.refresh.differences import Comparison, compared
from towers.refresh.pairing import paired
from towers.refresh.renames import proposals


def kinds(comparison: Comparison) -> dict[str, int]:
    return {kind: count for kind, count in comparison.counts.items() if count}


@pytest.mark.parametrize("seed", range(30))
def test_the_differences_applied_to_the_earlier_baseline_give_the_later_one(seed: int) -> None:
    draw = random.Random(seed)
    before, after = random_frame(draw, 1), random_frame(draw, 1_001, draw.randrange(60))
    comparison = compared(before, after)
    assert said(patched(before, comparison)) == said(after)


@pytest.mark.parametrize("seed", range(10))
def test_each_position_is_paired_once_and_the_steps_add_up(seed: int) -> None:
    draw = random.Random(seed)
    before, after = random_frame(draw, 1), random_frame(draw, 1_001)
    comparison = compared(before, after)
    pairs = comparison.pairs
    assert pairs["before"].n_unique() == pairs["after"].n_unique() == pairs.height
    assert pairs.height + comparison.left.height == before.height
    assert pairs.height + comparison.joined.height == after.height
    first, last, steps = sums_of(before), sums_of(after), bridge(comparison)
    assert first.fte + sum(step.fte for step in steps) == last.fte
    assert first.cost + sum(step.cost for step in steps) == pytest.approx(last.cost)


def test_a_baseline_does_not_differ_from_itself() -> None:
    same = random_frame(random.Random(1), 1)
    later = same.with_columns(pl.col("id") + 1_000, pl.col("manager") + 1_000)
    assert kinds(compared(same, later)) == {}


def test_joiners_leavers_and_each_kind_of_change_are_told() -> None:
    before = frame(
        {"id": 1, "key": "HEAD"},
        {"id": 2, "key": "MOVES", "manager": 1},
        {"id": 3, "key": "RISES", "manager": 1},
        {"id": 4, "key": "LEAVES"},
        {"id": 5, "key": "SAME", "manager": 1},
    )
    after = frame(
        {"id": 11, "key": "HEAD"},
        {"id": 12, "key": "MOVES", "manager": 13, "team": 2, "region": "AM"},
        {"id": 13, "key": "RISES", "manager": 11, "grade": "G6", "cost_low": 7_000_000, "cost_high": 7_000_000},
        {"id": 15, "key": "SAME", "manager": 11},
        {"id": 16, "key": "JOINS", "fte": 5_000},
    )
    comparison = compared(before, after)
    assert kinds(comparison) == {"joined": 1, "left": 1, "moved": 1, "titled": 1, "cost": 1, "changed": 2}
    assert comparison.touched == 4
    told = {step.code: (step.rows, step.fte, step.cost) for step in bridge(comparison)}
    assert told == {
        "joined": (1, 5_000, 3_000_000.0),
        "left": (1, -10_000, -6_000_000.0),
        "status": (0, 0, 0.0),
        "fte": (0, 0, 0.0),
        "cost": (1, 0, 1_000_000.0),
    }


def test_without_the_right_to_see_pay_another_cost_is_no_change() -> None:
    before = frame({"id": 1, "key": "A"})
    after = frame({"id": 2, "key": "A", "cost_low": 1, "cost_high": 2})
    assert kinds(compared(before, after)) == {"cost": 1, "changed": 1}
    assert kinds(compared(before, after, with_cost=False)) == {}


def test_rows_of_one_reference_are_paired_by_what_they_say_before_their_order() -> None:
    before = frame(*({"id": n, "key": "N/D", "occurrence": n, "title": title} for n, title in enumerate("abc", 1)))
    after = frame(*({"id": n + 10, "key": "N/D", "occurrence": n, "title": t} for n, t in enumerate("bc", 1)))
    assert paired(before, after).select("before", "after").rows() == [(2, 11), (3, 12)]


def test_rows_without_a_reference_are_paired_by_what_they_say_however_the_lines_have_moved() -> None:
    before = frame(*({"id": n, "key": f"row:1:{n}", "title": title} for n, title in enumerate("abc", 1)))
    after = frame(*({"id": n + 10, "key": f"row:1:{n}", "title": title} for n, title in enumerate("xabc", 1)))
    comparison = compared(before, after)
    assert kinds(comparison) == {"joined": 1}
    assert comparison.joined["title"].to_list() == ["x"]


def test_another_reference_of_the_manager_is_no_move_of_those_they_lead() -> None:
    before = frame({"id": 1, "key": "OLD"}, {"id": 2, "key": "A", "manager": 1})
    after = frame({"id": 11, "key": "NEW"}, {"id": 12, "key": "A", "manager": 11})
    assert kinds(compared(before, after, [(1, 11)])) == {"moved": 1, "changed": 1}  # the renamed post itself
    assert kinds(compared(before, after)) == {"joined": 1, "left": 1, "moved": 1, "changed": 1}


def test_who_lost_the_manager_moved() -> None:
    before = frame({"id": 1, "key": "BOSS"}, {"id": 2, "key": "A", "manager": 1})
    comparison = compared(before, frame({"id": 12, "key": "A"}))
    assert kinds(comparison) == {"left": 1, "moved": 1, "changed": 1}


def test_other_fte_count_at_the_earlier_cost_and_another_cost_at_the_later_fte() -> None:
    before = frame({"id": 1, "key": "A", "fte": 10_000, "cost_low": 50, "cost_high": 50})
    after = frame({"id": 11, "key": "A", "fte": 20_000, "cost_low": 70, "cost_high": 90})
    told = {step.code: (step.fte, step.cost) for step in bridge(compared(before, after)) if step.rows}
    assert told == {"fte": (10_000, 50.0), "cost": (0, 60.0)}


def test_a_person_with_several_rows_is_found_in_none_of_them() -> None:
    before = frame(*({"id": n, "key": f"A{n}", "person_ref": "E1"} for n in (1, 2)))
    after = frame(*({"id": n, "key": f"B{n}", "person_ref": "E1"} for n in (11, 12)))
    assert kinds(compared(before, after)) == {"joined": 2, "left": 2}


def test_a_person_in_another_post_moved_and_neither_left_nor_joined() -> None:
    before = frame({"id": 1, "key": "A", "person_ref": "E1"}, {"id": 2, "key": "B", "person_ref": "E2"})
    after = frame({"id": 11, "key": "C", "person_ref": "E1", "team": 2}, {"id": 12, "key": "D", "person_ref": "E3"})
    comparison = compared(before, after)
    assert kinds(comparison) == {"joined": 1, "left": 1, "moved": 1, "changed": 1}
    assert comparison.pairs["by"].to_list() == ["person"]


def test_a_new_reference_is_proposed_by_team_title_manager_and_grade_and_never_taken_for_granted() -> None:
    before = frame(
        {"id": 1, "key": "H"},
        {"id": 2, "key": "A1", "title": "Storage Engineer", "manager": 1},
        {"id": 3, "key": "A2", "title": "Analyst", "manager": 1, "team": 2},
    )
    after = frame(
        {"id": 11, "key": "H"},
        {"id": 12, "key": "N1", "title": "storage engineer", "manager": 11},
        {"id": 13, "key": "N2", "title": "Analyst", "manager": 11, "team": 3},
    )
    comparison = compared(before, after)
    assert kinds(comparison) == {"joined": 2, "left": 2}
    (found,) = proposals(comparison)
    assert (found.before, found.after, found.score) == (2, 12, 1.0)
    assert found.why == "same team and title, same manager, same grade, same FTE"


def test_what_neither_side_states_counts_half_and_what_differs_nothing() -> None:
    before = frame({"id": 1, "key": "A", "grade": ""}, {"id": 2, "key": "B", "title": "Analyst"})
    after = frame(
        {"id": 11, "key": "C", "grade": ""}, {"id": 12, "key": "D", "title": "Analyst", "grade": "G9", "fte": 5_000}
    )
    (found,) = proposals(compared(before, after))
    assert (found.before, found.after, found.why) == (1, 11, "same team and title, same FTE")
    assert found.score == pytest.approx(0.8)


def test_fifty_thousand_positions_are_compared_in_seconds() -> None:
    before = random_frame(random.Random(1), 1, 50)
    many = pl.concat([before.with_columns(pl.col("id") + 100 * n, pl.col("key") + f"-{n}") for n in range(1_000)])
    later = many.with_columns(pl.col("id") + 1_000_000, fte=pl.col("fte") + pl.col("id") % 7)
    began = time.perf_counter()
    comparison = compared(many, later)
    assert bridge(comparison)
    assert time.perf_counter() - began < 5
    assert comparison.pairs.height == 50_000
