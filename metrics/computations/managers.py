"""Lever 3: managers that a design needs, by spans, against those of today."""

from __future__ import annotations

import numpy as np

from metrics.computations.pools import CELL_FUNCTIONS, Parts
from metrics.computations.release import UNITS_PER_FTE, Column, Post, posts
from metrics.computations.saving_inputs import FUNCTIONS, UNKNOWN, Assumptions, Floats, SavingInputs

_CRUMB = 1e-9  # 16.000000001 staff at a span of 8 need two managers, not three


def managers_needed(staff: Floats, span: Floats, upper_span: Floats) -> Floats:
    """Managers of one function, its head included, [draws], from staff per pool [pools, draws].

    First line sum over pools of ceil(n / span), then layers of ceil(. / upper span) up to one head.

    >>> managers_needed(np.array([[860.0]]), np.array([8.0]), np.array([8.0]))
    array([125.])
    """
    layer = np.ceil(np.maximum(staff, 0.0) / span - _CRUMB).sum(axis=0)
    needed: Floats = layer.copy()
    while (layer > 1).any():
        layer = np.where(layer > 1, np.ceil(layer / upper_span - _CRUMB), 0.0)
        needed += layer
    return needed


def need(parts: Parts, staff: Floats, assumptions: Assumptions) -> Floats:
    """Managers of all functions, without the one at the top, for staff [regions + 1, 11, draws] that remains."""
    return np.asarray(need_by_function(parts, staff, assumptions).sum(axis=0))


def need_by_function(parts: Parts, staff: Floats, assumptions: Assumptions) -> Floats:
    """The same function by function, [11, draws]; management itself (0) needs none."""
    needed = np.zeros((CELL_FUNCTIONS, assumptions.draws))
    for function in range(1, FUNCTIONS + 1):
        own = staff[:, function]
        pools = own if parts.inputs.design.reach[function - 1] == "regional" else own.sum(axis=0, keepdims=True)
        needed[function] = managers_needed(pools, span_of(parts, function, assumptions), assumptions["span_upper"])
    return needed


def span_of(parts: Parts, function: int, assumptions: Assumptions) -> Floats:
    """Reports per manager in a function, [draws]: what the design states, else as assumed."""
    stated = parts.inputs.design.span[function - 1]
    return assumptions[f"span_f{function}"] if np.isnan(stated) else np.full(assumptions.draws, stated)


def posts_below_top(inputs: SavingInputs) -> dict[int, list[Post]]:
    """Managers' posts by region, without the one dearest post: whoever leads the organisation stays."""
    rows = inputs.managers
    known = len(inputs.regions)
    held = [
        (known if region == UNKNOWN else region, post)
        for region, units, heads, cost in zip(
            rows.place.tolist(), rows.units.tolist(), rows.heads.tolist(), rows.cost_per_fte.tolist(), strict=True
        )
        for post in posts(units, heads, cost)
    ]
    if held:
        held.remove(max(held, key=lambda one: one[1].cost_per_fte))
    regions: dict[int, list[Post]] = {}
    for region, post in held:
        regions.setdefault(region, []).append(post)
    return regions


def manager_saving(parts: Parts, staff: Floats, assumptions: Assumptions) -> Column:
    """Lever 3 by region: FTE and money [regions + 1, draws], negative where the design needs more managers.

    Saving = managers today less the need, for the part of the organisation that the scenario places: of today's
    managers below the top, the share that the placed rows have of the staff effort. One top stays one top. Spans need
    heads, not FTE: a manager of the target leads for as much of the time as today's do on average, so that managers who
    also work are compared with their like. Priced at the mean cost of the managers below the top and attributed to
    regions by their FTE. `staff` [regions + 1, 11, draws] is the placed rows' staff after cash release.
    """
    by_region = posts_below_top(parts.inputs)
    heads = sum(len(held) for held in by_region.values())
    fte = np.zeros(len(parts.inputs.regions) + 1)
    for region, held in by_region.items():
        fte[region] = sum(post.units for post in held) / UNITS_PER_FTE
    total = fte.sum()
    if not total or not parts.is_designed.any():
        nothing = np.zeros((len(fte), assumptions.draws))
        return Column(nothing, nothing)
    placed = float(parts.fte[parts.is_designed].sum() / parts.fte.sum())
    cost = sum(post.units * post.cost_per_fte for held in by_region.values() for post in held) / UNITS_PER_FTE
    fte_per_head = total / heads
    saved = np.outer(fte / total, total * placed - need(parts, staff, assumptions) * fte_per_head)
    return Column(saved, saved * (cost / total))
