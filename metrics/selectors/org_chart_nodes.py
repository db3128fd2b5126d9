"""What a card of the org chart says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from metrics.selectors.spans import NARROW_BELOW

Key = int | str
TOP = "top"
# Fits are 4 to 12 direct reports: the classes 4–7 and 8–12 of the method.
WIDE_FROM = 13


@dataclass(frozen=True, slots=True)
class Node:
    """One card: two lines, the number of branches behind it, and what the panel beside the chart says of it.

    `posts` is what the card stands for (above 1: an aggregate or a group of like posts); `span` is narrow, fit or wide
    for who leads somebody; `inferred` is the rule by which its link upwards was found, "" if the source says so.
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


def span_word(reports: int) -> str:
    """The class of a number of direct reports as the chart colours it; none without reports.

    >>> [span_word(reports) for reports in (0, 3, 4, 12, 13)]
    ['', 'narrow', 'fit', 'fit', 'wide']
    """
    if not reports:
        return ""
    if reports < NARROW_BELOW:
        return "narrow"
    return "wide" if reports >= WIDE_FROM else "fit"
