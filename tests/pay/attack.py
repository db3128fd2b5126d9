"""What somebody without the right to see pay could work out: linear programming over everything that is published.

The attacker knows who works where with which FTE, sees the rate cards of two baselines that differ by few persons and
the money of towers by regions by activities with all totals, today and in two scenarios that differ by one move, and
knows that nobody costs less than 10 k or more than 1,000 k a year. On the card, money in the tables is FTE x rate
and so says nothing more (`test_canary` holds every address to that); in true money it does, which is a control. For
each person the least and the most that the pay can be is computed; a pay is given away where both lie within 20 % of
it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import highspy

from towers.rate_card import ALL, Card, CardRate, Level, Paid, rate_card

STEP = 1_000.0
PRIOR = (10_000.0, 1_000_000.0)
GIVEN_AWAY = 0.2
FTE = 10_000
REGIONS, TOWERS, BANDS = (1, 2, 3), ("server", "network", "data"), ("g4", "g5", "g6", "g7")
ACTIVITIES = ("run", "build")


@dataclass(frozen=True)
class Worker:
    """A person as everybody sees them, and what they cost."""

    who: str
    region: int
    band: str
    tower: str
    activity: str
    units: int
    pay: float


@dataclass(frozen=True)
class Statement:
    """Something published: a weighted sum of pays lies in an interval."""

    weights: Mapping[str, float]
    low: float
    high: float


def organisation(seed: int, size: int = 60) -> list[Worker]:
    """Persons of different pay, most of them in a few bands, some alone in theirs."""
    draw = random.Random(seed)
    return [_worker(draw, f"w{number}") for number in range(size)]


def _worker(draw: random.Random, who: str) -> Worker:
    band = draw.choices(BANDS, (6, 6, 2, 1))[0]
    pay = (30_000 + 22_000 * BANDS.index(band)) * draw.uniform(0.75, 1.4)
    places = draw.choice(REGIONS), band, draw.choice(TOWERS), draw.choice(ACTIVITIES)
    return Worker(who, *places, draw.choices((FTE, FTE // 2), (8, 1))[0], round(pay))


def later(workers: list[Worker], seed: int) -> list[Worker]:
    """The next baseline: one leaves, one joins, one moves to another region, one works less."""
    draw = random.Random(seed + 1_000)
    left, moved, less = draw.sample(range(len(workers)), 3)
    rows = [row for at, row in enumerate(workers) if at != left]
    changed: dict[str, dict[str, Any]] = {
        workers[moved].who: {"region": 1 + workers[moved].region % 3},
        workers[less].who: {"units": 8_000},
    }
    rows = [replace(row, **changed.get(row.who, {})) for row in rows]
    return [*rows, _worker(draw, "joiner")]


def paid(workers: Iterable[Worker]) -> list[Paid]:
    """As the card takes them."""
    return [Paid(row.who, row.region, row.band, row.units, row.pay) for row in workers]


def level_of(row: Worker, rates: Mapping[Level, object]) -> Level | None:
    """The level that prices a person."""
    return next((level for level in ((row.region, row.band), (row.region, ""), ALL) if level in rates), None)


def spots(row: Worker) -> Iterator[tuple[str | int, ...]]:
    """The cells of tower x region x activity that a person counts in, totals among them."""
    yield from product((row.tower, "all"), (row.region, "all"), (row.activity, "all"))


def moved(workers: list[Worker], who: str) -> list[Worker]:
    """A scenario in which one person's work goes to the other activity."""
    other = {"run": "build", "build": "run"}
    return [replace(row, activity=other[row.activity]) if row.who == who else row for row in workers]


def views(baselines: list[list[Worker]]) -> Iterator[list[Worker]]:
    """Each baseline as it is and in two scenarios that differ by one move."""
    for workers in baselines:
        yield from (workers, moved(workers, "w1"), moved(moved(workers, "w1"), "w2"))


