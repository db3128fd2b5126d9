"""Tickets by complexity and physical touch: shares, the rules behind them, and the audit of samples."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse

from core.figures import integer, percent, plural
from core.views.base import ActionView, Table, seen_version
from metrics.computations.segments import ASPECTS
from metrics.models import SegmentAudit
from metrics.segment_actions import judge_segment
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.question_ground import Asked, ground_of
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.segment_tickets import HEADERS, segmented_rows, segmented_tickets
from metrics.selectors.segment_tickets import NO_CLASS as UNDECIDED
from metrics.selectors.segments import Segmented, class_of, precision_rows, verdicts_of
from metrics.selectors.some_tickets import SomeTickets, five_of
from metrics.views.first_rows import ROWS_SHOWN
from metrics.views.owner_questions import QuestionedLog
from services import selectors as logs
from services.models import TicketLog
from services.selectors import ticket_keys

NARROWING = ("aspect", "outcome", "line", "rule")
Address = Callable[..., str]


class SegmentedLog(QuestionedLog):
    """What the page and its downloads read: the log, its filters, and the rules that hold."""

    section = "segments"
    prefers = "tower"

    def segmented(self, log: TicketLog) -> Segmented:
        """The tickets of the log, decided by the rules."""
        return Segmented(self.ground(log), segment_rules_of(self.actor))


class SegmentsPage(SegmentedLog):
    """How much is simple, whatever the technology."""

    template_name = "metrics/segments.html"
    without_log = "segments"

    def table(self, wanted: str) -> Table:
        """Complexity or touch by line, or the rules, in full."""
        log = self.log()
        if log is None or wanted not in (*ASPECTS, "rules"):
            raise Http404("There is no such table. Choose complexity, touch or rules.")
        found = self.segmented(log)
        if wanted == "rules":
            headers = ["Order", "Rule", "Class", "When", "Decides", "Share"]
            rows = [
                [row["place"], row["rule"].name, row["class"].label, row["when"], row["decides"], row["share"]]
                for row in found.rule_rows()
            ]
            return Table("Segment rules", headers, rows)
        headers = ["Line", "Tickets", *ASPECTS[wanted], UNDECIDED]
        lines = [found.pooled(wanted), *found.by_line(wanted)]
        return Table(f"Segments {wanted}", headers, [_line(row) for row in lines])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Shares pooled and per line, each rule with what it decides, and the precision that audits found."""
        log = self.log()
        if log is None:
            return super().get_context_data(log=None, **kwargs)
        found = self.segmented(log)
        pooled, lines = found.pooled("complexity"), len(found.by_line("complexity"))
        query, behind = self.query(), self._behind(log)
        return super().get_context_data(
            log=log,
            row=logs.log_row(log, found.ground.columns.facts),
            held=found.held,
            pooled=pooled,
            more_lines=max(lines - ROWS_SHOWN, 0),
            heading=_heading(pooled),
            aspects=[
                {
                    "name": aspect,
                    "title": "Complexity" if aspect == "complexity" else "Physical touch",
                    "classes": [*outcomes, UNDECIDED],
                    "rows": [
                        _opening(row, aspect, [*outcomes, UNDECIDED], behind)
                        for row in (found.pooled(aspect), *found.by_line(aspect)[:ROWS_SHOWN])
                    ],
                }
                for aspect, outcomes in ASPECTS.items()
            ],
            rules=[row | {"url": behind(rule=row["place"])} for row in found.rule_rows()],
            precision=precision_rows(log, found.held.version),
            csv_query=f"?{query}&format=csv&table=" if query else "?format=csv&table=",
            **self.filter_choices(found.ground),
            **kwargs,
        )

    def _behind(self, log: TicketLog) -> Address:
        """The way to the tickets behind a number."""
        address, query = reverse("segment-tickets", args=[self.actor.organisation_slug, log.uid]), self.query()
        return lambda **more: f"{address}?{f'{query}&' if query else ''}{urlencode(more)}"


