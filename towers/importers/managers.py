"""Positions with their managers: stored layer by layer, so that one pass of upserts is enough."""

from collections.abc import Mapping, Sequence

from towers.importers.reporting_lines import NO_MANAGER, reporting_lines, with_inferred
from towers.models import Baseline, Position

BATCH = 2_000
FACT_COLUMNS = ["title", "grade", "team", "manager", "manager_ref", "manager_rule", "fte", "heads", "is_aggregate"]
FACT_COLUMNS += ["cost_low", "cost_high", "cost_rule", "status", "employment", "person_ref", "location", "profession"]
FACT_COLUMNS += ["import_row", "version"]
Place = tuple[str, int]


def store_positions(baseline: Baseline, coming: Sequence[Position]) -> None:
    """Create or change positions by (key, occurrence) and link every position of the baseline to its manager.

    With nothing coming it links those that are there anew, for instance after others went away. What the source states
    comes first; a manager that was inferred stays where nothing is stated and no circle would close.
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
    was = [(row.manager_id, row.manager_rule) for row in staying]
    rules = {place: row.manager_rule for place, row in present.items()}
    managers = with_inferred(lines.manager, _inferred(rows, present))
    for row, manager, stated in zip(rows, managers, lines.manager, strict=True):
        row.manager_rule = rules[row.key, row.occurrence] if manager != stated else ""
    _store_layers(rows, managers, len(coming))
    for row, manager in zip(staying, managers[len(coming) :], strict=True):
        row.manager_id = _id_of(rows, manager)
    moved = [row for row, before in zip(staying, was, strict=True) if (row.manager_id, row.manager_rule) != before]
    Position.objects.bulk_update(moved, ["manager", "manager_rule"], batch_size=200)


def _inferred(rows: Sequence[Position], present: Mapping[Place, Position]) -> dict[int, int]:
    """The managers that were inferred before, by the places of both in `rows`."""
    at_of = {(row.key, row.occurrence): at for at, row in enumerate(rows)}
    place_of_id = {row.pk: place for place, row in present.items()}
    return {
        at_of[place]: at_of[place_of_id[row.manager_id]]
        for place, row in present.items()
        if row.manager_rule and row.manager_id in place_of_id
    }


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
