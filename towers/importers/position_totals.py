"""What a staff list holds beside what the baseline holds now and will hold, and what the difference is made of."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from towers.importers.position_plan import Facts, Planned
from towers.importers.position_rows import PLACE, numbered
from towers.models import FTE_UNIT, Position

ELIMINATED = Position.Status.ELIMINATED
Sums = dict[str, float]
# (label, unit): FTE in 1/10,000, money in minor units a year.
TOTALS = (
    ("Rows", "rows"),
    ("Persons in scope", "persons"),
    ("FTE, eliminated posts included", "fte"),
    ("FTE in scope", "fte"),
    ("Labour cost in scope", "money"),
)
REJECTED = "rejected rows, which stay out"
OTHERS = "in the baseline already and not in this file"
KEPT = "kept from the baseline where the file has no such column"


def position_totals(
    everything: pl.DataFrame, rows: pl.DataFrame, plan: Iterable[Planned], existing: Mapping[tuple[str, int], Facts]
) -> list[dict[str, Any]]:
    """Of all rows of the file and of the accepted ones: {label, unit, in_file, before, after_import, because}.

    `because` explains after_import - in_file: {label, value} of what the difference is made of, without zeros.
    """
    planned = {(row.key, row.occurrence): row.facts for row in plan}
    others = [facts for place, facts in existing.items() if place not in planned]
    in_file, accepted = _of_rows(numbered(everything)), _of_rows(rows)
    rejected = _of_rows(numbered(everything.join(rows.select(PLACE), on=PLACE, how="anti", nulls_equal=True)))
    coming, staying, before = _of_facts(planned.values()), _of_facts(others), _of_facts(existing.values())
    return [
        {
            "label": label,
            "unit": unit,
            "in_file": round(in_file[label]),
            "before": round(before[label]),
            "after_import": round(coming[label] + staying[label]),
            "because": _because(-rejected[label], staying[label], coming[label] - accepted[label]),
        }
        for label, unit in TOTALS
    ]


def _because(rejected: float, others: float, kept: float) -> list[dict[str, Any]]:
    parts = ((REJECTED, rejected), (OTHERS, others), (KEPT, kept))
    return [{"label": label, "value": round(value)} for label, value in parts if round(value)]


def _of_rows(rows: pl.DataFrame) -> Sums:
    live = rows.filter(pl.col("status") != ELIMINATED)
    cost = live.select((pl.col("band_low") + pl.col("band_high")) / 2 * pl.col("fte_units") / FTE_UNIT).to_series()
    sums = (rows.height, live["head_count"].sum(), rows["fte_units"].sum(), live["fte_units"].sum(), cost.sum())
    return _labelled(sums)


def _of_facts(facts: Iterable[Facts]) -> Sums:
    everything = list(facts)
    live = [one for one in everything if one["status"] != ELIMINATED]
    sums = (
        len(everything),
        sum(one["heads"] for one in live),
        sum(one["fte"] for one in everything),
        sum(one["fte"] for one in live),
        sum(map(_yearly_cost, live)),
    )
    return _labelled(sums)


def _labelled(sums: Iterable[Any]) -> Sums:
    return {label: float(value or 0) for (label, _), value in zip(TOTALS, sums, strict=True)}


def _yearly_cost(facts: Facts) -> float:
    if facts["cost_low"] is None:
        return 0.0
    return float((facts["cost_low"] + facts["cost_high"]) / 2 * facts["fte"] / FTE_UNIT)
