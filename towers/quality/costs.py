"""Costs that can be assumed where none is known: the mean of the grade."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from core.figures import plural
from towers.names import folded
from towers.quality.rows import Post

LEAST_POSTS = 5


class Assumed(NamedTuple):
    """A yearly cost of one full-time year in minor units, and by what it is assumed."""

    cost: int
    rule: str


def assumed_costs(posts: Sequence[Post]) -> dict[int, Assumed]:
    """Costs for filled posts without one, by id: the mean of the known costs of the grade, else of all.

    mean = sum(FTE x cost) / sum(FTE) over at least five filled posts of stated cost; without so many there is none.
    """
    by_grade: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if post.is_filled and post.cost is not None and not post.cost_rule and post.fte:
            by_grade[folded(post.grade)].append(post)
    means = {grade: _mean(rows, f"of grade {rows[0].grade}") for grade, rows in by_grade.items() if grade}
    of_all = _mean([post for rows in by_grade.values() for post in rows], "of all grades")
    lacking = [post for post in posts if post.is_filled and post.cost is None and post.fte]
    return {post.id: found for post in lacking if (found := means.get(folded(post.grade)) or of_all)}


def _mean(posts: Sequence[Post], of_whom: str) -> Assumed | None:
    if len(posts) < LEAST_POSTS:
        return None
    cost = sum(post.fte * (post.cost or 0) for post in posts) / sum(post.fte for post in posts)
    return Assumed(round(cost), f"mean {of_whom}, {plural(len(posts), 'post')}"[:200])
