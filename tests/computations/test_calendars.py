"""Working time on calendars, each case counted by hand: time zones, nights when clocks change, holidays, shifts."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.calendars import HOUR_US, MINUTE_US, Calendar, instant_us, moment

WEEK = range(7)
OFFICE = dict.fromkeys(range(5), ((9 * 60, 17 * 60),))
BERLIN = Calendar("Europe/Berlin", OFFICE)
LUNCH = Calendar("Europe/Berlin", dict.fromkeys(range(5), ((8 * 60, 12 * 60), (13 * 60, 17 * 60))))
ALWAYS = Calendar("UTC", dict.fromkeys(WEEK, ((0, 1440),)))
NIGHT = Calendar("Europe/Berlin", dict.fromkeys(WEEK, ((0, 6 * 60), (22 * 60, 1440))))
SMALL_HOURS = Calendar("Europe/Berlin", dict.fromkeys(WEEK, ((60, 3 * 60 + 30),)))  # 01:00 to 03:30
EARLY = Calendar("Europe/Berlin", dict.fromkeys(WEEK, ((0, 2 * 60 + 30),)))  # to 02:30
LATE = Calendar("Europe/Berlin", dict.fromkeys(WEEK, ((2 * 60 + 30, 4 * 60),)))  # from 02:30
KOLKATA = Calendar("Asia/Kolkata", dict.fromkeys(range(6), ((9 * 60 + 30, 18 * 60),)))
NEW_YORK = Calendar("America/New_York", OFFICE)
EASTER = Calendar("Europe/Berlin", OFFICE, frozenset({date(2026, 4, 3), date(2026, 4, 6)}))

# calendar, from and to in the time zone of the calendar, minutes that are worked between
CASES = [
    pytest.param(BERLIN, "2026-03-04 10:00", "2026-03-04 12:30", 150, id="within a day"),
    pytest.param(BERLIN, "2026-03-04 06:00", "2026-03-04 20:00", 480, id="a day and its ends"),
    pytest.param(BERLIN, "2026-03-04 16:00", "2026-03-05 10:00", 120, id="over a night"),
    pytest.param(BERLIN, "2026-03-06 16:30", "2026-03-09 09:30", 60, id="over a weekend"),
    pytest.param(BERLIN, "2026-03-07 08:00", "2026-03-08 20:00", 0, id="a weekend"),
    pytest.param(BERLIN, "2026-03-02 09:00", "2026-03-16 09:00", 10 * 480, id="two weeks"),
    pytest.param(LUNCH, "2026-03-04 11:30", "2026-03-04 13:30", 60, id="over lunch"),
    pytest.param(ALWAYS, "2026-02-27 23:00", "2026-03-01 01:00", 26 * 60, id="round the clock, over a month's end"),
    pytest.param(NIGHT, "2026-03-03 20:00", "2026-03-04 08:00", 480, id="a night shift over midnight"),
    pytest.param(NIGHT, "2026-03-28 20:00", "2026-03-29 08:00", 420, id="the night that is an hour shorter"),
    pytest.param(NIGHT, "2026-10-24 20:00", "2026-10-25 08:00", 540, id="the night that is an hour longer"),
    pytest.param(SMALL_HOURS, "2026-03-29 00:00", "2026-03-29 12:00", 90, id="a span over the skipped hour"),
    pytest.param(SMALL_HOURS, "2026-10-25 00:00", "2026-10-25 12:00", 210, id="a span over the repeated hour"),
    pytest.param(EARLY, "2026-03-29 00:00", "2026-03-29 12:00", 120, id="a span that ends in the skipped hour"),
    pytest.param(EARLY, "2026-10-25 00:00", "2026-10-25 12:00", 210, id="a span that ends in the repeated hour"),
    pytest.param(LATE, "2026-03-29 00:00", "2026-03-29 12:00", 60, id="a span that begins in the skipped hour"),
    pytest.param(LATE, "2026-10-25 00:00", "2026-10-25 12:00", 150, id="a span that begins in the repeated hour"),
    pytest.param(BERLIN, "2026-03-27 16:00", "2026-03-30 10:00", 120, id="clocks change on a free day"),
    pytest.param(EASTER, "2026-04-02 16:00", "2026-04-07 10:00", 120, id="Good Friday and Easter Monday"),
    pytest.param(EASTER, "2026-04-03 09:00", "2026-04-03 17:00", 0, id="a holiday"),
    pytest.param(KOLKATA, "2026-03-07 17:30", "2026-03-09 10:00", 60, id="half-hour zone, six days a week"),
    pytest.param(NEW_YORK, "2026-03-06 16:00", "2026-03-09 10:00", 120, id="New York's clocks change earlier"),
    pytest.param(BERLIN, "2026-03-04 12:00", "2026-03-04 12:00", 0, id="no time"),
    pytest.param(BERLIN, "2026-03-05 12:00", "2026-03-04 12:00", 0, id="backwards"),
    pytest.param(BERLIN, "2026-03-04 17:00", "2026-03-05 09:00", 0, id="from closing to opening"),
    pytest.param(NIGHT, "2026-12-31 23:00", "2027-01-01 01:00", 120, id="over a year's end"),
]


def at(calendar: Calendar, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(calendar.time_zone))


@pytest.mark.parametrize(("calendar", "start", "end", "minutes"), CASES)
def test_what_is_worked_between_two_instants(calendar: Calendar, start: str, end: str, minutes: int) -> None:
    assert calendar.working_us(at(calendar, start), at(calendar, end)) == minutes * MINUTE_US


@pytest.mark.parametrize(("calendar", "start", "end", "minutes"), [case for case in CASES if case.values[3]])
def test_a_target_is_due_when_it_has_been_worked(calendar: Calendar, start: str, end: str, minutes: int) -> None:
    due = calendar.due(at(calendar, start), minutes * MINUTE_US)
    assert calendar.working_us(at(calendar, start), due) == minutes * MINUTE_US
    assert due <= at(calendar, end)
    assert calendar.working_us(due, at(calendar, end)) == 0


@pytest.mark.parametrize(
    ("calendar", "start", "hours", "due"),
    [
        (BERLIN, "2026-03-06 16:00", 4, "2026-03-09 12:00"),
        (BERLIN, "2026-03-07 12:00", 8, "2026-03-09 17:00"),
        (EASTER, "2026-04-02 12:00", 8, "2026-04-07 12:00"),
        (ALWAYS, "2026-03-28 12:00", 72, "2026-03-31 12:00"),
        (NIGHT, "2026-03-28 23:00", 4, "2026-03-29 04:00"),
        (BERLIN, "2026-03-04 17:00", 0, "2026-03-04 17:00"),
        (BERLIN, "2026-03-04 20:00", 0, "2026-03-04 20:00"),
    ],
)
def test_due_times_counted_by_hand(calendar: Calendar, start: str, hours: int, due: str) -> None:
    assert calendar.due(at(calendar, start), hours * HOUR_US) == at(calendar, due)


def test_the_same_instant_is_worked_in_one_zone_and_not_in_another() -> None:
    start, end = datetime(2026, 3, 4, 8, tzinfo=UTC), datetime(2026, 3, 4, 20, tzinfo=UTC)
    assert BERLIN.working_us(start, end) == 8 * HOUR_US  # 09:00 to 17:00 there is 08:00 to 16:00 UTC
    assert NEW_YORK.working_us(start, end) == 6 * HOUR_US  # opens at 14:00 UTC


def test_many_instants_at_once_are_those_one_by_one() -> None:
    first, last = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)
    chance = np.random.default_rng(3)
    instants = np.sort(chance.integers(instant_us(first), instant_us(last), 200))
    worked = LUNCH.timetable(first, last).worked_us(instants)
    for before, after, difference in zip(instants, instants[1:], np.diff(worked), strict=False):
        one = LUNCH.working_us(*(datetime.fromtimestamp(t / 1e6, UTC) for t in (before, after)))
        assert abs(int(difference) - one) <= 1  # a float of seconds holds a microsecond


def test_round_the_clock_is_known() -> None:
    assert ALWAYS.is_always
    assert not Calendar("UTC", ALWAYS.spans, frozenset({date(2026, 1, 1)})).is_always
    assert not NIGHT.is_always


def test_a_calendar_without_work_never_ends_a_target() -> None:
    with pytest.raises(ValueError, match="not reached within 20 years"):
        Calendar("UTC", {}).due(datetime(2026, 1, 1, tzinfo=UTC), 1)


@pytest.mark.parametrize("spans", [((60, 60),), ((60, 1_441),), ((60, 120), (90, 180)), ((120, 60),), ((-1, 60),)])
def test_spans_that_make_no_sense_are_refused(spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="empty, out of the day, or overlaps"):
        Calendar("UTC", {0: spans})


def a_calendar(zone: str, spans: dict[int, list[tuple[int, int]]], holidays: frozenset[date]) -> Calendar:
    """Spans given as any ends: sorted, and those that overlap left out."""
    tidy = {}
    for day, given_spans in spans.items():
        ends, kept = 0, []
        for start, end in sorted(given_spans):
            if ends <= start < end:
                kept.append((start, end))
                ends = end
        tidy[day] = tuple(kept)
    return Calendar(zone, tidy, holidays)


YEAR = (date(2026, 1, 1), date(2026, 12, 31))
ENDS = st.tuples(st.integers(0, 1_440), st.integers(0, 1_440))
CALENDARS = st.builds(
    a_calendar,
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]),
    st.dictionaries(st.integers(0, 6), st.lists(ENDS, max_size=3), max_size=7),
    st.frozensets(st.dates(*YEAR), max_size=8),
)
# The days around the nights when clocks change in any of these zones come up as often as the rest of the year.
CHANGES = (
    date(2026, 3, 8),
    date(2026, 3, 29),
    date(2026, 4, 5),
    date(2026, 10, 4),
    date(2026, 10, 25),
    date(2026, 11, 1),
)
INSTANTS = st.one_of(
    st.integers(*(instant_us(datetime(day.year, day.month, day.day, tzinfo=UTC)) for day in YEAR)),
    st.builds(
        lambda day, us: instant_us(datetime(day.year, day.month, day.day, tzinfo=UTC)) + us,
        st.sampled_from(CHANGES),
        st.integers(-24 * HOUR_US, 48 * HOUR_US),
    ),
)


@settings(max_examples=120, deadline=None)
@given(CALENDARS, st.lists(st.tuples(INSTANTS, INSTANTS), min_size=1, max_size=12))
def test_many_stretches_at_once_are_those_one_by_one(calendar: Calendar, stretches: list[tuple[int, int]]) -> None:
    start, end = (np.array([stretch[side] for stretch in stretches], np.int64) for side in (0, 1))
    one_by_one = [calendar.working_us(moment(first), moment(last)) for first, last in stretches]
    assert calendar.worked_us(start, end).tolist() == one_by_one


def test_no_stretches_take_no_time() -> None:
    assert BERLIN.worked_us(np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == []
