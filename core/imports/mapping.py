"""How the columns of a file are read: the mapping, checked, as JSON and as a hash. docs/imports.md has examples."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from core.errors import UserError
from core.imports.mapping_checks import mapping_problems
from core.imports.registry import Field, Importer
from core.imports.sources import Source
from core.imports.units import Unit

MISSING = ("", "?", "N/D", "N/A", "-", "#MULTIVALUE")


@dataclass(frozen=True, slots=True)
class Join:
    """Rows are completed by those of `table` whose column `right` holds what their own column `left` holds."""

    table: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Spec:
    """The mapping. Empty `time_zone` and `decimal` mean: only what is certain from the values themselves.

    `missing_in` adds words that mean nothing in one field alone, such as "0"; `sheets` limits what is read;
    `header_lines` says on which line the header is, by sheet or, for a CSV, by file. `currency` is where amounts say
    theirs, `rates` what one unit of each is worth in the organisation's.
    """

    columns: dict[str, Source] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    time_zone: str = ""
    value_maps: dict[str, dict[str, str]] = field(default_factory=dict)
    missing: tuple[str, ...] = MISSING
    missing_in: dict[str, tuple[str, ...]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    decimal: str = ""
    currency: Source = field(default_factory=dict)
    rates: dict[str, float] = field(default_factory=dict)
    joins: tuple[Join, ...] = ()
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
    """sha256 of the names of all tables' columns: files with the same are read with the same mapping.

    Where every row names its own cells in an order of its own, the order of the columns is chance.
    """
    names = sorted(sorted(table["columns"]) if _is_json(table) else list(table["columns"]) for table in tables)
    return hashlib.sha256(json.dumps(names).encode()).hexdigest()


def _is_json(table: Mapping[str, Any]) -> bool:
    return bool(table.get("details", {}).get("is_json"))


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
    fields = {one.code: one for one in importer.fields}
    problems = mapping_problems(data, Spec.__slots__, fields, known_columns)
    if problems:
        details = [{"field": place, "detail": detail} for place, detail in problems]
        first = "; ".join(f"{place}: {detail}" for place, detail in problems[:5])
        raise UserError(f"The mapping cannot be used. {first}", details, status=400)
    return _spec(data)


def _spec(data: dict[str, Any]) -> Spec:
    given = {key: value for key, value in data.items() if value is not None}
    if "missing" in given:
        given["missing"] = tuple(given["missing"])
    given["sheets"] = tuple(given.get("sheets", ()))
    given["joins"] = tuple(Join(**join) for join in given.get("joins", ()))
    given["missing_in"] = {code: tuple(words) for code, words in given.get("missing_in", {}).items()}
    return Spec(**given)
