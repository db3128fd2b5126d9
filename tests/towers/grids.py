"""What a grid sends, for tests."""

from typing import Any
from uuid import UUID, uuid4

from towers.actions.grid_cells import Changes, SentRow
from towers.models import Baseline, Effort, Position

Answer = dict[str, Any]


def position(baseline: Baseline, key: str) -> Position:
    """The position with this reference, as it is now."""
    return Position.objects.select_related("team", "manager").get(baseline=baseline, key=key)


def effort(baseline: Baseline, team: str, activity: str) -> Effort:
    """The effort of this team on this activity, as it is now."""
    found = Effort.objects.select_related("team", "activity")
    return found.get(baseline=baseline, team__name=team, activity__name=activity)


def edit(row: Any, *, version: int = 0, **cells: Any) -> SentRow:
    """Changed cells of a row that was seen as it is, or at `version`."""
    return SentRow(row.uid, version or row.version, cells)


def edits(*rows: SentRow) -> Changes:
    """Changed rows."""
    return Changes(changed=rows)


def additions(*rows: dict[str, Any]) -> Changes:
    """New rows with these cells."""
    return Changes(added=tuple(SentRow(uuid4(), 0, cells) for cells in rows))


def deletions(*rows: Any) -> Changes:
    """Rows to delete, seen as they are."""
    return Changes(deleted=tuple(SentRow(row.uid, row.version) for row in rows))


def back(answer: Answer, uid: UUID, **cells: Any) -> Changes:
    """The deleted row once more, with what was kept of it."""
    kept = next(one["kept"] for one in answer["deleted"] if one["uid"] == str(uid))
    return Changes(added=(SentRow(uid, 0, cells, kept),))


def messages(answer: Answer) -> dict[str, str]:
    """What is said of each cell that was not saved."""
    return {error["field"]: error["message"] for error in answer["errors"]}
