"""From text to types: a mapping applied to the columns of a file, and the cells that do not fit it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from core.figures import plural
from core.imports.dates import Dates, dates_of, has_offset, in_utc, parsed
from core.imports.found import Found
from core.imports.mapping import Spec, source_columns
from core.imports.numbers import (
    COMMA,
    POINT,
    UNITS,
    decimals_of,
    own_decimals,
    sample_of_disagreement,
    to_mixed_numbers,
    to_numbers,
)
from core.imports.reading.tables import PLACE
from core.imports.registry import Field, Importer
from core.imports.texts import text_or_nothing
from core.imports.words import folded

KEPT_PER_CODE = 1_000
ROW = "_row"
TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "choice": pl.String(),
    "number": pl.Float64(),
    "money": pl.Int64(),
    "instant": pl.Int64(),
    "date": pl.Date(),
}


@dataclass(slots=True)
class Typed:
    """The rows as understood: `frame` has a column per mapped field and the place; rows with errors are not in it.

    `found` keeps the first thousand defects of each code, `counts` counts them all.
    """

    frame: pl.DataFrame
    found: list[Found] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    dates: dict[str, Dates] = field(default_factory=dict)

    @property
    def is_fatal(self) -> bool:
        """Something keeps the whole import from being understood."""
        return any(found.severity == "fatal" for found in self.found)


def applied(raw: pl.DataFrame, importer: Importer, spec: Spec, minor_units: int) -> Typed:
    """Apply the mapping to the staged rows; `minor_units` is how many make one unit of the organisation's currency."""
    rows = raw.filter(pl.col("_sheet").is_in([*spec.sheets, ""])) if spec.sheets else raw
    texts = rows.select(*PLACE).with_row_index(ROW)
    fields = [one for one in importer.fields if one.code in spec.columns]
    texts = texts.with_columns(text_or_nothing(rows, one, spec).alias(one.code) for one in fields)
    reader = _Reader(texts, spec, minor_units, [one for one in fields if one.kind in ("number", "money")])
    for one in fields:
        reader.read(one)
    return reader.result()