def card_statements(
    groups: list[dict[str, float]], rates: list[float], workers: Mapping[str, Worker]
) -> list[Statement]:
    """What means that are rounded to a thousand say of the pays behind them."""
    found = []
    for members, rate in zip(groups, rates, strict=True):
        total = sum(workers[who].units for who in members)
        weights = {who: workers[who].units / total for who in members}
        found.append(Statement(weights, rate - STEP / 2, rate + STEP / 2))
    return found


def means_of(card: Card, workers: list[Worker]) -> list[Statement]:
    """The groups whose mean is new on this card, as everybody can tell them from levels and persons."""
    known = {row.who: row for row in workers}
    groups = [{name.rpartition("@")[0]: amount for name, amount in group.items()} for group in card.published]
    rates = [_rate(card, known[next(iter(group))]) for group in groups]
    return card_statements(groups, rates, known)


def _rate(card: Card, row: Worker) -> float:
    level = level_of(row, card.rates)
    assert level is not None
    return float(card.rates[level].rate)


def published_by_cards(baselines: list[list[Worker]], *, remembers: bool = True) -> tuple[list[Statement], list[Card]]:
    """The statements of the cards of baselines that follow one another; `remembers`: later cards know the earlier."""
    statements, cards = [], []
    history: list[dict[str, float]] = []
    kept: dict[Level, CardRate] = {}
    for workers in baselines:
        card = rate_card(paid(workers), history if remembers else [], kept if remembers else {}, int(STEP))
        statements += means_of(card, workers)
        cards.append(card)
        history, kept = history + card.published, {**kept, **{level: r for level, r in card.rates.items() if r.persons}}
    return statements, cards


def parents_of_everybody(workers: list[Worker]) -> list[Statement]:
    """A card whose regions and whole are means over everybody, as if that were safe."""
    card = rate_card(paid(workers), [], {}, int(STEP))
    known = {row.who: row for row in workers}
    groups = [{row.who: row.pay for row in workers if row.region == region} for region in REGIONS]
    groups.append({row.who: row.pay for row in workers})
    rates = [_mean(known[who] for who in group) for group in groups]
    bands = [statement for statement in means_of(card, workers) if not _is_rest(statement, known)]
    return [*bands, *card_statements(groups, rates, known)]


def _is_rest(statement: Statement, known: Mapping[str, Worker]) -> bool:
    return len({(known[who].region, known[who].band) for who in statement.weights}) > 1


def _mean(workers: Iterable[Worker]) -> float:
    rows = list(workers)
    return round(sum(row.units * row.pay for row in rows) / sum(row.units for row in rows) / STEP) * STEP


def true_sums(baselines: list[list[Worker]]) -> list[Statement]:
    """True money to the unit in every table; only cells and totals of fewer than five persons are left out."""
    found = []
    for workers in views(baselines):
        inside: dict[tuple[str | int, ...], list[Worker]] = defaultdict(list)
        for row in workers:
            for spot in spots(row):
                inside[spot].append(row)
        for rows in inside.values():
            if len(rows) >= 5:
                total = sum(row.units / FTE * row.pay for row in rows)
                weights = {row.who: row.units / FTE for row in rows}
                found.append(Statement(weights, total - 0.5, total + 0.5))
    return found


def bounds(statements: list[Statement], pays: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """The least and the most that each pay can be."""
    model = highspy.Highs()
    model.silent()
    pay = {who: model.addVariable(*PRIOR) for who in pays}
    for statement in statements:
        total = sum(weight * pay[who] for who, weight in statement.weights.items())
        model.addConstr(total >= statement.low)
        model.addConstr(total <= statement.high)
    found = {}
    for who in pays:
        model.minimize(pay[who])
        assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        low = model.variableValue(pay[who])
        model.maximize(pay[who])
        found[who] = (low, model.variableValue(pay[who]))
    return found


def narrowest(statements: list[Statement], pays: Mapping[str, float]) -> tuple[float, str]:
    """How near the bounds of a pay come to it at most, as a share of it, and whose it is; exact: 0."""
    found = bounds(statements, pays)
    reach = {who: max(pays[who] - low, high - pays[who]) / pays[who] for who, (low, high) in found.items()}
    who = min(reach, key=lambda name: reach[name])
    return reach[who], who
