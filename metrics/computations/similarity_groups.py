"""Groups of alike texts: average linkage over the pairs that are alike at all, so that no chain of likes grows."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Columns, Floats, Ints, sums_by
from metrics.computations.similarity import THRESHOLD, Pairs, Step, alike_pairs, no_step
from metrics.computations.similarity_terms import Terms


@dataclass(frozen=True, slots=True, eq=False)
class Readings(Columns):
    """Per text: its `group` (place of the group's first text; -1: it names no subject) and its mean `similarity` to
    the other texts of the group (nan: there is none).
    """

    group: Ints
    similarity: Floats


def readings_of(terms: Sequence[Terms], step: Step = no_step) -> Readings:
    """Return the groups of texts that read alike.

    >>> from metrics.computations.similarity_terms import TITLE, terms_of
    >>> titles = ["Senior DBA", "Database administrator", "Network engineer", "Team leader"]
    >>> found = readings_of([terms_of(title, TITLE) for title in titles])
    >>> found.group.tolist(), found.similarity.tolist()
    ([0, 0, 2, -1], [1.0, 1.0, nan, nan])
    """
    distinct = {one: at for at, one in enumerate(dict.fromkeys(one for one in terms if one.subject))}
    node = np.array([distinct.get(one, -1) for one in terms], np.int64)
    count = len(distinct)
    pairs = alike_pairs(list(distinct), step)
    group_of_node = groups_of(pairs, count)
    first = np.full(count, len(terms), np.int64)
    known = np.flatnonzero(node >= 0)
    np.minimum.at(first, group_of_node[node[known]], known)
    group = np.full(len(terms), -1, np.int64)
    group[known] = first[group_of_node[node[known]]]
    similarity = np.full(len(terms), np.nan)
    similarity[known] = _means(pairs, group_of_node, np.bincount(node[known], minlength=count))[node[known]]
    return Readings(group, similarity)


def _means(pairs: Pairs, group: Ints, copies: Ints) -> Floats:
    """Per node: the mean similarity to the other texts of its group; texts of one node are alike by 1."""
    count = len(group)
    same = group[pairs.one] == group[pairs.other]
    one, other, similarity = pairs.one[same], pairs.other[same], pairs.similarity[same]
    total = (
        (copies - 1) + sums_by(one, similarity * copies[other], count) + sums_by(other, similarity * copies[one], count)
    )
    others = sums_by(group, copies, count)[group] - 1 if count else np.empty(0)
    means: Floats = np.full(count, np.nan)
    np.divide(total, others, out=means, where=others > 0)
    return means


def groups_of(pairs: Pairs, count: int, threshold: float = THRESHOLD) -> Ints:
    """Return the group of each of `count` texts (int64[count]), numbered by first member.

    The two groups with the highest mean similarity over all their pairs are joined until no mean reaches the
    threshold; a pair that is not in `pairs` counts as 0. So a and c that are unlike are not joined by a b between.

    >>> ints = lambda *values: np.array(values, np.int64)
    >>> chain = Pairs(ints(0, 1), ints(1, 2), np.array([0.9, 0.8]))
    >>> groups_of(chain, 3, 0.6).tolist()
    [0, 0, 2]
    """
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    for one, other, similarity in zip(pairs.one.tolist(), pairs.other.tolist(), pairs.similarity.tolist(), strict=True):
        sums[one][other] = sums[other][one] = similarity
    size = [1] * count
    parent = list(range(count))
    heap = [(-value, one, other, 1, 1) for one in range(count) for other, value in sums[one].items() if one < other]
    heap = [entry for entry in heap if -entry[0] >= threshold]
    heapq.heapify(heap)
    while heap:
        _, one, other, size_one, size_other = heapq.heappop(heap)
        if parent[one] != one or parent[other] != other or (size[one], size[other]) != (size_one, size_other):
            continue  # one of the two has grown since
        parent[other] = one
        size[one] += size[other]
        for third in _joined(sums, one, other):
            mean = sums[one][third] / (size[one] * size[third])
            if mean >= threshold:
                first, second = min(one, third), max(one, third)
                heapq.heappush(heap, (-mean, first, second, size[first], size[second]))
    return np.array([_root(parent, at) for at in range(count)], np.int64)


def _joined(sums: list[dict[int, float]], one: int, other: int) -> list[int]:
    """Add the sums of `other` to those of `one`, for both sides; the neighbours of the joined group."""
    del sums[one][other]
    for third, value in sums[other].items():
        if third == one:
            continue
        total = sums[one].get(third, 0.0) + value
        sums[one][third] = sums[third][one] = total
        del sums[third][other]
    sums[other] = {}
    return list(sums[one])


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        at = parent[at]
    return at
