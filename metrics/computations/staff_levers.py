"""The levers on staff effort, one after the other on what is left, and what they add up to at a price per FTE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.computations.levers import (
    addressable_share,
    demand_saving,
    location_saving,
    output_saving,
    overlay_share,
    pooling_saving_share,
    sourcing_saving,
)
from metrics.computations.operations import Operations
from metrics.computations.pools import Parts
from metrics.computations.release import Column
from metrics.computations.saving_inputs import Assumptions, Floats
from metrics.computations.timing import YEAR

STAFF_LEVERS = ("demand", "operations", "duplication", "output")

_DRAWS_AT_ONCE = 250  # keeps the arrays of parts x draws in the processor's cache


def freed_by_lever(parts: Parts, operations: Operations, assumptions: Assumptions) -> dict[str, Floats]:
    """FTE that each lever frees of each part, [parts, draws], in the order of the levers."""
    demand = demand_saving(parts, assumptions)
    left = parts.fte[:, None] - demand
    load_parts = operations.load_parts(left, assumptions)
    is_seated = operations.is_pooled_by_seats(load_parts)
    common = np.where(is_seated, 0.0, left * addressable_share(parts, assumptions))
    overlay = overlay_share(parts, np.where(is_seated, left, common), assumptions)
    by_seats = operations.saving_share(load_parts, is_seated, assumptions)
    in_operations = left * np.where(is_seated, by_seats - overlay, 0.0)
    in_duplication = common * (pooling_saving_share(parts, common, assumptions) - overlay)
    output = output_saving(parts, left - in_operations - in_duplication, assumptions)
    return dict(zip(STAFF_LEVERS, (demand, in_operations, in_duplication, output), strict=True))


@dataclass(frozen=True, eq=False)
class StaffTotals:
    """Sums over the parts: freed by lever [draws], by cell [cells, draws]; apart location [draws] and sourcing by
    function [10, draws]; cost of the transition [draws].
    """

    levers: Mapping[str, Column]
    cells: Column
    location: Floats
    sourcing: Floats
    transition: Floats


def staff_totals(prices: Sequence[Parts], assumptions: Assumptions) -> list[StaffTotals]:
    """The staff levers over all draws for each of `prices`: the same parts of effort at other costs per FTE.

    What is freed does not depend on the price, so it is computed once. Some draws at a time, so that memory stays
    small. Raises ValueError where the parts differ in more than their price.
    """
    parts = prices[0]
    if any(not _is_same_work(parts, other) for other in prices[1:]):
        raise ValueError("The prices belong to different effort. Compute each on its own.")
    operations = Operations(parts)
    chunks: list[list[StaffTotals]] = [[] for _ in prices]
    for at in range(0, assumptions.draws, _DRAWS_AT_ONCE):
        some = assumptions.part(at, at + _DRAWS_AT_ONCE)
        freed = freed_by_lever(parts, operations, some)
        for priced, found in zip(prices, chunks, strict=True):
            found.append(_totals_at(priced, freed, some))
    return [_joined_totals(found) for found in chunks]


def _is_same_work(one: Parts, other: Parts) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("fte", "team", "pool", "queue"))


def _joined_totals(chunks: list[StaffTotals]) -> StaffTotals:
    return StaffTotals(
        levers={lever: _joined([chunk.levers[lever] for chunk in chunks]) for lever in STAFF_LEVERS},
        cells=_joined([chunk.cells for chunk in chunks]),
        location=np.concatenate([chunk.location for chunk in chunks]),
        sourcing=np.concatenate([chunk.sourcing for chunk in chunks], axis=1),
        transition=np.concatenate([chunk.transition for chunk in chunks]),
    )


def _joined(pieces: list[Column]) -> Column:
    fte, money = ([getattr(piece, name) for piece in pieces] for name in ("fte", "money"))
    return Column(np.concatenate(fte, axis=-1), np.concatenate(money, axis=-1))


def _totals_at(parts: Parts, freed: Mapping[str, Floats], assumptions: Assumptions) -> StaffTotals:
    total = sum(freed.values(), np.zeros((len(parts.row), assumptions.draws)))
    left = parts.fte[:, None] - total
    return StaffTotals(
        levers={lever: Column(fte.sum(axis=0), parts.rate @ fte) for lever, fte in freed.items()},
        cells=Column(parts.by_cell @ total, parts.by_cell @ (parts.rate[:, None] * total)),
        location=location_saving(parts, left),
        sourcing=sourcing_saving(parts, left),
        transition=_transition_cost(parts, left, assumptions),
    )


def _transition_cost(parts: Parts, left: Floats, assumptions: Assumptions) -> Floats:
    """One-off cost of the effort that moves and stays: roles, training, double running and the dip; [draws]."""
    moved = np.where(parts.is_home, 0.0, 1.0)
    persons, yearly = moved @ left, (moved * parts.rate) @ left
    double_running = assumptions["double_running_share"] * assumptions["double_running_months"]
    dip = assumptions["dip_share"] * assumptions["dip_months"]
    per_person = assumptions["one_off_role"] + assumptions["one_off_training"]
    return np.asarray(persons * per_person + yearly * (double_running + dip) / YEAR)
