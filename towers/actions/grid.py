"""Saving what was changed in a grid: cells, new rows, deleted rows, all in one transaction."""

from typing import Any

from django.db import transaction

from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import Conflict
from towers.actions.baselines import require_draft, touch_baseline
from towers.actions.grid_cells import Changes, SentRow
from towers.actions.grid_efforts import EffortWork
from towers.actions.grid_positions import PositionWork
from towers.actions.grid_rows import RowWork
from towers.actions.grid_teams import TeamWork
from towers.grid.columns import KINDS
from towers.models import Baseline

WORKS: dict[str, type[RowWork[Any]]] = {"positions": PositionWork, "teams": TeamWork, "effort": EffortWork}


def save_grid(*, by: Actor, baseline: Baseline, kind: str, changes: Changes) -> dict[str, Any]:
    """Save what can be saved and say of every other cell why not.

    Answers `rows` (as they are now, with their versions), `errors` (cells that cannot be), `conflicts` (rows that
    somebody else moved: the row as it is now, and of each cell yours and theirs), `deleted`, `gone` and `notes`.
    The baseline's row is locked first, as every writer of its rows does by `touch_baseline`: one at a time.
    """
    require_edit(by)
    with transaction.atomic():
        draft = Baseline.objects.select_for_update().get(pk=baseline.pk)
        require_draft(draft)
        work = WORKS[kind](by, draft)
        work.run(changes)
        if work.is_written:
            touch_baseline(draft)
        return work.answer()


def save_row(*, by: Actor, baseline: Baseline, kind: str, row: SentRow) -> None:
    """Save all cells of one row or none: a cell that cannot be is a `UserError`, a row that moved a `Conflict`."""
    with transaction.atomic():
        answer = save_grid(by=by, baseline=baseline, kind=kind, changes=Changes(changed=(row,)))
        if answer["errors"]:
            wrong = [{"field": error["field"], "detail": error["message"]} for error in answer["errors"]]
            raise UserError("Some fields are not valid.", details=wrong, status=400)
        for moved in answer["conflicts"]:
            cells = moved["cells"].items()
            yours, theirs = ({name: cell[whose] for name, cell in cells} for whose in ("yours", "theirs"))
            raise Conflict(KINDS[kind].noun, yours, theirs, row.version, moved["version"])
