"""The metrics of the run kind `savings`: what each figure means, its formula, and the rows behind it."""

from metrics.assumptions.groups import DEMAND, LEVERS, ONE_OFF, OUTPUT, PACE, POOLS, QUEUES, SPANS
from metrics.kinds import saving_context_metrics
from metrics.registry import Metric, Rows
from metrics.rows import saving_base, saving_course, saving_lines, saving_sourcing

SAVING, LABOUR_COST, COLUMNS_PAGE, ONE_OFF_PAGE = "the-saving", "labour-cost", "columns", "one-off-cost"
SOURCING = "sourcing"
TIME, BAND, UNCERTAINTY, EVIDENCE = "time", "the-band", "uncertainty", "evidence"
LEVER_PAGES = {
    "demand": "demand",
    "operations": "operations",
    "duplication": "duplication-removed",
    "output": "output-metrics",
    "managers": "managers",
}

_COLUMNS = (
    ("freed", "Freed", "What the levers free of today's work, before anything is done with it", "sum of all levers"),
    ("redeployed", "Redeployed", "Freed and moved to named openings", "min(freed, openings) per region and function"),
    (
        "cash",
        "Cash",
        "Freed as whole positions that exist and can go; the headline",
        "largest sum of positions' FTE <= freed - redeployed, at their mean rate, per region and function",
    ),
    ("capacity", "Capacity", "Freed, but no whole position: room for other work", "freed - redeployed - cash"),
)
_LEVERS = (
    (
        "demand",
        "Demand without value",
        "Low-value work is done less often and smaller",
        "e (1 - (1 - f)(1 - eta z))",
        DEMAND,
    ),
    (
        "operations",
        "Scale in operations",
        "A joint queue needs fewer seats for its service target than many small ones",
        "e kappa (1 - min(1, S_pool / sum S_group)), S = seat-hours a week",
        QUEUES,
    ),
    (
        "duplication",
        "Duplication",
        "The common part of an activity is done once in a pool",
        "sum e - sum P - overlay, P = (sum w v)^beta, v = (q e)^(1 / beta)",
        POOLS,
    ),
    (
        "output",
        "Output metrics",
        "Work that is measured by output; off until a value is stated",
        "x (1 - kappa of queue work) of the effort left",
        OUTPUT,
    ),
    (
        "managers",
        "Managers",
        "The spans of the target need fewer managers",
        "managers today - (sum over pools of ceil(n / span), then ceil(. / span of upper layers) up to one head)",
        SPANS,
    ),
)
_COURSE = (
    ("saving_band_share", "Cash run-rate in month 12, share of labour cost", "share", "run-rate in month 12 / L", PACE),
    ("in_year_gross", "Saved in the first year", "money", "sum over months 1 to 12 of run-rate / 12", PACE),
    ("in_year_net", "First year, net of one-off cost", "money", "saved in months 1 to 12 - one-off cost", PACE),
    (
        "payback_month",
        "Payback",
        "month",
        "first month from which the cumulative net, not discounted, stays >= 0",
        PACE + ONE_OFF,
    ),
    ("month_reached", "Run-rate reached", "month", "first month at the run-rate of month 12", PACE),
    ("net_36", "Net over 36 months", "money", "sum over months 1 to 36 of saved - one-off", PACE + ONE_OFF),
    (
        "npv",
        "Net present value, 36 months",
        "money",
        "sum of net at month's end / (1 + r)^(k / 12), no terminal value",
        (*PACE, *ONE_OFF, "discount"),
    ),
)
_IN_UNITS = (("", "money", "money"), ("_fte", "fte", "fte"))  # suffix, unit, field


def _columns() -> list[Metric]:
    rows: dict[str, Rows]
    found = []
    for name, label, meaning, formula in _COLUMNS:
        for suffix, unit, field in _IN_UNITS:
            rows = {
                field: saving_lines.lines_of(None, field) if name == "freed" else saving_lines.cells_of(name, field)
            }
            found.append(
                Metric(
                    f"saving_{name}{suffix}",
                    label,
                    unit,
                    f"{meaning}.",
                    formula,
                    COLUMNS_PAGE,
                    rows[field],
                    assumptions=LEVERS,
                )
            )
    share = saving_lines.cells_of("cash", "money", divisor="labour_cost")
    meaning = "Cash at full run-rate as a share of today's labour cost L."
    found.append(
        Metric("saving_cash_share", "Cash, share of labour cost", "share", meaning, "cash / L", BAND, share, 1, LEVERS)
    )
    return found


