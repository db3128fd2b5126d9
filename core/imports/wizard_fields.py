"""How each field is read, as the wizard shows it: in words, with what the file gives, and with what can be changed."""

from collections.abc import Mapping
from typing import Any

from core.actor import Actor
from core.imports.date_words import form_in_words
from core.imports.dates import FORMATS
from core.imports.join_names import table_names
from core.imports.mapping_checks import MOST_JOINS
from core.imports.masking import MASKED, hidden_columns
from core.imports.registry import Field, Importer
from core.imports.selectors import shown_preview
from core.imports.sources import FIGURES, Source, columns_read, source_columns
from core.imports.units import PER, TIMES, UNITS, WORDS, Unit, unit_in_words
from core.models import Import

SAMPLES = 3
UNIT_CHOICES = [*((name, WORDS[name]) for name in UNITS), (TIMES, "multiplied by …"), (PER, "divided by …")]


def field_rows(actor: Actor, incoming: Import, kind: Importer) -> list[dict[str, Any]]:
    """A row per field: those that are read first, then those that the file does not have."""
    report, spec = incoming.report, incoming.report["spec"]
    hidden = hidden_columns(actor, incoming)
    samples = _samples(actor, incoming)
    shared = _shared(kind, spec["columns"])
    rows = []
    for one in kind.fields:
        source: Source = spec["columns"].get(one.code, {})
        is_hidden = bool(hidden.intersection({one.code, *columns_read(source)}))
        dates = _dates(report, spec, one)
        rows.append(
            {
                "field": one,
                "source": source,
                "is_mapped": bool(source),
                "is_chosen_here": not source_columns(source) or one.code in shared,
                "column": next(iter(source_columns(source)), ""),
                "in_words": _in_words(source, spec["units"].get(one.code), dates["form"] if dates else ""),
                "samples": [MASKED] if is_hidden and source else samples.get(one.code, []),
                "is_figure": one.kind in FIGURES,
                "unit": _unit(spec["units"].get(one.code, "")),
                "dates": dates,
                "values": [] if is_hidden else report.get("values", {}).get(one.code, []),
                "missing": ", ".join(spec["missing_in"].get(one.code, ())),
                "is_asked": bool(dates and not dates["form"]) or _is_word_open(report, one),
            }
        )
    return sorted(rows, key=lambda row: not row["is_mapped"])


def _shared(kind: Importer, sources: Mapping[str, Source]) -> set[str]:
    """Fields whose column is another field's already: the table of columns shows it for the first of them."""
    seen: set[str] = set()
    shared = set()
    for one in kind.fields:
        names = source_columns(sources.get(one.code, {}))
        if seen.intersection(names):
            shared.add(one.code)
        seen.update(names)
    return shared


def _samples(actor: Actor, incoming: Import) -> dict[str, list[Any]]:
    """The first different values of each field as understood, of those that the actor may see."""
    preview = shown_preview(actor, incoming)
    found: dict[str, list[Any]] = {}
    for number, column in enumerate(preview["columns"]):
        cells = [row["cells"][number] for row in preview["rows"]]
        found[column["code"]] = list(dict.fromkeys(cell for cell in cells if cell != ""))[:SAMPLES]
    return found


def _in_words(source: Source, unit: Unit | None, form: str) -> str:
    """“Hourly rate” × “Hours”, ÷ 37.5, and so on."""
    if not source:
        return "not in this file"
    if "constant" in source:
        return f"{source['constant']} for all rows"
    words = (" or " if "first" in source else " and ").join(f"“{name}”" for name in source_columns(source))
    parts = [f"{words} × “{source['times']}”" if "times" in source else words]
    if "by_year" in source:
        parts.append("each for the year in its heading")
    if "regex" in source:
        parts.append("matches replaced" if "replace" in source else "the part that matches")
    if "part" in source:
        parts.append({"low": "lower end", "high": "upper end"}[source["part"]])
    if unit:
        parts.append(unit_in_words(unit))
    if form:
        parts.append(form_in_words(form))
    return ", ".join(parts)


def _unit(unit: Any) -> dict[str, Any]:
    if isinstance(unit, str):
        return {"name": unit, "number": "", "choices": UNIT_CHOICES}
    name, number = next(iter(unit.items()))
    return {"name": name, "number": f"{number:.10g}", "choices": UNIT_CHOICES}


def _dates(report: Mapping[str, Any], spec: Mapping[str, Any], one: Field) -> dict[str, Any] | None:
    """How a date is written, as stated or as the values show, and the forms to choose from where they do not."""
    dates, stated = report.get("dates", {}).get(one.code), spec["formats"].get(one.code, "")
    if not stated and not dates:
        return None
    found = dates or {"formats": [], "chosen": "", "sample": "", "readings": []}
    forms = found["formats"] or list(FORMATS)
    known = forms if not stated or stated in forms else [stated, *forms]
    return {
        "form": stated or found["chosen"],
        "stated": stated,
        "choices": [(form, form_in_words(form)) for form in known] if stated or not found["chosen"] else [],
        "sample": found["sample"],
        "readings": found["readings"],
    }


def _is_word_open(report: Mapping[str, Any], one: Field) -> bool:
    return one.kind == "choice" and any(not row["choice"] for row in report.get("values", {}).get(one.code, []))


def currency_editor(incoming: Import, kind: Importer) -> dict[str, Any] | None:
    """Where amounts say their currency, and the rate of each that was met; None where no amount is read."""
    report, spec = incoming.report, incoming.report["spec"]
    if not any(one.kind == "money" and one.code in spec["columns"] for one in kind.fields):
        return None
    source, rates = spec.get("currency") or {}, spec.get("rates") or {}
    codes = dict.fromkeys([*report.get("currencies", []), *rates])
    return {
        "column": next(iter(source_columns(source)), ""),
        "constant": source.get("constant", ""),
        "rates": [{"code": code, "rate": f"{rates[code]:.10g}" if code in rates else ""} for code in codes],
        "is_asked": any(code not in rates for code in codes),
    }


def join_editor(incoming: Import) -> dict[str, Any] | None:
    """The joins and one more to fill in; None where there is one table alone."""
    report = incoming.report
    tables = report["read"]["tables"]
    if len(tables) < 2:
        return None
    names, joins = table_names(tables), report["spec"].get("joins") or []
    reasons = {(one["join"]["left"], one["join"]["right"]): one for one in report.get("join_guesses", [])}
    rows = [{**join, "guess": reasons.get((join["left"], join["right"]))} for join in joins]
    stated = {join["table"] for join in joins}
    return {
        "rows": [*rows, {}][:MOST_JOINS],
        "stated": rows,
        "lefts": [column["name"] for column in report["columns"]],
        "tables": [
            {"number": number, "name": name, "columns": table["columns"]}
            for number, (name, table) in enumerate(zip(names, tables, strict=True))
        ],
        "hints": [one for one in report.get("join_guesses", []) if one["join"]["table"] not in stated],
    }
