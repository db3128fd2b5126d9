"""The rows of a log as the product reads them: instants, lines, and texts by number, sorted without being moved.

Ten million rows take 40 bytes each here, and a column is made when it is asked for, so that a log need not be in memory
as its texts.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from services.importers.ticket_coding import Coded, coded, nothing, stripped, tidied

LINES_PER_FILE = 1_000_000_000
NAMES = ("group", "person", "status", "region")
ROWS_AT_ONCE = 1_000_000

Ints = npt.NDArray[np.int64]
Order = npt.NDArray[np.uint32]


class LogRows:
    """The typed rows of an import; a field that is not mapped is empty."""

    def __init__(self, frame: pl.DataFrame | pl.LazyFrame) -> None:
        self.rows = frame.lazy()
        self.fields = frozenset(self.rows.collect_schema().names())
        self.size = int(self.rows.select(pl.len()).collect().item())
        self._texts: dict[str, Coded] = {}

    def __len__(self) -> int:
        return self.size

    def texts(self, field: str) -> Coded:
        """What the rows say in a field; names (of groups, people ...) are spelt as the first that differs in case or
        spaces only.
        """
        if field not in self._texts:
            column = self.column(field)
            spelled = tidied if field in NAMES else stripped
            self._texts[field] = nothing(len(self)) if column is None else coded(column, spelled)
        return self._texts[field]

    def column(self, field: str) -> pl.Series | None:
        """The column as it is, read anew; None where the field is not mapped, or no row says anything."""
        if field not in self.fields:
            return None
        column = self.rows.select(field).collect().to_series()
        return column if column.null_count() < len(column) else None

    @cached_property
    def at(self) -> pl.Series:
        """When it happened: the time, else when the ticket was opened; epoch microseconds UTC."""
        times = [column for column in (self.column("time"), self.column("opened")) if column is not None]
        if not times:
            return pl.repeat(None, len(self), dtype=pl.Int64, eager=True)
        return times[0].zip_with(times[0].is_not_null(), times[1]) if len(times) > 1 else times[0]

    @cached_property
    def line(self) -> Ints:
        """The line, with the number of its file before it."""
        number = (pl.col("_file").cast(pl.Int64) - 1) * LINES_PER_FILE + pl.col("_line")
        return np.asarray(self.rows.select(number).collect().to_series().to_numpy(), np.int64)

    @property
    def has_history(self) -> bool:
        """Any ticket has more than one event."""
        return len(self.texts("ticket").texts) < len(self)

    def in_order(self, number: npt.NDArray[np.int32]) -> Order:
        """The rows by the number of their ticket (one per place of a ticket), instant, sequence and line."""
        by = [self.at.to_numpy(), number[self.texts("ticket").places]]
        if (sequence := self.column("sequence")) is not None:
            by.insert(0, sequence.fill_null(-np.inf).to_numpy())
        if (self.line[1:] < self.line[:-1]).any():
            by.insert(0, self.line)
        return np.lexsort(by).astype(np.uint32)

    def ties(self) -> int:
        """Events that share ticket and instant with another; counted by parts of the tickets."""
        ticket, at = self.texts("ticket").places, self.at.to_numpy()
        parts, distinct = 1 + len(self) // ROWS_AT_ONCE, 0
        for part in range(parts):
            rows = np.flatnonzero(ticket % parts == part)
            distinct += pl.DataFrame({"ticket": ticket[rows], "at": at[rows]}).n_unique()
        return len(self) - distinct
