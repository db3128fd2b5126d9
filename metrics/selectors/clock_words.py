"""How time is counted, in words: elapsed, or in the working hours of the groups of a log."""

from services.clocks import OF_LOG, Clocks

ELAPSED, WORKING = "elapsed", "working"


def hours_unit(clocks: Clocks | None) -> str:
    """The unit of hours in a download."""
    return "working h" if clocks else "h"


def counted_in(clocks: Clocks | None) -> str:
    """What the time in a group is counted in, as the end of a sentence.

    >>> counted_in(None)
    'elapsed time'
    """
    if clocks and clocks.of_group:
        return "the working hours of the group that has the ticket"
    return whole_counted_in(clocks)


def whole_counted_in(clocks: Clocks | None) -> str:
    """What the time of a whole ticket is counted in, as the end of a sentence."""
    return f"the working hours of “{clocks.names[OF_LOG]}”" if clocks else "elapsed time"
