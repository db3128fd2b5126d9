"""How time is counted, in words: elapsed, or in the working hours of a log's calendar."""

from services.calendars import Calendar
from services.models import BusinessCalendar

ELAPSED, WORKING = "elapsed", "working"


def hours_unit(calendar: Calendar | None) -> str:
    """The unit of hours in a download."""
    return "working h" if calendar else "h"


def counted_in(calendar: BusinessCalendar | None) -> str:
    """What time is counted in, as the end of a sentence.

    >>> counted_in(None)
    'elapsed time'
    """
    return f"the working hours of “{calendar.name}”" if calendar else "elapsed time"
