"""From the FTE and the cost of one baseline to those of another, step by step. Pure.

Filled positions count. Every difference belongs to exactly one step, so the steps add up: FTE and cost of the earlier
baseline plus all steps are those of the later one.
"""

from dataclasses import dataclass

import polars as pl

from towers.models import FTE_UNIT
from towers.refresh.differences import NOW, Comparison

FILLED = "filled"
STEPS = {
    "joined": "Joined",
    "left": "Left",
    "status": "Filled or vacated",
    "fte": "Other FTE",
    "cost": "Cost per FTE",
}


@dataclass(frozen=True, slots=True)
class Sums:
    """FTE (1/10,000) and yearly cost (minor units) of filled positions, and how many of them state no cost."""

    fte: int
    cost: float
    unpriced: int


@dataclass(frozen=True, slots=True)
class Step:
    """What one kind of difference adds or takes away; `rows` positions are behind it."""

    code: str
    label: str
    rows: int
    fte: int
    cost: float


def sums_of(frame: pl.DataFrame) -> Sums:
    """FTE, cost and unknown costs of the filled positions of a frame.

    >>> row = {"status": "filled", "fte": 5_000, "cost_low": 60, "cost_high": 80}
    >>> sums_of(pl.DataFrame([row, row | {"cost_low": None, "cost_high": None}, row | {"status": "vacant"}]))
    Sums(fte=10000, cost=35.0, unpriced=1)
    """
    filled = frame.filter(pl.col("status") == FILLED)
    cost = filled.select(_twice_cost("").sum()).item() or 0
    return Sums(int(filled["fte"].sum()), cost / 2 / FTE_UNIT, int(filled["cost_low"].is_null().sum()))


def bridge(comparison: Comparison) -> list[Step]:
    """The steps in their order, empty ones too; a cost that is unknown counts as nothing.

    Of a post that is filled before and after, other FTE count at the earlier cost, another cost at the later FTE.
    """
    joined, left = sums_of(comparison.joined), sums_of(comparison.left)
    both = comparison.pairs.with_columns(was=pl.col("status") == FILLED, is_now=pl.col(f"status{NOW}") == FILLED)
    turned = both.filter(pl.col("was") != pl.col("is_now"))
    stayed = both.filter(pl.col("was") & pl.col("is_now"))
    more = pl.col(f"fte{NOW}") - pl.col("fte")
    at_old_cost = stayed.select((more * _twice("").fill_null(0)).sum()).item()
    all_of_it = stayed.select((_twice_cost(NOW) - _twice_cost("")).sum()).item()
    pays = stayed.filter(_twice("").ne_missing(_twice(NOW)))
    steps = {
        "joined": (comparison.joined.height, joined.fte, joined.cost),
        "left": (comparison.left.height, -left.fte, -left.cost),
        "status": (turned.height, *_turned(turned)),
        "fte": (stayed.filter(more != 0).height, int(stayed.select(more.sum()).item()), at_old_cost / 2 / FTE_UNIT),
        "cost": (pays.height, 0, (all_of_it - at_old_cost) / 2 / FTE_UNIT),
    }
    return [Step(code, STEPS[code], *step) for code, step in steps.items()]


def _twice(end: str) -> pl.Expr:
    """Twice the cost of a full-time year, so that the middle of a band is whole."""
    return pl.col(f"cost_low{end}") + pl.col(f"cost_high{end}")


def _twice_cost(end: str) -> pl.Expr:
    """Twice FTE x cost; 0 where the cost is unknown."""
    return (pl.col(f"fte{end}") * _twice(end)).fill_null(0)


def _turned(rows: pl.DataFrame) -> tuple[int, float]:
    """FTE and cost of posts that are filled now, less those that were."""
    fte = cost = 0
    for end, sign, filled in ((NOW, 1, "is_now"), ("", -1, "was")):
        of = rows.filter(pl.col(filled))
        fte += sign * int(of[f"fte{end}"].sum())
        cost += sign * int(of.select(_twice_cost(end).sum()).item())
    return fte, cost / 2 / FTE_UNIT
