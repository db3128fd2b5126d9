"""Levers on staff effort: demand without value (1), duplication (2a), overlays, output metrics.

All work on parts of effort [parts, draws] in FTE; each takes what the lever before it leaves.
"""

from __future__ import annotations

import numpy as np

from metrics.computations.pools import CELL_FUNCTIONS, Parts
from metrics.computations.saving_inputs import FUNCTIONS, SCALE_CLASSES, Assumptions, Floats


def demand_cut(frequency_cut: Floats, size_cut: Floats, elasticity: Floats) -> Floats:
    """Share of the effort that goes: 1 - (1 - f)(1 - eta z); f cut in frequency, z in size, eta work to size.

    >>> round(float(6 * (1 - demand_cut(np.float64(0.25), np.float64(0.20), np.float64(0.5)))), 4)
    4.05
    """
    return 1 - (1 - frequency_cut) * (1 - elasticity * size_cut)


def demand_saving(parts: Parts, assumptions: Assumptions) -> Floats:
    """Lever 1: FTE saved per part where the scenario stops demand of low value; [parts, draws]."""
    is_cut = parts.inputs.activities.is_low_value[parts.activity] & parts.inputs.cuts_demand
    cut = demand_cut(
        assumptions["report_frequency_cut"], assumptions["report_size_cut"], assumptions["report_elasticity"]
    )
    return np.outer(parts.fte * is_cut, cut)


def addressable_share(parts: Parts, assumptions: Assumptions) -> Floats:
    """q [parts, draws]: the part of an activity that is common work; 0 where it is not shareable."""
    is_administrative = np.array([name == "administrative" for name in parts.inputs.activities.scale_class])
    share = np.where(
        is_administrative[parts.activity][:, None],
        assumptions["addressable_administrative"],
        assumptions["addressable_other"],
    )
    return share * parts.inputs.activities.is_shareable[parts.activity][:, None]


def pooling_saving_share(parts: Parts, common: Floats, assumptions: Assumptions) -> Floats:
    """Lever 2a before overlays: share of each part's common work (`common` = q e w, [parts, draws]) that pooling saves.

    Of a pool: 1 - P / sum of common work, P = (sum of w v)^beta, v = (q e)^(1/beta); the same for all its parts, so it
    is attributed pro rata to effort. Negative where scale is lost: a row divided into pools, or in part kept at home.
    Rows that stay at home wholly are left as they are.
    """
    beta_of_class = np.stack([assumptions[f"beta_{name}"] for name in SCALE_CLASSES])
    scale_class = np.array([SCALE_CLASSES.index(name) for name in parts.inputs.activities.scale_class], dtype=np.int64)
    beta = beta_of_class[scale_class[parts.activity]] if len(scale_class) else np.ones_like(common)
    # w (q e)^(1/beta), with q e = common / w
    volume = parts.share[:, None] * (common / parts.share[:, None]) ** (1 / beta)
    first = np.unique(parts.pool, return_index=True)[1]
    by_pool = parts.sums(parts.pool, len(first))
    pooled, apart = (by_pool @ volume) ** beta[first], by_pool @ common
    saved = 1 - np.divide(pooled, apart, out=np.ones_like(apart), where=apart > 0)
    is_untouched = parts.is_home & (parts.share >= 1)
    return np.where(is_untouched[:, None], 0.0, saved[parts.pool])


def overlay_share(parts: Parts, pooled: Floats, assumptions: Assumptions) -> Floats:
    """Share of a part's pooled work that its region keeps as an overlay, [parts, draws].

    m = min(stated minimum, work pooled there) per region and function of reach overlay, once for all its activities,
    attributed pro rata to the effort; regions that are unknown keep none.
    """
    design, known = parts.inputs.design, len(parts.inputs.regions)
    stated = np.zeros((known + 1, CELL_FUNCTIONS, assumptions.draws))
    for index, reach in enumerate(design.reach):
        if reach == "overlay":
            minimum = design.region_minimum[index][:, None]
            stated[:known, index + 1] = np.where(np.isnan(minimum), assumptions["overlay"], minimum)
    placed = np.where(parts.is_home[:, None], 0.0, pooled)
    there = parts.by_cell @ placed
    kept = np.minimum(stated.reshape(parts.cells, -1), there)
    share = np.divide(kept, there, out=np.zeros_like(there), where=there > 0)
    return np.where(parts.is_home[:, None], 0.0, share[parts.cell])


def output_saving(parts: Parts, left: Floats, assumptions: Assumptions) -> Floats:
    """Output metrics, off unless the scenario uses them: x of the effort left that is no queue work; [parts, draws]."""
    if not parts.inputs.uses_output_metrics:
        return np.zeros_like(left)
    is_ticket_driven = parts.inputs.activities.is_ticket_driven[parts.activity][:, None]
    return left * assumptions["output_metrics"] * np.where(is_ticket_driven, 1 - assumptions["kappa"], 1.0)


def location_saving(parts: Parts, left: Floats) -> Floats:
    """Money a year from doing the placed work at its function's location: sum of e (rate - mean rate there); [draws].

    A line apart: no FTE, and in none of the three columns. The mean rate there is weighted by today's effort.
    """
    location = parts.inputs.design.location[parts.function - 1]
    known = len(parts.inputs.regions)
    effort = np.bincount(parts.region, parts.fte, minlength=known + 1)
    cost = np.bincount(parts.region, parts.fte * parts.rate, minlength=known + 1)
    mean = np.divide(cost, effort, out=np.full(known + 1, np.nan), where=effort > 0)
    is_moved = ~parts.is_home & (location >= 0) & (location != parts.region) & ~np.isnan(mean[location])
    return np.asarray(np.where(is_moved, parts.rate - mean[location], 0.0) @ left)


def sourcing_saving(parts: Parts, left: Floats) -> Floats:
    """Money a year from having a partner do the placed work: sum of e (rate - partner's rate), [10, draws].

    By function, 0 where no partner's rate is stated; negative where the partner is dearer. A line apart, as location
    is: no FTE, and in none of the three columns.
    """
    asked = parts.inputs.design.partner_rate[parts.function - 1]
    sourced = np.flatnonzero(~parts.is_home & ~np.isnan(asked))
    gained = np.zeros((FUNCTIONS, left.shape[1]))
    np.add.at(gained, parts.function[sourced] - 1, (parts.rate - asked)[sourced, None] * left[sourced])
    return gained
