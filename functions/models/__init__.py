"""The organisation as it could be: scenarios, their operations, and what follows from them."""

from functions.models.briefs import Brief
from functions.models.comments import Comment
from functions.models.constraints import Consent, Constraint, ConstraintRegion, Guardrail
from functions.models.designs import BudgetHolder, Design, DesignLocation, RegionMinimum
from functions.models.roles import Duty, OutputMetric, Role, RoleSeat
from functions.models.scenarios import Operation, Placement, Scenario

__all__ = [
    "Brief",
    "BudgetHolder",
    "Comment",
    "Consent",
    "Constraint",
    "ConstraintRegion",
    "Design",
    "DesignLocation",
    "Duty",
    "Guardrail",
    "Operation",
    "OutputMetric",
    "Placement",
    "RegionMinimum",
    "Role",
    "RoleSeat",
    "Scenario",
]
