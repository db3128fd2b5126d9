"""The network of the strongest connections, as its component draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.figures import integer, percent, plural
from metrics.computations.network_picture import WIDTH, Connection, Network, Node, network_picture
from metrics.selectors.handoff_matrix import heading
from metrics.selectors.handoffs import HandoffAnalysis

STRONGEST = 40  # connections, and as many units as they stay readable with
MOST_UNITS = 24
LISTED = 12  # on a phone, where a list stands for the drawing
MARGIN = 14
TEXT = 8  # between a node and its text
LONGEST = 38  # characters that fit beside a node

Address = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Strongest:
    """The connections that are drawn, of how many, and the handoffs of both; `inside` stay inside one unit."""

    drawn: list[Connection]
    connections: int
    drawn_handoffs: int
    handoffs: int
    inside: int


def strongest_of(found: HandoffAnalysis) -> Strongest:
    """The strongest connections between two units, as long as they stand between at most 24 of them."""
    pairs = found.pairs
    is_across = pairs.sender != pairs.receiver
    ends = zip(*(column[is_across].tolist() for column in (pairs.sender, pairs.receiver, pairs.count)), strict=True)
    drawn: list[Connection] = []
    units: set[int] = set()
    for sender, receiver, count in ends:
        if len(drawn) == STRONGEST:
            break
        if len(units | {sender, receiver}) <= MOST_UNITS:
            drawn.append((sender, receiver, count))
            units |= {sender, receiver}
    across = int(pairs.count[is_across].sum())
    return Strongest(
        drawn=drawn,
        connections=int(np.count_nonzero(is_across)),
        drawn_handoffs=sum(count for _, _, count in drawn),
        handoffs=across,
        inside=found.handoffs - across,
    )


def network_of(found: HandoffAnalysis, address: Address) -> dict[str, Any] | None:
    """Nodes and edges for `components/network.html`, each edge with the way to real tickets; None without any."""
    strongest = strongest_of(found)
    if not strongest.drawn:
        return None
    size = len(found.units.keys)
    sent, received = (
        np.bincount(column, found.pairs.count, size).astype(np.int64)
        for column in (found.pairs.sender, found.pairs.receiver)
    )
    units = {unit for connection in strongest.drawn for unit in connection[:2]}
    laid = network_picture(strongest.drawn, {unit: int(sent[unit] + received[unit]) for unit in units})
    edges = _edges(found, laid, address)
    return {
        "title": "Handoffs between the busiest units",
        "width": WIDTH,
        "top": -MARGIN,
        "height": laid.height + 2 * MARGIN,
        "nodes": [_node(found, node, int(sent[node.unit]), int(received[node.unit])) for node in laid.nodes],
        "edges": edges,
        "listed": edges[:LISTED],
        "unlisted": len(edges[LISTED:]),
        "largest": laid.edges[0].count,
        "rest": rest_sentence(strongest),
    }


def network_sentence(found: HandoffAnalysis) -> str:
    """What is drawn, in one sentence."""
    strongest = strongest_of(found)
    share = percent(strongest.drawn_handoffs / found.handoffs, 0) if found.handoffs else "0%"
    drawn = plural(len(strongest.drawn), "connection")
    lead = f"The {drawn} drawn carry" if len(strongest.drawn) > 1 else f"The {drawn} drawn carries"
    return f"{lead} {share} of all handoffs. Broad where work leaves, pointed where it arrives; as broad as it is busy."


def rest_sentence(strongest: Strongest) -> str:
    """What is not drawn, in words; empty where everything is."""
    weaker = strongest.connections - len(strongest.drawn)
    said = []
    if weaker:
        left = plural(strongest.handoffs - strongest.drawn_handoffs, "handoff")
        are = "is" if weaker == 1 else "are"
        said.append(f"{plural(weaker, 'weaker connection')} with {left} {are} not drawn; the download has all of them.")
    if strongest.inside:
        stays = "stays" if strongest.inside == 1 else "stay"
        said.append(f"{plural(strongest.inside, 'handoff')} {stays} inside one unit.")
    return " ".join(said)


def _edges(found: HandoffAnalysis, laid: Network, address: Address) -> list[dict[str, Any]]:
    units = found.units
    edges = []
    for edge in laid.edges:
        one, other = units.labels[edge.sender], units.labels[edge.receiver]
        share = percent(edge.count / found.handoffs)
        edges.append(
            {
                "path": edge.path,
                "sender": one,
                "receiver": other,
                "count": edge.count,
                "share": share,
                "words": f"{one} to {other}: {plural(edge.count, 'handoff')}, {share} of all",
                "url": address(units.keys[edge.sender], units.keys[edge.receiver]),
            }
        )
    return edges


def _node(found: HandoffAnalysis, node: Node, sent: int, received: int) -> dict[str, Any]:
    aside = node.radius + TEXT
    return {
        "x": node.x,
        "y": node.y,
        "radius": node.radius,
        "is_left": node.is_left,
        "text_x": round(node.x - aside if node.is_left else node.x + aside, 1),
        "name_y": round(node.y - 2, 1),
        "text_y": round(node.y + 13, 1),
        "name": _name(found.units.labels[node.unit]),
        "text": f"{integer(sent)} sent, {integer(received)} received",
    }


def _name(label: str) -> str:
    return label if len(label) <= LONGEST else heading(label)
