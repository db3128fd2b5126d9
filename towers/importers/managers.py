"""Positions with their managers: stored layer by layer, so that one pass of upserts is enough."""

from collections.abc import Sequence

from towers.importers.reporting_lines import NO_MANAGER, reporting_lines
from towers.models import Baseline, Position

BATCH = 2_000
FACT_COLUMNS = ["title", "grade", "team", "manager", "manager_ref", "fte", "heads", "is_aggregate"]
FACT_COLUMNS += ["cost_low", "cost_high", "status", "employment", "import_row", "version"]


def store_positions(baseline: Baseline, coming: Sequence[Position]) -> None:
    """Create or change positions by (key, occurrence) and link every position of the baseline to its manager.

    With nothing coming it links those that are there anew, for instance after others went away.
    """
    place_of = {(row.key, row.occurrence): row for row in coming}
    present = {(row.key, row.occurrence): row for row in Position.objects.filter(baseline=baseline)}
    staying = [row for place, row in present.items() if place not in place_of]
    for place in place_of.keys() & present.keys():
        place_of[place].version = present[place].version + 1
    rows = [*coming, *staying]
    lines = reporting_lines(
        [row.key for row in rows],
        [row.manager_ref for row in rows],
        [row.status != Position.Status.ELIMINATED for row in rows],
    )
    _store_layers(rows, lines.manager, len(coming))
    moved = []
    for row, manager in zip(staying, lines.manager[len(coming) :], strict=True):
        if row.manager_id != _id_of(rows, manager):
            row.manager_id = _id_of(rows, manager)
            moved.append(row)
    Position.objects.bulk_update(moved, ["manager"], batch_size=200)


def _id_of(rows: Sequence[Position], at: int) -> int | None:
    return None if at == NO_MANAGER else rows[at].pk


def _store_layers(rows: Sequence[Position], manager: Sequence[int], count: int) -> None:
    """Upsert the first `count` rows, managers before their reports; the rows after them have ids already."""
    rest = list(range(count))
    while rest:
        ready = [at for at in rest if manager[at] == NO_MANAGER or rows[manager[at]].pk]
        for at in ready:
            rows[at].manager_id = _id_of(rows, manager[at])
        Position.objects.bulk_create(
            [rows[at] for at in ready],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["baseline", "key", "occurrence"],
            update_fields=FACT_COLUMNS,
        )
        done = set(ready)
        rest = [at for at in rest if at not in done]
