"""Which counts of persons of towers by regions are too small to be shown to whoever may not see pay."""

from collections.abc import Iterable, Mapping

from metrics.computations.suppression import hidden_cells
from towers.models import BaselineTeam

Spot = tuple[int | None, int | None]  # ids of tower and region, -1 unknown, None for the sum over all
UNKNOWN = -1


def hidden_spots(heads: Iterable[tuple[int, int]], teams: Mapping[int, BaselineTeam]) -> frozenset[Spot]:
    """The spots whose counts are hidden, from (team id, persons): whole, and in the view of each orientation.

    They are the same in all views: what is hidden in one would else follow from the others.
    """
    views: dict[str, dict[tuple[int, int], int]] = {"": {}}
    for team, persons in heads:
        row = teams.get(team)
        spot = ((row.tower_id or UNKNOWN), (row.region_id or UNKNOWN)) if row else (UNKNOWN, UNKNOWN)
        for mode in {"", row.orientation if row else ""}:
            counts = views.setdefault(mode, {})
            counts[spot] = counts.get(spot, 0) + persons
    towers = sorted({tower for tower, _ in views[""]})
    regions = sorted({region for _, region in views[""]})
    return frozenset(spot for counts in views.values() for spot in _hidden(counts, towers, regions))


def _hidden(counts: Mapping[tuple[int, int], int], towers: list[int], regions: list[int]) -> Iterable[Spot]:
    table = [[counts.get((tower, region), 0) for region in regions] for tower in towers]
    rows: list[int | None] = [*towers, None]
    columns: list[int | None] = [*regions, None]
    return ((rows[r], columns[c]) for r, c in hidden_cells(table))
