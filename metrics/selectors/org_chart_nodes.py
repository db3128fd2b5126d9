"""What a card of the org chart says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ClassVar

Key = int | str
TOP = "top"


@dataclass(frozen=True, slots=True)
class Node:
    """One card: two lines, the number of branches behind it, and what the panel beside the chart says of it.

    `posts` is what the card stands for (above 1: an aggregate or a group of like posts); `span` is narrow, fit or wide
    in the band of the work that is led, "" without reports; `inferred` is the rule by which its link upwards was found,
    "" if the source says so; `phase` is plan, build, run or support for a part of the target.
    """

    id: str
    title: str
    note: str
    below: int
    layer: int = 0
    posts: int = 1
    span: str = ""
    reports: str = ""
    inferred: str = ""
    is_pale: bool = False
    is_place: bool = False
    phase: str = ""
    url: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Branch:
    """What hangs directly below a node; `rest` more follow from the `next`th on (some may be here already)."""

    MOST: ClassVar[int] = 60

    node: str
    children: list[Node]
    rest: int
    next: int


@dataclass(frozen=True, slots=True)
class Found:
    """A node that a search found."""

    key: Key
    id: str
    title: str
    note: str


def depth_first(root: Key, children_of: Callable[[Key], Iterable[Key]]) -> list[Key]:
    """The root and all that hangs below it, each before what it holds.

    >>> depth_first("a", {"a": ["b", "c"], "b": ["d"], "c": [], "d": []}.__getitem__)
    ['a', 'b', 'd', 'c']
    """
    waiting, found = [root], list[Key]()
    while waiting:
        found.append(waiting.pop())
        waiting.extend(reversed(list(children_of(found[-1]))))
    return found
