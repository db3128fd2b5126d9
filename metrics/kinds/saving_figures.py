"""The figures of a saving: ranges over the draws, the likely case beside them, and what they are made of.

A figure without a second dimension comes from all draws: `value` is P50 (for the levers, which are shown as steps that
add up, the mean), `low` and `high` are P10 and P90. `case` = `mean` is the mean of a column, since only means add up.
The twin with `case` = `likely` has every assumption at its likely value; the rows behind a metric add up to that one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from metrics.computations.pert import percentiles
from metrics.computations.pools import CELL_FUNCTIONS, parts_of
from metrics.computations.release import UNITS_PER_FTE, Column
from metrics.computations.saving_inputs import MANAGEMENT, Assumptions, Floats
from metrics.computations.saving_summary import rank_correlation
from metrics.computations.savings import SavingResult, captured_share
from metrics.kinds.saving_context import context_figures
from metrics.kinds.saving_run import SavingRun
from metrics.results import NONE, Dimension, Figure
from towers.functions_reference import FUNCTIONS
from towers.models import Region

MONEY, FTE, SHARE, MONTH = "money", "fte", "share", "month"
LIKELY = Dimension("case", "likely", "Likely case")
TODAY = Dimension("case", "today", "Today")
CHANGE = Dimension("case", "change", "Change")
MEAN = Dimension("case", "mean", "Mean of the draws")
COLUMNS = ("freed", "redeployed", "cash", "capacity")
BINS_PER_UNIT = 200  # the shares of labour cost are counted in bins of half a percentage point
WEAKEST_CORRELATION = 0.05  # of 10,000 draws; below it is noise
EFFECTS_SHOWN = 12

Spread = tuple[str, str, Callable[[SavingResult], Floats]]

SPREADS: tuple[Spread, ...] = (
    ("saving_cash_share", SHARE, lambda result: result.columns.cash.money / result.labour_cost),
    ("saving_band_share", SHARE, lambda result: result.band_share),
    ("one_off", MONEY, lambda result: result.one_off),
    ("in_year_gross", MONEY, lambda result: result.course.in_year_gross),
    ("in_year_net", MONEY, lambda result: result.course.in_year_net),
    ("payback_month", MONTH, lambda result: result.course.payback_month),
    ("month_reached", MONTH, lambda result: result.course.reached_month),
    ("net_36", MONEY, lambda result: result.course.net_36),
    ("npv", MONEY, lambda result: result.course.npv),
)


def saving_figures(run: SavingRun) -> list[Figure]:
    """All figures of a saving, in the order in which they are stored, each with the basis of the run.

    What is told in FTE or as a share has it too: which positions are released hangs on what they cost.
    """
    return [replace(figure, basis=run.basis) for figure in _figures(run)]


def _figures(run: SavingRun) -> list[Figure]:
    return [
        *_column_figures(run),
        *(figure for code, unit, read in SPREADS for figure in _spread(code, unit, read(run.result), read(run.likely))),
        *_lever_figures(run),
        *_curve_figures(run),
        *_share_figures(run),
        *_base_figures(run),
        *_cell_figures(run),
        *_headcount_figures(run),
        *_one_off_parts(run),
        *_sourcing_figures(run),
        *_effect_figures(run),
        *context_figures(run),
    ]


def _number(value: float) -> float | None:
    """None where there is no number, such as a payback that never comes."""
    return None if math.isnan(value) else float(value)


def _spread(code: str, unit: str, drawn: Floats, likely: Floats, d1: Dimension = NONE) -> Iterator[Figure]:
    low, middle, high = (_number(value) for value in percentiles(drawn))
    yield Figure(code, middle, unit, "assumed", d1, low=low, high=high)
    yield Figure(code, _number(float(likely[0])), unit, "assumed", d1, LIKELY)


def _column_figures(run: SavingRun) -> Iterator[Figure]:
    for name in COLUMNS:
        drawn, likely = getattr(run.result.columns, name), getattr(run.likely.columns, name)
        yield Figure(f"saving_{name}", float(drawn.money.mean()), MONEY, "assumed", d2=MEAN)
        yield from _spread(f"saving_{name}", MONEY, drawn.money, likely.money)
        yield from _spread(f"saving_{name}_fte", FTE, drawn.fte, likely.fte)


def _lever_figures(run: SavingRun) -> Iterator[Figure]:
    for lever, drawn in run.result.levers.items():
        likely = run.likely.levers[lever]
        for suffix, unit, name in (("", MONEY, "money"), ("_fte", FTE, "fte")):
            values: Floats = getattr(drawn, name)
            low, _, high = percentiles(values)
            code = f"saving_lever_{lever}{suffix}"
            yield Figure(code, float(values.mean()), unit, "assumed", low=low, high=high)
            yield Figure(code, float(getattr(likely, name)[0]), unit, "assumed", d2=LIKELY)


def run_rates(run: SavingRun, result: SavingResult, assumptions: Assumptions) -> Floats:
    """Cash run-rate (money a year) in months 1 to 36, [draws, 36]."""
    share, _ = captured_share(run.rows.inputs, assumptions)
    return np.asarray(result.columns.cash.money[:, None] * share)


def _curve_figures(run: SavingRun) -> Iterator[Figure]:
    drawn = run_rates(run, run.result, Assumptions(run.drawn))
    likely = run_rates(run, run.likely, Assumptions(run.likely_values))
    for month in range(drawn.shape[1]):
        d1 = Dimension("month", f"{month + 1:02}", f"Month {month + 1}")
        yield from _spread("saving_curve", MONEY, drawn[:, month], likely[:, month], d1)


def _share_figures(run: SavingRun) -> Iterator[Figure]:
    """How the draws of the share in month 12 lie: bins of half a point, the chance of 5, of 10 % and of between."""
    place = np.floor(run.result.band_share * BINS_PER_UNIT + 1e-9).astype(np.int64)
    bins, counts = np.unique(place, return_counts=True)
    for at, count in zip(bins.tolist(), counts.tolist(), strict=True):
        label = f"{at / BINS_PER_UNIT:.1%} to {(at + 1) / BINS_PER_UNIT:.1%}"
        yield Figure("saving_share_bin", count / len(place), SHARE, "assumed", Dimension("bin", str(at), label))
    five, ten = (float((place >= percent * BINS_PER_UNIT // 100).mean()) for percent in (5, 10))
    for code, chance in (("5", five), ("10", ten), ("inside", five - ten)):
        yield Figure(f"probability_{code}", chance, SHARE, "assumed")


def _base_figures(run: SavingRun) -> Iterator[Figure]:
    """What the saving is measured against, and on what evidence it rests."""
    staff, coverage = run.rows.staff, run.rows.coverage()
    cost_evidence, effort_evidence = staff.cost_evidence(), run.rows.efforts.evidence_shares()
    known = coverage["cost_known"]
    yield Figure("labour_cost", staff.labour_cost, MONEY, _largest(cost_evidence), coverage=known)
    yield Figure("fte_in_scope", staff.fte, FTE)
    managers = float(staff.led_units.sum()) / UNITS_PER_FTE
    yield Figure("saving_managers", managers, FTE, d2=TODAY)
    left = managers - float(run.likely.levers["managers"].fte[0])
    yield Figure("saving_managers", left, FTE, "assumed", d2=LIKELY)
    for code, shares in (("cost_evidence", cost_evidence), ("effort_evidence", effort_evidence)):
        for kind, share in shares.items():
            yield Figure(code, share, SHARE, kind, Dimension("evidence", kind, kind.capitalize()))


def _largest(shares: dict[str, float]) -> str:
    return max(shares, key=lambda kind: shares[kind])


def function_dimension(code: int) -> Dimension:
    """A function, or the management that stands beside the ten."""
    names = {function.code: function.name for function in FUNCTIONS}
    return Dimension("function", str(code), names.get(code, "Management"))


def region_dimension(regions: list[Region], place: int) -> Dimension:
    """A region by its place; the one after the last is unknown."""
    if place < len(regions):
        return Dimension("region", str(regions[place].uid), regions[place].name)
    return Dimension("region", "unknown", "Region unknown")


def _cell_figures(run: SavingRun) -> Iterator[Figure]:
    """The likely case by region and function: freed, and what becomes of it; cells with nothing of it are left out."""
    for name in COLUMNS:
        column: Column = getattr(run.likely.cells, name)
        for suffix, unit, values in (("", MONEY, column.money[:, 0]), ("_fte", FTE, column.fte[:, 0])):
            for cell in np.flatnonzero(values).tolist():
                region, function = divmod(cell, CELL_FUNCTIONS)
                where = region_dimension(run.rows.regions, region)
                code = f"cell_{name}{suffix}"
                yield Figure(code, float(values[cell]), unit, "assumed", where, function_dimension(function))


def _headcount_figures(run: SavingRun) -> Iterator[Figure]:
    """Staff FTE by function: today (by what the activities are), in the likely case (placed, less freed), change."""
    inputs, parts = run.rows.inputs, parts_of(run.rows.inputs)
    today = np.bincount(
        inputs.activities.function[inputs.efforts.activity], inputs.efforts.fte, minlength=CELL_FUNCTIONS
    )
    freed = run.likely.cells.freed.fte[:, 0].reshape(-1, CELL_FUNCTIONS).sum(axis=0)
    target = np.bincount(parts.function, parts.fte, minlength=CELL_FUNCTIONS) - freed
    for function in range(MANAGEMENT + 1, CELL_FUNCTIONS):
        d1 = function_dimension(function)
        evidence = _largest(run.rows.efforts.evidence_shares())
        yield Figure("headcount", float(today[function]), FTE, evidence, d1, TODAY)
        yield Figure("headcount", float(target[function]), FTE, "assumed", d1, LIKELY)
        yield Figure("headcount", float(target[function] - today[function]), FTE, "assumed", d1, CHANGE)


def _one_off_parts(run: SavingRun) -> Iterator[Figure]:
    total = float(run.likely.one_off[0])
    release = run.likely_values["one_off_release"] * float(run.likely.columns.cash.money[0])
    for key, label, value in (
        ("release", "Positions that are released", release),
        ("transition", "Roles, training, double running and dip", total - release),
    ):
        yield Figure("one_off_part", value, MONEY, "assumed", Dimension("part", key, label), LIKELY)


def _sourcing_figures(run: SavingRun) -> Iterator[Figure]:
    """What partners would change, in all and, in the likely case, by function; nothing where no rate is stated."""
    stated = np.flatnonzero(~np.isnan(run.rows.inputs.design.partner_rate)).tolist()
    if not stated:
        return
    yield from _spread("saving_sourcing", MONEY, run.result.sourcing.sum(axis=0), run.likely.sourcing.sum(axis=0))
    for place in stated:
        value, where = float(run.likely.sourcing[place, 0]), function_dimension(place + 1)
        yield Figure("sourcing_function", value, MONEY, "assumed", where, LIKELY)


def _effect_figures(run: SavingRun) -> Iterator[Figure]:
    """Which assumptions the result hangs on: rank correlation with the share in month 12, the strongest first."""
    labels = {known.code: known.label for known in run.assumptions}
    effects = {code: rank_correlation(values, run.result.band_share) for code, values in run.drawn.items()}
    strong = [code for code in effects if abs(effects[code]) >= WEAKEST_CORRELATION]
    for code in sorted(strong, key=lambda code: -abs(effects[code]))[:EFFECTS_SHOWN]:
        d1 = Dimension("assumption", code, labels[code])
        yield Figure("assumption_effect", effects[code], "correlation", "assumed", d1)