class SegmentTickets(SegmentedLog):
    """The tickets behind a number: five of them, and all of them as a download."""

    template_name = "metrics/segment_tickets.html"
    fragment_name = "metrics/question_tickets_fragment.html"

    def _some(self, found: Segmented) -> SomeTickets:
        asked = {name: self.request.GET[name] for name in NARROWING if name in self.request.GET}
        return segmented_tickets(found, asked)

    def table(self, wanted: str) -> Table:
        """All of them."""
        log = logs.log_of(self.actor, self.kwargs["uid"])
        found = self.segmented(log)
        some = self._some(found)
        return Table(f"{log.name} {some.title}", HEADERS, segmented_rows(found, some))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Five real tickets, those with most handoffs."""
        log = logs.log_of(self.actor, self.kwargs["uid"])
        found = self.segmented(log)
        asked = self.request.GET.copy()
        asked["format"] = "csv"
        return super().get_context_data(
            log=log,
            behind=five_of(found.ground.columns, found.ground.groups, self._some(found)),
            back_query=self.query(),
            csv_url=f"{self.request.path}?{asked.urlencode()}",
            **kwargs,
        )


class SegmentAuditPage(SegmentedLog):
    """Twenty tickets of a class, for somebody who knows to judge."""

    template_name = "metrics/segment_audit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sample of this version of the rules, with what was said of it."""
        log, chosen = logs.log_of(self.actor, kwargs["uid"]), class_of(kwargs["code"])
        found = _whole_log(self, log)
        rows = found.sample_rows(chosen, verdicts_of(log, found.held.version, chosen))
        return super().get_context_data(
            log=log, chosen=chosen, held=found.held, rows=rows, verdicts=SegmentAudit.Verdict.values, **kwargs
        )


class SegmentJudge(ActionView):
    """Right, wrong or unsure about one ticket."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep it; back to the sample."""
        log, chosen = logs.log_of(self.actor, kwargs["uid"]), class_of(kwargs["code"])
        found = _whole_log(self, log)
        sample = found.ground.columns.ticket_ids[found.sample(chosen)].tolist()
        key = request.POST.get("key", "")
        judge_segment(
            by=self.actor,
            log=log,
            version=seen_version(request),
            chosen=chosen,
            sample=list(ticket_keys(sample).values()),
            key=key,
            verdict=request.POST.get("verdict", ""),
        )
        messages.success(request, f"Kept: {key}.")
        return reverse("segment-audit", args=[self.actor.organisation_slug, log.uid, chosen.code])


def _whole_log(page: SegmentedLog | SegmentJudge, log: TicketLog) -> Segmented:
    """A sample is drawn from the whole log, whatever the filters."""
    ground = ground_of(page.actor, log, Asked(HandoffFilters()), "UTC")
    return Segmented(ground, segment_rules_of(page.actor))


def _opening(row: dict[str, Any], aspect: str, classes: list[str], behind: Address) -> dict[str, Any]:
    """A line with the way to the tickets of each cell."""
    of_line = {"line": row["key"]} if "key" in row else {}
    cells = [
        cell | {"url": behind(aspect=aspect, outcome=name, **of_line)}
        for cell, name in zip(row["cells"], classes, strict=True)
    ]
    return row | {"cells": cells, "url": behind(**of_line)}


def _heading(pooled: dict[str, Any]) -> str:
    simple = pooled["cells"][0]
    if simple["share"] is None:
        return "No ticket is in view"
    if pooled["cells"][-1]["tickets"] == pooled["tickets"]:
        return f"How complex the work is is undecided: no rule fits any of {plural(pooled['tickets'], 'ticket')}"
    counted = f"{integer(simple['tickets'])} of {plural(pooled['tickets'], 'ticket')}"
    return f"{percent(simple['share'], 0)} is simple, whatever the technology: {counted}"


def _line(row: dict[str, Any]) -> list[Any]:
    return [row["label"], row["tickets"], *(cell["tickets"] for cell in row["cells"])]
