"""Rows that name their cells, as logs have them: the columns are the names met so far."""

from collections.abc import Mapping, Sequence

from core.imports.reading.names import column_names
from core.imports.reading.tables import Staging, Table

Row = Mapping[str, str | None]


class KeyedTable:
    """A table of such rows; a column that comes later is missing in earlier batches, which read as empty there."""

    def __init__(self, staging: Staging, table: Table) -> None:
        self._staging, self._table = staging, table
        self._met: dict[str, None] = {}

    @property
    def rows(self) -> int:
        """The rows that were kept."""
        return self._table.rows

    def add(self, rows: Sequence[Row], lines: Sequence[int]) -> None:
        """Write a batch with the line of each row; rows before the first name are left out."""
        known = len(self._met)
        for row in rows:
            self._met.update(dict.fromkeys(row))
        if not self._met:
            return
        if len(self._met) > known:
            self._name_columns(is_first=not known)
        cells = [[row.get(name) for name in self._met] for row in rows]
        self._staging.add_rows(self._table, cells, lines)

    def _name_columns(self, *, is_first: bool) -> None:
        self._table.columns = column_names(list(self._met))
        self._table.details["header_cells"] = list(self._met)
        if is_first:
            self._staging.open_table(self._table)
