"""Who reports to whom, from the references in a staff list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

NO_MANAGER = -1


@dataclass(frozen=True, slots=True)
class ReportingLines:
    """`manager[i]` is the row of row i's manager, -1 for none; the other lists hold rows whose link stays empty."""

    manager: list[int]
    dangling: list[int] = field(default_factory=list)
    cyclic: list[int] = field(default_factory=list)

    @property
    def roots(self) -> list[int]:
        """Rows without a manager."""
        return [row for row, manager in enumerate(self.manager) if manager == NO_MANAGER]


def reporting_lines(keys: Sequence[str], references: Sequence[str], is_live: Sequence[bool]) -> ReportingLines:
    """Find each row's manager by its key.

    Of rows with one key the first live one (not eliminated) is the manager, else the first. A reference to no row is
    dangling. A circle is broken at its first row; so is a row that reports to itself.

    >>> lines = reporting_lines(["a", "b", "c", "d"], ["", "a", "x", "d"], [True] * 4)
    >>> lines.manager, lines.dangling, lines.cyclic
    ([-1, 0, -1, -1], [2], [3])
    """
    row_of = _rows_by_key(keys, is_live)
    manager = [row_of.get(reference, NO_MANAGER) if reference else NO_MANAGER for reference in references]
    dangling = [row for row, found in enumerate(manager) if found == NO_MANAGER and references[row]]
    cyclic = _breaks(manager)
    for row in cyclic:
        manager[row] = NO_MANAGER
    return ReportingLines(manager, dangling, cyclic)


def with_inferred(manager: Sequence[int], inferred: Mapping[int, int]) -> list[int]:
    """The managers with those inferred for rows that have none, each unless it would close a circle.

    >>> with_inferred([-1, 0, -1, -1], {0: 1, 2: 1, 3: 2})
    [-1, 0, 1, 2]
    """
    found = list(manager)
    for row in sorted(inferred):
        if found[row] == NO_MANAGER and not is_above(found, row, inferred[row]):
            found[row] = inferred[row]
    return found


def is_above(manager: Sequence[int], row: int, other: int) -> bool:
    """True when `row` is `other` or stands above it; the managers so far form no circle.

    >>> is_above([-1, 0, 1], 0, 2), is_above([-1, 0, 1], 2, 0)
    (True, False)
    """
    while other not in (row, NO_MANAGER):
        other = manager[other]
    return other == row


def _rows_by_key(keys: Sequence[str], is_live: Sequence[bool]) -> dict[str, int]:
    row_of: dict[str, int] = {}
    for wanted in (False, True):
        for row in reversed(range(len(keys))):
            if is_live[row] is wanted:
                row_of[keys[row]] = row
    return row_of


def _breaks(manager: Sequence[int]) -> list[int]:
    """The first row of every circle."""
    seen_in: list[int] = [0] * len(manager)
    breaks = []
    for start in range(len(manager)):
        row = start
        path = []
        while row != NO_MANAGER and not seen_in[row]:
            seen_in[row] = start + 1
            path.append(row)
            row = manager[row]
        if row != NO_MANAGER and seen_in[row] == start + 1:
            breaks.append(min(path[path.index(row) :]))
    return sorted(breaks)
