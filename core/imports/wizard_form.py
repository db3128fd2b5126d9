"""The mapping that the wizard's form states; what the form does not show stays as it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.errors import UserError
from core.imports.currencies import holds_currencies
from core.imports.join_names import columns_after, table_names
from core.imports.mapping import Join
from core.imports.mapping_checks import MOST_JOINS
from core.imports.registry import Field, Importer, importer
from core.imports.sources import FIGURES, Source, are_by_year, columns_read, fields_by_column, source_columns
from core.imports.units import PER, TIMES, Unit
from core.models import Import

JOINED_KINDS = {"text", "instant", "date"}
BY_FIELD = ("formats", "units", "value_maps", "missing_in")
# Between a table's number and its column in the one choice of a join's other side.
TABLE_AND_COLUMN = "|"

Form = Mapping[str, str]


def stated_mapping(incoming: Import, form: Form) -> dict[str, Any]:
    """The whole mapping: what was there, with what the form says in its place."""
    kind, report = importer(incoming.kind), incoming.report
    spec = dict(report["spec"])
    spec["joins"] = _stated_joins(report, form)
    spec["columns"] = _stated_columns(kind, report, spec["joins"], form)
    spec["formats"] = _stated(form, "format-", kind, spec["formats"])
    spec["units"] = _stated_units(form, kind, spec["units"])
    spec["time_zone"] = form.get("time_zone", spec["time_zone"])
    spec["decimal"] = form.get("decimal", spec["decimal"])
    spec["value_maps"] = {**spec["value_maps"], **_stated_values(kind, report, form)}
    spec["currency"] = _stated_currency(kind, report, spec, form)
    spec["rates"] = _stated_rates(form, spec.get("rates") or {})
    spec["missing_in"] = _stated_missing(kind, spec["missing_in"], form)
    known = set(spec["columns"])
    for part in BY_FIELD:
        spec[part] = {code: value for code, value in spec[part].items() if code in known}
    return spec


def _stated(form: Form, prefix: str, kind: Importer, before: Mapping[str, str]) -> dict[str, str]:
    values = {one.code: form.get(prefix + one.code, before.get(one.code, "")) for one in kind.fields}
    return {code: value for code, value in values.items() if value}


def _stated_units(form: Form, kind: Importer, before: Mapping[str, Unit]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for one in kind.fields:
        name = form.get(f"unit-{one.code}")
        if name is None:
            unit: Unit = before.get(one.code, "")
        elif name in (TIMES, PER):
            unit = {name: stated_number(form.get(f"unit-number-{one.code}", ""), f"the unit of “{one.label}”")}
        else:
            unit = name
        if unit:
            units[one.code] = unit
    return units


def stated_number(text: str, what: str) -> float:
    """A number that somebody typed, with a decimal point or comma."""
    try:
        number = float(text.strip().replace(" ", "").replace(",", "."))
    except ValueError:
        raise UserError(f"“{text[:20]}” is no number for {what}. Type one such as 37.5.", status=400) from None
    return int(number) if number.is_integer() else number


def _stated_columns(
    kind: Importer, report: Mapping[str, Any], joins: list[dict[str, str]], form: Form
) -> dict[str, Source]:
    """A source for each field; one whose columns went away with a join goes too."""
    chosen: dict[str, list[Mapping[str, Any]]] = {}
    for number, column in enumerate(report["columns"]):
        if code := form.get(f"column-{number}", ""):
            chosen.setdefault(code, []).append(column)
    before: dict[str, Source] = report["spec"]["columns"]
    known = set(columns_after(report["read"]["tables"], [Join(**join) for join in joins]))
    shown = fields_by_column(before)
    columns = {}
    for one in kind.fields:
        own, source = chosen.get(one.code, []), before.get(one.code)
        if not own or {column["name"] for column in own} != {name for name, code in shown.items() if code == one.code}:
            source = _stated_source(one, own, source, form)
        if source and known.issuperset(columns_read(source)):
            columns[one.code] = _with_modifiers(one, source, form)
    return columns


def _stated_source(one: Field, chosen: Sequence[Mapping[str, Any]], before: Source | None, form: Form) -> Source | None:
    names = [column["name"] for column in chosen]
    if not names and (other := form.get(f"field-{one.code}", "")):
        names = [other]
    if before and names and sorted(source_columns(before)) == sorted(names):
        return before
    if not names:
        constant = form.get(f"constant-{one.code}", "").strip()
        return {"constant": constant} if constant else None
    if are_by_year(one, names):
        return {"by_year": names}
    if len(names) == 1:
        return {"column": names[0]}
    tables = [set(column["tables"]) for column in chosen]
    is_split = all(not a & b for place, a in enumerate(tables) for b in tables[place + 1 :])
    return {"concat": names, "separator": " "} if not is_split and one.kind in JOINED_KINDS else {"first": names}


def _with_modifiers(one: Field, source: Source, form: Form) -> Source:
    """The source with the pattern, the end of a range and the second column that the form states."""
    stated = dict(source)
    if f"regex-{one.code}" in form:
        pattern, replacement = form[f"regex-{one.code}"], form.get(f"replace-{one.code}", "")
        is_replaced = form.get(f"match-{one.code}") == "replace"
        _put(stated, "regex", pattern)
        _put(stated, "replace", replacement if pattern and is_replaced else None)
    if one.kind in FIGURES:
        for part in ("part", "times"):
            if f"{part}-{one.code}" in form:
                _put(stated, part, form[f"{part}-{one.code}"] or None)
    return stated


def _put(source: Source, key: str, value: str | None) -> None:
    """An empty replacement removes what matches; every other empty value means none."""
    if value or (value == "" and key == "replace"):
        source[key] = value
    else:
        source.pop(key, None)


def _stated_values(kind: Importer, report: Mapping[str, Any], form: Form) -> dict[str, dict[str, str]]:
    """Our word for each of the file's, by the place in which the form lists it; an empty text leaves it as it is."""
    values: dict[str, dict[str, str]] = {}
    choices = {one.code for one in kind.fields if one.kind == "choice"}
    for code, rows in report.get("values", {}).items():
        names = {row["raw"]: f"value-{code}-{place}" for place, row in enumerate(rows)}
        stated = {raw: form[name].strip() for raw, name in names.items() if name in form}
        if not stated:
            continue
        before = report["spec"]["value_maps"].get(code, {})
        kept = {raw: ours for raw, ours in before.items() if raw not in names}
        values[code] = stated if code in choices else {**kept, **{raw: ours for raw, ours in stated.items() if ours}}
    return values


