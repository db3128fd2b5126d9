"""What is wrong with a mapping, each thing with its place: shapes first, then fields, columns and values."""

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any
from zoneinfo import available_timezones

import polars as pl

from core.imports.dates import parsed
from core.imports.reading.limits import MAX_HEADER_LINE
from core.imports.registry import Field
from core.imports.sources import columns_read, source_problem
from core.imports.units import unit_problem

OBJECTS = ("columns", "formats", "value_maps", "missing_in", "units", "currency", "rates")
TEXTS = ("time_zone", "decimal")
LISTS = ("missing", "sheets")
JOIN_PARTS = {"table", "left", "right"}
MOST_JOINS = 5
LONGEST_FORMAT = 60
LONGEST_CODE = 20
LARGEST_RATE = 1e9

Problem = tuple[str, str]


def mapping_problems(
    data: Mapping[str, Any], parts: Iterable[str], fields: Mapping[str, Field], columns: Iterable[str] | None
) -> list[Problem]:
    """(place, what is wrong) for all that is wrong; `parts` are the known keys, `columns` those of the files."""
    known = tuple(parts)
    problems = [(str(key), f"unknown; known are {', '.join(known)}") for key in data if key not in known]
    problems += _shape_problems(data)
    if problems:
        return problems
    present = None if columns is None else set(columns)
    return [*_column_problems(data, fields, present), *_value_problems(data, fields)]


def are_texts(value: Any) -> bool:
    """True for a list of texts."""
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _shape_problems(data: Mapping[str, Any]) -> list[Problem]:
    return [
        *[(key, "must be an object") for key in OBJECTS if not isinstance(data.get(key), dict | None)],
        *[(key, "must be text") for key in TEXTS if not isinstance(data.get(key), str | None)],
        *[(key, "must be a list of texts") for key in LISTS if not are_texts(data.get(key) or [])],
        *_header_line_problems(data.get("header_lines")),
        *_join_problems(data.get("joins")),
    ]


def _header_line_problems(lines: Any) -> list[Problem]:
    if not isinstance(lines, dict | None):
        return [("header_lines", "must be an object from a sheet's or file's name to a line")]
    fits = {name: type(line) is int and 1 <= line <= MAX_HEADER_LINE for name, line in (lines or {}).items()}
    return [(f"header_lines.{name}", f"must be a line from 1 to {MAX_HEADER_LINE}") for name in fits if not fits[name]]


def _join_problems(joins: Any) -> list[Problem]:
    if not isinstance(joins, list | tuple | None) or len(joins or ()) > MOST_JOINS:
        return [("joins", f"must be a list of at most {MOST_JOINS} objects with table, left and right")]
    problems, seen = [], set()
    for number, join in enumerate(joins or ()):
        place = f"joins.{number}"
        if not isinstance(join, dict) or set(join) != JOIN_PARTS or not are_texts(list(join.values())):
            problems.append((place, "must be an object of three texts: table, left and right"))
        elif not all(join.values()):
            problems.append((place, "names nothing; give a table and the two columns that hold the same key"))
        elif join["table"] in seen:
            problems.append((place, f"“{join['table']}” is joined twice"))
        else:
            seen.add(join["table"])
    return problems


def _column_problems(data: Mapping[str, Any], fields: Mapping[str, Field], present: set[str] | None) -> list[Problem]:
    problems: list[Problem] = []
    for code, source in (data.get("columns") or {}).items():
        place = f"columns.{code}"
        if code not in fields:
            problems.append((place, f"there is no such field; there are {', '.join(fields)}"))
        elif problem := source_problem(source, fields[code]):
            problems.append((place, problem))
        else:
            problems += _absent_columns(place, source, present)
    if source := data.get("currency"):
        problem = source_problem(source)
        problems += [("currency", problem)] if problem else _absent_columns("currency", source, present)
    return problems


def _absent_columns(place: str, source: dict[str, Any], present: set[str] | None) -> list[Problem]:
    absent = [] if present is None else [name for name in columns_read(source) if name not in present]
    return [(place, f"the file has no column “{name}”") for name in absent]


def _value_problems(data: Mapping[str, Any], fields: Mapping[str, Field]) -> list[Problem]:
    problems: list[Problem] = []
    for key in ("formats", "value_maps", "missing_in", "units"):
        problems += [(f"{key}.{code}", "there is no such field") for code in data.get(key) or {} if code not in fields]
    if (zone := data.get("time_zone") or "") and zone not in available_timezones():
        problems.append(("time_zone", f"“{zone}” is no time zone; use a name such as Europe/Brussels or UTC"))
    if (data.get("decimal") or "") not in ("", ".", ","):
        problems.append(("decimal", "must be a point or a comma"))
    for part, problem_of in (("units", unit_problem), ("formats", _format_problem), ("missing_in", _words_problem)):
        stated = (data.get(part) or {}).items()
        problems += [(f"{part}.{code}", problem) for code, value in stated if (problem := problem_of(value))]
    problems += [(f"rates.{code}", problem) for code, rate in _rates(data) if (problem := _rate_problem(code, rate))]
    return problems + _value_map_problems(data.get("value_maps") or {}, fields)


def _rates(data: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    return list((data.get("rates") or {}).items())


def _rate_problem(code: str, rate: Any) -> str:
    if not 0 < len(code.strip()) <= LONGEST_CODE:
        return "must be a currency as the file writes it, such as USD"
    is_number = isinstance(rate, int | float) and not isinstance(rate, bool) and isfinite(rate)
    if not is_number or not 0 < rate < LARGEST_RATE:
        return "must be a number above 0: what one unit is worth in the organisation's currency"
    return ""


def _words_problem(words: Any) -> str:
    return "" if are_texts(words) else "must be a list of texts"


def _format_problem(form: Any) -> str:
    if not isinstance(form, str) or "%" not in form or len(form) > LONGEST_FORMAT:
        return "must be a format such as %d/%m/%Y %H:%M:%S"
    try:
        parsed(pl.Series([""]), form)
    except pl.exceptions.PolarsError as error:
        return f"is no date format: {str(error).splitlines()[0]}"
    return ""


def _value_map_problems(maps: Mapping[str, Any], fields: Mapping[str, Field]) -> list[Problem]:
    problems: list[Problem] = []
    for code, values in maps.items():
        choices = fields[code].choices if code in fields else ()
        if not isinstance(values, dict) or not are_texts(list(values.values())):
            problems.append((f"value_maps.{code}", "must be an object from the file's value to ours"))
            continue
        wrong = sorted({value for value in values.values() if value and choices and value not in choices})
        problems += [(f"value_maps.{code}", f"“{value}” is none of {', '.join(choices)}") for value in wrong]
    return problems
