"""The role delta sheet of a position: today's role, the target's, and what stays, goes and is new."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.models import OutputMetric, Role
from functions.people import People, Seated, Work
from functions.projection import SHARE_UNIT
from functions.seats import Staff
from functions.target_managers import Above
from towers.functions_reference import BY_CODE, Function
from towers.models import FTE_UNIT

MOST_NEW = 6  # activities of the target's function that a sheet names as new
MOST_HOLDERS = 3  # possible managers that a sheet names


@dataclass(frozen=True, slots=True)
class Part:
    """An activity with the share of it that comes to lie elsewhere, and where; `share` in 1/10,000."""

    name: str
    share: int
    where: str = ""

    @property
    def fraction(self) -> float:
        """The share as a fraction of one."""
        return self.share / SHARE_UNIT


@dataclass(frozen=True, slots=True)
class Sheet:
    """One position; `role` and `above` are None without a seat."""

    seated: Seated
    manager: Mapping[str, Any] | None
    role: Role | None
    above: Above | None
    managers: Sequence[Mapping[str, Any]]
    metrics: Sequence[OutputMetric]
    today: Sequence[Work]
    stays: Sequence[Part]
    goes: Sequence[Part]
    new: Sequence[str]

    @property
    def function(self) -> Function | None:
        """The target's function; None above all of them."""
        return BY_CODE[self.role.function_code] if self.role and self.role.function_code else None

    @property
    def more_managers(self) -> int:
        """Possible managers that are not named."""
        return max(len(self.above.holders) - MOST_HOLDERS, 0) if self.above else 0


def sheet_of(staff: Staff, position: int, metrics: Iterable[OutputMetric]) -> Sheet:
    """The sheet of one filled position of the scenario's baseline."""
    seated = staff.people.by_id[position]
    role = next((role for role in staff.roles if role.pk == seated.role), None)
    above = staff.managers().get(position)
    today = staff.people.efforts.of(seated.row)
    stays, goes = _divided(staff.people, seated, today, role)
    rows = {pk: one.row for pk, one in staff.people.by_id.items()}
    return Sheet(
        seated=seated,
        manager=rows.get(seated.manager or 0),
        role=role,
        above=above,
        managers=[rows[pk] for pk in above.holders[:MOST_HOLDERS]] if above else [],
        metrics=[metric for metric in metrics if role and metric.function_code == role.function_code],
        today=today,
        stays=stays,
        goes=goes,
        new=_new_work(staff.people, role, {one.activity for one in today}),
    )


def _divided(people: People, seated: Seated, today: Iterable[Work], role: Role | None) -> tuple[list[Part], list[Part]]:
    """What of today's work lies in the role's function, and what goes elsewhere; with no seat nothing is said."""
    if role is None or role.function_code is None:
        return [], []
    stays, goes = [], []
    for name, activity in _named(today):
        shares = people.placed.get((seated.row["team_id"], activity), {})
        if here := shares.get(role.function_code, 0):
            stays.append(Part(name, here))
        elsewhere = [BY_CODE[code].name for code in sorted(shares) if code != role.function_code]
        if rest := sum(shares.values()) - here:
            goes.append(Part(name, rest, " and ".join(elsewhere)))
    return stays, goes


def _named(today: Iterable[Work]) -> list[tuple[str, int]]:
    """Activities once each, whatever wordings they had."""
    return list({one.activity: (one.name, one.activity) for one in today}.values())


def _new_work(people: People, role: Role | None, known: set[int]) -> list[str]:
    """The largest work of teams in the role's function that this person does not do today."""
    if role is None or role.function_code is None:
        return []
    sums, names = defaultdict[int, float](float), dict[int, str]()
    for team, listed in people.efforts.of_team.items():
        for work in listed:
            share = people.placed.get((team, work.activity), {}).get(role.function_code, 0)
            if share and work.activity not in known:
                sums[work.activity] += work.fte * share / SHARE_UNIT
                names[work.activity] = work.name
    return [names[activity] for activity in sorted(sums, key=lambda pk: (-sums[pk], names[pk]))[:MOST_NEW]]


DELTA_HEADERS = [
    *("Reference", "Title", "Team", "Region", "Manager", "Persons", "FTE"),
    *("Function", "Role", "Level", "Role is hybrid", "What becomes of the manager", "Manager in the target"),
]


def delta_rows(staff: Staff) -> Iterable[list[Any]]:
    """A row per filled position, in the order of the keys."""
    roles, managers = {role.pk: role for role in staff.roles}, staff.managers()
    rows = {pk: one.row for pk, one in staff.people.by_id.items()}
    for pk, one in staff.people.by_id.items():
        row, role = one.row, roles.get(one.role or 0)
        today = rows.get(one.manager or 0)
        yield [
            *(row["key"], row["title"], row["team__name"] or "", row["region"], today["key"] if today else ""),
            *(row["heads"], row["fte"] / FTE_UNIT),
            *_target_cells(role, managers.get(pk), rows),
        ]


def _target_cells(role: Role | None, above: Above | None, rows: Mapping[int, Mapping[str, Any]]) -> list[str]:
    if role is None or above is None:
        return ["", "no seat", "", "", "", ""]
    function = BY_CODE[role.function_code].name if role.function_code else "above the functions"
    holders = [rows[pk]["key"] for pk in above.holders[:MOST_HOLDERS]]
    named = " or ".join([*holders, *(["others"] if len(above.holders) > MOST_HOLDERS else [])])
    hybrid = "yes" if role.is_hybrid else "no"
    return [function, str(role), role.get_level_display(), hybrid, str(above.lead), named]
