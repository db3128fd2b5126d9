"""How dates are written, in words that a reader of the page knows."""

import re
from datetime import datetime, timedelta, timezone

from core.imports.dates import DIRECTIVE

EXAMPLE = datetime(2026, 12, 31, 15, 4, 5, tzinfo=timezone(timedelta(hours=1)))
NAMES = {
    "%d": "day",
    "%m": "month",
    "%b": "month",
    "%B": "month",
    "%Y": "year",
    "%y": "year",
    "%H": "hour",
    "%I": "hour",
    "%M": "minute",
    "%S": "second",
    "%p": "am/pm",
    "%.f": "",
    "%#z": " with offset",
    "T": " ",
}
TOUCHING = re.compile(r"(%[A-Za-z])(?=%[A-Za-z])")


def form_in_words(date_format: str) -> str:
    """The order of the parts, and how the last day of 2026 is written so.

    >>> form_in_words("%d/%m/%Y"), form_in_words("%b %d, %Y")
    ('day/month/year (31/12/2026)', 'month day, year (Dec 31, 2026)')
    >>> form_in_words("%Y-%m-%dT%H:%M:%S%.f%#z")
    'year-month-day hour:minute:second with offset (2026-12-31T15:04:05+01:00)'
    """
    spaced = TOUCHING.sub(r"\1 ", date_format)
    parts = "".join(NAMES.get(token, token) for token in DIRECTIVE.findall(spaced))
    return f"{' '.join(parts.split())} ({_example(date_format)})"


def _example(date_format: str) -> str:
    plain = date_format.replace("%.f", "").replace("%#z", "+01:00")
    return EXAMPLE.strftime(plain)
