"""The org chart: nodes that are asked for branch by branch, so that a page holds what is open and nothing else."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Protocol

from core.actor import Actor
from metrics.selectors.org_chart_lines import LineChart
from metrics.selectors.org_chart_nodes import Branch, Found, Key, Node
from metrics.selectors.org_chart_places import PlaceChart
from towers.models import Baseline

BY = ("manager", "tower", "region")
# Cards that stand below one another when the chart opens: what a screen shows without much scrolling.
MOST_OPEN = 30


class Chart(Protocol):
    """A forest under one root. Keys are the chart's own; ids are what addresses and pages know nodes by."""

    @property
    def root(self) -> Key:
        """The node that everything hangs on."""

    @property
    def is_empty(self) -> bool:
        """Nothing is in view."""

    def key_of(self, node: str) -> Key:
        """The node with this id; 404 if there is none in view."""

    def children_of(self, key: Key) -> list[Key]:
        """The nodes below, the largest first; reads nothing."""

    def path_to(self, key: Key) -> list[Key]:
        """From the root down to the node's parent; reads nothing."""

    def nodes(self, keys: list[Key]) -> dict[Key, Node]:
        """What the cards say, in a fixed number of queries."""

    def columns(self) -> list[tuple[str, str]]:
        """A heading and a note per depth below the root."""

    def search(self, words: list[str], most: int) -> list[Found]:
        """The nodes that hold all words."""

    def finding(self) -> tuple[str, str]:
        """What the chart says: one sentence, and its scope."""

    @property
    def headers(self) -> list[str]:
        """The columns of the chart as a table."""

    def order(self) -> list[Key]:
        """All nodes below the root as a table lists them: each before what hangs below it."""

    def cells(self, keys: list[Key]) -> list[list[Any]]:
        """The rows of the table, in a fixed number of queries."""


def chart_of(actor: Actor, baseline: Baseline, by: str = "manager", root: str = "", orientation: str = "") -> Chart:
    """The chart of a baseline by manager, tower or region; `root` is the post at the top, "" for everything."""
    if by == "manager":
        return LineChart(actor, baseline, root, orientation)
    return PlaceChart(actor, baseline, ("tower",) if by == "tower" else ("region", "tower"), orientation)


def branch_of(chart: Chart, node: str, offset: int = 0) -> Branch:
    """What hangs directly below a node ("" for the root), from the `offset`th on."""
    return _branches(chart, [chart.key_of(node) if node else chart.root], [], offset)[0]


def branches_to(chart: Chart, node: str) -> list[Branch]:
    """The branches that must be open for a node to be seen."""
    key = chart.key_of(node)
    path = chart.path_to(key)
    return _branches(chart, path, [*path, key])


def opened(chart: Chart, to: str = "") -> dict[str, Any]:
    """What the page opens with: the root, whole layers while they fit on a screen, and the way to one node."""
    whole = _layers_that_fit(chart)
    key = chart.key_of(to) if to else chart.root
    path = chart.path_to(key)
    branches = _branches(chart, list(dict.fromkeys([*whole, *path])), [*path, key])
    return {
        "root": asdict(chart.nodes([chart.root])[chart.root]),
        "branches": [asdict(branch) for branch in branches],
        "columns": chart.columns(),
        "selected": to,
    }


def found_in(chart: Chart, q: str, most: int) -> list[Found]:
    """The nodes whose words hold all words of `q`; none for an empty question."""
    words = q.split()[:6]
    return chart.search(words, most) if words else []


def _layers_that_fit(chart: Chart) -> list[Key]:
    whole, layer = list[Key](), [chart.root]
    while layer:
        below = [child for key in layer for child in chart.children_of(key)[: Branch.MOST]]
        if not below or (whole and len(below) > MOST_OPEN):
            break
        whole += [key for key in layer if chart.children_of(key)]
        layer = below
    return whole


def _branches(chart: Chart, keys: list[Key], wanted: list[Key], offset: int = 0) -> list[Branch]:
    """The branches of several nodes with one reading; a wanted child is there even where it is not among the first."""
    end, must = offset + Branch.MOST, set(wanted)
    below = {key: chart.children_of(key) for key in keys}
    shown = {key: all_[offset:end] + [one for one in all_[end:] if one in must] for key, all_ in below.items()}
    cards = chart.nodes(list({*keys, *(child for children in shown.values() for child in children)}))
    return [
        Branch(cards[key].id, [cards[child] for child in shown[key]], max(len(below[key]) - end, 0), end)
        for key in keys
    ]
