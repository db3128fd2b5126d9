"""Who works by which calendar: state it, change it, take it back."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse

from core.views.base import ActionView, seen_version
from services import clock_selectors as selectors
from services.actions import calendar_uses as actions
from services.agreement_selectors import calendars_of
from services.calendar_use_forms import CalendarUseForm, NewCalendarUseForm
from services.models import CalendarUse
from services.views.form_page import FormPage


class CalendarUseNew(FormPage):
    """A region or a team that is to work by a calendar."""

    template_name = "services/calendar_use.html"
    section = "agreements"

    def form(self, *data: Any) -> Form:
        """Those that have none of their own yet."""
        regions, teams = selectors.regions_without(self.actor), selectors.teams_without(self.actor)
        return NewCalendarUseForm(*data, calendars=calendars_of(self.actor), regions=regions, teams=teams)

    def save(self, form: Any) -> tuple[str, str]:
        """State it."""
        said = form.cleaned_data
        made = actions.add_calendar_use(
            by=self.actor, calendar=said["calendar"], region=said["region"], team=said["team"]
        )
        return f"“{made.who}” works by “{made.calendar.name}” from now on.", self.back()

    def back(self) -> str:
        """The calendars."""
        return reverse("calendars", args=[self.actor.organisation_slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With whether there is a calendar to choose."""
        return super().get_context_data(has_calendar=calendars_of(self.actor).exists(), **kwargs)


class CalendarUseDetail(CalendarUseNew):
    """Another calendar for a region or a team."""

    @cached_property
    def use(self) -> CalendarUse:
        """The one of the address."""
        return selectors.use_of(self.actor, self.kwargs["uid"])

    def form(self, *data: Any) -> Form:
        """The calendar that holds."""
        initial = {"version": self.use.version, "calendar": self.use.calendar.uid}
        return CalendarUseForm(*data, initial=initial, calendars=calendars_of(self.actor))

    def save(self, form: Any) -> tuple[str, str]:
        """Change it."""
        version, calendar = seen_version(self.request), form.cleaned_data["calendar"]
        use = actions.change_calendar_use(by=self.actor, use=self.use, version=version, calendar=calendar)
        return f"“{use.who}” works by “{use.calendar.name}” from now on.", self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With who it is."""
        return super().get_context_data(use=self.use, **kwargs)


class CalendarUseRemove(ActionView):
    """A region or team has no calendar of its own any more."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Take it back."""
        use = selectors.use_of(self.actor, kwargs["uid"])
        actions.remove_calendar_use(by=self.actor, use=use, version=seen_version(request))
        messages.success(request, f"“{use.who}” has no calendar of its own any more.")
        return reverse("calendars", args=[self.actor.organisation_slug])
