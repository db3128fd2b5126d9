"""What imports say of a log's groups, added up over all of them: the most frequent region and level hold."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np

from services.importers.ticket_coding import Coded
from services.importers.ticket_rows import ROWS_AT_ONCE, LogRows, Order
from services.levels import UNKNOWN_LEVEL, level_by_suffix, level_of, level_suffix
from services.models import Group, LogSegment
from towers.names import folded

Tally = list[list[Any]]
SAID = ("region", "level")
NO_RULE = "none"


def tallies_of(rows: LogRows, statuses: Coded, order: Order) -> dict[str, Any]:
    """How often the rows say which region and which level of a group, whether the suffix of names says levels; the rows
    of each status, whether columns say the order of events and doors; handoffs from region to region, with their
    tickets.
    """
    groups = rows.texts("group")
    found: dict[str, Any] = {name: tally(groups, rows.texts(name)) for name in SAID}
    counts = np.bincount(statuses.places + 1, minlength=len(statuses.texts) + 1)[1:].tolist()
    return found | {
        "rule": next(iter(rows.texts("level_rule").texts), ""),
        "statuses": [list(pair) for pair in zip(statuses.texts, counts, strict=True)],
        "has_order": rows.column("sequence") is not None,
        "has_doors": len(rows.texts("door").texts) > 0,
        "crossings": _crossings(rows, order),
    }


def tally(groups: Coded, said: Coded) -> Tally:
    """Rows (group, text, how often), counted a part at a time."""
    width, counts = max(1, len(said.texts)), Counter[int]()
    for start in range(0, len(said.places), ROWS_AT_ONCE):
        of_group, value = (one.places[start : start + ROWS_AT_ONCE] for one in (groups, said))
        known = (of_group >= 0) & (value >= 0)
        cells, times = np.unique(of_group[known].astype(np.int64) * width + value[known], return_counts=True)
        counts.update(dict(zip(cells.tolist(), times.tolist(), strict=True)))
    return [[groups.texts[cell // width], said.texts[cell % width], count] for cell, count in sorted(counts.items())]


def _crossings(rows: LogRows, order: Order) -> list[int] | None:
    """Consecutive events of a ticket that name different regions, and the tickets in which that happens."""
    regions = rows.texts("region")
    if not len(regions.texts):
        return None
    region, ticket = regions.places[order], rows.texts("ticket").places[order]
    if (region < 0).any():
        region, ticket = region[region >= 0], ticket[region >= 0]
    is_crossing = (region[1:] != region[:-1]) & (ticket[1:] == ticket[:-1])
    return [int(np.count_nonzero(is_crossing)), len(np.unique(ticket[1:][is_crossing]))]


def settle_groups(log_id: int) -> None:
    """Give the groups the region and level that the visible imports say together; a corrected level stays.

    What the first of several imports said of a group may be the rarer case.
    """
    tallies = list(
        LogSegment.objects.filter(log_id=log_id, state=LogSegment.State.READY)
        .order_by("pk")
        .values_list("tallies", flat=True)
    )
    groups = list(Group.objects.filter(log_id=log_id))
    regions, levels = (_most_frequent(tally.get(name, ()) for tally in tallies) for name in SAID)
    by_suffix = not levels and _is_by_suffix(groups, [tally.get("rule", "") for tally in tallies])
    changed = [group for group in groups if _settle(group, regions, levels, by_suffix=by_suffix)]
    Group.objects.bulk_update(changed, ["region_name", "level", "level_label"], batch_size=500)


def _most_frequent(parts: Iterable[Tally]) -> dict[str, str]:
    """By the folded name of a group; of equally frequent values the first in alphabetical order."""
    counts: dict[str, Counter[str]] = {}
    for group, value, count in (row for part in parts for row in part):
        counts.setdefault(folded(group), Counter())[value] += count
    return {group: min(found, key=lambda value: (-found[value], value)) for group, found in counts.items()}


def _is_by_suffix(groups: list[Group], rules: list[str]) -> bool:
    return "suffix" in rules or (NO_RULE not in rules and any(level_suffix(group.name) for group in groups))


def _settle(group: Group, regions: dict[str, str], levels: dict[str, str], *, by_suffix: bool) -> bool:
    key = folded(group.name)
    before = (group.region_name, group.level, group.level_label)
    group.region_name = regions.get(key, group.region_name)
    is_open = bool(group.level_label) or group.level == UNKNOWN_LEVEL
    if is_open and key in levels:
        group.level, group.level_label = level_of(levels[key]), levels[key]
    elif is_open and by_suffix:
        group.level, group.level_label = level_by_suffix(group.name), level_suffix(group.name)
    return before != (group.region_name, group.level, group.level_label)
