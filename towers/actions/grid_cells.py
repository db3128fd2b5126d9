"""The cells that a grid sends, read by the rules of their columns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from core.access import require_pay
from core.actor import Actor
from core.errors import UserError
from towers.grid.columns import KINDS, Column
from towers.grid.reading import NUMERIC, CellError, read_number, read_text, read_word, readings

Cells = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row with the cells that changed; `version` is 0 for a new one, `kept` brings a deleted one back."""

    uid: UUID
    version: int = 0
    cells: Cells = field(default_factory=dict)
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a grid sends at once."""

    changed: tuple[SentRow, ...] = ()
    added: tuple[SentRow, ...] = ()
    deleted: tuple[SentRow, ...] = ()

    @property
    def with_cells(self) -> Iterable[SentRow]:
        """The rows whose cells are to be read."""
        return (*self.changed, *self.added)

    def texts(self, name: str) -> set[str]:
        """What was sent for one column."""
        return {str(sent.cells[name]) for sent in self.with_cells if sent.cells.get(name)}


class CellReader:
    """Reads cells of one kind for one actor; `meaning` says what the text of a choice names."""

    def __init__(self, by: Actor, kind: str, currency: str, meaning: Callable[[Column, str], Any]) -> None:
        self.by, self.kind, self.currency, self.meaning = by, kind, currency, meaning
        self.columns = {column.field: column for column in KINDS[kind].columns}
        self.readings = readings([])

    def take_in(self, changes: Changes) -> None:
        """Read all numbers at once."""
        numeric = {column.field for column in self.columns.values() if column.form in NUMERIC}
        cells = [item for sent in changes.with_cells for item in sent.cells.items()]
        self.readings = readings(value for name, value in cells if name in numeric and isinstance(value, str))

    def read(self, name: str, value: Any, *, is_new: bool) -> Any:
        """The value to store; `CellError` says why there is none."""
        column = self._column(name, is_new=is_new)
        read = self._meant(column, value)
        if column.is_required and read in (None, ""):
            raise CellError(f"{column.label} must not be empty.")
        return read

    def _meant(self, column: Column, value: Any) -> Any:
        if column.form in NUMERIC:
            return read_number(column, value, self.readings, self.currency)
        if column.words:
            return read_word(column, value)
        text = read_text(column, value)
        return self.meaning(column, text) if column.form == "choice" else text

    def _column(self, name: str, *, is_new: bool) -> Column:
        column = self.columns.get(name)
        if column is None:
            raise UserError(f"The grid of {self.kind} has no column “{name}”. Reload the page.", status=400)
        if column.is_pay:
            require_pay(self.by)
        if not column.is_editable or (column.is_for_new and not is_new):
            raise CellError(f"{column.label} cannot be changed here.")
        return column

    def missing(self, given: Iterable[str]) -> list[Column]:
        """The columns that a new row needs and was not given."""
        there = set(given)
        return [one for one in self.columns.values() if one.is_editable and one.is_required and one.field not in there]

    def shown(self, name: str, value: Any) -> Any:
        """A stored value as its cell shows it."""
        if value is None:
            return None if self.columns[name].form in NUMERIC else ""
        named = "key" if name == "manager" else "name"
        return getattr(value, named, value)

    def hidden(self) -> set[str]:
        """The columns that the actor may not see."""
        return set() if self.by.has_pay else {column.field for column in self.columns.values() if column.is_pay}

    def masked(self, cells: Cells) -> Cells:
        """For the audit trail: that pay changed, not what it is."""
        return {name: "masked" if self.columns[name].is_pay else value for name, value in cells.items()}
