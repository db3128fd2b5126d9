"""Who may lead whom, while a grid is saved."""

from collections.abc import Iterable

from towers.grid.reading import CellError
from towers.models import Baseline, Position


class Managers:
    """The positions of a baseline by reference, and who leads each; without a baseline it knows nobody.

    Of positions with one reference the first that is not eliminated is meant, as in a staff list.
    """

    def __init__(self, baseline: Baseline | None) -> None:
        self.by_key: dict[str, Position] = {}
        self.manager_of: dict[object, object | None] = {}
        rows = Position.objects.filter(baseline=baseline) if baseline else Position.objects.none()
        for row in rows.only("pk", "uid", "key", "status", "manager_id", "occurrence").order_by("occurrence"):
            self.manager_of[row.pk] = row.manager_id
            known = self.by_key.get(row.key)
            if known is None or known.status == Position.Status.ELIMINATED != row.status:
                self.by_key[row.key] = row

    def named(self, key: str) -> Position | str:
        """The position with this reference, or the reference itself where a row to come may have it."""
        return self.by_key.get(key, key)

    def add(self, rows: Iterable[Position]) -> None:
        """Rows that are about to be made can lead, too."""
        for row in rows:
            self.by_key.setdefault(row.key, row)

    def leader(self, row: Position, named: Position | str | None) -> Position | None:
        """Who was named to lead `row`; refused if there is nobody, or if `row` stands above."""
        manager = self.by_key.get(named) if isinstance(named, str) else named
        if manager is None and named is not None:
            raise CellError(f"There is no position “{named}” in this baseline. Write the manager's reference.")
        if manager is not None and self._is_above(row, manager):
            raise CellError(f"{manager.key} reports to this position: reporting lines must not be a circle.")
        return manager

    def _is_above(self, row: Position, manager: Position) -> bool:
        above: object | None = self._place(manager)
        while above is not None:
            if above == self._place(row):
                return True
            above = self.manager_of.get(above)
        return False

    def link(self, row: Position, manager: Position | None) -> None:
        """From now on `row` reports to `manager`."""
        self.manager_of[self._place(row)] = self._place(manager) if manager else None

    def _place(self, row: Position) -> object:
        return row.pk or row.uid
