"""The organisation as it could be: scenarios, their operations, and what follows from them."""

from functions.models.designs import Design, RegionMinimum
from functions.models.scenarios import Operation, Placement, Scenario

__all__ = ["Design", "Operation", "Placement", "RegionMinimum", "Scenario"]
