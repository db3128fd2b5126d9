"""The roles and output metrics that a target is proposed with, and how many seats follow from what is placed.

The library is functions/reference/roles.toml.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from functions.seating import HEAD, LEAD, MANAGER, OVERALL, STAFF, whole_parts

PATH = Path(__file__).parent / "reference" / "roles.toml"
LEVELS = {"staff": STAFF, "lead": LEAD, "manager": MANAGER, "head": HEAD, "overall": OVERALL}

Volumes = Mapping[tuple[int, int | None], float]  # FTE by function and region; None: for all regions


@dataclass(frozen=True, slots=True)
class LibraryRole:
    """A role of the library; `parts` say how the staff of a function divide, `seats` are fixed where given."""

    name: str
    level: int
    responsibilities: str
    function: int | None = None
    is_hybrid: bool = False
    conventional_skills: str = ""
    digital_skills: str = ""
    parts: int = 1
    seats: int | None = None

    def facts(self, function: int | None, region: int | None, seats: int, order: int) -> dict[str, Any]:
        """As a step states a role."""
        return {
            "key": str(uuid4()),
            "function": function,
            "name": self.name,
            "level": self.level,
            "responsibilities": self.responsibilities,
            "is_hybrid": self.is_hybrid,
            "conventional_skills": self.conventional_skills,
            "digital_skills": self.digital_skills,
            "region": region,
            "seats": seats,
            "order": order,
        }


@dataclass(frozen=True, slots=True)
class Library:
    """Roles in their order, the manager between leads and head, staff per lead by function, output metrics."""

    roles: tuple[LibraryRole, ...]
    manager: LibraryRole
    spans: Mapping[int, int]
    upper: int
    metrics: Mapping[int, list[dict[str, str]]]


@cache
def library() -> Library:
    """The library as it is shipped."""
    read = tomllib.loads(PATH.read_text("utf-8"))
    roles = tuple(LibraryRole(**{**role, "level": LEVELS[role["level"]]}) for role in read["roles"])
    metrics: dict[int, list[dict[str, str]]] = {}
    for metric in read["metrics"]:
        facts = {name: value for name, value in metric.items() if name != "function"}
        metrics.setdefault(metric["function"], []).append(facts)
    spans = {int(code): span for code, span in read["spans"].items()}
    return Library(roles, LibraryRole(level=MANAGER, **read["manager"]), spans, read["upper"], metrics)


def proposed_roles(volumes: Volumes, spans: Mapping[int, int]) -> list[dict[str, Any]]:
    """Roles for the effort that is placed, as a step states them; a function without effort gets none.

    `spans`: staff per lead that the scenario states by function; the library's where it states none.

    Staff: the FTE of function and region, rounded to whole persons, divided by the parts of the library. Leads:
    ceil(staff / span) in each region, none where one head leads all of the function. Managers: ceil(leads / 8) where
    there are more leads than 8. One head, and one overall leader.

    >>> [(role["name"], role["seats"]) for role in proposed_roles({(9, None): 25.2}, {})][1:]
    [('Head of facility operations', 1), ('Data centre lead', 3), ('Data centre technician', 25)]
    """
    codes = {code for (code, _), fte in volumes.items() if round(fte) > 0}
    found = [role.facts(None, None, 1, 0) for role in library().roles if role.function is None and codes]
    for code in sorted(codes):
        staff = {region: round(fte) for (of, region), fte in volumes.items() if of == code and round(fte) > 0}
        found += _of_function(code, staff, spans.get(code, library().spans[code]))
    return found


def _of_function(code: int, staff: Mapping[int | None, int], span: int) -> list[dict[str, Any]]:
    shelf = [role for role in library().roles if role.function == code]
    is_led = sum(staff.values()) > span
    leads = {region: math.ceil(count / span) for region, count in staff.items()} if is_led else {}
    managers = math.ceil(sum(leads.values()) / library().upper) if sum(leads.values()) > library().upper else 0
    found = [role.facts(code, None, 1, at) for at, role in enumerate(shelf) if role.level == HEAD]
    found += [role.facts(code, None, role.seats, at) for at, role in enumerate(shelf) if role.seats]
    if managers:
        found.append(library().manager.facts(code, None, managers, len(shelf)))
    for at, role in enumerate(shelf):
        if role.level == LEAD:
            found += [role.facts(code, region, count, at) for region, count in leads.items()]
    return found + _staff_roles(code, shelf, staff)


def _staff_roles(code: int, shelf: list[LibraryRole], staff: Mapping[int | None, int]) -> list[dict[str, Any]]:
    roles = [(at, role) for at, role in enumerate(shelf) if role.level == STAFF]
    found = []
    for region, count in staff.items():
        seats = whole_parts(count, [role.parts for _, role in roles])
        found += [role.facts(code, region, part, at) for (at, role), part in zip(roles, seats, strict=True) if part]
    return found
