"""The statuses of a log with their classes, as its imports name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.models import LogSegment, Status, TicketLog
from towers.names import folded


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A status, its class in a word, and the rows of the imports that name it (None where none counted them)."""

    status: Status
    rows: int | None

    @property
    def kind(self) -> str:
        """The class in a word."""
        return Status.Kind(self.status.kind).label.casefold()


def status_rows(log: TicketLog, segments: Sequence[LogSegment]) -> list[StatusRow]:
    """All statuses of the log, the most frequent first; `segments` are the visible ones."""
    counts: Counter[str] = Counter()
    for segment in segments:
        counts.update({folded(name): rows for name, rows in segment.tallies.get("statuses", [])})
    found = [StatusRow(status, counts.get(folded(status.name))) for status in Status.objects.filter(log=log)]
    return sorted(found, key=lambda row: (-(row.rows or 0), row.status.name))
