"""The ten plan-build-run functions: fixed codes, phases and names.

Source: McKinsey on Business Technology 32, 2013, exhibit 2.
"""

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """The phase a function belongs to; the order is always plan, build, run, across."""

    PLAN = "plan"
    BUILD = "build"
    RUN = "run"
    ACROSS = "across"


@dataclass(frozen=True, slots=True)
class Function:
    """One of the ten; `code` never changes when the name is translated."""

    code: int
    phase: Phase
    name: str
    answers_for: str


FUNCTIONS: tuple[Function, ...] = (
    Function(
        1,
        Phase.PLAN,
        "Relationship management",
        "business requirements, demand, transparency of cost, the one front door",
    ),
    Function(2, Phase.PLAN, "Product management", "standard offerings, their service levels, unit cost and economics"),
    Function(3, Phase.BUILD, "Deployment", "solutions from standard offerings: sizing, provisioning, build factories"),
    Function(4, Phase.BUILD, "Product engineering", "technology choice, integration, test, engineering support"),
    Function(5, Phase.RUN, "End-user service desk", "user incidents and requests, remote resolution"),
    Function(6, Phase.RUN, "Field service", "everything that needs hands at a business location"),
    Function(
        7, Phase.RUN, "Level 1 support operations", "command centre: monitoring, dispatch, simple and scripted tasks"
    ),
    Function(
        8,
        Phase.RUN,
        "Level 2 and 3 support operations",
        "escalated incidents, changes and requests, preventive maintenance",
    ),
    Function(9, Phase.RUN, "Facility operations", "data centres and everything that needs hands inside one"),
    Function(10, Phase.ACROSS, "Support functions", "shared reporting, project management, finance"),
)
BY_CODE = {function.code: function for function in FUNCTIONS}
PHASES = tuple(Phase)
FUNCTION_CHOICES = [(function.code, function.name) for function in FUNCTIONS]
