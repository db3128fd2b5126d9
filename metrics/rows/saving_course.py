"""Behind a saving over time: 36 months in the likely case, the parts of the one-off cost, the bins of the draws."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.actor import Actor
from metrics.computations.saving_inputs import Floats
from metrics.computations.timing import YEAR, payback_month, present_value
from metrics.models import Result
from metrics.registry import Rows, RowTable
from metrics.selectors.results import beside


@dataclass(frozen=True, slots=True)
class Months:
    """The likely case by month: yearly run-rate and one-off cost; the discount rate a year; the labour cost."""

    run_rate: Floats
    one_off: Floats
    discount: float
    labour_cost: float

    @property
    def saved(self) -> Floats:
        """Saved in each month."""
        return self.run_rate / YEAR

    @property
    def net(self) -> Floats:
        """Saved less the one-off cost."""
        return self.saved - self.one_off


Fold = Callable[[Months], float]


def _first_reached(months: Months) -> float:
    return float((months.run_rate >= months.run_rate[YEAR - 1] * (1 - 1e-12)).argmax() + 1)


FOLDS: dict[str, Fold] = {
    "saving_band_share": lambda months: float(months.run_rate[YEAR - 1] / months.labour_cost),
    "in_year_gross": lambda months: float(months.saved[:YEAR].sum()),
    "in_year_net": lambda months: float(months.net[:YEAR].sum()),
    "payback_month": lambda months: float(payback_month(months.net[None])[0]),
    "month_reached": _first_reached,
    "net_36": lambda months: float(months.net.sum()),
    "npv": lambda months: float(present_value(months.net[None], months.discount)[0]),
}


def course_of(metric: str) -> Rows:
    """Rows: the months; folds by the metric's own formula."""
    fold = FOLDS[metric]

    def rows(result: Result, actor: Actor) -> RowTable:
        months = _months(result, actor)
        columns = (months.run_rate, months.saved, months.one_off, months.net, months.net.cumsum())
        table = [[place + 1, *(float(column[place]) for column in columns)] for place in range(len(months.net))]
        headers = ["Month", "Cash run-rate a year", "Saved", "One-off cost", "Net", "Cumulative net"]
        folded = fold(months)
        return RowTable(headers, table, len(table), None if np.isnan(folded) else folded)

    return rows


def curve_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the run-rate by month with its range; folds to the likely run-rate of the figure's month."""
    known = beside(result, actor).filter(metric="saving_curve").order_by("pk")
    likely = {row.d1_key: row.value for row in known if row.d2_key}
    rows = [[row.d1_label, row.low, row.value, row.high, likely[row.d1_key]] for row in known if not row.d2_key]
    return RowTable(["Month", "P10", "P50", "P90", "Likely case"], rows, len(rows), likely[result.d1_key])


def one_off_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the parts of the one-off cost; folds to their sum (of a part: to the part)."""
    parts = beside(result, actor).filter(metric="one_off_part").order_by("pk")
    if result.metric == "one_off_part":
        parts = parts.filter(d1_key=result.d1_key)
    rows = [[part.d1_label, part.value or 0.0] for part in parts]
    return RowTable(["Part", "Money"], rows, len(rows), sum(part.value or 0.0 for part in parts))


def bins_from(least: int, end: int | None = None) -> Rows:
    """Rows: how many of the draws lie in each bin of half a point; folds to the share of those from bin `least` on.

    Where an `end` is given, the bins from there on are left out.
    """

    def rows(result: Result, actor: Actor) -> RowTable:
        bins = beside(result, actor).filter(metric="saving_share_bin").order_by("pk")
        table = [[row.d1_label, row.value or 0.0] for row in bins]
        counted = [row for row in bins if least <= int(row.d1_key) and (end is None or int(row.d1_key) < end)]
        folded = sum(row.value or 0.0 for row in counted)
        return RowTable(["Share of labour cost in month 12", "Share of the draws"], table, len(table), folded)

    return rows


def bin_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: all bins; folds to the one of the figure."""
    table = bins_from(0)(result, actor)
    folded = next(share for label, share in table.rows if label == result.d1_label)
    return RowTable(table.headers, table.rows, table.total, folded)


def _months(result: Result, actor: Actor) -> Months:
    known = beside(result, actor)
    curve = known.filter(metric="saving_curve", d2_key="likely").order_by("d1_key")
    run_rate = np.array([row.value for row in curve], np.float64)
    one_off = np.zeros(len(run_rate))
    # Without a roadmap the whole one-off cost falls in the month in which the one wave starts.
    start = int(result.run.outcome["wave_start"])
    one_off[start - 1] = sum(row.value or 0.0 for row in known.filter(metric="one_off_part"))
    labour_cost = known.get(metric="labour_cost").value or 1.0
    return Months(run_rate, one_off, float(result.run.outcome["discount"]), labour_cost)