def _levers() -> list[Metric]:
    return [
        Metric(
            f"saving_lever_{code}{suffix}",
            label,
            unit,
            f"{meaning}. Means of the draws, which add up; the range stands beside.",
            formula,
            LEVER_PAGES[code],
            saving_lines.lines_of(code, field),
            assumptions=assumptions,
        )
        for code, label, meaning, formula, assumptions in _LEVERS
        for suffix, unit, field in _IN_UNITS
    ]


def _course() -> list[Metric]:
    found = [
        Metric(
            code, label, unit, f"{label}, cash alone.", formula, TIME, saving_course.course_of(code), 1, own + LEVERS
        )
        for code, label, unit, formula, own in _COURSE
    ]
    meaning = "Cash run-rate by month after approval."
    formula = "cash x min(1, k / R) x share reached by month 12"
    rows = saving_course.curve_rows
    found.append(Metric("saving_curve", "Capture curve", "money", meaning, formula, TIME, rows, 1, PACE + LEVERS))
    meaning = "What the change costs once: settlements, new roles, training, double running, the dip."
    formula = "c x cash + (role + training) x persons moved + moved effort x (double running + dip) / 12"
    rows = saving_course.one_off_rows
    for code, label in (("one_off", "One-off cost"), ("one_off_part", "Part of the one-off cost")):
        found.append(Metric(code, label, "money", meaning, formula, ONE_OFF_PAGE, rows, 1, ONE_OFF + LEVERS))
    return found


def _cells() -> list[Metric]:
    return [
        Metric(
            f"cell_{name}{suffix}",
            f"{label} by region and function",
            unit,
            f"{meaning}; in the likely case.",
            formula,
            COLUMNS_PAGE,
            saving_lines.lines_of_cell(field) if name == "freed" else saving_lines.own_cell(name, field),
            assumptions=LEVERS,
        )
        for name, label, meaning, formula in _COLUMNS
        for suffix, unit, field in _IN_UNITS
    ]


def _base() -> list[Metric]:
    positions = saving_base.positions_of
    return [
        Metric(
            "labour_cost",
            "Labour cost",
            "money",
            "L, what the filled positions cost a year; it never changes between scenarios.",
            "sum of FTE x cost of a full-time year",
            LABOUR_COST,
            positions("labour_cost"),
        ),
        Metric(
            "fte_in_scope",
            "FTE in scope",
            "fte",
            "Filled positions at the baseline's date.",
            "sum of FTE",
            LABOUR_COST,
            positions("fte_in_scope"),
        ),
        Metric(
            "saving_managers",
            "Managers",
            "fte",
            "FTE spent leading others, today and with the spans of the target.",
            "today: FTE of positions with reports; target: today - lever managers",
            LEVER_PAGES["managers"],
            saving_base.managers_of,
            assumptions=SPANS,
        ),
        Metric(
            "headcount",
            "Staff by function",
            "fte",
            "Staff effort of a function, today by what the activities are, in the target where it is placed.",
            "today: sum e; target: sum w e - freed; change: target - today",
            SAVING,
            saving_base.headcount_rows,
            assumptions=LEVERS,
        ),
        Metric(
            "cost_evidence",
            "Evidence of cost",
            "share",
            "How the cost of positions is known: stated exactly, as a band, or taken from a mean.",
            "FTE of the kind / FTE",
            EVIDENCE,
            saving_base.cost_evidence_rows,
        ),
        Metric(
            "effort_evidence",
            "Evidence of effort",
            "share",
            "How the effort is known.",
            "FTE of the kind / FTE",
            EVIDENCE,
            saving_base.effort_evidence_rows,
        ),
        Metric(
            "assumption_effect",
            "Effect of an assumption",
            "correlation",
            "How closely the share in month 12 goes with the assumption over all draws, from -1 to 1.",
            "rank correlation of the draws",
            UNCERTAINTY,
            saving_base.effect_rows,
        ),
    ]


def _sourcing() -> list[Metric]:
    return [
        Metric(
            code,
            label,
            "money",
            "What changes if partners do the work of the sourced functions at their rates; a line apart, in none of "
            "redeployed, cash and capacity.",
            "sum of e (cost of a year today - partner's rate), e = placed effort that the levers leave",
            SOURCING,
            saving_sourcing.sourcing_rows,
            assumptions=LEVERS,
        )
        for code, label in (("saving_sourcing", "Sourcing, repriced apart"), ("sourcing_function", "Sourcing, apart"))
    ]


METRICS = (*_columns(), *_levers(), *_course(), *_cells(), *_base(), *_sourcing(), *saving_context_metrics.METRICS)
