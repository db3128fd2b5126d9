"""Groups that a log has in several regions, or organisation lines: a group has one, some events lie elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.figures import plural
from services.models import LogSegment
from towers.names import folded


@dataclass(frozen=True, slots=True)
class SplitRegions:
    """Groups in several regions; handoffs from region to region event by event, and their tickets, where counted."""

    groups: int
    handoffs: int | None = None
    tickets: int | None = None

    @property
    def in_words(self) -> str:
        """What that means for handoffs across regions; empty where each group has one region.

        >>> SplitRegions(44, 4350, 2034).in_words.split(". ")[1]
        'Event by event, 4,350 handoffs in 2,034 tickets go from one region to another.'
        >>> SplitRegions(0).in_words
        ''
        """
        if not self.groups:
            return ""
        occur = plural(self.groups, "group occurs", "groups occur")
        counts = "it counts" if self.groups == 1 else "each counts"
        told = f"{occur} in several regions of the log: {counts} where most of its events lie"
        if self.handoffs is None or self.tickets is None:
            return f"{told}."
        go = plural(self.handoffs, "handoff", "handoffs")
        return f"{told}. Event by event, {go} in {plural(self.tickets, 'ticket')} go from one region to another."


def split_regions(segments: Sequence[LogSegment]) -> SplitRegions:
    """Of the visible segments together; event by event where one import has the whole log."""
    groups = split_groups(row for segment in segments for row in segment.tallies.get("region", ()))
    crossings = segments[0].tallies.get("crossings") if len(segments) == 1 else None
    return SplitRegions(groups, *crossings) if crossings else SplitRegions(groups)


def split_groups(tally: Iterable[Sequence[Any]]) -> int:
    """How many groups stand with several regions, of rows (group, region, how often).

    >>> split_groups([("A", "EU", 5), ("a", "AM", 1), ("B", "EU", 2), ("B", "eu", 1)])
    1
    """
    found: dict[str, set[str]] = {}
    for group, region, _ in tally:
        found.setdefault(folded(group), set()).add(folded(region))
    return sum(len(regions) > 1 for regions in found.values())
