"""The service management office: what it has to do, what it drafts from, where it lies in the target."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from core.asked import one_of
from core.views.base import Page, Table, TablePage
from services.agreement_selectors import FUNCTION_NAMES
from services.agreement_template import TEMPLATE, TO_BE_NAMED, Draft
from services.calendar_texts import minutes_text
from services.office.work import BY_CODE, FAR_DAYS, NEAR_DAYS, Item, Urgency, WorkList, finding
from services.office.work_list import office_places, work_list
from services.views.today import today_of

HEADERS = ("Urgency", "Kind", "To do", "About", "Service", "What is wrong", "Owner or sponsor", "Day", "Address")
TEMPLATE_HEADERS = ("Kind", "Agreement", "Step", "With", "Time to own", "Time to resolve")
URGENCIES = {one.word: one for one in Urgency}
MOST_SHOWN = 100


class ManagementOffice(TablePage):
    """The work list; `?work=` shows one kind of work, `?urgency=` what is now, soon or later."""

    template_name = "services/office.html"
    section = "services"

    def table(self, wanted: str) -> Table:
        """The work list as it is narrowed, or the template of agreements."""
        if wanted == "template":
            return Table("Template of agreements", TEMPLATE_HEADERS, [list(_drafted(one).values()) for one in TEMPLATE])
        items = self._shown(work_list(self.actor, today_of(self.request)))
        return Table("Service management office", HEADERS, map(self._cells, items))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What there is to do, and what the office works with."""
        work, asked = work_list(self.actor, today_of(self.request)), self._asked()
        shown = self._shown(work)
        return super().get_context_data(
            work=work,
            counts=work.counts,
            finding=finding(work),
            rows=[(one, BY_CODE[one.kind], self._address(one)) for one in shown[:MOST_SHOWN]],
            left=max(len(shown) - MOST_SHOWN, 0),
            asked=asked,
            kinds=BY_CODE.values(),
            urgencies=URGENCIES,
            near_days=NEAR_DAYS,
            far_days=FAR_DAYS,
            template=map(_drafted, TEMPLATE),
            csv_url=f"?{urlencode(asked | {'format': 'csv'})}",
            **kwargs,
        )

    def _asked(self) -> dict[str, str]:
        return {
            "work": one_of(self.request.GET, "work", BY_CODE),
            "urgency": one_of(self.request.GET, "urgency", URGENCIES),
        }

    def _shown(self, work: WorkList) -> list[Item]:
        asked = self._asked()
        return [one for one in work.of(asked["work"]) if asked["urgency"] in ("", one.urgency.word)]

    def _address(self, item: Item) -> str:
        return reverse(item.place, args=[self.actor.organisation_slug, *item.keys])

    def _cells(self, one: Item) -> list[Any]:
        kind, address = BY_CODE[one.kind], self.request.build_absolute_uri(self._address(one))
        what = one.about, one.service, one.words, one.who, one.day
        return [one.urgency.word, kind.name, kind.task, *what, address]


class OfficePlace(Page):
    """A part of the office's page: where the office lies in the target."""

    template_name = "services/_office_place.html"
    section = "services"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As the briefs of scenarios say."""
        return super().get_context_data(places=office_places(self.actor), **kwargs)


def _drafted(draft: Draft) -> dict[str, Any]:
    """A line of the template in words."""
    return {
        "kind": draft.kind.upper(),
        "name": draft.title,
        "step": draft.step or "",
        "other": FUNCTION_NAMES[draft.function_code] if draft.function_code else TO_BE_NAMED,
        "own": minutes_text(draft.own),
        "resolve": minutes_text(draft.resolve),
    }
