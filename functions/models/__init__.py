"""The organisation as it could be: scenarios, their operations, and what follows from them."""

from functions.models.designs import Design, RegionMinimum
from functions.models.roles import Duty, OutputMetric, Role, RoleSeat
from functions.models.scenarios import Operation, Placement, Scenario

__all__ = [
    "Design",
    "Duty",
    "Operation",
    "OutputMetric",
    "Placement",
    "RegionMinimum",
    "Role",
    "RoleSeat",
    "Scenario",
]