def _stated_missing(kind: Importer, before: Mapping[str, Any], form: Form) -> dict[str, list[str]]:
    """The words of each field that mean nothing in it, between commas."""
    missing = {}
    for one in kind.fields:
        text = form.get(f"missing-{one.code}")
        words = before.get(one.code, []) if text is None else [word.strip() for word in text.split(",")]
        missing[one.code] = [word for word in words if word]
    return {code: words for code, words in missing.items() if words}


def _stated_currency(kind: Importer, report: Mapping[str, Any], spec: Mapping[str, Any], form: Form) -> Source:
    """The column of currencies, else the one currency of all rows; empty where amounts are in the organisation's.

    The form does not ask before an amount is read: then a column of currencies, if there is one, is proposed.
    """
    before: Source = spec.get("currency") or {}
    if "currency-column" not in form:
        had_money = {one.code for one in kind.fields if one.kind == "money"} & set(report["spec"]["columns"])
        named = [one["name"] for one in report["columns"] if holds_currencies(one["name"], one["values"])]
        return {"column": named[0]} if named and not before and not had_money else before
    name, code = form["currency-column"], form.get("currency-constant", "").strip().upper()
    if name:
        return before if source_columns(before) == [name] else {"column": name}
    return {"constant": code} if code else {}


def _stated_rates(form: Form, before: Mapping[str, float]) -> dict[str, float]:
    rates = dict(before)
    for name, text in form.items():
        if name.startswith("rate-") and (code := name.removeprefix("rate-")):
            rates.pop(code, None)
            if text.strip():
                rates[code] = stated_number(text, f"the rate of {code}")
    return rates


def _stated_joins(report: Mapping[str, Any], form: Form) -> list[dict[str, str]]:
    names = table_names(report["read"]["tables"])
    shown = [number for number in range(MOST_JOINS) if f"join-{number}-right" in form]
    if not shown:
        return list(report["spec"].get("joins") or [])
    joins = []
    for number in shown:
        table, _, right = form[f"join-{number}-right"].partition(TABLE_AND_COLUMN)
        left = form.get(f"join-{number}-left", "")
        if bool(left) != bool(right):
            raise UserError("A join needs both columns that hold the key: one of your rows, one of the other table.")
        if right and table.isdecimal() and int(table) < len(names):
            joins.append({"table": names[int(table)], "left": left, "right": right})
    return joins
