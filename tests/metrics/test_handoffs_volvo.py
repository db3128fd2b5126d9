"""A real incident log, through the product's own import: every figure that was counted independently."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
from django.db import connection

from core.imports.headless import import_files
from metrics.computations.handoffs import handoff_matrix, handoffs
from metrics.computations.ping_pong import ping_pong_occurrences, ping_pong_pairs
from metrics.computations.waiting import queue_times
from metrics.selectors.handoff_tables import pair_rows
from metrics.selectors.handoffs import handoff_analysis
from metrics.selectors.log_columns import log_events
from organisations.models import Membership
from services.facts import seen_groups
from services.models import Event, Group, TicketLog
from tests.environment import real_data
from tests.factories import actor_of, member

pytestmark = [pytest.mark.django_db, pytest.mark.data]

CSV_COLUMNS = {
    "ticket": "SR Number",
    "time": "Change Date+Time",
    "group": "Involved ST",
    "person": "Owner First Name",
    "status": "Status",
    "priority": "SR Latest Impact",
    "product": "Product",
}
XES_COLUMNS = {
    "ticket": "case:concept:name",
    "time": "time:timestamp",
    "group": "org:group",
    "person": "org:resource",
    "status": "concept:name",
    "priority": "impact",
    "product": "product",
}
# The groups of each ticket in order, runs merged, numbered; `begun`: the first working or closing event of a stay.
STAYS = """
    WITH named AS (
        SELECT ticket_id, at, event.id, group_id, status.kind,
               LAG(group_id) OVER (PARTITION BY ticket_id ORDER BY at, event.id) AS before
        FROM services_event AS event JOIN services_status AS status ON status.id = status_id
        WHERE group_id IS NOT NULL
    ), numbered AS (
        SELECT *, SUM(CASE WHEN before IS NULL OR before <> group_id THEN 1 ELSE 0 END)
                  OVER (PARTITION BY ticket_id ORDER BY at, id ROWS UNBOUNDED PRECEDING) AS stay
        FROM named
    ), stays AS (
        SELECT ticket_id, stay, MIN(group_id) AS holder, MIN(at) AS starts,
               MIN(CASE WHEN kind IN (2, 4) THEN at END) AS begun
        FROM numbered GROUP BY ticket_id, stay
    ), steps AS (
        SELECT *, LAG(holder) OVER by_stay AS sender, LAG(holder, 2) OVER by_stay AS earlier,
               LEAD(starts) OVER by_stay AS passed
        FROM stays WINDOW by_stay AS (PARTITION BY ticket_id ORDER BY stay)
    )
"""
PAIRS = STAYS + "SELECT sender, holder, COUNT(*) FROM steps WHERE sender IS NOT NULL GROUP BY sender, holder"
BACK = (
    STAYS
    + """
    SELECT CASE WHEN holder < sender THEN holder ELSE sender END AS low,
           CASE WHEN holder < sender THEN sender ELSE holder END AS high,
           COUNT(*), COUNT(DISTINCT ticket_id)
    FROM steps WHERE earlier = holder GROUP BY low, high
"""
)
WAITS = (
    STAYS
    + """
    SELECT COALESCE(begun, passed, (SELECT MAX(at) FROM services_event)) - starts AS wait,
           CASE WHEN begun IS NOT NULL THEN 0 WHEN passed IS NOT NULL THEN 1 ELSE 2 END AS kind, COUNT(*)
    FROM steps WHERE sender IS NOT NULL GROUP BY wait, kind
"""
)


def imported(person: Membership, file: str, columns: dict[str, str], name: str) -> TicketLog:
    incoming = import_files(
        by=actor_of(person),
        kind="tickets",
        paths=[real_data() / "bpic13-incidents" / file],
        target_name=name,
        mapping={"columns": {field: {"column": column} for field, column in columns.items()}},
    )
    assert (incoming.state, incoming.counts["rejected"]) == ("confirmed", 0)
    return TicketLog.objects.get(name=name)


def from_csv(person: Membership, **columns: str) -> TicketLog:
    return imported(person, "VINST_cases_incidents.csv.gz", CSV_COLUMNS | columns, "CSV")


def test_the_incident_log_has_the_figures_that_were_counted_independently() -> None:
    person = member()
    log = from_csv(person)
    found = handoff_analysis(actor_of(person), log)
    columns = log_events(actor_of(person), log)
    assert (found.events, found.tickets, len(found.units.keys)) == (65_533, 7_554, 649)
    assert (found.handoffs, found.tickets - found.unmoved, found.unmoved) == (9_454, 3_820, 3_734)
    assert len(found.pairs) == 2_463
    assert (found.ping_pong.direct, found.ping_pong.occurrences) == (1_177, 2_394)
    assert (found.ping_pong.returns, found.ping_pong.bounces) == (1_258, 402)
    assert columns.ping_pong.groups.max() == 12
    assert found.first_line is not None
    assert (found.first_line.resolved, found.first_line.closed, found.first_line.entered) == (4_542, 7_546, 6_695)
    assert int(found.first_line.has_stayed.sum()) == 4_546
    assert [(row["sender"], row["receiver"], row["count"]) for row in pair_rows(found, 5)] == [
        ("G96", "G97", 255),
        ("D5", "D4", 123),
        ("S42", "S43", 100),
        ("D4", "D5", 92),
        ("G97", "G230 2nd", 91),
    ]
    levels: dict[str, int] = {}
    for group, count in zip(seen_groups(log.pk), np.bincount(columns.events.group), strict=True):
        label = "2nd 3rd" if group.level_label == "2nd 3rd" else str(group.level)
        levels[label] = levels.get(label, 0) + int(count)
    assert levels == {"1": 46_042, "2": 16_541, "3": 2_911, "2nd 3rd": 39}
    lasted = columns.events.at[columns.bounds.last] - columns.events.at[columns.bounds.first]
    assert np.median(lasted) / 86_400_000_000 == pytest.approx(7.55, abs=0.005)


def by_sql(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [tuple(map(int, row)) for row in cursor.fetchall()]


def test_sql_finds_the_same_handoffs_ping_pong_and_waits_entry_by_entry() -> None:
    person = member()
    columns = log_events(actor_of(person), from_csv(person))
    ids, moves = columns.group_ids, handoffs(columns.events)
    matrix = handoff_matrix(moves)
    found = zip(ids[matrix.sender].tolist(), ids[matrix.receiver].tolist(), matrix.count.tolist(), strict=True)
    expected = by_sql(PAIRS)
    assert (len(expected), sum(count for *_, count in expected)) == (2_463, 9_454)
    assert sorted(found) == sorted(expected)
    back = ping_pong_pairs(ping_pong_occurrences(moves))
    ends = (ids[back.low].tolist(), ids[back.high].tolist())
    pairs = zip(*ends, back.occurrences.tolist(), back.tickets.tolist(), strict=True)
    assert sum(row[2] for row in by_sql(BACK)) == 2_394
    assert sorted(pairs) == sorted(by_sql(BACK))
    waits = queue_times(columns.events, moves)
    waited = Counter(zip(waits.wait_us.tolist(), waits.kind.tolist(), strict=True))
    assert waited == {(wait, kind): count for wait, kind, count in by_sql(WAITS)}


def test_handoffs_between_organisation_lines_are_those_of_a_log_mapped_that_way() -> None:
    person = member()
    log = from_csv(person, group="Involved Org line 3")
    found = handoff_analysis(actor_of(person), log)
    assert (found.handoffs, found.tickets - found.unmoved) == (4_350, 2_034)


def test_csv_and_xes_of_the_same_log_have_the_same_matrix() -> None:
    person = member()
    log = from_csv(person)
    matrix = _matrix(person, log)
    other = imported(person, "bpi_challenge_2013_incidents.xes.gz", XES_COLUMNS, "XES")
    assert _matrix(person, other) == matrix
    assert sum(matrix.values()) == 9_454


def test_the_service_desk_export_without_history_says_so() -> None:
    person = member()
    columns = {"ticket": "number", "opened": "opened_at", "group": "assignment_group", "closed": "closed_at"}
    incoming = import_files(
        by=actor_of(person),
        kind="tickets",
        paths=[real_data() / "servicenow-export" / "incidents_REST.csv"],
        target_name="Export",
        time_zone="UTC",
        mapping={"columns": {field: {"column": column} for field, column in columns.items()}},
    )
    assert incoming.state == "confirmed"
    assert "has no history" in incoming.report["notes"][0]
    assert (Event.objects.count(), Group.objects.count()) == (67, 6)


def _matrix(person: Membership, log: TicketLog) -> dict[tuple[str, str], int]:
    return {
        (row["sender"], row["receiver"]): row["count"] for row in pair_rows(handoff_analysis(actor_of(person), log))
    }
