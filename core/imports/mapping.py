"""How the columns of a file are read: the mapping, checked, as JSON and as a hash. docs/imports.md has examples."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from zoneinfo import available_timezones

import polars as pl

from core.errors import UserError
from core.imports.dates import parsed
from core.imports.numbers import UNITS
from core.imports.reading.limits import MAX_HEADER_LINE
from core.imports.registry import Field, Importer

MISSING = ("", "?", "N/D", "N/A", "-", "#MULTIVALUE")
OBJECTS = ("columns", "formats", "value_maps", "missing_in", "units")
SOURCES = ("column", "constant", "first", "concat")
LONGEST_PATTERN = 200
LONGEST_FORMAT = 60

# One of {"column": name}, {"column": name, "regex": pattern}, {"constant": text}, {"first": [names]},
# {"concat": [names], "separator": text}.
Source = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spec:
    """The mapping. Empty `time_zone` and `decimal` mean: only what is certain from the values themselves.

    `missing_in` adds words that mean nothing in one field alone, such as "0"; `sheets` limits what is read;
    `header_lines` says on which line the header is, by sheet or, for a CSV, by file.
    """

    columns: dict[str, Source] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    time_zone: str = ""
    value_maps: dict[str, dict[str, str]] = field(default_factory=dict)
    missing: tuple[str, ...] = MISSING
    missing_in: dict[str, tuple[str, ...]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    decimal: str = ""
    sheets: tuple[str, ...] = ()
    header_lines: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The mapping as it is stored and sent."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]

    def with_time_zone(self, zone: str) -> "Spec":
        """The same mapping with a time zone stated."""
        return replace(self, time_zone=zone) if zone else self


def spec_hash(spec: Spec) -> str:
    """sha256 of the mapping, whatever the order in which it was written."""
    return hashlib.sha256(json.dumps(spec.as_json(), sort_keys=True).encode()).hexdigest()


def header_hash(tables: Iterable[Mapping[str, Any]]) -> str:
    """sha256 of the names of all tables' columns: files with the same are read with the same mapping."""
    names = sorted([list(table["columns"]) for table in tables])
    return hashlib.sha256(json.dumps(names).encode()).hexdigest()


def source_columns(source: Source) -> list[str]:
    """The columns that a source reads.

    >>> source_columns({"first": ["a", "b"]}), source_columns({"constant": "incident"})
    (['a', 'b'], [])
    """
    if "column" in source:
        return [source["column"]]
    return list(source.get("first") or source.get("concat") or [])


def unmapped_groups(importer: Importer, spec: Spec) -> list[tuple[Field, ...]]:
    """The required groups of which no field is mapped."""
    groups: dict[str, list[Field]] = {}
    for one in importer.fields:
        if one.required_group:
            groups.setdefault(one.required_group, []).append(one)
    return [tuple(group) for group in groups.values() if not any(one.code in spec.columns for one in group)]


def parse_spec(data: Any, importer: Importer, known_columns: Iterable[str] | None = None) -> Spec:
    """The mapping that the JSON states, or a `UserError` (400) that lists everything that is wrong with it."""
    if not isinstance(data, dict):
        raise UserError("The mapping is no JSON object. docs/imports.md shows one.", status=400)
    problems = [
        *_unknown_keys(data),
        *_shape_problems(data),
    ]
    if not problems:
        fields = {one.code: one for one in importer.fields}
        problems = [*_column_problems(data, fields, known_columns), *_value_problems(data, fields)]
    if problems:
        details = [{"field": place, "detail": detail} for place, detail in problems]
        first = "; ".join(f"{place}: {detail}" for place, detail in problems[:5])
        raise UserError(f"The mapping cannot be used. {first}", details, status=400)
    return _spec(data)


Problem = tuple[str, str]


def _spec(data: dict[str, Any]) -> Spec:
    given = {key: value for key, value in data.items() if value is not None}
    if "missing" in given:
        given["missing"] = tuple(given["missing"])
    given["sheets"] = tuple(given.get("sheets", ()))
    given["missing_in"] = {code: tuple(words) for code, words in given.get("missing_in", {}).items()}
    return Spec(**given)


def _unknown_keys(data: dict[str, Any]) -> list[Problem]:
    return [(key, f"unknown; known are {', '.join(Spec.__slots__)}") for key in data if key not in Spec.__slots__]


