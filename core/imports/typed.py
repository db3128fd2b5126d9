"""The rows as understood, and the cells that do not fit: what the readers of fields write into."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from core.imports.dates import Dates
from core.imports.found import Found
from core.imports.mapping import Spec
from core.imports.reading.tables import PLACE
from core.imports.registry import Field
from core.imports.sources import source_columns

KEPT_PER_CODE = 1_000


@dataclass(slots=True)
class Typed:
    """The rows as understood: `frame` has a column per mapped field and the place; rows with errors are not in it.

    `found` keeps the first thousand defects of each code, `counts` counts them all. `currencies` are the codes that
    amounts came in, other than the organisation's own.
    """

    frame: pl.DataFrame
    found: list[Found] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    dates: dict[str, Dates] = field(default_factory=dict)
    currencies: list[str] = field(default_factory=list)

    @property
    def is_fatal(self) -> bool:
        """Something keeps the whole import from being understood."""
        return any(found.severity == "fatal" for found in self.found)


class Cells:
    """The texts of the field that is being read, which rows are broken, and what was found.

    `texts` has a row per row: the place, the field's text, and the texts of all figures with what they are multiplied
    by and counted in, which are read together.
    """

    def __init__(self, texts: pl.DataFrame, spec: Spec) -> None:
        self.texts, self.spec = texts, spec
        self.typed = Typed(texts.select(*PLACE))
        self.broken = pl.repeat(False, texts.height, eager=True)

    @contextmanager
    def reading(self, one: Field, text: pl.Series) -> Iterator[None]:
        """Hold the text of a field while it is read, and no longer: logs are long."""
        before = self.texts
        self.texts = before.with_columns(text.alias(one.code))
        yield
        self.texts = before

    def result(self, columns: dict[str, pl.Series]) -> Typed:
        """The rows without errors, in the order of the file."""
        frame = self.typed.frame.with_columns(series.alias(code) for code, series in columns.items())
        self.typed.frame = frame.filter(~self.broken) if self.broken.any() else frame
        return self.typed

    def note(self, sentence: str) -> None:
        """Say something about the file as a whole."""
        self.typed.notes.append(sentence)

    def reject(self, one: Field, text: pl.Series, values: pl.Series, code: str, remedy: str) -> None:
        """Text that became nothing is an error of its row."""
        bad = text.is_not_null() & values.is_null()
        count = int(bad.sum())
        if not count:
            return
        self.broken = self.broken | bad
        room = max(KEPT_PER_CODE - self.typed.counts[code], 0)
        self.typed.counts[code] += count
        for row in self.texts.with_columns(text.alias(one.code)).filter(bad).head(room).iter_rows(named=True):
            self.typed.found.append(self.found("error", code, remedy, one, row, row[one.code]))

    def ask(self, one: Field, code: str, remedy: str, sample: str, within: str = "") -> None:
        """A question without whose answer nothing can come in; its place is the first such cell (of `within`)."""
        self.typed.counts[code] += 1
        rows = self.texts.filter(pl.col(within or one.code) == sample)
        place = rows.row(0, named=True) if rows.height else {"_file": 1, "_sheet": "", "_line": None}
        self.typed.found.append(self.found("fatal", code, remedy, one, place, sample))

    def warn(self, one: Field, code: str, remedy: str, value: str) -> None:
        """A doubt about every row with this value; the place is that of the first."""
        rows = self.texts.filter(pl.col(one.code) == value)
        self.typed.counts[code] += rows.height
        self.typed.found.append(self.found("warning", code, remedy, one, rows.row(0, named=True), value))

    def found(self, severity: str, code: str, remedy: str, one: Field, place: dict[str, Any], value: str) -> Found:
        """A defect of the field at the place."""
        column = ", ".join(source_columns(self.spec.columns[one.code])) or one.label
        return Found(
            severity, code, remedy, place["_file"], place["_sheet"] or "", place["_line"], column[:120], value[:200]
        )
