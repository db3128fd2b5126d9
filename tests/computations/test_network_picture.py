"""Where nodes and edges of the network of handoffs stand."""

import math
import re
from itertools import pairwise

import pytest

from metrics.computations.network_picture import BROADEST, LARGEST, SLOT, circle_order, network_picture

STAR = [(0, unit, 100 - unit) for unit in range(1, 24)]
VOLUMES = {0: 2_024} | {unit: 100 - unit for unit in range(1, 24)}


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


def test_no_text_lies_on_another() -> None:
    drawn = network_picture(STAR, VOLUMES)
    for is_left in (False, True):
        heights = sorted(node.y for node in drawn.nodes if node.is_left is is_left)
        assert all(below - above >= SLOT - 0.2 for above, below in pairwise(heights))
        assert heights[0] >= SLOT / 2 - 0.2
        assert heights[-1] <= drawn.height


def test_breadth_is_in_proportion_to_the_handoffs_and_area_to_the_volume() -> None:
    drawn = network_picture([(0, 1, 400), (1, 2, 100)], {0: 400, 1: 500, 2: 125})
    breadths = []
    for edge in drawn.edges:
        (x, y), *_, (other_x, other_y) = points(edge.path)
        breadths.append(((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5)
    assert breadths == pytest.approx([BROADEST, BROADEST / 4], abs=0.15)
    radius = {node.unit: node.radius for node in drawn.nodes}
    assert (radius[1], radius[2]) == (LARGEST, 10.0)  # 4 + 12 x 0.5


def test_both_directions_of_a_pair_take_ways_of_their_own() -> None:
    there, back = network_picture([(0, 1, 5), (1, 0, 5)], {0: 10, 1: 10}).edges
    bends = []
    for edge in (there, back):
        _, (x, y), _, _, (other_x, other_y), _ = points(edge.path)
        bends.append(((x + other_x) / 2, (y + other_y) / 2))
    assert math.dist(*bends) > 20


def test_the_strongest_neighbours_stand_beside_one_another() -> None:
    order = circle_order([(0, 1, 1), (0, 2, 50), (3, 0, 40), (1, 4, 2)])
    beside = {frozenset(pair) for pair in pairwise(order)}
    assert {frozenset((0, 2)), frozenset((0, 3)), frozenset((1, 4))} <= beside
    assert sorted(order) == [0, 1, 2, 3, 4]


def test_the_picture_does_not_depend_on_the_order_of_the_connections() -> None:
    assert network_picture(STAR, VOLUMES) == network_picture(STAR[::-1], VOLUMES)
