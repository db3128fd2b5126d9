"""Working hours, holidays and targets as people write them, and back. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from core.typed_numbers import typed_number
from services.calendars import DAY_MINUTES, Span
from services.chains import Times

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d{2}))?")
HOLIDAY = re.compile(r"(\d{4}-\d{2}-\d{2})[\s,;]*(.*)")
TIME = re.compile(r"(?:(\d[\d.,]*)\s*(?:h|hours?))?\s*(?:(\d+)\s*(?:m|min|mins|minutes?))?")
DAYS_OF = re.compile(r"[\d.,]+\s*(?:d|days?|w|weeks?|months?)")
MOST_MINUTES = 525_600  # a year of the clock
NONE = ("", "-", "–", "none")
MOST_HOLIDAYS, MOST_TARGETS, LONGEST_PRIORITY, LONGEST_HOLIDAY = 1_000, 40, 40, 80


def spans_of(text: str) -> list[Span]:
    """The worked spans of a day; ValueError says what cannot be read.

    >>> spans_of("8:00-12:00, 13-17:30"), spans_of("closed"), spans_of("0-24")
    ([(480, 720), (780, 1050)], [], [(0, 1440)])
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if parts in ([], ["closed"], ["-"]):
        return []
    spans = [_span(part) for part in parts]
    for (_, ends), (starts, _) in pairwise(spans):
        if starts < ends:
            raise ValueError(
                "a span begins before the one before it has ended. Write them in order, such as 8-12, 13-17."
            )
    return spans


def _span(part: str) -> Span:
    found = SPAN.fullmatch(part)
    if not found:
        raise ValueError(f"“{part}” is no span of hours. Write it as 08:00-17:00, several with commas between.")
    hours, minutes, to_hours, to_minutes = (int(text or 0) for text in found.groups())
    start, end = hours * 60 + minutes, to_hours * 60 + to_minutes
    if minutes > 59 or to_minutes > 59:
        raise ValueError(f"“{part}” has more than 59 minutes in an hour. Write it as 08:00-17:00.")
    if not start < end <= DAY_MINUTES:
        raise ValueError(
            f"“{part}” does not lie within one day. A shift over midnight is 22:00-24:00, then 00:00-06:00 a day later."
        )
    return start, end


def spans_text(spans: Sequence[Sequence[int]]) -> str:
    """Worked spans as they are written.

    >>> spans_text([(480, 720), (780, 1440)])
    '08:00-12:00, 13:00-24:00'
    """
    return ", ".join("-".join(f"{at // 60:02}:{at % 60:02}" for at in span) for span in spans)


def holidays_of(text: str) -> list[tuple[date, str]]:
    """Holidays of lines such as `2026-12-25 Christmas Day`, by date; ValueError names the line.

    >>> holidays_of("2026-12-25 Christmas Day")
    [(datetime.date(2026, 12, 25), 'Christmas Day')]
    """
    found: dict[date, str] = {}
    for number, line in _lines(text):
        read = HOLIDAY.fullmatch(line)
        try:
            day = date.fromisoformat(read.group(1)) if read else None
        except ValueError:
            day = None
        if read is None or day is None:
            raise ValueError(
                f"Line {number}, “{line[:60]}”, has no date. Write year, month, day and name: 2026-12-25 Christmas Day."
            )
        if day in found:
            raise ValueError(f"Line {number} names {day.isoformat()} a second time. Leave one of the two out.")
        found[day] = read.group(2).strip()[:LONGEST_HOLIDAY]
    if len(found) > MOST_HOLIDAYS:
        raise ValueError(f"{len(found):,} holidays are too many. A calendar holds {MOST_HOLIDAYS:,}.")
    return sorted(found.items())


def holidays_text(holidays: Sequence[Sequence[str]]) -> str:
    """Stored holidays, one per line."""
    return "\n".join(f"{day} {name}".strip() for day, name in holidays)


def targets_of(text: str) -> dict[str, Times]:
    """Targets of lines such as `High; 30 min; 4 h` by priority as written, “all” for the rest ("").

    >>> targets_of("High; 30 min; 4 h" + chr(10) + "all; -; 2 h 30 min")
    {'High': (30, 240), '': (None, 150)}
    """
    found: dict[str, Times] = {}
    for number, line in _lines(text):
        parts = [part.strip() for part in line.split(";")]
        if len(parts) != 3:
            raise ValueError(
                f"Line {number}, “{line[:60]}”, has not three parts. Write priority; time to own; time to resolve."
            )
        priority = "" if parts[0].casefold() in ("all", "") else " ".join(parts[0].split())
        if len(priority) > LONGEST_PRIORITY:
            raise ValueError(
                f"Line {number}: “{parts[0][:60]}” is too long for a priority: {LONGEST_PRIORITY} letters."
            )
        if priority.casefold() in (known.casefold() for known in found):
            raise ValueError(f"Line {number} names the priority “{priority or 'all'}” again. Leave one of the two out.")
        try:
            times = minutes_of(parts[1]), minutes_of(parts[2])
        except ValueError as error:
            raise ValueError(f"Line {number}: {error}") from error
        if times == (None, None):
            raise ValueError(f"Line {number}, “{line[:60]}”, states no time. Leave the line out, or state one.")
        found[priority] = times
    if not 0 < len(found) <= MOST_TARGETS:
        raise ValueError(f"State a target for one priority or more, and at most {MOST_TARGETS}.")
    return found


def minutes_of(text: str) -> int | None:
    """Minutes of a time such as `30 min`, `4 h`, `1.5 h` or `2 h 30 min`; None for “-”.

    >>> minutes_of("4 h"), minutes_of("2 h 30 min"), minutes_of("1,5 h"), minutes_of("-")
    (240, 150, 90, None)
    """
    folded = text.strip().casefold()
    if folded in NONE:
        return None
    if DAYS_OF.fullmatch(folded):
        raise ValueError(f"“{text[:40]}” can be days of the clock or working days. Write it in hours, such as 16 h.")
    found = TIME.fullmatch(folded) if len(folded) < 20 else None
    hours = typed_number(found.group(1) or "0") if found else 0
    minutes = hours * 60 + int(found.group(2) or 0) if found else 0
    if not minutes or minutes != int(minutes):
        raise ValueError(f"“{text[:40]}” is no time. Write it in hours and minutes, such as 30 min, 4 h or 2 h 30 min.")
    if minutes > MOST_MINUTES:
        raise ValueError(f"“{text[:40]}” is more than {MOST_MINUTES // 60:,} h, a year of the clock.")
    return int(minutes)


def minutes_text(minutes: int | None) -> str:
    """A target as it is written.

    >>> minutes_text(150), minutes_text(None), minutes_text(45)
    ('2 h 30 min', '-', '45 min')
    """
    if minutes is None:
        return "-"
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


def _lines(text: str) -> list[tuple[int, str]]:
    return [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
