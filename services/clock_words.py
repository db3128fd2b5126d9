"""Whose working hours are counted, in words."""

from __future__ import annotations

from core.figures import integer, plural
from services.clocks import OF_LOG, Clocks, Ints

MOST_NAMED = 4


def clocks_short(clocks: Clocks, is_whole: bool = False) -> str:
    """The working hours that count, in a few words; `is_whole`: for the time of whole tickets.

    >>> from services.calendars import Calendar
    >>> always = Calendar("UTC", {day: ((0, 1_440),) for day in range(7)})
    >>> clocks_short(Clocks((always,), (), ("Office",)))
    'Working hours of “Office”'
    >>> clocks_short(Clocks((always, always), ((7, 1),), ("Office", "Plant")))
    'Working hours of each group, 2 calendars'
    """
    if is_whole or not clocks.of_group:
        return f"Working hours of “{clocks.names[OF_LOG]}”"
    return f"Working hours of each group, {plural(len(clocks.calendars), 'calendar')}"


def clocks_sentence(clocks: Clocks, group_ids: Ints) -> str:
    """Which clocks count for the groups with these ids, and how many of them have none of their own.

    >>> import numpy as np
    >>> from services.calendars import Calendar
    >>> always = Calendar("UTC", {day: ((0, 1_440),) for day in range(7)})
    >>> found = Clocks((always, always), ((7, 1),), ("Office", "Plant"))
    >>> clocks_sentence(found, np.array([6]))
    'Working hours are those of “Office”, the calendar of the log.'
    >>> clocks_sentence(found, np.array([6, 7])).split(": ")[1]
    '1 of 2 groups works by “Plant”; 1 has none and counts on “Office”, the calendar of the log, as do whole tickets.'
    """
    of_log = f"“{clocks.names[OF_LOG]}”"
    own, seen = dict(clocks.of_group), group_ids.tolist()
    used = sorted({own[pk] for pk in seen if pk in own})
    if not used:
        return f"Working hours are those of {of_log}, the calendar of the log."
    with_own = sum(pk in own for pk in seen)
    rest = len(seen) - with_own
    lacks = (
        f"{integer(rest)} {'has' if rest == 1 else 'have'} none and {'counts' if rest == 1 else 'count'} on {of_log}"
    )
    verb = "works" if with_own == 1 else "work"
    stated = f"{integer(with_own)} of {plural(len(seen), 'group')} {verb} by {_named(clocks, used)}"
    if rest:
        tail = f"{lacks}, the calendar of the log, as do whole tickets"
    else:
        tail = f"whole tickets count on {of_log}, the calendar of the log"
    return f"Working hours are those of the group that has the ticket: {stated}; {tail}."


def _named(clocks: Clocks, places: list[int]) -> str:
    """Calendars by name, or how many they are."""
    if len(places) > MOST_NAMED:
        return plural(len(places), "calendar")
    *first, last = sorted(f"“{clocks.names[place]}”" for place in places)
    return f"{', '.join(first)} and {last}" if first else last
