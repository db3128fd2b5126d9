"""The projects: the list with gaps and gates, one project with its six deliverables, corrections."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse

from core.asked import one_of
from core.figures import minor_per_unit
from core.views.base import ActionView, Page, Table, TablePage, seen_version
from functions.views.constraints import currency_of
from services import project_selectors as selectors
from services.actions.projects import add_project, edit_project, remove_project
from services.models import Project, ProjectDeliverable
from services.project_agreements import AgreementNote, agreement_doubts, agreement_notes
from services.project_forms import DeliverablesForm, NewProjectForm, ProjectForm, deliverables_initial
from services.project_selectors import ProjectRow
from services.project_statements import project_facts
from services.project_words import (
    budget_words,
    gate_of,
    project_finding,
    project_story,
    projects_file,
    projects_finding,
)
from services.views.form_page import FormOfPage
from services.views.today import today_of

SHOWN = {
    "": "All",
    "gaps": "Without a service",
    "red": "Gate red",
    "live-red": "Live with something missing",
    "changing": "Replacing or improving",
}


class ProjectList(TablePage):
    """All projects, the next to go live first; `?stage=`, `?show=` and `?q=` narrow the list."""

    template_name = "services/projects.html"
    section = "services"

    def table(self, wanted: str) -> Table:
        """The projects of the list."""
        rows = self._rows(selectors.project_rows(self.actor))
        return projects_file(rows, minor_per_unit(currency_of(self.request)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list, and what is missing in it."""
        every, asked, today = selectors.project_rows(self.actor), self._asked(), today_of(self.request)
        counts = selectors.project_counts(every)
        kept = {{"query": "q"}.get(name, name): value for name, value in asked.items() if value}
        rows = [(row, gate_of(row), row.days_to_live(today)) for row in self._rows(every)]
        return super().get_context_data(
            every=every,
            rows=rows,
            counts=counts,
            finding=projects_finding(counts, len(every)),
            asked=asked,
            stages=Project.Stage.choices,
            shown=[(code, label, urlencode(kept | {"show": code})) for code, label in SHOWN.items()],
            csv_query=f"?{urlencode(kept | {'format': 'csv'})}",
            **{"form": self._new_form() if self.actor.can_edit else None} | kwargs,
        )

    def _new_form(self, *data: Any) -> NewProjectForm:
        return NewProjectForm(*data, currency=currency_of(self.request))

    def _rows(self, every: list[ProjectRow]) -> list[ProjectRow]:
        return selectors.filtered_projects(every, **self._asked())

    def _asked(self) -> dict[str, str]:
        asked = self.request.GET
        return {
            "stage": one_of(asked, "stage", Project.Stage.values),
            "show": one_of(asked, "show", SHOWN),
            "query": asked.get("q", "").strip(),
        }


class ProjectAdd(FormOfPage, ProjectList):
    """A new project."""

    def form(self, *data: Any) -> Form:
        """What was sent."""
        return self._new_form(*data)

    def save(self, form: Any) -> tuple[str, str]:
        """Make it and show it."""
        project = add_project(by=self.actor, **form.cleaned_data)
        return f"{project.name} is there.", address_of(self.actor.organisation_slug, project)


class ProjectDetail(Page):
    """One project: its services, its gate, and the forms of both."""

    template_name = "services/project.html"
    section = "services"

    @cached_property
    def project(self) -> Project:
        """The one of the address."""
        return selectors.project_of(self.actor, self.kwargs["uid"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The project with what belongs to it; forms that come back stand in for those of its facts."""
        project, today = self.project, today_of(self.request)
        row = selectors.project_row(project)
        notes = agreement_notes(self.actor, row, today)
        forms = {"form": self._form(), "deliverables": self._deliverables()} if self.actor.can_edit else {}
        shown: dict[str, Any] = forms | kwargs
        return super().get_context_data(
            project=project,
            row=row,
            gate=gate_of(row),
            finding=project_finding(row, today),
            story=project_story(row, today),
            budgeted=budget_words(row, currency_of(self.request)),
            doubts=[*selectors.project_doubts(row, today), *agreement_doubts(row, notes)],
            lines=_lines(row, notes, shown.get("deliverables")),
            **shown,
        )

    def _form(self, *data: Any) -> ProjectForm:
        facts = project_facts(self.project) | {"version": self.project.version}
        return ProjectForm(*data, currency=currency_of(self.request), initial=facts)

    def _deliverables(self, *data: Any) -> DeliverablesForm:
        initial = deliverables_initial(project_facts(self.project)) | {"version": self.project.version}
        return DeliverablesForm(*data, currency=currency_of(self.request), initial=initial)


class ProjectEdit(FormOfPage, ProjectDetail):
    """Other facts about a project."""

    def form(self, *data: Any) -> Form:
        """What was sent."""
        return self._form(*data)

    def save(self, form: Any) -> tuple[str, str]:
        """Save and go back to the project."""
        edit_project(by=self.actor, project=self.project, **form.cleaned_data)
        return f"{self.project.name} is saved.", address_of(self.actor.organisation_slug, self.project)


class ProjectDeliverables(FormOfPage, ProjectDetail):
    """Where the six deliverables of a project stand."""

    def form(self, *data: Any) -> Form:
        """What was sent."""
        return self._deliverables(*data)

    def save(self, form: Any) -> tuple[str, str]:
        """Save and go back to the gate."""
        version = form.cleaned_data["version"]
        edit_project(by=self.actor, project=self.project, version=version, deliverables=form.stated())
        address = address_of(self.actor.organisation_slug, self.project) + "#gate"
        return f"The deliverables of {self.project.name} are saved.", address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page with its own form of the project, and the table as it was typed."""
        refused = kwargs.pop("form")
        return super().get_context_data(form=self._form(), deliverables=refused, **kwargs)


class ProjectRemove(ActionView):
    """Out of the list, as if it had never been there."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Remove it and show the others."""
        project = selectors.project_of(self.actor, kwargs["uid"])
        remove_project(by=self.actor, project=project, version=seen_version(request))
        messages.success(request, f"{project.name} is out of the list.")
        return reverse("service-projects", args=[self.actor.organisation_slug])


def address_of(slug: str, project: Project) -> str:
    """The page of a project."""
    return reverse("service-project", args=[slug, project.uid])


def _lines(
    row: ProjectRow, notes: dict[str, list[AgreementNote]], form: DeliverablesForm | None
) -> list[dict[str, Any]]:
    """A line for each deliverable, with its fields where it can be changed."""
    fields = dict(form.rows()) if form else {}
    return [_line(one, notes.get(one.kind, []), fields.get(one.kind), row) for one in row.deliverables]


def _line(one: ProjectDeliverable, notes: list[AgreementNote], fields: Any, row: ProjectRow) -> dict[str, Any]:
    return {"deliverable": one, "is_missing": one.kind in row.missing, "notes": notes, "fields": fields}
