"""Business calendars: the list, and one with its hours and holidays."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse

from core.views.base import ActionView, Page, seen_version
from services import agreement_selectors as selectors
from services.actions import calendars as actions
from services.agreement_forms import CalendarForm, calendar_initial
from services.calendar_texts import DAYS, spans_text
from services.clock_selectors import uses_of
from services.models import BusinessCalendar
from services.views.form_page import FormPage


def week_words(calendar: BusinessCalendar) -> str:
    """The hours of a week, days alike together.

    Monday to Friday 09:00-17:00; Saturday 09:00-12:00.
    """
    if calendar.timed().works_all_week:
        return "round the clock"
    texts = [spans_text(calendar.spans.get(str(day), ())) for day in range(7)]
    parts, first = [], 0
    for day in range(1, 8):
        if day == 7 or texts[day] != texts[first]:
            days = DAYS[first] if first == day - 1 else f"{DAYS[first]} to {DAYS[day - 1]}"
            parts += [f"{days} {texts[first]}"] if texts[first] else []
            first = day
    return "; ".join(parts)


class CalendarList(Page):
    """All calendars, and who works by which."""

    template_name = "services/calendars.html"
    section = "agreements"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By name, with their week in words; and who works by them."""
        rows = [(calendar, week_words(calendar)) for calendar in selectors.calendars_of(self.actor)]
        return super().get_context_data(rows=rows, uses=uses_of(self.actor), **kwargs)


class CalendarNew(FormPage):
    """A calendar that is to be."""

    template_name = "services/calendar.html"
    section = "agreements"

    def form(self, *data: Any) -> Form:
        """Office hours as a start."""
        office = {f"day_{day}": "08:00-17:00" for day in range(5)}
        return CalendarForm(*data, initial=office | {"time_zone": _own_zone(self.request)})

    def save(self, form: Any) -> tuple[str, str]:
        """Make it."""
        made = actions.add_calendar(by=self.actor, hours=form.hours())
        return f"“{made.name}” can be used by agreements now.", self.back()

    def back(self) -> str:
        """The list."""
        return reverse("calendars", args=[self.actor.organisation_slug])


class CalendarDetail(CalendarNew):
    """A calendar with its hours."""

    @cached_property
    def calendar(self) -> BusinessCalendar:
        """The one of the address."""
        return selectors.calendar_of(self.actor, self.kwargs["uid"])

    def form(self, *data: Any) -> Form:
        """What it says."""
        return CalendarForm(*data, initial=calendar_initial(self.calendar))

    def save(self, form: Any) -> tuple[str, str]:
        """Change it."""
        version = seen_version(self.request)
        changed = actions.change_calendar(by=self.actor, calendar=self.calendar, version=version, hours=form.hours())
        return f"“{changed.name}” is saved; every agreement on it and whoever works by it follow.", self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the calendar itself."""
        return super().get_context_data(calendar=self.calendar, **kwargs)


class CalendarRemove(ActionView):
    """A calendar goes."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Unless an agreement or a log runs on it, or somebody works by it."""
        calendar = selectors.calendar_of(self.actor, kwargs["uid"])
        actions.remove_calendar(by=self.actor, calendar=calendar, version=seen_version(request))
        messages.success(request, f"“{calendar.name}” is removed.")
        return reverse("calendars", args=[self.actor.organisation_slug])


def _own_zone(request: HttpRequest) -> str:
    return str(request.membership.organisation.time_zone)  # type: ignore[attr-defined]
