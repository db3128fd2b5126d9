"""Where a field's text comes from: columns of the file or a constant, and what is taken of it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from core.imports.registry import Field

SEVERAL = ("first", "concat", "by_year")
ORIGINS = ("column", "constant", *SEVERAL)
MODIFIERS = ("separator", "regex", "replace", "part", "times")
PARTS = ("low", "high")
FIGURES = ("number", "money")
LONGEST_PATTERN = 200
LONGEST_REPLACEMENT = 60
YEAR = re.compile(r"(?:\bFY\s*)?(?<!\d)(20\d\d)(?!\d)", re.IGNORECASE)
SPAN = re.compile(r"\d\s*[-–/]\s*\d")

# One of {"column": name}, {"constant": text}, {"first": [names]}, {"concat": [names], "separator": text}, {"by_year":
# [names]}; beside it "regex" (with "replace"), "part" of a range, "times" another column.
Source = dict[str, Any]


def source_columns(source: Source) -> list[str]:
    """The columns of which the text is made.

    >>> source_columns({"first": ["a", "b"]}), source_columns({"constant": "incident"})
    (['a', 'b'], [])
    """
    if "column" in source:
        return [source["column"]]
    return list(next((source[key] for key in SEVERAL if source.get(key)), []))


def fields_by_column(sources: Mapping[str, Source]) -> dict[str, str]:
    """The one field as which the wizard shows each column: the first of those that read it.

    >>> fields_by_column({"status": {"column": "Sub"}, "class": {"concat": ["Status", "Sub"]}})
    {'Status': 'class', 'Sub': 'status'}
    """
    return {name: code for code, source in reversed(list(sources.items())) for name in source_columns(source)}


def year_in(name: str) -> str:
    """The one year that a heading holds, "" where it holds none, several or a part of two.

    >>> year_in("Forecast FY2027"), year_in("2027 to 2028"), year_in("Forecast 2027/28"), year_in("Room 120270")
    ('2027', '', '', '')
    """
    years = YEAR.findall(name)
    return years[0] if len(years) == 1 and not SPAN.search(name) else ""


def are_by_year(one: Field, names: Iterable[str]) -> bool:
    """Whether columns of these names are the field's for a year each."""
    return one.is_by_year and all(map(year_in, names))


def columns_read(source: Source) -> list[str]:
    """All columns that are read for the field: also the one by which a figure is multiplied.

    >>> columns_read({"column": "Hourly rate", "times": "Hours a year"})
    ['Hourly rate', 'Hours a year']
    """
    return [*source_columns(source), *([source["times"]] if "times" in source else [])]


def source_problem(source: Any, one: Field | None = None) -> str:
    """What is wrong with a source, as a sentence; empty if nothing is. `one` is the field that it is for."""
    if not isinstance(source, dict) or sum(key in source for key in ORIGINS) != 1:
        return f"must be an object with exactly one of {', '.join(ORIGINS)}"
    if extra := set(source) - {*ORIGINS, *MODIFIERS}:
        return f"does not know {', '.join(sorted(map(str, extra)))}"
    if not all(isinstance(value, str) for key, value in source.items() if key not in SEVERAL):
        return "names and values must be texts"
    if not all(_are_names(source[key]) for key in SEVERAL if key in source):
        return "first, concat and by_year take a list of columns"
    if not all(map(year_in, source.get("by_year", ()))):
        return "by_year takes columns whose headings each hold one year"
    return _figure_problem(source, one) or _pattern_problem(source)


def _are_names(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, str) for one in value)


def _figure_problem(source: Mapping[str, str], one: Field | None) -> str:
    if "part" in source and source["part"] not in PARTS:
        return "part must be low or high, the ends of a range such as “50,000 - 54,999”"
    given = [key for key in ("part", "times") if key in source]
    if given and (one is None or one.kind not in FIGURES):
        return f"{given[0]} is for numbers and amounts alone"
    return ""


def _pattern_problem(source: Mapping[str, str]) -> str:
    pattern, replacement = source.get("regex"), source.get("replace")
    if pattern is None:
        return "" if replacement is None else "replace needs a regex, whose matches it replaces"
    if not 0 < len(pattern) <= LONGEST_PATTERN:
        return f"the pattern must have 1 to {LONGEST_PATTERN} characters"
    if replacement is not None and len(replacement) > LONGEST_REPLACEMENT:
        return f"the replacement is longer than {LONGEST_REPLACEMENT} characters"
    try:  # this engine's time grows with the text alone, whatever the pattern
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.PolarsError as error:
        return f"the pattern is no regular expression: {str(error).splitlines()[0]}"
    return ""
