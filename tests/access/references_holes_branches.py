"""Look-ups of branches, of the parts that are handed over, and of the baseline that a scenario moves to."""

from functions import branch_selectors, rebase
from functions.api import branches as api_branches
from functions.branch_forms import BranchForm
from functions.models import Scenario
from tests.access.references_plants import any_row, forgetting, hole, replaced, unscoped
from towers.models import Baseline, Tower

OF_BRANCHES = (
    hole(
        "branches and their parents",
        any_row(branch_selectors, Scenario),
        *("scenario-branches", "scenario-merge", "scenario-merge-apply", "scenario-rebase"),
        *("api-scenario-merge", "api-scenario-rebase"),
    ),
    hole("towers of a part", unscoped("towers", BranchForm, Tower), "scenario-branch: towers"),
    hole("towers of a part over REST", any_row(api_branches, Tower), "api-scenario-branches: towers"),
    hole(
        "baseline to look ahead to",
        forgetting(rebase, Baseline),
        *("scenario-rebase: baseline", "api-scenario-rebase: baseline"),
    ),
    hole(
        "moves to decide about",
        replaced(rebase, "_require_listed", lambda moves, chosen: None),
        *("scenario-move: resolution", "api-operations: resolutions"),
    ),
)
