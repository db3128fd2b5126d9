"""Reads about seats: filled, open and surplus, people whose work is split, and who gets a new manager."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.actor import Actor
from functions.models import OutputMetric, Role, Scenario
from functions.people import People, Seated, people_of
from functions.role_selectors import roles_of
from functions.seating import OVERALL
from functions.target_managers import Above, Lead, RoleFacts, above, roles_above
from towers.functions_reference import FUNCTIONS, Function

NO_REGION = "no region"
ANY_REGION = "all regions"


@dataclass(frozen=True, slots=True)
class Seats:
    """Planned persons, how many of them are there, and people without a seat."""

    planned: int = 0
    filled: int = 0
    open: int = 0
    over: int = 0
    surplus: int = 0

    def __add__(self, other: "Seats") -> "Seats":
        return Seats(
            self.planned + other.planned,
            self.filled + other.filled,
            self.open + other.open,
            self.over + other.over,
            self.surplus + other.surplus,
        )


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role with its seats."""

    role: Role
    seats: Seats


@dataclass(slots=True)
class FunctionRows:
    """A function (None: above all of them) with its roles and output metrics."""

    function: Function | None
    roles: list[RoleRow] = field(default_factory=list)
    metrics: list[OutputMetric] = field(default_factory=list)
    surplus: int = 0

    @property
    def seats(self) -> Seats:
        """Of all its roles, and people without a seat most of whose work lies here."""
        return sum((row.seats for row in self.roles), Seats(surplus=self.surplus))


@dataclass(frozen=True, slots=True)
class NewManagers:
    """Persons by what becomes of their manager; `unseated` have no seat yet, so that nobody can say."""

    kept: int
    new: int
    open: int
    top: int
    unseated: int


@dataclass(frozen=True, slots=True)
class Staff:
    """The people and roles of a scenario, read once."""

    people: People
    roles: Sequence[Role]

    def managers(self) -> dict[int, Above]:
        """Who leads each person with a seat."""
        facts = {role.pk: RoleFacts(role.pk, role.function_code, role.level, role.region_id) for role in self.roles}
        holders, seated = self.people.of_role(), [one for one in self.people.by_id.values() if one.role is not None]
        places = {(one.role, one.person.region) for one in seated if one.role is not None}
        leading = {(role, region): roles_above(facts[role], region, facts.values()) for role, region in places}
        return {
            one.person.id: above(facts[one.role], one.manager, leading[one.role, one.person.region], holders)
            for one in seated
            if one.role is not None
        }

    def unseated(self) -> list[Seated]:
        """People without a seat."""
        return [one for one in self.people.by_id.values() if one.role is None]

    def split(self) -> list[Seated]:
        """People of whose work no function holds the majority."""
        return [one for one in self.people.by_id.values() if one.person.is_split]


def staff_of(actor: Actor, scenario: Scenario) -> Staff:
    """People and roles; six queries."""
    return Staff(people_of(scenario), list(roles_of(actor, scenario)))


def role_rows(staff: Staff) -> list[RoleRow]:
    """Every role with its seats."""
    filled = staff.people.heads_by_role()
    return [RoleRow(role, _seats(role.seats, filled.get(role.pk, 0))) for role in staff.roles]


def function_rows(staff: Staff, metrics: Iterable[OutputMetric]) -> list[FunctionRows]:
    """What stands above the functions, then the ten."""
    blocks = {code: FunctionRows(function) for code, function in _functions().items()}
    for row in role_rows(staff):
        blocks[row.role.function_code].roles.append(row)
    for metric in metrics:
        blocks[metric.function_code].metrics.append(metric)
    for one in staff.unseated():
        if one.person.home is not None:
            blocks[one.person.home].surplus += one.person.heads
    return list(blocks.values())


def region_rows(staff: Staff) -> dict[str, Seats]:
    """Seats by the region of the role, people without a seat by their own; by name."""
    found = defaultdict[str, Seats](Seats)
    for row in role_rows(staff):
        found[row.role.region.name if row.role.region else ANY_REGION] += row.seats
    for one in staff.unseated():
        found[one.row["region"] or NO_REGION] += Seats(surplus=one.person.heads)
    return dict(sorted(found.items()))


def overall_leaders(rows: Iterable[RoleRow]) -> tuple[int, int]:
    """Planned seats of overall leaders, and how many are filled; one of each is one leader for all technology."""
    tops = [row.seats for row in rows if row.role.level == OVERALL]
    return sum(seats.planned for seats in tops), sum(seats.filled for seats in tops)


def new_manager_count(actor: Actor, scenario: Scenario) -> NewManagers:
    """How many persons keep their manager, get a new one, or have nobody named yet; six queries."""
    return managers_counted(staff_of(actor, scenario))


def managers_counted(staff: Staff) -> NewManagers:
    """Persons by what becomes of their manager."""
    managers, counts = staff.managers(), Counter[Lead | None]()
    for pk, one in staff.people.by_id.items():
        counts[managers[pk].lead if pk in managers else None] += one.person.heads
    return NewManagers(counts[Lead.KEPT], counts[Lead.NEW], counts[Lead.OPEN], counts[Lead.TOP], counts[None])


def _functions() -> Mapping[int | None, Function | None]:
    return {None: None} | {function.code: function for function in FUNCTIONS}


def _seats(planned: int, filled: int) -> Seats:
    return Seats(planned, filled, max(planned - filled, 0), max(filled - planned, 0))
