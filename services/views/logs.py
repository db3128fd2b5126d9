"""The list of ticket logs, one log with its groups, one ticket with its path."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from core.figures import plural
from core.forms import cleaned
from core.views.base import ActionView, Page, Table, TablePage, seen_version
from services import selectors
from services.actions.groups import edit_group, make_teams_of_groups, mark_of
from services.actions.logs import edit_log
from services.actions.statuses import edit_statuses
from services.facts import log_facts
from services.forms import GroupForm, LogForm, StatusesForm, TeamsForm
from services.log_regions import split_regions
from services.log_statuses import StatusRow, status_rows
from services.log_summary import log_summary
from services.models import Group, TicketLog
from services.ticket_search import tickets_like
from services.views.form_page import FormOfPage

GROUPS_PER_PAGE = 100
MOST_LETTERS = 200


class LogList(Page):
    """All ticket logs."""

    template_name = "services/logs.html"
    section = "ticket-logs"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Newest first."""
        return super().get_context_data(rows=selectors.log_list(self.actor), **kwargs)


class LogDetail(TablePage):
    """One log: what came in, and its groups with level and team."""

    template_name = "services/log.html"
    section = "ticket-logs"
    tickets: Sequence[str] = ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page; the ticket itself where `?ticket=` is its number."""
        text = self.ticket
        self.tickets = tickets_like(self.actor, selectors.log_of(self.actor, kwargs["uid"]), text) if text else []
        if self.tickets != [text]:
            return super().get(request, *args, **kwargs)
        address = reverse("ticket", args=[self.actor.organisation_slug, kwargs["uid"]])
        return HttpResponseRedirect(f"{address}?{urlencode({'key': text})}")

    @property
    def ticket(self) -> str:
        """The number that is looked for, or its beginning."""
        return self.request.GET.get("ticket", "").strip()[:MOST_LETTERS]

    def table(self, wanted: str) -> Table:
        """The groups."""
        log = selectors.log_of(self.actor, self.kwargs["uid"])
        query = self.request.GET.get("q", "").strip()
        headers = ["Group", "Level", "Level as written", "Team", "Region", "Machine", "Events"]
        rows = ((r["group"], r["events"]) for r in selectors.group_list(log, log_facts(log.pk), query))
        cells = (
            [g.name, g.level or None, g.level_label, g.team.name if g.team else None, g.region_name, _yes(g), events]
            for g, events in rows
        )
        return Table(f"{log.name} groups", headers, cells)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The log's facts and a page of its groups, filtered by a part of the name."""
        log = selectors.log_of(self.actor, kwargs["uid"])
        query = self.request.GET.get("q", "").strip()
        facts = log_facts(log.pk)
        every = selectors.group_list(log, facts)
        groups = selectors.named_like(every, query)
        segments = selectors.log_segments(log)
        statuses = status_rows(log, segments)
        drafts = selectors.open_baselines(self.actor) if self.actor.can_edit else None
        return super().get_context_data(
            row=selectors.log_row(log, facts),
            unanswered=log_summary(facts).unanswered([row["group"] for row in every], segments),
            reopened=log_summary(facts).reopened,
            machines=selectors.machines_of(facts),
            calendar=log.calendar,
            segments=segments,
            split_regions=split_regions(segments),
            statuses=statuses,
            status_form=self._status_form(log, statuses),
            ticket=self.ticket,
            tickets=self.tickets,
            query=query,
            page=Paginator(groups, GROUPS_PER_PAGE).get_page(self.request.GET.get("page")),
            without_team=sum(row["group"].team_id is None for row in groups),
            without_level=sum(row["group"].level == 0 for row in groups),
            teams_form=TeamsForm(baselines=drafts) if drafts else None,
            **{"form": self._log_form(log)} | kwargs,
        )

    def _log_form(self, log: TicketLog) -> LogForm | None:
        if not self.actor.can_edit:
            return None
        calendar = str(log.calendar.uid) if log.calendar else None
        initial = {"version": log.version, "calendar": calendar, "system_rule": log.system_rule}
        return LogForm(initial=initial, calendars=selectors.calendars_of(self.actor))

    def _status_form(self, log: TicketLog, rows: list[StatusRow]) -> list[tuple[StatusRow, BoundField]] | None:
        return StatusesForm(rows=rows).shown(rows) if self.actor.can_edit and rows else None


class LogEdit(FormOfPage, LogDetail):
    """Other working hours, or another rule of machines."""

    def form(self, *data: Any) -> Form:
        """What was sent."""
        return LogForm(*data, calendars=selectors.calendars_of(self.actor))

    def save(self, form: Any) -> tuple[str, str]:
        """Save and go back to the log."""
        log = selectors.log_of(self.actor, self.kwargs["uid"])
        edit_log(by=self.actor, log=log, **form.cleaned_data)
        address = reverse("ticket-log", args=[self.actor.organisation_slug, log.uid])
        return f"{log.name} is saved. Results of before are shown as stale.", address


class LogStatuses(ActionView):
    """Other classes for the statuses of a log."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Save and go back to the log."""
        log = selectors.log_of(self.actor, kwargs["uid"])
        version = seen_version(request)
        form = StatusesForm(request.POST, rows=status_rows(log, selectors.log_segments(log)))
        cleaned(form)
        edit_statuses(by=self.actor, log=log, version=version, classes=form.classes())
        messages.success(request, f"The classes of {log.name} are saved. Results of before are shown as stale.")
        return reverse("ticket-log", args=[self.actor.organisation_slug, log.uid])


class GroupDetail(Page):
    """One group of a log, to be corrected."""

    template_name = "services/group.html"
    section = "ticket-logs"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The group and its form."""
        log = selectors.log_of(self.actor, kwargs["uid"])
        group = selectors.group_of(self.actor, log, kwargs["group"])
        initial = {"version": group.version, "level": group.level, "team": group.team, "mark": mark_of(group)}
        teams = selectors.teams_of(self.actor)
        form = GroupForm(initial=initial, teams=teams) if self.actor.can_edit else None
        return super().get_context_data(log=log, found=group, **{"form": form} | kwargs)


class GroupEdit(FormOfPage, GroupDetail):
    """Another level or team for a group."""

    def form(self, *data: Any) -> Form:
        """What was sent."""
        return GroupForm(*data, teams=selectors.teams_of(self.actor))

    def save(self, form: Any) -> tuple[str, str]:
        """Save and go back to the log."""
        log, said = selectors.log_of(self.actor, self.kwargs["uid"]), form.cleaned_data
        group = selectors.group_of(self.actor, log, self.kwargs["group"])
        edit_group(by=self.actor, group=group, **said | {"mark": said["mark"] or None})
        address = reverse("ticket-log", args=[self.actor.organisation_slug, log.uid])
        return f"{group.name} is saved. Results of before are shown as stale.", address


class TeamsOfGroups(ActionView):
    """Teams for all groups that have none."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make or link them and go back to the log."""
        log = selectors.log_of(self.actor, kwargs["uid"])
        data = cleaned(TeamsForm(request.POST, baselines=selectors.open_baselines(self.actor)))
        counts = make_teams_of_groups(by=self.actor, log=log, baseline=data["baseline"])
        linked = plural(
            counts["known"], "group was linked to the team of its name", "groups were linked to their teams"
        )
        became = plural(counts["new"], "became a new team", "became new teams")
        messages.success(request, f"{linked}, {became}.")
        return reverse("ticket-log", args=[self.actor.organisation_slug, log.uid])


def _yes(group: Group) -> str:
    return "yes" if group.is_system else "no"
