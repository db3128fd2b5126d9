"""Roles of a scenario: the overview, one role, the people, and the role delta sheet of a position."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.functional import cached_property

from core.figures import integer, plural
from core.views.base import Table, TablePage
from functions.board_answers import can_move
from functions.models import Scenario
from functions.people import Seated
from functions.role_forms import ABOVE, RoleStatement
from functions.role_selectors import seated_by_rule
from functions.role_sheets import DELTA_HEADERS, delta_rows, sheet_of
from functions.seating import Why
from functions.seats import (
    Seats,
    Staff,
    function_rows,
    managers_counted,
    overall_leaders,
    region_rows,
    role_rows,
    staff_of,
)
from functions.selectors import scenario_of
from towers.functions_reference import BY_CODE

PER_PAGE = 100
SHOWN: dict[str, tuple[str, Callable[[Seated], bool]]] = {
    "surplus": ("without a seat", lambda one: one.role is None),
    "split": ("work is split", lambda one: one.person.is_split),
    "seated": ("with a seat", lambda one: one.role is not None),
    "all": ("everybody", lambda one: True),
}


class StaffPage(TablePage):
    """A page about the roles and people of a scenario."""

    section = "scenarios"

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that the address names."""
        return scenario_of(self.actor, self.kwargs["uid"])

    @cached_property
    def staff(self) -> Staff:
        """Its people and roles."""
        return staff_of(self.actor, self.scenario)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Scenario, and whether this actor may change it now."""
        can_change = can_move(self.actor, self.scenario)
        return super().get_context_data(scenario=self.scenario, can_change=can_change, **kwargs)


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


class ScenarioPeople(StaffPage):
    """People to choose from: without a seat, split, or all; with a form that places the chosen ones."""

    template_name = "functions/role_people.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of people."""
        asked, query = self.request.GET.get("show", ""), self.request.GET.get("q", "").strip()
        show = asked if asked in SHOWN else "surplus"
        every = list(self.staff.people.by_id.values())
        found = [one for one in every if SHOWN[show][1](one) and _is_meant(one, query)]
        page: Any = Paginator(found, PER_PAGE).get_page(self.request.GET.get("page"))
        _, why = seated_by_rule(self.staff.people, self.staff.roles, is_anew=False)
        roles = {role.pk: role for role in self.staff.roles}
        page.object_list = [_line(one, roles.get(one.role or 0), why) for one in page.object_list]
        return super().get_context_data(
            page=page,
            found=sum(one.person.heads for one in found),
            show=show,
            query=query,
            kept=f"show={show}&q={query}&",
            choices=[
                (code, words, sum(one.person.heads for one in every if is_shown(one)))
                for code, (words, is_shown) in SHOWN.items()
            ],
            rows=role_rows(self.staff),
            **kwargs,
        )


def _is_meant(one: Seated, query: str) -> bool:
    texts = (one.row["title"], one.row["key"], one.row["team__name"] or "", one.row["region"])
    return query.casefold() in " ".join(texts).casefold()


def _line(one: Seated, role: Any, why: dict[int, Why]) -> dict[str, Any]:
    shares = sorted(one.person.shares.items(), key=lambda item: (-item[1], item[0]))
    named = [(BY_CODE[code].name, share) for code, share in shares[:2]]
    return {"one": one, "role": role, "shares": named, "why": why.get(one.person.id, "")}


class ScenarioSeatRule(StaffPage):
    """What placing by rule would do, before it is done."""

    template_name = "functions/role_rule.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Seats by role before and after, and who would be left."""
        is_anew = self.request.GET.get("show") == "anew"
        found, why = seated_by_rule(self.staff.people, self.staff.roles, is_anew)
        by_id = self.staff.people.by_id
        before = self.staff.people.heads_by_role()
        after = {} if is_anew else dict(before)
        keys = {str(role.key): role.pk for role in self.staff.roles}
        for pk, key in found.items():
            after[keys[key]] = after.get(keys[key], 0) + by_id[pk].person.heads
        left = {reason: sum(by_id[pk].person.heads for pk, one in why.items() if one is reason) for reason in Why}
        placed = sum(by_id[pk].person.heads for pk in found)
        return super().get_context_data(
            is_anew=is_anew,
            lines=[(role, before.get(role.pk, 0), after.get(role.pk, 0)) for role in self.staff.roles],
            placed=placed,
            left={reason: count for reason, count in left.items() if count},
            unseated=sum(left.values()),
            split=sum(by_id[pk].person.heads for pk in found if by_id[pk].person.is_split),
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
