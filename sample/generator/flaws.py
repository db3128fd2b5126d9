"""Defects that a real staff list has: planted by hand, so that an import can be checked against them."""

from collections import Counter
from dataclasses import replace

import numpy as np

from sample.generator.facts import PlantedFlaws
from sample.generator.posts import ELIMINATED, VACANT, Post

_DANGLING, _ELIMINATED, _VACANT = 2, 3, 17
_SPAN_OF_HOSTS = range(5, 11)


def plant_flaws(posts: list[Post], rng: np.random.Generator) -> tuple[list[Post], PlantedFlaws]:
    """Return the rows of the staff list: the posts, some now vacant or with a manager ID that is nowhere, then the
    repeated and the eliminated rows. One flaw per manager at most, so that spans stay what they were within one."""
    hosts = _one_per_manager(posts, rng)
    for post in _take(hosts, _VACANT):
        post.status = VACANT
    dangling = _take(hosts, _DANGLING)
    for number, post in enumerate(dangling, start=1):
        post.manager_id = f"BW-9900{number}"
    first, second = _take(hosts, 2)
    repeated = replace(second, id=first.id, fte=0.5)
    gone = [
        replace(post, id=f"BW-0{number}417", status=ELIMINATED, fte=1.0)
        for number, post in enumerate(_take(hosts, _ELIMINATED), start=1)
    ]
    flaws = PlantedFlaws({post.id: post.manager_id for post in dangling}, first.id, tuple(post.id for post in gone))
    return [*posts, repeated, *gone], flaws


def _one_per_manager(posts: list[Post], rng: np.random.Generator) -> list[Post]:
    """Return one employee of every manager with a middling span, in random order."""
    spans = Counter(post.manager_id for post in posts)
    staff = {
        post.manager_id: post for post in posts if post.layer == "staff" and spans[post.manager_id] in _SPAN_OF_HOSTS
    }
    candidates = list(staff.values())
    return [candidates[position] for position in rng.permutation(len(candidates))]


def _take(hosts: list[Post], count: int) -> list[Post]:
    taken = hosts[:count]
    del hosts[:count]
    return taken
