"""The times of a path against what is promised: worst starts of a week, each counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from services.calendars import HOUR_US, MINUTE_US, Calendar, instant_us
from services.chains import NeverDone, Promise, checks_of, worst_case

OFFICE = dict.fromkeys(range(5), ((540, 1_020),))  # 09:00 to 17:00
EASTER = frozenset({date(2026, 4, 3), date(2026, 4, 6)})
CALENDARS = {
    "always": Calendar("UTC", dict.fromkeys(range(7), ((0, 1_440),))),
    "office": Calendar("UTC", OFFICE),
    "berlin": Calendar("Europe/Berlin", OFFICE),
    "easter": Calendar("Europe/Berlin", OFFICE, EASTER),
    "night": Calendar("Europe/Berlin", dict.fromkeys(range(7), ((0, 360), (1_320, 1_440)))),
    "saturday": Calendar("UTC", dict.fromkeys(range(6), ((540, 1_020),))),
    "early": Calendar("UTC", dict.fromkeys(range(5), ((480, 960),))),  # 08:00 to 16:00
    "kolkata": Calendar("Asia/Kolkata", OFFICE),  # 03:30 to 11:30 UTC
    "never": Calendar("UTC", {}),
    "sunday": Calendar("UTC", {6: ((600, 660),)}),  # one hour
}
H = 60
MARCH = date(2026, 3, 4)
# promise's calendar, steps (calendar, minutes), a day of the week, minutes that the path takes at worst
CASES = [
    pytest.param("always", [("always", H)], "03-04", H, id="one step, round the clock"),
    pytest.param("always", [("always", H), ("always", 2 * H)], "03-04", 3 * H, id="steps add"),
    pytest.param("office", [("office", 6 * H)], "03-04", 6 * H, id="the same calendar: a weekend costs nothing"),
    # From just after Friday 15:00: two hours end on Monday just after 09:00.
    pytest.param("always", [("office", 2 * H)], "03-04", 66 * H, id="a weekend counts round the clock"),
    # From just after Friday 16:00 the hour ends on Monday just after 09:00.
    pytest.param("always", [("office", H)], "03-04", 65 * H, id="one office hour over a weekend"),
    pytest.param("office", [("always", 8 * H)], "03-04", 8 * H, id="a day and a night: from opening to closing"),
    pytest.param("office", [("always", 24 * H)], "03-04", 8 * H, id="a night of the promise costs nothing"),
    # On Saturdays the step works and the promise rests: it takes less, never more.
    pytest.param("office", [("saturday", 4 * H)], "03-04", 4 * H, id="a step that works more"),
    # From just after Friday 13:00 to Monday 09:00: four hours on Friday and eight on Saturday.
    pytest.param("saturday", [("office", 4 * H)], "03-04", 12 * H, id="a Saturday of the promise counts"),
    # From just after 15:00 the hour ends the next day after 08:00: the promise has run from 15:00 to 17:00.
    pytest.param("office", [("early", H)], "03-04", 2 * H, id="an hour that the step does not work"),
    # From just after 09:30 UTC two hours end after 11:30, so the next morning: the office has run to 17:00.
    pytest.param("office", [("kolkata", 2 * H)], "03-04", 7 * H + 30, id="half-hour zones"),
    # Desk first, then the office: from just after Friday 10:00 the last of six hours is Monday's.
    pytest.param("always", [("always", H), ("office", 6 * H)], "03-04", 71 * H, id="desk and office"),
    # From just after Thursday 15:00 to Tuesday 09:00: Good Friday to Easter Monday are closed.
    pytest.param("always", [("easter", 2 * H)], "04-01", 4 * 24 * H + 18 * H, id="over Easter"),
    pytest.param("easter", [("easter", 20 * H)], "04-01", 20 * H, id="holidays of both cost nothing"),
    # The promise works on Good Friday and Easter Monday, the step does not: sixteen hours more.
    pytest.param("berlin", [("easter", 2 * H)], "04-01", 18 * H, id="holidays of the step alone"),
    # The promise rests on the holidays, the step works: it is done earlier, never later.
    pytest.param("easter", [("berlin", 2 * H)], "04-01", 2 * H, id="holidays of the promise alone"),
    # From just after 06:00: sixteen hours by day, then one; a shorter night takes nothing away.
    pytest.param("always", [("night", H)], "03-25", 17 * H, id="the shorter night: the day before is as long as ever"),
    # From just after Saturday 06:00: seven hours in the shorter night, the eighth by Sunday 23:00, an hour skipped.
    pytest.param("always", [("night", 8 * H)], "03-25", 40 * H, id="eight hours over the shorter night"),
    # Two nights from just after 06:00 on any day but Saturday, whose night has nine hours: 16 + 8 + 16 + 1.
    pytest.param("always", [("night", 9 * H)], "10-21", 41 * H, id="nine hours, but for the longer night"),
    # One hour a week: two of them from just after Sunday 10:00 end a fortnight later.
    pytest.param("always", [("sunday", 2 * H)], "03-04", 14 * 24 * H, id="one hour a week"),
]


def minutes_at_worst(calendar: str, steps: list[tuple[str, int]], day: str) -> int:
    path = [(promise(name, {"": (None, time)}), time) for name, time in steps]
    worst = worst_case(CALENDARS[calendar], 1, path, date.fromisoformat(f"2026-{day}"))
    return round(worst.used_us / MINUTE_US)


def promise(calendar: str, targets: dict[str, tuple[int | None, int | None]], name: str = "Step") -> Promise:
    return Promise(f"{name} {calendar}", name, "OLA", CALENDARS[calendar], targets)


@pytest.mark.once
@pytest.mark.parametrize(("calendar", "steps", "day", "minutes"), CASES)
def test_the_worst_start_of_a_week(calendar: str, steps: list[tuple[str, int]], day: str, minutes: int) -> None:
    assert minutes_at_worst(calendar, steps, day) == minutes


@pytest.mark.once
def test_no_start_of_the_week_takes_longer_than_the_worst() -> None:
    calendar, path = CALENDARS["berlin"], [(promise("easter", {}), 150), (promise("kolkata", {}), 200)]
    worst = worst_case(calendar, 1, path, date(2026, 4, 1))
    chance = np.random.default_rng(5)
    first = instant_us(datetime(2026, 3, 29, 22, tzinfo=UTC))
    longest = 0
    for start in chance.integers(first, first + 7 * 24 * HOUR_US, 300):
        at = begins = datetime.fromtimestamp(int(start) // 1_000_000, UTC)
        for step, time in path:
            at = step.calendar.due(at, time * MINUTE_US)
        longest = max(longest, calendar.working_us(begins, at))
    assert 0 < longest <= worst.used_us


@pytest.mark.once
def test_the_agreement_that_breaks_the_chain_is_named() -> None:
    sla = promise("always", {"high": (30, 4 * H), "": (None, 100 * H)}, "SLA")
    desk = promise("always", {"": (40, H)}, "Desk")
    host = promise("office", {"high": (None, 2 * H), "": (None, 8 * H)}, "Host")
    found = {(check.priority, check.measure): check for check in checks_of(sla, [desk, host], MARCH)}
    assert {key: check.culprit.name if check.culprit else None for key, check in found.items()} == {
        ("high", "own"): "Desk",
        ("high", "resolve"): "Host",
        ("", "resolve"): None,
    }
    assert found["high", "own"].worst.over_us == 10 * MINUTE_US
    assert [link.promise.name for link in found["high", "resolve"].worst.links] == ["Desk", "Host"]


@pytest.mark.once
def test_a_step_that_states_no_time_or_never_works_is_named() -> None:
    sla = promise("always", {"": (None, H)}, "SLA")
    silent, idle = promise("always", {"low": (None, 5)}, "Silent"), promise("never", {"": (None, 5)}, "Idle")
    named = {one.priority: one.culprit.name if one.culprit else None for one in checks_of(sla, [silent], MARCH)}
    assert named == {"": "Silent", "low": None}
    found = checks_of(sla, [idle], MARCH)
    assert [(one.lacks.name, one.reason) for one in found] == [
        ("Idle", "has a calendar that works too little for its time")
    ]
    with pytest.raises(NeverDone, match="Idle never reaches its target"):
        worst_case(CALENDARS["always"], 1, [(idle, 5)], MARCH)


@pytest.mark.once
def test_a_path_that_takes_all_of_the_time_keeps_the_promise() -> None:
    for minutes, culprit in ((6 * H, None), (6 * H - 1, "Step")):
        (found,) = checks_of(promise("office", {"": (None, minutes)}), [promise("office", {"": (None, 6 * H)})], MARCH)
        assert (found.culprit.name if found.culprit else None) == culprit


@pytest.mark.once
def test_without_steps_there_is_nothing_to_hold() -> None:
    assert checks_of(promise("always", {"": (None, H)}), [], MARCH) == []
