"""Times to own and to resolve recomputed from events, counted by hand, and on a real log against a plain loop."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

import numpy as np
import pytest

from metrics.computations.agreement_results import MET, MISSED, NEVER, NO_TARGET, RUNNING, milestones, outcomes
from metrics.computations.columns import EventColumns
from services.calendars import HOUR_US, MINUTE_US, Calendar, instant_us
from services.statuses import kind_of
from tests.computations.test_volvo_log import numbered, rows

LETTERS = {"?": 0, "q": 1, "w": 2, "p": 3, "c": 4}
OFFICE = dict.fromkeys(range(5), ((540, 1_020),))
BERLIN = Calendar("Europe/Berlin", OFFICE, frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
ALWAYS = Calendar("UTC", dict.fromkeys(range(7), ((0, 1_440),)))
NIGHT = Calendar("Europe/Berlin", dict.fromkeys(range(7), ((0, 360), (1_320, 1_440))))
NEW_YORK = Calendar("America/New_York", OFFICE)

# events (UTC, group, class), calendar, target in minutes, minutes to own and to resolve, outcome of the latter
CASES = [
    pytest.param("03-04 09:00 A q|03-04 10:00 A w|03-04 12:00 A c", BERLIN, 180, 60, 180, MET, id="just in time"),
    pytest.param("03-04 09:00 A q|03-04 10:00 A w|03-04 12:01 A c", BERLIN, 180, 60, 181, MISSED, id="a minute late"),
    pytest.param("03-06 15:00 A q|03-09 08:30 A w|03-09 09:00 A c", BERLIN, 120, 90, 120, MET, id="over a weekend"),
    pytest.param("04-02 14:00 A q|04-07 08:00 A w|04-07 09:00 A c", BERLIN, 120, 120, 180, MISSED, id="over Easter"),
    pytest.param("03-28 21:00 A q|03-29 03:00 A w|03-29 04:00 A c", NIGHT, 420, 360, 420, MET, id="the shorter night"),
    pytest.param(
        "10-24 20:00 A q|10-25 04:00 A w|10-25 05:00 A c", NIGHT, 539, 480, 540, MISSED, id="the longer night"
    ),
    pytest.param(
        "03-06 20:00 A q|03-09 13:00 A w|03-09 14:00 A c", NEW_YORK, 180, 120, 180, MET, id="New York's change"
    ),
    pytest.param(
        "03-04 09:00 A q|03-04 10:00 B q|03-04 11:00 B w|03-04 12:00 B c", ALWAYS, 60, 120, 180, MISSED, id="moved"
    ),
    pytest.param(
        "03-04 09:00 A w|03-04 10:00 A c|03-05 09:00 A w|03-05 10:00 A c", ALWAYS, 60, 0, 1_500, MISSED, id="reopened"
    ),
    pytest.param("03-04 09:00 A q|03-04 10:00 A c", ALWAYS, 60, 60, 60, MET, id="closed without work"),
    pytest.param("03-04 09:00 A q|03-04 10:00 A p|03-04 10:30 A c", ALWAYS, 90, 90, 90, MET, id="pending counts"),
    pytest.param("03-04 09:00 A w|03-04 10:00 A c|03-04 11:00 A q", ALWAYS, 180, 0, None, RUNNING, id="open again"),
    pytest.param("03-04 09:00 A w|03-04 10:00 A c|03-04 11:00 A q", ALWAYS, 60, 0, None, MISSED, id="open, and late"),
    pytest.param("03-04 09:00 A w|03-04 10:00 A c|03-09 10:00 A c", ALWAYS, 60, 0, 60, MET, id="resolved, then closed"),
    pytest.param("03-04 09:00 A c|03-04 10:00 A ?", ALWAYS, 10, 0, 0, MET, id="an unknown status decides nothing"),
    pytest.param(
        "03-04 09:00 A ?|03-04 09:30 A w|03-04 10:00 A c", ALWAYS, 60, 30, 60, MET, id="the clock starts at once"
    ),
    pytest.param("03-07 09:00 A q|03-08 10:00 A w|03-08 12:00 A c", BERLIN, 1, 0, 0, MET, id="all on a weekend"),
    pytest.param("03-04 09:00 A q", ALWAYS, 60, None, None, RUNNING, id="a single event"),
    pytest.param("03-04 16:00 A q|03-05 07:59 A w|03-05 08:00 A c", BERLIN, 1, 0, 0, MET, id="from closing to opening"),
    pytest.param("03-04 09:00 A w|03-04 12:00 A c", ALWAYS, -1, 0, 180, NO_TARGET, id="no target"),
]


def log_of(text: str) -> EventColumns:
    parts = [event.rsplit(" ", 2) for event in text.split("|")]
    at = [instant_us(datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=UTC)) for moment, _, _ in parts]
    group = [ord(name) - ord("A") for _, name, _ in parts]
    return EventColumns.in_log_order(
        [0] * len(at), at, group, [-1] * len(at), [LETTERS[letter] for *_, letter in parts]
    )


@pytest.mark.once
@pytest.mark.parametrize(("text", "calendar", "target", "own", "resolve", "outcome"), CASES)
def test_a_ticket_counted_by_hand(
    text: str, calendar: Calendar, target: int, own: int | None, resolve: int | None, outcome: int
) -> None:
    events = log_of(text)
    found = milestones(events)
    worked = calendar.timetable(*(datetime.fromtimestamp(at / 1e6, UTC) for at in (events.at.min(), events.at.max())))

    def used(until: int) -> int:
        ends = np.array([found.begins[0], until])
        return int(np.diff(worked.worked_us(ends))[0])

    for at, minutes in ((found.owned[0], own), (found.resolved[0], resolve)):
        assert (None if at == NEVER else used(at) // MINUTE_US) == minutes
    end = found.resolved[0] if found.resolved[0] != NEVER else events.at.max()
    is_done = found.resolved != NEVER
    assert outcomes(np.array([used(end)]), is_done, np.array([target * MINUTE_US])).tolist() == [outcome]


@pytest.mark.once
def test_reopenings_and_the_last_change_of_group() -> None:
    events = log_of("03-04 09:00 A w|03-04 10:00 A c|03-04 11:00 B q|03-04 12:00 B w|03-04 13:00 B c")
    found = milestones(events)
    assert found.reopened.tolist() == [1]
    assert (found.changed - found.begins).tolist() == [2 * HOUR_US]
    later = milestones(log_of("03-04 09:00 A w|03-04 10:00 A c|03-04 11:00 B ?"))
    assert (later.changed - later.begins).tolist() == [0]  # it was resolved before it moved


def office_us(start: datetime, end: datetime, closed: set[date]) -> int:
    """Monday to Friday, 08:00 to 18:00 UTC, day by day."""
    total, day = timedelta(), start.date()
    while day <= end.date():
        if day.weekday() < 5 and day not in closed:
            opens = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
            total += max(timedelta(), min(end, opens + timedelta(hours=10)) - max(start, opens))
        day += timedelta(days=1)
    return total // timedelta(microseconds=1)


@pytest.mark.data
@pytest.mark.once
def test_a_real_log_has_the_counts_of_a_plain_loop() -> None:
    closed = {date(2012, 4, 6), date(2012, 4, 9), date(2012, 5, 1)}
    status = [int(kind_of(name)) for name in rows()["Status"]]
    instants, groups = rows()["Change Date+Time"].to_list(), rows()["Involved ST"].to_list()
    priorities = rows()["SR Latest Impact"].to_list()
    path = defaultdict(list)
    for line, (ticket, at) in enumerate(zip(rows()["SR Number"], instants, strict=True)):
        path[ticket].append((at, line))
    targets = {"High": 8, "Medium": 16, "Major": 4}  # hours; none for Low
    ends = max(instants)
    expected: Counter[tuple[str, str, int]] = Counter()
    for events in path.values():
        lines = [line for _, line in sorted(events)]
        priority = priorities[max(lines)]
        known = [line for line in lines if status[line]]
        owned = [instants[line] for line in known if status[line] in (2, 4)][:1]
        closed_at_the_end = list(takewhile(lambda line: status[line] == 4, reversed(known)))
        resolved = [instants[line] for line in closed_at_the_end[-1:]]
        for measure, reached in (("own", owned), ("resolve", resolved)):
            used = office_us(instants[lines[0]], reached[0] if reached else ends, closed)
            if priority not in targets:
                outcome = NO_TARGET
            elif used > targets[priority] * HOUR_US:
                outcome = MISSED
            else:
                outcome = MET if reached else RUNNING
            expected[measure, priority, outcome] += 1

    group = numbered("Involved ST")[0]
    ticket, at = numbered("SR Number")[0], rows()["Change Date+Time"].to_physical().to_numpy()
    log = EventColumns.in_log_order(ticket, at, group, np.full(len(at), -1), status)
    found = milestones(log)
    last = dict(zip(ticket.tolist(), priorities, strict=True))
    names = np.array([last[one] for one in found.ticket.tolist()])
    target = np.array([targets.get(name, -1) for name in names]) * HOUR_US
    calendar = Calendar("UTC", dict.fromkeys(range(5), ((480, 1_080),)), frozenset(closed))
    table = calendar.timetable(min(instants), ends)
    counted: Counter[tuple[str, str, int]] = Counter()
    for measure, milestone in (("own", found.owned), ("resolve", found.resolved)):
        is_done = milestone != NEVER
        until = np.where(is_done, milestone, instant_us(ends))
        codes = outcomes(table.worked_us(until) - table.worked_us(found.begins), is_done, target)
        counted.update((measure, str(name), int(code)) for name, code in zip(names, codes, strict=True))
    assert counted == expected
    assert sum(counted.values()) == 2 * 7_554
    assert len(groups) == len(log)
