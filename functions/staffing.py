"""Roles, seats, output metrics and duties as the steps of a scenario add them up: pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from functions.projection import Ground, Target

SET_ROLES = "set_roles"
REMOVE_ROLE = "remove_role"
SEAT = "seat"
SET_METRICS = "set_output_metrics"
SET_DUTIES = "set_duties"

Facts = Mapping[str, Any]
PositionName = tuple[str, int]  # key and occurrence: what a position is called in every baseline


@dataclass(slots=True)
class Staffing:
    """Roles by key, the role of each position, output metrics by function, letters by process and party."""

    roles: dict[str, Facts] = field(default_factory=dict)
    seats: dict[PositionName, str] = field(default_factory=dict)
    metrics: dict[int, list[Facts]] = field(default_factory=dict)
    duties: dict[str, dict[str, str]] = field(default_factory=dict)


def set_roles(target: "Target", payload: Facts, ground: "Ground") -> None:
    """Roles as they are from now on; a region that the baseline does not have is left out."""
    for role in payload["roles"]:
        region = role["region"] if role["region"] in ground.regions else None
        target.staffing.roles[role["key"]] = {**role, "region": region}


def remove_role(target: "Target", payload: Facts, ground: "Ground") -> None:
    """Whoever sat in the role has no seat."""
    staffing = target.staffing
    staffing.roles.pop(payload["role"], None)
    staffing.seats = {name: role for name, role in staffing.seats.items() if role != payload["role"]}


def seat(target: "Target", payload: Facts, ground: "Ground") -> None:
    """Positions go to a role, or lose their seat (None); a role that there is not seats nobody."""
    for key, occurrence, role in payload["seats"]:
        if role is None:
            target.staffing.seats.pop((key, occurrence), None)
        elif role in target.staffing.roles:
            target.staffing.seats[key, occurrence] = role


def set_metrics(target: "Target", payload: Facts, ground: "Ground") -> None:
    """The output metrics of the functions that are named."""
    target.staffing.metrics |= {int(code): metrics for code, metrics in payload["functions"].items()}


def set_duties(target: "Target", payload: Facts, ground: "Ground") -> None:
    """The letters of the processes that are named."""
    target.staffing.duties |= {process: dict(letters) for process, letters in payload["processes"].items()}


STAFFING: dict[str, Callable[["Target", Facts, "Ground"], None]] = {
    SET_ROLES: set_roles,
    REMOVE_ROLE: remove_role,
    SEAT: seat,
    SET_METRICS: set_metrics,
    SET_DUTIES: set_duties,
}