class _Reader:
    """Turns one field after the other from text into its type and collects what does not fit."""

    def __init__(self, texts: pl.DataFrame, spec: Spec, minor_units: int, figures: list[Field]) -> None:
        self.texts, self.spec, self.minor_units, self.figures = texts, spec, minor_units, figures
        self.typed = Typed(texts.select(*PLACE))
        self.columns: dict[str, pl.Series] = {}
        self.broken = pl.repeat(False, texts.height, eager=True)
        self.decimal: str | None = None

    def result(self) -> Typed:
        """The rows without errors, in the order of the file."""
        frame = self.texts.select(*PLACE).with_columns(series.alias(code) for code, series in self.columns.items())
        self.typed.frame = frame.filter(~self.broken)
        return self.typed

    def read(self, one: Field) -> None:
        """Add the field's typed column."""
        text = self.texts[one.code]
        if one.kind in ("number", "money"):
            values = self._number(one, text)
        elif one.kind in ("instant", "date"):
            values = self._moment(one, text)
        elif one.kind == "choice":
            values = self._choice(one, text)
        else:
            values = text
        self.columns[one.code] = values.cast(TYPES[one.kind])

    def _number(self, one: Field, text: pl.Series) -> pl.Series:
        read, others = to_mixed_numbers(text, self._decimal_sign(one))
        numbers = read * UNITS[self.spec.units.get(one.code, "")]
        if others:
            cells = plural(others, f"cell of “{one.label}” is", f"cells of “{one.label}” are")
            self.typed.notes.append(f"{cells} written with another decimal sign than the rest, and read with it.")
        remedy = "This is no number. Correct the cell, or leave the column out."
        self._reject(one, text, numbers, "no-number", remedy)
        return (numbers * self.minor_units).round(0) if one.kind == "money" else numbers

    def _decimal_sign(self, one: Field) -> str:
        """What the column's own values say; else what is stated; else what the other columns say."""
        own = own_decimals(self.texts[one.code])
        return own[0] if len(own) == 1 else self._common_decimal_sign()

    def _common_decimal_sign(self) -> str:
        """The sign of columns that do not show it themselves."""
        if self.decimal is None:
            signs = (self.spec.decimal,) if self.spec.decimal else self._signs_of_open_columns()
            self.decimal = signs[0]
            if len(signs) > 1:
                self._ask_decimal_sign()
        return self.decimal

    def _signs_of_open_columns(self) -> tuple[str, ...]:
        """The signs with which the columns that do not show theirs may be read, as the others of the file suggest."""
        signs = {one.code: own_decimals(self.texts[one.code]) for one in self.figures}
        shown = {own[0] for own in signs.values() if len(own) == 1}
        open_columns = [self.texts[code] for code, own in signs.items() if len(own) > 1]
        return tuple(shown) if len(shown) == 1 else decimals_of(open_columns)

    def _ask_decimal_sign(self) -> None:
        """Ask about the first value that could be both; an amount is not spelt out, since not everybody sees pay."""
        open_columns = [one for one in self.figures if len(own_decimals(self.texts[one.code])) > 1]
        samples = ((one, sample_of_disagreement(self.texts[one.code])) for one in open_columns)
        one, sample = next((one, sample) for one, sample in samples if sample)
        point, comma = (_reading(sample, sign) for sign in (POINT, COMMA))
        reads = f"“{sample}” reads as {point} with a decimal point and as {comma} with a decimal comma"
        if one.kind == "money":
            reads = "This amount reads differently with a decimal point and with a decimal comma"
        self._fatal(one, "ambiguous-number", f"{reads}. State which it is (mapping: “decimal”).", sample)

    def _moment(self, one: Field, text: pl.Series) -> pl.Series:
        form = self.spec.formats.get(one.code) or self._certain_format(one, text)
        if not form:
            return pl.repeat(None, text.len(), dtype=pl.Int64, eager=True)
        moments = parsed(text, form)
        self._reject(one, text, moments, "no-date", f"This is no date of the form {form}. Correct the cell.")
        if one.kind == "date":
            return moments.dt.date()
        if has_offset(form):
            return moments.dt.epoch("us")
        return self._in_stated_zone(one, text, moments)

    def _certain_format(self, one: Field, text: pl.Series) -> str:
        dates = dates_of(text)
        self.typed.dates[one.code] = dates
        if dates.is_ambiguous:
            remedy = (
                f"“{dates.sample}” reads as {dates.readings[0]} and as {dates.readings[1]}. State which it is "
                f"(mapping: “formats”, “{one.code}”: “{dates.formats[0]}” or “{dates.formats[1]}”)."
            )
            self._fatal(one, "ambiguous-date", remedy, dates.sample)
            if one.kind == "instant" and not any(map(has_offset, dates.formats)):
                self._require_zone(one, text)
        elif not dates.chosen and text.null_count() < text.len():
            sample = str(text.drop_nulls()[0])
            remedy = f"No date format fits this column. State one (mapping: “formats”, “{one.code}”)."
            self._fatal(one, "unknown-date-format", remedy, sample)
        return dates.chosen

    def _require_zone(self, one: Field, text: pl.Series) -> bool:
        """True if the zone is stated; else ask for it."""
        if not self.spec.time_zone:
            sample = str(text.drop_nulls()[0]) if text.null_count() < text.len() else ""
            remedy = "The times carry no offset. State their time zone (mapping: “time_zone”, command: --time-zone)."
            self._fatal(one, "time-zone-missing", remedy, sample)
        return bool(self.spec.time_zone)

    def _in_stated_zone(self, one: Field, text: pl.Series, moments: pl.Series) -> pl.Series:
        if not self._require_zone(one, text):
            return pl.repeat(None, text.len(), dtype=pl.Int64, eager=True)
        instants, doubled = in_utc(moments, self.spec.time_zone)
        existing = moments.to_frame("m").select(pl.when(instants.is_not_null()).then(pl.col("m"))).to_series()
        remedy = f"This time is skipped by summer time in {self.spec.time_zone}. Is the time zone right?"
        self._reject(one, moments.dt.to_string("%Y-%m-%d %H:%M:%S"), existing, "no-such-time", remedy)
        if doubled:
            occur = plural(doubled, f"time of “{one.label}” occurs", f"times of “{one.label}” occur")
            self.typed.notes.append(f"{occur} twice when summer time ends; the first is taken.")
        return instants

    def _choice(self, one: Field, text: pl.Series) -> pl.Series:
        known = value_map(one, self.spec.value_maps.get(one.code, {}), text)
        for value in [value for value in text.drop_nulls().unique(maintain_order=True) if value not in known][:50]:
            rows = self.texts.filter(text == value)
            choices = ", ".join(one.choices)
            held = plural(rows.height, "row holds it", "rows hold it")
            remedy = f"{held}; the cell stays empty. Say which it is: {choices}."
            self.typed.counts["unknown-value"] += rows.height
            self.typed.found.append(
                self._found("warning", "unknown-value", remedy, one, rows.row(0, named=True), value)
            )
        ours = {raw: choice or None for raw, choice in known.items()} or {"": None}
        return text.replace_strict(ours, default=None, return_dtype=pl.String)

    def _reject(self, one: Field, text: pl.Series, values: pl.Series, code: str, remedy: str) -> None:
        """Text that became nothing is an error of its row."""
        bad = text.is_not_null() & values.is_null()
        count = int(bad.sum())
        if not count:
            return
        self.broken = self.broken | bad
        room = max(KEPT_PER_CODE - self.typed.counts[code], 0)
        self.typed.counts[code] += count
        for row in self.texts.with_columns(text.alias(one.code)).filter(bad).head(room).iter_rows(named=True):
            self.typed.found.append(self._found("error", code, remedy, one, row, row[one.code]))

    def _fatal(self, one: Field, code: str, remedy: str, sample: str) -> None:
        self.typed.counts[code] += 1
        rows = self.texts.filter(pl.col(one.code) == sample)
        place = rows.row(0, named=True) if rows.height else {"_file": 1, "_sheet": "", "_line": None}
        self.typed.found.append(self._found("fatal", code, remedy, one, place, sample))

    def _found(self, severity: str, code: str, remedy: str, one: Field, place: dict[str, Any], value: str) -> Found:
        column = ", ".join(source_columns(self.spec.columns[one.code])) or one.label
        return Found(
            severity, code, remedy, place["_file"], place["_sheet"] or "", place["_line"], column[:120], value[:200]
        )


def _reading(sample: str, decimal: str) -> str:
    number = to_numbers(pl.Series([sample]), decimal)[0]
    return "no number" if number is None else f"{number:,.10g}"


def value_map(one: Field, stated: dict[str, str], text: pl.Series) -> dict[str, str]:
    """Our choice for each distinct value of the file: as stated ("" leaves it empty), else where the words agree."""
    words = {folded(choice): choice for choice in one.choices}
    words |= {folded(word): choice for choice, known in one.choice_words.items() for word in known}
    words |= {folded(raw): choice for raw, choice in stated.items()}
    distinct = text.drop_nulls().unique(maintain_order=True).to_list()
    return {raw: words[folded(raw)] for raw in distinct if folded(raw) in words}
