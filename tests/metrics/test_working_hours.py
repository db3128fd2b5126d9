"""Every figure of time, elapsed and in working hours, equals a plain loop on random small logs."""

from dataclasses import replace
from statistics import median

import numpy as np
import pytest

from metrics.computations.columns import STATUS_PENDING
from metrics.selectors.handoff_touch import KINDS, open_time_of
from metrics.selectors.handoff_units import units_of
from metrics.selectors.handoffs import HandoffFilters, analyse, view_of
from metrics.selectors.meter_figures import FIGURES, Followed, Periods
from metrics.selectors.question_ground import Asked, Ground
from metrics.selectors.question_tables import pending_of
from metrics.selectors.question_words import answers
from metrics.selectors.segment_rules import SegmentRules
from tests.computations import plain
from tests.metrics import working_loops as loops
from tests.services.logs import HOUR

pytestmark = pytest.mark.once
SEEDS = range(60)
BOTH = (False, True)


def by_month(seed: int, code: str, is_working: bool) -> dict[int, float | None]:
    """A meter's values per month that it rests on anything in."""
    columns, places = loops.log_of(loops.stretched(plain.random_log(seed)))
    clocks = loops.CLOCKS if is_working else None
    followed = Followed(columns, places, SegmentRules(0, ()), {}, None, "UTC", clocks)
    months, month = np.unique(columns.months("UTC"), return_inverse=True)
    found = FIGURES[code].read(followed, Periods(month, np.arange(len(months)), len(months)))
    rows = zip(months.tolist(), found.value.tolist(), found.base.tolist(), strict=True)
    return {month: None if np.isnan(value) else value for month, value, base in rows if base}


@pytest.mark.parametrize("is_working", BOTH)
def test_the_waits_of_a_month_equal_a_loop(is_working: bool) -> None:
    for seed in SEEDS:
        rows = loops.stretched(plain.random_log(seed))
        assert by_month(seed, "waiting_median", is_working) == loops.median_waits_by_loop(rows, is_working), seed


@pytest.mark.parametrize("is_working", BOTH)
def test_the_pending_share_of_a_month_equals_a_loop(is_working: bool) -> None:
    for seed in SEEDS:
        rows = loops.stretched(plain.random_log(seed))
        wanted = loops.pending_shares_by_loop(rows, is_working)
        found = by_month(seed, "pending_share", is_working)
        if any(status == STATUS_PENDING for _, _, status in loops.stretches_by_loop(rows)):
            assert {month: share for month, share in found.items() if share is not None} == pytest.approx(wanted), seed
        else:
            assert not found, seed


@pytest.mark.parametrize("is_working", BOTH)
def test_the_time_to_the_last_event_equals_a_loop(is_working: bool) -> None:
    for seed in SEEDS:
        rows = loops.stretched(plain.random_log(seed))
        assert by_month(seed, "solving_median", is_working) == loops.solving_by_loop(rows, is_working), seed


@pytest.mark.parametrize("is_working", BOTH)
def test_the_owners_questions_equal_a_loop(is_working: bool) -> None:
    for seed in SEEDS:
        rows = loops.stretched(plain.random_log(seed))
        columns, places = loops.log_of(rows)
        ground = Ground(columns, places, Asked(HandoffFilters()), "UTC", loops.CLOCKS if is_working else None)
        spans = loops.spans_by_loop(rows, is_working)
        assert (ground.spans_us / HOUR).tolist() == spans, seed
        assert answers(ground)["median_us"] == median(spans) * HOUR, seed
        hours = loops.open_hours_by_loop(rows, is_working)
        pending = {f"G{group}": lasts for (group, status), lasts in hours.items() if status == STATUS_PENDING}
        found = pending_of(ground, 1)
        assert {row["label"]: row["pending_us"] / HOUR for row in found.rows} == pending, seed
        whole = sum(hours.values())
        assert found.share == (pytest.approx(sum(pending.values()) / whole) if whole else None), seed


@pytest.mark.parametrize("is_working", BOTH)
def test_the_page_of_handoffs_equals_a_loop(is_working: bool) -> None:
    for seed in SEEDS:
        rows = loops.stretched(plain.random_log(seed))
        columns, places = loops.log_of(rows)
        units = units_of("group", places)
        view = view_of(columns, HandoffFilters(), "UTC", loops.CLOCKS if is_working else None)
        waits = [
            (loops.length(span, is_working, group), is_ended) for span, is_ended, group in loops.waits_by_loop(rows)
        ]
        wanted = loops.kaplan_meier_by_loop(waits)
        assert analyse(columns, view, places, units).wait_median_us == (None if wanted is None else wanted * HOUR), seed
        hours = loops.open_hours_by_loop(rows, is_working)
        by_unit = open_time_of(columns, view, units)
        found = {
            (int(group), status): getattr(by_unit, f"{name}_us")[units.of_group[group]] / HOUR
            for name, (status, _) in KINDS.items()
            for group in range(len(places))
        }
        assert {key: lasts for key, lasts in found.items() if lasts} == hours, seed


def test_working_hours_are_other_hours_than_elapsed_ones() -> None:
    """The logs span a weekend, a night in which clocks change, a holiday and two months."""
    logs = [loops.stretched(plain.random_log(seed)) for seed in SEEDS]
    for code in ("waiting_median", "pending_share", "solving_median"):
        assert sum(by_month(seed, code, True) != by_month(seed, code, False) for seed in SEEDS) > 10, code
    assert {loops.month_of(row[1]) for rows in logs for row in rows} == {202603, 202604}
    assert loops.length((0, 150), True) == 3 * 9  # Monday, Tuesday and Thursday; Wednesday is the holiday
    hours = {group: [hour for hour in range(150) if loops.is_worked(hour, group)] for group in (0, 1, 2)}
    assert {group: len(worked) for group, worked in hours.items()} == {0: 27, 1: 27, 2: 39}
    assert not set(hours[1]) & set(hours[2])  # Singapore and Chicago never work at the same time


def test_a_change_of_who_works_by_which_calendar_changes_the_figure() -> None:
    """Two tickets wait from Friday evening to Tuesday evening, in Singapore and where nobody stated any hours."""
    rows: list[plain.Row] = [
        (ticket, at, 0, at and group, None, 1) for ticket, group in ((1, 1), (2, 3)) for at in (0, 1)
    ]
    rows += [(ticket, 96, 0, group, None, 2) for ticket, group in ((1, 1), (2, 3))]
    columns, _ = loops.log_of(rows)
    waits = [
        (columns.waits_on(clocks).wait_us // HOUR).tolist()
        for clocks in (loops.CLOCKS, replace(loops.CLOCKS, of_group=()), loops.CLOCKS, None)
    ]
    assert waits == [[9, 18], [18, 18], [9, 18], [95, 95]]  # Tuesday is a holiday in Singapore