def _shape_problems(data: dict[str, Any]) -> list[Problem]:
    return [
        *[(key, "must be an object by field code") for key in OBJECTS if not isinstance(data.get(key), dict | None)],
        *[(key, "must be text") for key in ("time_zone", "decimal") if not isinstance(data.get(key), str | None)],
        *[(key, "must be a list of texts") for key in ("missing", "sheets") if not _are_texts(data.get(key, []))],
        *_header_line_problems(data.get("header_lines")),
    ]


def _header_line_problems(lines: Any) -> list[Problem]:
    if not isinstance(lines, dict | None):
        return [("header_lines", "must be an object from a sheet's or file's name to a line")]
    fits = {name: type(line) is int and 1 <= line <= MAX_HEADER_LINE for name, line in (lines or {}).items()}
    return [(f"header_lines.{name}", f"must be a line from 1 to {MAX_HEADER_LINE}") for name in fits if not fits[name]]


def _are_texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _column_problems(
    data: dict[str, Any], fields: Mapping[str, Field], known_columns: Iterable[str] | None
) -> list[Problem]:
    known = None if known_columns is None else set(known_columns)
    problems: list[Problem] = []
    for code, source in (data.get("columns") or {}).items():
        place = f"columns.{code}"
        if code not in fields:
            problems.append((place, f"there is no such field; there are {', '.join(fields)}"))
        elif problem := _source_problem(source):
            problems.append((place, problem))
        elif known is not None:
            absent = [name for name in source_columns(source) if name not in known]
            problems += [(place, f"the file has no column “{name}”") for name in absent]
    return problems


def _source_problem(source: Any) -> str:
    if not isinstance(source, dict) or sum(key in source for key in SOURCES) != 1:
        return f"must be an object with exactly one of {', '.join(SOURCES)}"
    if extra := set(source) - {*SOURCES, "regex", "separator"}:
        return f"does not know {', '.join(sorted(map(str, extra)))}"
    if not all(_are_texts([value]) for key, value in source.items() if key not in ("first", "concat")):
        return "names and values must be texts"
    if not all(_are_texts(source[key]) and source[key] for key in ("first", "concat") if key in source):
        return "first and concat take a list of columns"
    return _pattern_problem(source.get("regex", ""))


def _pattern_problem(pattern: str) -> str:
    if len(pattern) > LONGEST_PATTERN:
        return f"the pattern is longer than {LONGEST_PATTERN} characters"
    try:  # this engine's time grows with the text alone, whatever the pattern
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.PolarsError as error:
        return f"the pattern is no regular expression: {str(error).splitlines()[0]}"
    return ""


def _format_problem(form: Any) -> str:
    if not isinstance(form, str) or "%" not in form or len(form) > LONGEST_FORMAT:
        return "must be a format such as %d/%m/%Y %H:%M:%S"
    try:
        parsed(pl.Series([""]), form)
    except pl.exceptions.PolarsError as error:
        return f"is no date format: {str(error).splitlines()[0]}"
    return ""


def _value_problems(data: dict[str, Any], fields: Mapping[str, Field]) -> list[Problem]:
    problems: list[Problem] = []
    for key in ("formats", "value_maps", "missing_in", "units"):
        problems += [(f"{key}.{code}", "there is no such field") for code in data.get(key) or {} if code not in fields]
    if (zone := data.get("time_zone") or "") and zone not in available_timezones():
        problems.append(("time_zone", f"“{zone}” is no time zone; use a name such as Europe/Brussels or UTC"))
    if (data.get("decimal") or "") not in ("", ".", ","):
        problems.append(("decimal", "must be a point or a comma"))
    for code, unit in (data.get("units") or {}).items():
        if unit not in UNITS:
            problems.append((f"units.{code}", f"must be one of {', '.join(filter(None, UNITS))}"))
    for code, form in (data.get("formats") or {}).items():
        if problem := _format_problem(form):
            problems.append((f"formats.{code}", problem))
    for code, words in (data.get("missing_in") or {}).items():
        if not _are_texts(words):
            problems.append((f"missing_in.{code}", "must be a list of texts"))
    return problems + _value_map_problems(data.get("value_maps") or {}, fields)


def _value_map_problems(maps: Mapping[str, Any], fields: Mapping[str, Field]) -> list[Problem]:
    problems: list[Problem] = []
    for code, values in maps.items():
        choices = fields[code].choices if code in fields else ()
        if not isinstance(values, dict) or not _are_texts(list(values.values())):
            problems.append((f"value_maps.{code}", "must be an object from the file's value to ours"))
            continue
        wrong = sorted({value for value in values.values() if value and choices and value not in choices})
        problems += [(f"value_maps.{code}", f"“{value}” is none of {', '.join(choices)}") for value in wrong]
    return problems
