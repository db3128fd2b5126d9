"""Saving what was changed in a grid: cells, new rows, deleted rows, all in one transaction."""

from typing import Any

from django.db import transaction

from core.access import require_edit
from core.actor import Actor
from towers.actions.baselines import require_draft, touch_baseline
from towers.actions.grid_cells import Changes
from towers.actions.grid_efforts import EffortWork
from towers.actions.grid_positions import PositionWork
from towers.actions.grid_rows import RowWork
from towers.actions.grid_teams import TeamWork
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
