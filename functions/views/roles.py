"""The roles of a scenario: the overview, one role, and the role delta sheet of a position."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404

from core.figures import integer, plural
from core.views.base import Table
from functions.board_answers import can_move
from functions.role_forms import ABOVE, RoleStatement
from functions.role_sheets import DELTA_HEADERS, delta_rows, sheet_of
from functions.seats import (
    Seats,
    function_rows,
    managers_counted,
    overall_leaders,
    region_rows,
    role_rows,
)
from functions.views.staff import PER_PAGE, StaffPage
from towers.functions_reference import BY_CODE


class ScenarioRoles(StaffPage):
    """The ten functions with their roles, seats and output metrics, and what is not decided yet."""

    template_name = "functions/roles.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Functions, regions, conflicts, managers."""
        blocks = function_rows(self.staff, self.scenario.output_metrics.all())
        rows = role_rows(self.staff)
        people = [one.person for one in self.staff.people.by_id.values()]
        without = self.staff.unseated()
        total = sum((row.seats for row in rows), Seats(surplus=sum(one.person.heads for one in without)))
        planned, filled = overall_leaders(rows)
        return super().get_context_data(
            blocks=blocks,
            rows=rows,
            total=total,
            heading=_heading(total, has_roles=bool(rows)),
            regions=region_rows(self.staff),
            managers=managers_counted(self.staff),
            people=sum(person.heads for person in people),
            split=sum(one.person.heads for one in self.staff.split()),
            torn=sum(one.person.heads for one in self.staff.split() if one.role is None),
            no_work_note=_no_work_note(sum(one.person.heads for one in without if one.person.home is None)),
            hybrid=sum(row.role.is_hybrid for row in rows),
            leader=_leader_words(planned, filled),
            is_one_leader=planned == 1,
            without_metric=[block.function for block in blocks if block.function and not block.metrics],
            form=self._form() if can_move(self.actor, self.scenario) else None,
            **kwargs,
        )

    def _form(self) -> RoleStatement:
        return RoleStatement(initial={"version": self.scenario.version}, regions=self.staff.people.regions)

    def table(self, wanted: str) -> Table:
        """The role delta of every filled position."""
        return Table(f"{self.scenario.name} role deltas", DELTA_HEADERS, delta_rows(self.staff))


def _heading(total: Seats, has_roles: bool) -> str:
    """The finding in words.

    >>> _heading(Seats(10, 7, 3, 0, 2), True)
    '7 of 10 seats are filled; 2 people have no seat'
    """
    if not has_roles:
        return "No role yet: let roles be proposed from what is placed"
    rest = plural(total.surplus, "person has no seat", "people have no seat") if total.surplus else "everybody has one"
    over = f", {integer(total.over)} beyond the plan" if total.over else ""
    return f"{integer(total.filled - total.over)} of {integer(total.planned)} seats are filled{over}; {rest}"


def _no_work_note(persons: int) -> str:
    """How many of those without a seat cannot be placed by their work."""
    return f"nothing of the work of {integer(persons)} is placed" if persons else "in filled positions"


def _leader_words(planned: int, filled: int) -> str:
    """Whether one person answers for all technology."""
    if planned != 1:
        return f"{plural(planned, 'overall leader')}, not one" if planned else "Nobody answers for all technology"
    return "One overall leader, named" if filled else "One overall leader, not named yet"


class ScenarioRole(StaffPage):
    """One role: what it is, who sits in it."""

    template_name = "functions/role.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, holders and the form."""
        role = next((role for role in self.staff.roles if role.key == kwargs["role"]), None)
        if role is None:
            raise Http404("This scenario has no such role.")
        stated = {name: getattr(role, name) for name in RoleStatement.base_fields if hasattr(role, name)}
        initial = stated | {
            "version": self.scenario.version,
            "function": role.function_code or ABOVE,
            "region": role.region.uid if role.region else "",
        }
        kwargs["role"] = role
        holders = [one for one in self.staff.people.by_id.values() if one.role == role.pk]
        return super().get_context_data(
            row=next(row for row in role_rows(self.staff) if row.role.pk == role.pk),
            function=BY_CODE.get(role.function_code or 0),
            page=Paginator(holders, PER_PAGE).get_page(self.request.GET.get("page")),
            form=RoleStatement(initial=initial, regions=self.staff.people.regions),
            **kwargs,
        )


class RoleSheet(StaffPage):
    """The role delta sheet of one position."""

    template_name = "functions/role_sheet.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Today and the target side by side."""
        position = next(
            (pk for pk, one in self.staff.people.by_id.items() if one.row["uid"] == kwargs["position"]), None
        )
        if position is None:
            raise Http404("The scenario's baseline has no such filled position.")
        sheet = sheet_of(self.staff, position, self.scenario.output_metrics.all())
        return super().get_context_data(sheet=sheet, row=sheet.seated.row, **kwargs)
