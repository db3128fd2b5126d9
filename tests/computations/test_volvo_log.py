"""The real incident log of the BPI Challenge 2013: the figures counted independently from its CSV."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
import pytest

from metrics.computations.columns import STATUS_CLOSED, STATUS_UNKNOWN, EventColumns, Ints
from metrics.computations.first_line import first_line_resolution
from metrics.computations.handoffs import count_percentile, handoff_matrix, handoffs, handoffs_per_ticket
from metrics.computations.ping_pong import ping_pong, ping_pong_occurrences, ping_pong_pairs
from tests.environment import real_data

FILE = real_data() / "bpic13-incidents" / "VINST_cases_incidents.csv.gz"

pytestmark = pytest.mark.data


@cache
def rows() -> pl.DataFrame:
    return pl.read_csv(FILE, separator=";", infer_schema=False).with_columns(
        pl.col("Change Date+Time").str.to_datetime("%Y-%m-%dT%H:%M:%S%z", time_unit="us"),
        closed=pl.col("Status") == "Completed",
    )


def numbered(column: str) -> tuple[Ints, list[str]]:
    names = rows()[column].unique().sort()
    return rows()[column].replace_strict(names, np.arange(len(names))).cast(pl.Int64).to_numpy(), names.to_list()


@cache
def log(group: str = "Involved ST") -> tuple[EventColumns, list[str]]:
    of_row, names = numbered(group)
    status = np.where(rows()["closed"], STATUS_CLOSED, STATUS_UNKNOWN)
    at = rows()["Change Date+Time"].to_physical().to_numpy()
    return EventColumns.in_log_order(numbered("SR Number")[0], at, of_row, np.full(len(at), -1), status), names


def test_size() -> None:
    events, teams = log()
    assert (len(events), len(events.ticket_bounds()), len(teams), events.without_group) == (65_533, 7_554, 649, 0)


def test_handoffs_between_teams() -> None:
    events, _ = log()
    moves = handoffs(events)
    counts = handoffs_per_ticket(events, moves)
    assert (len(moves), int((counts.count > 0).sum()), len(handoff_matrix(moves))) == (9_454, 3_820, 2_463)
    assert int((counts.count == 0).sum()) == 3_734
    assert count_percentile(counts.count, 50) == 1


def test_handoffs_between_organisation_lines() -> None:
    moves = handoffs(log("Involved Org line 3")[0])
    assert (len(moves), len(np.unique(moves.ticket))) == (4_350, 2_034)


def test_busiest_pairs() -> None:
    events, teams = log()
    matrix = handoff_matrix(handoffs(events))
    busiest = [(teams[matrix.sender[n]], teams[matrix.receiver[n]], int(matrix.count[n])) for n in range(5)]
    assert busiest == [
        ("G96", "G97", 255),
        ("D5", "D4", 123),
        ("S42", "S43", 100),
        ("D4", "D5", 92),
        ("G97", "G230 2nd", 91),
    ]


def test_ping_pong() -> None:
    events, _ = log()
    found = ping_pong(events)
    assert (int((found.direct > 0).sum()), int(found.direct.sum())) == (1_177, 2_394)
    assert (int(found.is_return.sum()), int(found.is_bounce.sum()), int(found.groups.max())) == (1_258, 402, 12)
    assert ping_pong_pairs(ping_pong_occurrences(handoffs(events))).occurrences.sum() == 2_394


def test_first_line_resolution() -> None:
    events, teams = log()
    is_first_line = np.array([not name.endswith(("2nd", "3rd")) for name in teams])
    found = first_line_resolution(events, is_first_line)
    assert (found.resolved, found.closed, found.entered) == (4_542, 7_546, 6_695)
    assert (round(found.share or 0, 4), round(found.share_of_entered or 0, 4)) == (0.6019, 0.6784)
    assert int(found.has_stayed.sum()) == 4_546  # open tickets included


def test_median_time_from_first_to_last_event() -> None:
    events, _ = log()
    bounds = events.ticket_bounds()
    days = np.median(events.at[bounds.last] - events.at[bounds.first]) / 86_400_000_000
    assert round(float(days), 2) == 7.55
