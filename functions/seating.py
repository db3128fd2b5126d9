"""Whole people into roles, by rule: pure."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

STAFF, LEAD, MANAGER, HEAD, OVERALL = 1, 2, 3, 4, 5  # the levels of a role
MAJORITY = 0.6  # below this share in one function the work of a person is split

Shares = Mapping[int, float]  # function -> share of the work that is placed in functions


class Why(StrEnum):
    """Why a person found no seat."""

    NO_WORK = "none of their work is placed in a function"
    NO_ROLE = "their function has no role at their level"
    FULL = "every seat at their level is taken"


@dataclass(frozen=True, slots=True)
class Person:
    """A filled position: a person, or `heads` persons that stay together.

    `layers`: levels of people below (0: leads nobody); `is_top`: nobody above and people below. `words`: of the title
    and the work, to choose between roles of one level.
    """

    id: int
    shares: Shares
    layers: int = 0
    region: int | None = None
    heads: int = 1
    is_top: bool = False
    words: frozenset[str] = frozenset()

    @property
    def ranked(self) -> list[int]:
        """The functions in which work lies, the largest part first; ties: the lower number."""
        return sorted(self.shares, key=lambda code: (-self.shares[code], code))

    @property
    def home(self) -> int | None:
        """The function in which the largest part of the work lies."""
        return self.ranked[0] if self.shares else None

    @property
    def is_split(self) -> bool:
        """No function has the majority of the work.

        >>> Person(1, {3: 0.5, 8: 0.5}).is_split, Person(1, {3: 0.6, 8: 0.4}).is_split, Person(1, {}).is_split
        (True, False, False)
        """
        return bool(self.shares) and max(self.shares.values()) < MAJORITY

    @property
    def level(self) -> int:
        """Who leads nobody is staff, who leads them a lead, who leads leads a manager, above that a head."""
        return min(self.layers + 1, HEAD)


@dataclass(frozen=True, slots=True)
class Post:
    """A role with its open seats; without a region it is for all of them."""

    key: str
    function: int | None
    level: int
    open_seats: int
    region: int | None = None
    words: frozenset[str] = frozenset()


def words_of(*texts: str) -> frozenset[str]:
    """The words of texts, folded, of at least four letters, cut to their beginnings so that endings do not matter.

    >>> sorted(words_of("Field technician", "field service at sites"))
    ['field', 'servi', 'sites', 'techn']
    """
    return frozenset(word[:5] for text in texts for word in re.findall(r"[^\W\d_]{4,}", text.casefold()))


def seated(people: Iterable[Person], posts: Sequence[Post]) -> tuple[dict[int, str], dict[int, Why]]:
    """The role of each person who finds a seat, and why the others do not.

    Seats are never overfilled. A person goes to the function in which the largest part of the work lies; where its
    seats are taken, to the one with the next largest part. Whoever leads more people comes first, then whose work lies
    most in that function. Within the function: a role of the own region, else one for all regions; leaders to the
    highest level of leaders up to their own that has an open seat. Between roles of one level: the most words in common
    with title and work, then the most open seats.

    >>> posts = [Post("lead", 8, LEAD, 1), Post("staff", 8, STAFF, 1), Post("other", 3, STAFF, 1)]
    >>> people = [Person(1, {8: 1.0}, layers=1), Person(2, {8: 0.7, 3: 0.3}), Person(3, {8: 0.9}), Person(4, {8: 0.6})]
    >>> seated(people, posts)
    ({1: 'lead', 3: 'staff', 2: 'other'}, {4: <Why.FULL: 'every seat at their level is taken'>})
    """
    open_seats = {post.key: post.open_seats for post in posts}
    by_function: dict[int | None, list[Post]] = {}
    for post in posts:
        by_function.setdefault(post.function, []).append(post)
    found: dict[int, str] = {}
    unseated: dict[int, Why] = {}
    waiting, rank = list(people), 0
    while waiting:
        for person in sorted(waiting, key=lambda one: _precedence(one, rank)):
            suitable = _suitable(person, rank, by_function)
            if fitting := _ordered(person, suitable, open_seats):
                found[person.id] = fitting[0].key
                open_seats[fitting[0].key] -= person.heads
            else:
                unseated.setdefault(person.id, _why(person, suitable))
        rank += 1
        waiting = [one for one in waiting if one.id not in found and rank < len(one.shares)]
    return found, {pk: why for pk, why in unseated.items() if pk not in found}


def _precedence(person: Person, rank: int) -> tuple[bool, int, float, int]:
    share = person.shares[person.ranked[rank]] if rank < len(person.shares) else 0.0
    return (not person.is_top, -person.layers, -share, person.id)


def _suitable(person: Person, rank: int, by_function: Mapping[int | None, list[Post]]) -> list[Post]:
    """Of the own region or for all regions; staff among staff, leaders among leaders up to their own level."""
    if person.is_top and (tops := [post for post in by_function.get(None, []) if post.level == OVERALL]):
        return tops
    if rank >= len(person.shares):
        return []
    lowest = STAFF if person.level == STAFF else LEAD
    return [
        post
        for post in by_function.get(person.ranked[rank], [])
        if lowest <= post.level <= person.level and post.region in (None, person.region)
    ]


def _ordered(person: Person, posts: Iterable[Post], open_seats: Mapping[str, int]) -> list[Post]:
    fitting = [post for post in posts if open_seats[post.key] >= person.heads]
    return sorted(
        fitting,
        key=lambda post: (
            -post.level,
            post.region is None,
            -len(post.words & person.words),
            -open_seats[post.key],
        ),
    )


def _why(person: Person, suitable: Sequence[Post]) -> Why:
    if person.home is None and not person.is_top:
        return Why.NO_WORK
    return Why.FULL if suitable else Why.NO_ROLE


def whole_parts(total: int, parts: Sequence[float]) -> list[int]:
    """A whole number divided in proportion, by the largest remainders; ties: the earlier.

    >>> whole_parts(10, [1, 1, 1]), whole_parts(0, [1]), whole_parts(5, [3, 1])
    ([4, 3, 3], [0], [4, 1])
    """
    whole = sum(parts)
    exact = [total * part / whole for part in parts]
    found = [math.floor(value) for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda at: (found[at] - exact[at], at))
    for at in by_remainder[: total - sum(found)]:
        found[at] += 1
    return found
