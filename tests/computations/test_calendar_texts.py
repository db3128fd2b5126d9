"""Times, hours and targets as people write them; what cannot be read is named with what is wrong and what to write."""

from collections.abc import Callable
from typing import Any

import pytest

from services.calendar_texts import minutes_of, spans_of, targets_of

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1.5 h", 90), ("1,5 h", 90), ("0,25 hours", 15), ("2 h 30 min", 150), ("45 m", 45), ("8760 h", 525_600)],
)
def test_times_are_read(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (minutes_of, "999999 h", "“999999 h” is more than 8,760 h, a year of the clock."),
        (minutes_of, "2 days", "“2 days” can be days of the clock or working days. Write it in hours, such as 16 h."),
        (minutes_of, "soon", "“soon” is no time. Write it in hours and minutes, such as 30 min, 4 h or 2 h 30 min."),
        (minutes_of, "0.001 h", "“0.001 h” is no time."),
        (minutes_of, "1,250 h", "“1,250” can be 1250 or 1.25."),
        (spans_of, "8:75-9", "“8:75-9” has more than 59 minutes in an hour. Write it as 08:00-17:00."),
        (spans_of, "22-6", "“22-6” does not lie within one day."),
        (targets_of, "High; 1 h; 2 h\nhigh; 1 h; 3 h", "Line 2 names the priority “high” again."),
        (targets_of, f"{'x' * 41}; 1 h; 2 h", "is too long for a priority: 40 letters."),
    ],
)
def test_what_cannot_be_read_is_named(read: Callable[[str], Any], text: str, said: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # what it says is looked at below
        read(text)
    assert said in str(refused.value)
