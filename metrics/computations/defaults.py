"""The assumptions that a scenario starts with: assumed, editable, each shown with its reason.

Entries of one row of the table share a cause. FTE, shares of 1, minutes, months; money in minor units.
"""

from __future__ import annotations

from dataclasses import dataclass

from metrics.computations.pert import Entry

SOURCE = "Assumed"


@dataclass(frozen=True, slots=True)
class Default:
    """One assumption of the table: its distribution, and what a reader needs to judge it."""

    entry: Entry
    label: str
    unit: str
    reason: str
    source: str = SOURCE

    @property
    def code(self) -> str:
        return self.entry.code


Item = tuple[str, str, str, float, float, float]  # code, label, unit, low, likely, high


def _row(cause: str | None, reason: str, *items: Item) -> list[Default]:
    return [
        Default(Entry(code, low, likely, high, cause), label, unit, reason)
        for code, label, unit, low, likely, high in items
    ]


_LABOUR = [
    *_row(
        "beta",
        "Work grows more slowly than volume, least so where hands or specialists do it.",
        ("beta_administrative", "Scale of administrative work (reporting, finance)", "exponent", 0.88, 0.93, 0.97),
        ("beta_factory", "Scale of factory work (build, provisioning)", "exponent", 0.92, 0.95, 0.98),
        (
            "beta_expert",
            "Scale of expert work (product, engineering, project, relationship)",
            "exponent",
            0.94,
            0.97,
            0.99,
        ),
        ("beta_specialist", "Scale of specialist support within a technology", "exponent", 0.96, 0.98, 1),
    ),
    *_row(
        None,
        "Hands are where the equipment is: pooling them saves no effort.",
        ("beta_hands", "Scale of work that needs hands", "exponent", 1, 1, 1),
    ),
    *_row(
        "addressable",
        "Only the common part of an activity can be pooled; the rest is its technology's own.",
        ("addressable_administrative", "Common part of administrative work", "share", 0.5, 0.7, 0.9),
        ("addressable_other", "Common part of other work", "share", 0.3, 0.5, 0.7),
    ),
    *_row(
        "queue",
        "Only work that must start in time gains from a larger queue; small pools run less full.",
        ("kappa", "Queue share: work that must start within the target", "share", 0.3, 0.5, 0.7),
        ("cap", "Highest occupancy of a pool", "share", 0.80, 0.85, 0.88),
        ("cap_small", "Highest occupancy of a pool of up to 5 seats", "share", 0.70, 0.75, 0.80),
    ),
    *_row(
        None,
        "Part of the productive hours in which queue work is at hand.",
        ("utilisation", "Utilisation of queue work", "share", 0.6, 0.75, 0.85),
    ),
    *_row(
        None,
        "Holidays, illness, training, meetings.",
        ("shrinkage", "Paid time that is not worked", "share", 0.25, 0.30, 0.35),
    ),
    *_row(None, "A full-time contract.", ("contract_hours", "Contract hours", "hours a week", 40, 40, 40)),
    *_row(
        "handoff",
        "Writing and reading the ticket again, on both sides; more with distance.",
        ("handoff_minutes_tower", "Minutes per handoff in a tower", "minutes", 5, 10, 20),
        ("handoff_minutes_towers", "Minutes per handoff across towers", "minutes", 8, 15, 30),
        ("handoff_minutes_regions", "Minutes per handoff across regions", "minutes", 10, 20, 45),
    ),
    *_row(
        "demand",
        "Reports nobody misses: how often and how large they are.",
        ("report_frequency_cut", "Cut in how often low-value work is done", "share", 0.15, 0.30, 0.50),
        ("report_elasticity", "Work saved per cut in size", "share", 0.3, 0.5, 1),
    ),
    *_row(
        None,
        "None unless the scenario states one.",
        ("report_size_cut", "Cut in the size of low-value work", "share", 0, 0, 0),
    ),
]

