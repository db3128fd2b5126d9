"""What value, cost and demand suggest, line by line; tickets of two halves; bubbles of which none covers another."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from math import hypot

import numpy as np
import pytest

from services.portfolio.bubbles import BAND, LEFT, RIGHT, WIDTH, Spot, bubble_places, cost_scale, value_y
from services.portfolio.spend import spend
from services.portfolio.suggestions import Standing, suggestion
from services.portfolio.ticket_trends import Halves, ticket_halves, whole_months

CATALOGUE, PIPELINE = "catalogue", "pipeline"


@pytest.mark.parametrize(
    ("stage", "value", "is_dear", "demand", "what", "reason"),
    [
        (CATALOGUE, None, True, 0.5, "undecided", "nobody has judged its value"),
        (PIPELINE, 2, False, 0.5, "retire", "value 2 is low, and it is still in the pipeline"),
        (CATALOGUE, 1, False, -0.1, "retire", "value 1 is low, and demand falls by 10% until 2028"),
        (CATALOGUE, 2, None, -0.3, "retire", "value 2 is low, and demand falls by 30% until 2028"),
        (CATALOGUE, 2, True, None, "retire", "value 2 is low, it is dear, and nothing is known of its demand"),
        (CATALOGUE, 2, True, 0.09, "retire", "value 2 is low, it is dear, and demand hardly changes"),
        (CATALOGUE, 2, True, 0.1, "keep", "value 2 is low, but demand grows by 10% until 2028"),
        (CATALOGUE, 1, False, 0.0, "keep", "value 1 is low, but it is not dear"),
        (CATALOGUE, 1, None, 0.0, "undecided", "value 1 is low, and its cost is unknown"),
        (PIPELINE, 4, True, None, "invest", "value 4 is high, and it is still in the pipeline"),
        (CATALOGUE, 5, True, 0.4, "invest", "value 5 is high, and demand grows by 40% until 2028"),
        (CATALOGUE, 4, False, -0.4, "keep", "value 4 is high, but demand falls by 40% until 2028"),
        (
            CATALOGUE,
            3,
            False,
            0.4,
            "invest",
            "and demand grows by 40% until 2028 while it is not dear",
        ),
        (
            CATALOGUE,
            3,
            True,
            0.4,
            "keep",
            "and demand grows by 40% until 2028, but it is dear",
        ),
        (CATALOGUE, 3, None, 0.4, "keep", "but its cost is unknown"),
        (PIPELINE, 3, False, None, "keep", "value 3 is in the middle, and nothing is known of its demand"),
    ],
)
def test_the_first_rule_that_fits_counts(
    stage: str, value: int | None, is_dear: bool | None, demand: float | None, what: str, reason: str
) -> None:
    found = suggestion(Standing(stage, value, is_dear, demand, "until 2028"))
    assert found.what == what
    assert reason in found.reason


def test_only_months_of_which_every_day_is_there_count() -> None:
    assert whole_months(date(2026, 1, 1), date(2026, 1, 30)) == []
    assert whole_months(date(2026, 1, 1), date(2026, 1, 31)) == [date(2026, 1, 1), date(2026, 2, 1)]
    assert whole_months(date(2025, 11, 2), date(2026, 2, 27)) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def test_halves_are_those_of_a_plain_loop() -> None:
    """Four random logs of whole days in Sweden, where a month begins an hour or two before it does in UTC."""
    for seed in range(4):
        chance = random.Random(seed)
        first, last = date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=chance.randrange(60, 200))
        began = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(0, 4_800)) for _ in range(400)]
        service = [chance.randrange(-1, 3) for _ in began]
        starts = whole_months(first, last)
        half = (len(starts) - 1) // 2
        counted = [[0, 0] for _ in range(3)]
        for when, which in zip(began, service, strict=True):
            local = when + timedelta(hours=2 if date(2026, 3, 29) <= when.date() else 1)
            if which >= 0 and starts[0] <= local.date() < starts[half]:
                counted[which][0] += 1
            if which >= 0 and starts[-1 - half] <= local.date() < starts[-1]:
                counted[which][1] += 1
        stamps = np.array([int(when.timestamp()) * 1_000_000 for when in began])
        found = ticket_halves(stamps, np.array(service), 3, starts, "Europe/Stockholm")
        assert found == [Halves(one, other, half) for one, other in counted]


def test_one_month_is_no_trend() -> None:
    starts = whole_months(date(2026, 1, 1), date(2026, 2, 20))
    assert ticket_halves(np.array([0]), np.array([0]), 1, starts, "UTC") == []
    assert Halves(0, 5, 1).change is None


def test_labour_of_offerings_is_counted_once() -> None:
    found = spend([(150.0, 1.5, 50), (400.0, None, 0)], labour=450.0)
    assert (found.with_unit_cost, found.whole, found.share) == (150.0, 500.0, 0.3)
    assert spend([], labour=0.0).share is None


def test_bubbles_touch_no_other_and_stay_in_their_band() -> None:
    chance = random.Random(7)
    spots = [
        Spot(chance.uniform(1e5, 1e8), chance.randrange(1, 6), chance.randrange(0, 900), f"Service {n}")
        for n in range(30)
    ]
    placed = bubble_places(spots, cost_scale([spot.cost for spot in spots]))
    for one, other in combinations(placed, 2):
        assert hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius
    for spot, bubble in zip(spots, placed, strict=True):
        assert abs(bubble.y - value_y(spot.value)) + bubble.radius <= BAND / 2
        assert LEFT <= bubble.x <= WIDTH - RIGHT
    dearest = max(range(30), key=lambda n: spots[n].cost)
    assert max(placed, key=lambda bubble: bubble.x) == placed[dearest]


def test_names_lie_on_no_other_name() -> None:
    same = [Spot(100.0, 3, 0.0, f"Service number {n}") for n in range(12)]
    placed = bubble_places(same, cost_scale([100.0]))
    assert len({(bubble.text_x, bubble.text_y) for bubble in placed if bubble.anchor}) == sum(
        bool(bubble.anchor) for bubble in placed
    )
    assert any(not bubble.anchor for bubble in placed), "there is no room for all"
    alone = bubble_places([Spot(100.0, 3, 0.0, "Mail")], cost_scale([100.0]))[0]
    assert (alone.anchor, alone.y) == ("start", value_y(3))
