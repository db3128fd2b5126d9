"""Which work is done by several teams, whatever they call it: wordings, titles and ticket categories that mean one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from metrics.computations.columns import Floats, Ints, sums_by
from metrics.computations.duplication import Duplication, EffortColumns, duplication
from metrics.computations.similarity import Step, no_step
from metrics.computations.similarity_groups import Readings, readings_of
from metrics.computations.similarity_terms import NO_OWN_WORDS, PRODUCT, OwnWords, terms_of

NONE = -1
# Kind and folded text: what a decision remembers of a wording, whatever it is mapped to.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """What somebody calls work: its `kind` (wording, title, product), its text and the activity it is mapped to (-1).

    `is_settled`: somebody said that it means this activity, so that no likeness moves it.
    """

    kind: str
    text: str
    activity: int = NONE
    is_settled: bool = False

    @property
    def key(self) -> Key:
        """What decisions know it by."""
        return self.kind, " ".join(self.text.casefold().split())


@dataclass(frozen=True, slots=True)
class Decided:
    """Earlier decisions: `merges` are wordings that are one, `splits` (taken out, staying) are none."""

    merges: tuple[frozenset[Key], ...] = ()
    splits: tuple[tuple[frozenset[Key], frozenset[Key]], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """`group` of each item (-1: says no work), the activity that gives a group its name (-1: its largest item does),
    `similarity` of each item to the others that read alike (nan: none does), and the duplication of the groups that
    several teams do, in the order of FTE outside the largest team.
    """

    group: Ints
    home: dict[int, int]
    similarity: Floats
    result: Duplication


def find_duplicates(
    items: Sequence[Item],
    efforts: EffortColumns,
    own: OwnWords = NO_OWN_WORDS,
    decided: Decided = Decided(),
    step: Step = no_step,
) -> Found:
    """Return the groups of items that are one work and what of it is done outside the largest team.

    `efforts.activity` is the place of the row's item. Texts that read alike are one; what several readings are mapped
    to is one too: each reading goes, as a whole, to the activity that most of its FTE is mapped to (where most is
    mapped to none, its mapped items stay where they are and the others are one). Ticket categories are compared among
    themselves. Every item is in at most one group, so no row counts twice.

    >>> items = [Item("wording", "Capacity report", 1), Item("wording", "Monthly capacity pack", 2)]
    >>> rows = EffortColumns(*(np.array(column) for column in ([0, 1], [0, 1], [0, 1], [0, 0], [1.0, 0.5])))
    >>> found = find_duplicates(items, rows)
    >>> found.group.tolist(), found.home, found.result.outside_largest_fte.tolist()
    ([0, 0], {0: 1}, [0.5])
    """
    is_product = np.array([item.kind == PRODUCT for item in items], np.bool_)
    readings = _readings(items, is_product, own, step)
    fte = sums_by(efforts.activity, efforts.fte, len(items))
    apart, home = _homes(items, readings.group, fte)
    joined = _merged(apart, items, decided.merges)
    group = _split(joined, items, decided.splits)
    of_row = group[efforts.activity] if len(efforts) else efforts.activity
    known = replace(efforts, activity=of_row).select(of_row >= 0)
    result = duplication(known)
    result = result.select(result.units >= 2)
    order = np.lexsort((result.activity, -result.outside_largest_fte))
    ranked = Duplication(**{name: getattr(result, name)[order] for name in Duplication.__dataclass_fields__})
    return Found(group, _names(apart, joined, home, fte), readings.similarity, ranked)


def _readings(items: Sequence[Item], is_product: np.typing.NDArray[np.bool_], own: OwnWords, step: Step) -> Readings:
    """Wordings and titles together, ticket categories apart; groups are numbered by their first item."""
    group = np.full(len(items), NONE, np.int64)
    similarity = np.full(len(items), np.nan)
    for places in (np.flatnonzero(~is_product), np.flatnonzero(is_product)):
        part = readings_of([terms_of(items[at].text, items[at].kind, own) for at in places.tolist()], step)
        group[places] = np.where(part.group >= 0, places[np.maximum(part.group, 0)] if len(places) else NONE, NONE)
        similarity[places] = part.similarity
    return Readings(group, similarity)


def _homes(items: Sequence[Item], reading: Ints, fte: Floats) -> tuple[Ints, dict[int, int]]:
    """The group of each item, numbered by its first item, and the activity of each group that has one."""
    of_reading = _activity_of_readings(items, reading, fte)
    first: dict[tuple[str, int], int] = {}
    group = np.full(len(items), NONE, np.int64)
    home: dict[int, int] = {}
    for at, item in enumerate(items):
        read = int(reading[at])
        stays = item.is_settled or of_reading.get(read, NONE) == NONE
        activity = item.activity if stays else of_reading[read]
        if activity < 0 and read < 0:
            continue
        number = first.setdefault(("activity", activity) if activity >= 0 else ("reading", read), at)
        group[at] = number
        if activity >= 0:
            home[number] = activity
    return group, home


def _activity_of_readings(items: Sequence[Item], reading: Ints, fte: Floats) -> dict[int, int]:
    """The activity of each reading: one that somebody settled before others, then the one (or none) with most FTE."""
    weights: dict[int, dict[int, tuple[bool, float]]] = defaultdict(dict)
    for at, item in enumerate(items):
        if reading[at] >= 0:
            known = weights[int(reading[at])]
            settled, weight = known.get(item.activity, (False, 0.0))
            known[item.activity] = (settled or item.is_settled, weight + float(fte[at]))
    return {read: max(known, key=lambda one: (*known[one], one >= 0, -one)) for read, known in weights.items()}


def _names(apart: Ints, joined: Ints, home: dict[int, int], fte: Floats) -> dict[int, int]:
    """The activity that names each group after merging: that of the part with most FTE."""
    weights: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for before, after, weight in zip(apart.tolist(), joined.tolist(), fte.tolist(), strict=True):
        if before in home:
            weights[after][home[before]] += weight
    return {number: max(known, key=lambda one: (known[one], -one)) for number, known in weights.items()}


def _merged(group: Ints, items: Sequence[Item], merges: Iterable[frozenset[Key]]) -> Ints:
    """Groups of which at least half of the wordings were merged become one."""
    for wanted in merges:
        named = np.array([item.key in wanted for item in items], np.bool_)
        known = group >= 0
        groups, counts = np.unique(group[known], return_counts=True)
        inside = sums_by(np.searchsorted(groups, group[known]), named[known].astype(np.float64), len(groups))
        joined = groups[inside * 2 >= counts]
        if len(joined) > 1:
            group = np.where(np.isin(group, joined), joined.min(), group)
    return group


def _split(group: Ints, items: Sequence[Item], splits: Iterable[tuple[frozenset[Key], frozenset[Key]]]) -> Ints:
    """What was taken out of a group leaves those it was taken from, together."""
    for out, staying in splits:
        is_out = np.array([item.key in out for item in items], np.bool_)
        stays = np.array([item.key in staying for item in items], np.bool_)
        left = np.intersect1d(group[is_out & (group >= 0)], group[stays & (group >= 0)])
        leaving = is_out & np.isin(group, left)
        group = group.copy()
        for number in left.tolist():
            own = leaving & (group == number)
            group[own] = max(int(group.max()) + 1, len(items))  # the numbers below are places of items
    return group
