"""Where the nodes and edges of a network of handoffs are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

WIDTH = 1_080
CENTRE, REACH = WIDTH / 2, 250  # of the ellipse on which the nodes stand
SLOT = 38  # least height between two nodes of one side, each with two lines of text
LEAST_HEIGHT = 300
SMALLEST, LARGEST = 4.0, 16.0  # radius of a node
BROADEST, LEAST = 22.0, 1.0  # breadth of an edge where it leaves
POINT = 0.2  # its breadth where it arrives, as a part of that
PULL, MOST_PULL = 0.55, 0.9  # how far an edge is drawn to the centre: of its way there, and of its own length
BEND = 14.0  # how far it is drawn aside, so that both directions are seen

Connection = tuple[int, int, int]  # sender, receiver, handoffs
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A unit: where it stands, how large it is, and on which side of it its text stands."""

    unit: int
    x: float
    y: float
    radius: float
    is_left: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A connection as a path of SVG: broad where it leaves, pointed where it arrives."""

    sender: int
    receiver: int
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes in their order around the ellipse, edges with the strongest first, and the height of the whole."""

    nodes: list[Node]
    edges: list[Edge]
    height: float


def network_picture(connections: Sequence[Connection], volumes: Mapping[int, int]) -> Network:
    """Lay out the network of `connections` between two different units each; `volumes`: what passes through a unit.

    Breadth is in proportion to the handoffs, the area of a node to its volume. Nodes stand in two columns bent to an
    ellipse, each at a height of its own, so that no text lies on another.

    >>> drawn = network_picture([(4, 7, 90), (7, 4, 30), (7, 9, 10)], {4: 120, 7: 130, 9: 10})
    >>> [(node.unit, node.is_left) for node in drawn.nodes], drawn.height
    ([(4, False), (7, False), (9, True)], 300)
    >>> [(edge.sender, edge.receiver) for edge in drawn.edges]
    [(4, 7), (7, 4), (7, 9)]
    """
    order = circle_order(connections)
    right = (len(order) + 1) // 2
    height = max(LEAST_HEIGHT, SLOT * right)
    largest = max((volumes[unit] for unit in order), default=1) or 1
    nodes = [
        _node(unit, place, right, height, SMALLEST + (LARGEST - SMALLEST) * sqrt(volumes[unit] / largest), len(order))
        for place, unit in enumerate(order)
    ]
    spots = {node.unit: node for node in nodes}
    strongest = sorted(connections, key=lambda one: (-one[2], one[0], one[1]))
    most = strongest[0][2] if strongest else 1
    edges = [
        Edge(sender, receiver, count, _band(spots[sender], spots[receiver], BROADEST * count / most, height))
        for sender, receiver, count in strongest
    ]
    return Network(nodes, edges, height)


def circle_order(connections: Sequence[Connection]) -> list[int]:
    """An order in which units with many handoffs between them are neighbours: the strongest join chains at their ends.

    >>> circle_order([(0, 1, 1), (1, 2, 9), (3, 2, 8), (0, 3, 2)])
    [0, 3, 2, 1]
    """
    both: dict[tuple[int, int], int] = {}
    for sender, receiver, count in connections:
        pair = min(sender, receiver), max(sender, receiver)
        both[pair] = both.get(pair, 0) + count
    chain = {unit: [unit] for unit in sorted({unit for pair in both for unit in pair})}
    for one, other in sorted(both, key=lambda pair: (-both[pair], pair)):
        first, second = chain[one], chain[other]
        if first is second or one not in (first[0], first[-1]) or other not in (second[0], second[-1]):
            continue
        joined = (first if first[-1] == one else first[::-1]) + (second if second[0] == other else second[::-1])
        chain |= dict.fromkeys(joined, joined)
    chains = {id(units): units for units in chain.values()}
    return [unit for units in chains.values() for unit in units]


def _node(unit: int, place: int, right: int, height: float, radius: float, nodes: int) -> Node:
    """The first half goes down the right side, the second up the left one."""
    is_left = place >= right
    rows = nodes - right if is_left else right
    row = nodes - 1 - place if is_left else place
    y = height * (row + 0.5) / rows
    bent = sqrt(max(0.0, 1 - ((y - height / 2) / (height / 2)) ** 2))
    x = CENTRE + (-1 if is_left else 1) * REACH * (0.35 + 0.65 * bent)
    return Node(unit, round(x, 1), round(y, 1), round(radius, 1), is_left)


def _band(start: Node, end: Node, breadth: float, height: float) -> str:
    """An edge from the rim of a node to that of another."""
    bend = _control((start.x, start.y), (end.x, end.y), height)
    a, b = _towards((start.x, start.y), bend, start.radius), _towards((end.x, end.y), bend, end.radius)
    broad = max(breadth, LEAST) / 2
    at_a, at_b, middle = _aside(a, bend, broad), _aside(bend, b, broad * POINT), _aside(a, b, broad * (1 + POINT) / 2)
    points = [
        (a[0] + at_a[0], a[1] + at_a[1]),
        (bend[0] + middle[0], bend[1] + middle[1]),
        (b[0] + at_b[0], b[1] + at_b[1]),
        (b[0] - at_b[0], b[1] - at_b[1]),
        (bend[0] - middle[0], bend[1] - middle[1]),
        (a[0] - at_a[0], a[1] - at_a[1]),
    ]
    one, two, three, four, five, six = (f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{one}Q{two} {three}L{four}Q{five} {six}Z"


def _control(start: Spot, end: Spot, height: float) -> Spot:
    middle, centre = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), (CENTRE, height / 2)
    long = hypot(end[0] - start[0], end[1] - start[1])
    pulled = _towards(middle, centre, min(PULL * hypot(centre[0] - middle[0], centre[1] - middle[1]), MOST_PULL * long))
    aside = _aside(start, end, BEND)
    return pulled[0] + aside[0], pulled[1] + aside[1]


def _towards(start: Spot, end: Spot, far: float) -> Spot:
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return start[0] + (end[0] - start[0]) * far / length, start[1] + (end[1] - start[1]) * far / length


def _aside(start: Spot, end: Spot, far: float) -> Spot:
    """A step of `far` at a right angle to the way from one spot to another."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return -(end[1] - start[1]) * far / length, (end[0] - start[0]) * far / length
