"""Dates as files write them: which formats fit all values, and whether they agree on what the values mean.

Formats are spelt as in strftime. A format with `%#z` carries its offset, so the instant is certain; any other needs a
time zone that somebody stated.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

DAYS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d.%m.%Y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d.%m.%y",
    "%d-%m-%y",
    "%m-%d-%y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%b %d, %Y",
    "%d %B %Y",
    "%B %d, %Y",
)
TIMES = ("", " %H:%M:%S%.f", " %H:%M", " %I:%M:%S %p", " %I:%M %p", "T%H:%M:%S%.f", "T%H:%M")
WITH_OFFSET = (
    "%Y-%m-%dT%H:%M:%S%.f%#z",
    "%Y-%m-%d %H:%M:%S%.f%#z",
    "%Y-%m-%d %H:%M:%S%.f %#z",
    "%Y/%m/%d %H:%M:%S%.f%#z",
    "%Y-%m-%dT%H:%M%#z",
)
FORMATS = WITH_OFFSET + tuple(day + time for day in DAYS for time in TIMES)
DIGITS, LETTERS = re.compile(r"\d+"), re.compile(r"[A-Za-z]+")
# The shape of what each directive writes, digits being 9 and letters a.
SHAPE_OF_DIRECTIVE = {"%.f": r"(\.9)?", "%#z": r"(a|[+-]9(:9)?)", "%b": "a", "%B": "a", "%p": "a"}
DIRECTIVE = re.compile(r"%\.f|%#z|%.|[A-Za-z]+|.")
EARLIEST, LATEST = 1900, 2100
SAMPLE = 200
MOSTLY = 0.9
ROWS_AT_ONCE = 1_000_000
OFFSET_MARK = "%#z"


def _shape(date_format: str) -> re.Pattern[str]:
    parts = []
    for token in DIRECTIVE.findall(date_format):
        plain = "9" if token.startswith("%") else LETTERS.sub("a", re.escape(token))
        parts.append(SHAPE_OF_DIRECTIVE.get(token, plain))
    return re.compile("".join(parts).replace("999", "9"))


SHAPES = {date_format: _shape(date_format) for date_format in FORMATS}


@dataclass(frozen=True, slots=True)
class Dates:
    """What the values of a column can be: the formats that fit, best first, of which `chosen` is certain, if any.

    `sample` is a value that the formats read differently, `readings` what each of them makes of it.
    """

    formats: tuple[str, ...] = ()
    chosen: str = ""
    sample: str = ""
    readings: tuple[str, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        """Several formats fit and disagree."""
        return not self.chosen and len(self.formats) > 1


def has_offset(date_format: str) -> bool:
    """True where each value carries its own offset from UTC."""
    return date_format.endswith(OFFSET_MARK)


def parsed(values: pl.Series, date_format: str) -> pl.Series:
    """The values as naive datetimes in microseconds (UTC where the format has an offset); null where it does not fit.

    >>> parsed(pl.Series(["5/3/2016", "2012-05-11"]), "%d/%m/%Y").dt.to_string("%Y-%m-%d").to_list()
    ['2016-03-05', None]
    """
    zone = "UTC" if has_offset(date_format) else None
    moments = values.str.to_datetime(date_format, time_unit="us", time_zone=zone, strict=False, ambiguous="null")
    moments = moments.dt.replace_time_zone(None)
    is_plausible = moments.dt.year().is_between(EARLIEST, LATEST)
    return moments.to_frame("at").select(pl.when(is_plausible).then(pl.col("at"))).to_series()


def dates_of(values: pl.Series) -> Dates:
    """Which formats fit; certain when one does, or when all that do read every value alike.

    A few values that fit nothing (a tenth at most) do not hide what the rest says; they become errors of their rows.

    >>> dates_of(pl.Series(["5/3/2016", "25/3/2016"])).chosen, dates_of(pl.Series(["5/3/2016"])).readings
    ('%d/%m/%Y', ('5 March 2016', '3 May 2016'))
    """
    values = values.drop_nulls()
    sample = _first_distinct(values)
    shapes = {LETTERS.sub("a", DIGITS.sub("9", value)) for value in sample}
    likely = [one for one, shape in SHAPES.items() if any(shape.fullmatch(value) for value in shapes)]
    missed = {one: 0 for one in likely if parsed(sample, one).null_count() < len(sample)}
    for part in _parts(values):
        counted = part.alias("value").to_frame().group_by("value", maintain_order=True).len()
        for one in missed:
            missed[one] += int(counted["len"].filter(parsed(counted["value"], one).is_null()).sum())
    least = min(missed.values(), default=0)
    if not missed or least > len(values) * (1 - MOSTLY):
        return Dates()
    fitting = [one for one in missed if missed[one] == least]
    if len(fitting) == 1:
        return Dates((fitting[0],), fitting[0])
    return _judged(values.unique(maintain_order=True), fitting)


def _first_distinct(values: pl.Series) -> pl.Series:
    """The first values that differ, in their order."""
    found = values.clear()
    for part in _parts(values):
        found = found.append(part.unique(maintain_order=True)).unique(maintain_order=True)
        if len(found) >= SAMPLE:
            break
    return found.head(SAMPLE)


def _parts(values: pl.Series) -> Iterator[pl.Series]:
    """A long column a part at a time, so that its distinct values need not be in memory at once."""
    return (values.slice(start, ROWS_AT_ONCE) for start in range(0, len(values), ROWS_AT_ONCE))


def _judged(values: pl.Series, formats: Sequence[str]) -> Dates:
    readings = {one: parsed(values, one) for one in formats}
    first = readings[formats[0]]
    for other in formats[1:]:
        differs = first.ne_missing(readings[other])
        if differs.any():
            at = int(differs.arg_max() or 0)
            words = tuple(_in_words(readings[one][at]) for one in (formats[0], other))
            return Dates(_distinct_readings(readings), "", str(values[at]), words)
    return Dates((formats[0],), formats[0])


def _distinct_readings(readings: dict[str, pl.Series]) -> tuple[str, ...]:
    kept: list[str] = []
    for one, reading in readings.items():
        if not any(reading.equals(readings[other]) for other in kept):
            kept.append(one)
    return tuple(kept)


def _in_words(moment: object) -> str:
    return f"{moment.day} {moment:%B %Y}" if hasattr(moment, "day") else "no date"


def in_utc(moments: pl.Series, zone: str) -> tuple[pl.Series, int]:
    """Local times of the zone as epoch microseconds UTC, and how many of them the end of summer time has twice.

    The first of the two is taken. A time that the beginning of summer time skips does not exist: null.
    """
    first = moments.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    last = moments.dt.replace_time_zone(zone, ambiguous="latest", non_existent="null")
    return first.dt.epoch("us"), int((first != last).sum())
