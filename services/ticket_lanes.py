"""A ticket's path as swim lanes: a lane per group as they appear, time to scale, long stretches folded. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from services.clocks import NamedClocks

# What a stretch of time is, by the class of the status in which it began.
KINDS = ("unmapped", "queued", "working", "pending", "closed")
WORDS = {
    "queued": "queued",
    "working": "worked on",
    "pending": "pending",
    "unmapped": "status not mapped",
    "closed": "closed",
}
NO_GROUP = "no group"
LONG = 4  # times the median stretch, and
LONG_PART = 10  # a tenth of the whole: what lasts longer is folded to that

Event = tuple[int, str, int]  # epoch microseconds, group ("" for none), class of status


@dataclass(frozen=True, slots=True)
class Block:
    """Time in one lane and one class of status; `starts` and `length` are as drawn, `lasts_us` as it was."""

    lane: int
    kind: str
    starts: int
    length: int
    lasts_us: int
    is_folded: bool


@dataclass(frozen=True, slots=True)
class Crossing:
    """A handoff: where it is drawn, from which lane to which."""

    at: int
    sender: int
    receiver: int


@dataclass(frozen=True, slots=True)
class TicketLanes:
    """Lanes by name, what is drawn in them, and the length of the whole as drawn (at least 1)."""

    names: list[str]
    blocks: list[Block]
    crossings: list[Crossing]
    span: int

    @property
    def folded(self) -> list[Block]:
        """The stretches that are drawn shorter than they were."""
        return [block for block in self.blocks if block.is_folded]


def ticket_lanes(events: Sequence[Event], machines: Collection[str] = ()) -> TicketLanes:
    """Lay out the events of a ticket, given in the log's order; groups that are machines hold no work.

    Neighbouring stretches of one lane and one class are one block. A block is folded where it lasts longer than four
    times the median block and than a tenth of the whole; it is then drawn as long as the larger of the two.

    >>> hour = 3_600_000_000
    >>> path = [(0, "A", 1), (1, "A", 2), (2, "B", 1), (99, "B", 2), (100, "B", 4)]
    >>> found = ticket_lanes([(at * hour, group, status) for at, group, status in path])
    >>> found.names, [(block.kind, block.length // hour) for block in found.blocks]
    (['A', 'B'], [('queued', 1), ('working', 1), ('queued', 10), ('working', 1), ('closed', 0)])
    >>> [block.lasts_us // hour for block in found.folded]
    [97]
    """
    names = list(dict.fromkeys(group or NO_GROUP for _, group, _ in events))
    lane = {name: number for number, name in enumerate(names)}
    stretches = _stretches(events, lane)
    longest = _longest([lasts for _, _, lasts in stretches])
    blocks: list[Block] = []
    starts = 0
    for number, kind, lasts in stretches:
        length = min(lasts, longest)
        blocks.append(Block(number, kind, starts, length, lasts, lasts > longest))
        starts += length
    idle = {lane[group or NO_GROUP] for _, group, _ in events if not group or group in machines}
    return TicketLanes(names, blocks, _crossings(blocks, idle), max(starts, 1))


def open_time(events: Sequence[Event], clocks: NamedClocks | None = None) -> dict[str, int]:
    """Microseconds of a ticket by what they are, elapsed or as its groups worked; nothing of a class is left out.

    >>> open_time([(0, "A", 1), (5, "A", 2), (9, "B", 4)])
    {'queued': 5, 'working': 4}
    """
    lasting = lasts_of(events, clocks)
    sums = dict.fromkeys(WORDS, 0)
    for (_, _, status), lasts in zip(events, lasting, strict=False):
        sums[KINDS[status]] += lasts
    return {kind: lasted for kind, lasted in sums.items() if lasted}


def lasts_of(events: Sequence[Event], clocks: NamedClocks | None = None) -> list[int]:
    """Microseconds from each event to the next, elapsed or as its group worked; the last has none.

    >>> lasts_of([(0, "A", 1), (5, "A", 2), (9, "B", 4)])
    [5, 4]
    """
    at = np.array([at for at, _, _ in events], np.int64)
    holders = [group for _, group, _ in events[:-1]]
    lasting = clocks.worked_us(at[:-1], at[1:], holders) if clocks else np.diff(at)
    return [int(lasts) for lasts in lasting]


def _stretches(events: Sequence[Event], lane: dict[str, int]) -> list[tuple[int, str, int]]:
    """Lane, kind and length of each block, neighbours of one lane and kind merged; the last event has no length."""
    found: list[tuple[int, str, int]] = []
    for (_, group, status), lasts in zip(events, [*lasts_of(events), 0], strict=True):
        number, kind = lane[group or NO_GROUP], KINDS[status]
        if found and found[-1][:2] == (number, kind):
            found[-1] = number, kind, found[-1][2] + lasts
        else:
            found.append((number, kind, lasts))
    return found


def _longest(lengths: Sequence[int]) -> int:
    """What a block is drawn at most."""
    lasting = [length for length in lengths if length]
    return int(max(LONG * median(lasting), sum(lasting) / LONG_PART)) if lasting else 0


def _crossings(blocks: Sequence[Block], idle: Collection[int]) -> list[Crossing]:
    """Handoffs between groups that hold work; there is none to or from the lanes `idle`."""
    named = [block for block in blocks if block.lane not in idle]
    return [
        Crossing(block.starts, before.lane, block.lane)
        for before, block in pairwise(named)
        if before.lane != block.lane
    ]