_MANAGEMENT = [
    *_row(
        "spans",
        "Wider where work is alike and measured, narrower where it is not.",
        ("span_f1", "Span in relationship management", "staff per manager", 4, 5, 7),
        ("span_f2", "Span in product management", "staff per manager", 4, 5, 7),
        ("span_f3", "Span in deployment", "staff per manager", 6, 8, 10),
        ("span_f4", "Span in product engineering", "staff per manager", 4, 6, 7),
        ("span_f5", "Span in the end-user service desk", "staff per manager", 11, 14, 18),
        ("span_f6", "Span in field service", "staff per manager", 8, 10, 15),
        ("span_f7", "Span in level 1 support operations", "staff per manager", 11, 13, 18),
        ("span_f8", "Span in level 2 and 3 support operations", "staff per manager", 6, 8, 10),
        ("span_f9", "Span in facility operations", "staff per manager", 8, 10, 12),
        ("span_f10", "Span in support functions", "staff per manager", 7, 8, 10),
        ("span_upper", "Span of managers of managers", "staff per manager", 8, 8, 8),
    ),
    *_row(
        None,
        "Off by default; where on, what output metrics may release of work that is no queue work.",
        ("output_metrics", "Effort released by output metrics", "share", 0, 0.01, 0.03),
    ),
    *_row(
        None,
        "Regulation, administration and HR stay near the region.",
        ("overlay", "Overlay per region and function", "FTE", 0.25, 0.5, 1),
    ),
]

_TRANSITION = [
    *_row(
        "one_off",
        "Settlements, new roles and training are paid once.",
        ("one_off_release", "One-off cost of a released position", "yearly costs", 0.3, 0.6, 1.2),
        ("one_off_role", "One-off cost of a changed role", "minor units per person", 200_000, 500_000, 1_000_000),
        ("one_off_training", "Training per person moved", "minor units per person", 100_000, 300_000, 600_000),
    ),
    *_row(
        "transition",
        "Old and new run side by side, and people need time to find their feet.",
        ("double_running_share", "Moved effort that runs double", "share", 0.25, 0.25, 0.25),
        ("double_running_months", "Months of double running", "months", 1, 2, 4),
        ("dip_share", "Dip of the moved effort", "share", 0.05, 0.10, 0.20),
        ("dip_months", "Months of the dip", "months", 2, 4, 6),
    ),
    *_row(
        None,
        "Right after approval, since there is no roadmap; a later month moves the saving and its one-off cost alike.",
        ("wave_start", "Month in which the wave starts without a roadmap", "month", 1, 1, 1),
    ),
    *_row(
        "pace",
        "Positions fall vacant or are given notice over months, not at once.",
        ("ramp", "Months from a wave's start to its full saving", "months", 4, 6, 10),
        ("capture_share", "Share of the saving reached by month 12 without a roadmap", "share", 0.5, 0.7, 0.9),
    ),
    *_row(None, "A usual cost of capital.", ("discount", "Discount rate", "share a year", 0.08, 0.08, 0.08)),
    *_row(
        None,
        "Assumptions with one cause are wrong together, but not wholly.",
        ("correlation", "Correlation inside a cause", "share", 0.5, 0.5, 0.5),
    ),
]

_TARGETS = [
    *_row(
        None,
        "A usual service level; work without users waiting may take a working day.",
        ("target_share_first", "Work of functions 5 and 7 that starts in time", "share", 0.8, 0.8, 0.8),
        ("target_minutes_first", "Minutes until it starts", "minutes", 15, 15, 15),
        ("target_share_other", "Work of the other functions that starts in time", "share", 0.8, 0.8, 0.8),
        ("target_hours_other", "Working hours until it starts", "working hours", 8, 8, 8),
        ("minimum_cover", "Seats in hours with arrivals, at least", "seats", 1, 1, 1),
    ),
]

DEFAULTS: tuple[Default, ...] = (*_LABOUR, *_MANAGEMENT, *_TRANSITION, *_TARGETS)


def likely_values() -> dict[str, float]:
    """Every assumption at its likely value, by code: "the likely case", which is no percentile.

    >>> likely_values()["kappa"]
    0.5
    """
    return {default.code: default.entry.likely for default in DEFAULTS}
