"""The people of a scenario: chosen and placed by hand, and what placing by rule would do."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator

from functions.people import Seated
from functions.role_selectors import seated_by_rule
from functions.seating import Why
from functions.seats import role_rows
from functions.views.staff import PER_PAGE, StaffPage
from towers.functions_reference import BY_CODE

SHOWN: dict[str, tuple[str, Callable[[Seated], bool]]] = {
    "surplus": ("without a seat", lambda one: one.role is None),
    "split": ("work is split", lambda one: one.person.is_split),
    "seated": ("with a seat", lambda one: one.role is not None),
    "all": ("everybody", lambda one: True),
}


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
