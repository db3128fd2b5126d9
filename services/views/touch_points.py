"""Where service management processes meet projects: the matrix, and the form of a place."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse

from core.views.base import ActionView, Table, TablePage, seen_version
from services.actions import touch_points as actions
from services.office import touch_points as selectors
from services.office.reference import PHASES
from services.office.touch_points import Place
from services.touch_point_forms import TouchPointForm
from services.views.form_page import FormPage

HEADERS = ("Process", "Phase", "What happens", "Who sees to it", "From")


class TouchPoints(TablePage):
    """Processes by phases of a project."""

    template_name = "services/touch_points.html"
    section = "services"

    def table(self, wanted: str) -> Table:
        """Every touch point."""
        rows = selectors.touch_points(self.actor)
        return Table("Touch points", HEADERS, (_cells(one) for row in rows for one in row.places if one.text))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The matrix, and the same by phase."""
        rows = selectors.touch_points(self.actor)
        early, whole = selectors.early_share(rows)
        return super().get_context_data(
            rows=rows,
            phases=PHASES,
            by_phase=selectors.places_by_phase(rows),
            finding=selectors.touch_finding(rows),
            early=early,
            whole=whole,
            changed=sum(place.is_changed for row in rows for place in row.places),
            csv_url="?format=csv",
            **kwargs,
        )


class TouchPointPage(FormPage):
    """What happens at one place."""

    template_name = "services/touch_point.html"
    section = "services"

    @cached_property
    def place(self) -> Place:
        """The one of the address."""
        return selectors.touch_point(self.actor, self.kwargs["process"], self.kwargs["phase"])

    def form(self, *data: Any) -> Form:
        """What holds."""
        place = self.place
        holds = {"version": place.version, "text": place.text, "owner": place.owner}
        return TouchPointForm(data[0] if data else None, initial=holds)

    def save(self, form: Any) -> tuple[str, str]:
        """State it and go back to the matrix."""
        said, place = form.cleaned_data, self.place
        actions.state_touch_point(
            by=self.actor,
            process=place.process,
            phase=place.phase,
            version=seen_version(self.request),
            text=said["text"],
            owner=said["owner"],
        )
        return f"{place.process_name}, {place.phase_name}: saved.", _matrix(self.actor.organisation_slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With its process and phase."""
        return super().get_context_data(place=self.place, **kwargs)


class TouchPointReset(ActionView):
    """The default holds again."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Reset it and go back to the matrix."""
        named = {"process": kwargs["process"], "phase": kwargs["phase"]}
        place = actions.reset_touch_point(by=self.actor, version=seen_version(request), **named)
        messages.success(request, f"{place.process_name}, {place.phase_name}: the default holds again.")
        return _matrix(self.actor.organisation_slug)


def _matrix(slug: str) -> str:
    return reverse("touch-points", args=[slug])


def _cells(one: Place) -> list[str]:
    said = "organisation" if one.is_changed else "default"
    return [one.process_name, one.phase_name, one.text, one.owner, said]
