"""The metrics of the run kind `proposal`."""

from metrics.registry import Metric
from metrics.rows import proposal

PAGE = "proposal-by-optimisation"
ASSUMPTIONS = (
    "beta_administrative",
    "beta_factory",
    "beta_expert",
    "beta_specialist",
    "addressable_administrative",
    "addressable_other",
    "overlay",
    "handoff_minutes_tower",
    "handoff_minutes_towers",
    "handoff_minutes_regions",
    "one_off_role",
    "one_off_training",
)

METRICS = (
    Metric(
        "proposal_moved_fte",
        "Effort that a proposal moves",
        "FTE",
        "FTE that would lie in another function than in the design.",
        "sum of fte x half the differences of the shares",
        PAGE,
        proposal.moved_rows,
        assumptions=ASSUMPTIONS,
    ),
    Metric(
        "proposal_gain",
        "Gain of a proposal a year",
        "money",
        "What the proposal costs less than the design: pools, overlays, weighted handoffs, less the price of changes.",
        "value of the design - value of the proposal",
        PAGE,
        proposal.gain_rows,
        assumptions=ASSUMPTIONS,
    ),
)
