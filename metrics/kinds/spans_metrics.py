"""What the figures of spans, layers and coordination mean."""

from metrics.registry import Metric
from metrics.rows import coordination
from metrics.rows.spans import (
    branch_rows,
    count,
    layer_rows,
    leading_money_rows,
    leading_rows,
    manager_rows,
    mean_reports,
)

PAGE, COORDINATION = "spans-and-layers", "coordination"

_SPANS = (
    Metric(
        "managers",
        "Managers",
        "managers",
        "Positions with direct reports, eliminated posts left out.",
        "number of positions that are somebody's manager",
        PAGE,
        manager_rows(count),
    ),
    Metric(
        "direct_reports_per_manager",
        "Direct reports per manager",
        "heads",
        "How many persons report to a manager on average.",
        "heads that report to a manager / managers",
        PAGE,
        manager_rows(mean_reports),
    ),
    Metric(
        "managers_per_staff",
        "Managers per member of staff",
        "ratio",
        "How many persons lead others for each one who does not.",
        "heads of positions with direct reports / heads of positions without",
        PAGE,
        manager_rows(lambda view, rows: view.managers_per_staff),
    ),
    Metric(
        "managers_by_span",
        "Managers by number of direct reports",
        "managers",
        "Managers whose direct reports (heads) lie in the class.",
        "number of managers with 1, 2–3, 4–7, 8–12, 13–16, 17 or more heads reporting to them",
        PAGE,
        manager_rows(count),
    ),
    Metric(
        "managers_by_band",
        "Managers by band",
        "managers",
        "Managers who lead fewer persons than fit the work of their reports, as many, or more.",
        "narrow: reports < low; wide: reports > high; low and high of the function with most effort of the reports",
        PAGE,
        manager_rows(count),
    ),
)
_LAYERS = (
    Metric(
        "layers",
        "Layers",
        "layers",
        "The longest way from the bottom to a position without a manager, both counted.",
        "1 without a manager, else the manager's layer + 1; the largest",
        PAGE,
        layer_rows,
    ),
    Metric(
        "heads_by_layer",
        "Heads by layer",
        "heads",
        "Persons in the layer; layer 1 has no manager.",
        "sum of heads of the positions in the layer",
        PAGE,
        layer_rows,
    ),
    Metric(
        "branch_layers",
        "Layers of the branch",
        "layers",
        "The longest chain from the top of the organisation through this post to somebody below it, both counted.",
        "the largest layer of the positions in the branch",
        PAGE,
        branch_rows,
    ),
)
_LEADING = (
    Metric(
        "management_fte",
        "FTE spent leading others",
        "FTE",
        "What of the managers' time is leading: as their effort states it, else all of it.",
        "sum over filled positions with direct reports of min(FTE, stated FTE of managing people)",
        PAGE,
        leading_rows,
    ),
    Metric(
        "management_cost",
        "Cost of leading others",
        "money",
        "What the time that managers spend leading costs a year.",
        "sum over filled positions with direct reports of FTE spent leading x cost of a full-time year",
        PAGE,
        leading_money_rows,
    ),
)
_COORDINATION = (
    Metric(
        "coordination_fte",
        "Coordination",
        "FTE",
        "Effort on activities that are marked as coordination, such as talks between towers.",
        "sum of FTE; what is stated of a team is spread over its posts by the time that is left to each",
        COORDINATION,
        coordination.fte_rows,
    ),
    Metric(
        "coordination_share",
        "Coordination share of the role",
        "share",
        "How much of its time a role spends on coordination.",
        "FTE of coordination / FTE of the role's filled positions",
        COORDINATION,
        coordination.share_rows,
    ),
    Metric(
        "coordination_cost",
        "Cost of coordination",
        "money",
        "What coordination costs a year.",
        "sum over positions of FTE of coordination x cost of a full-time year",
        COORDINATION,
        coordination.money_rows,
    ),
)

METRICS = (*_SPANS, *_LAYERS, *_LEADING, *_COORDINATION)
