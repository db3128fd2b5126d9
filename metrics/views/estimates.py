"""Tickets that could have gone the better way: the estimate, the like tickets behind it, and the audit of a sample."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse

from core.asked import one_of
from core.figures import integer, percent, plural
from core.views.base import ActionView, Table
from metrics.estimate_actions import judge_estimate
from metrics.models import EstimateAudit
from metrics.selectors.estimates import (
    MEASURES,
    SAMPLES,
    AuditRate,
    Estimate,
    Measure,
    Row,
    audit_rate,
    measure_of,
    sample_keys,
    verdicts_of,
    whole_estimate,
)
from metrics.selectors.question_tickets import MOST_TELLING
from metrics.selectors.segment_rules import segment_rules_of
from metrics.views.first_rows import ROWS_READ, first_rows, rows_with
from metrics.views.owner_questions import QuestionedLog
from services import selectors as logs
from services.models import TicketLog

NARROWING = ("line", "part", "cell")
LINE_HEADERS = ("Line", "Tickets asked about", "Expected", "Share", "Low", "High")
CELL_HEADERS = ("Like tickets", "Evidence", "Went well", "Observed", "Shrunk share", "Tickets asked about", "Expected")


class EstimatedLog(QuestionedLog):
    """What the pages read from the address: the log, its filters, the measure."""

    section = "estimates"

    @property
    def measure(self) -> Measure:
        """The one of the address; level 1 where none is named."""
        return measure_of(self.kwargs.get("measure") or self.request.GET.get("show", "level-1"))

    def estimate(self, log: TicketLog) -> Estimate:
        """In the view of the filters."""
        return Estimate(self.ground(log), segment_rules_of(self.actor), self.measure)

    def query(self, **more: str) -> str:
        """The filters and the measure, with other parameters, encoded."""
        shown = {"show": self.request.GET["show"]} if "show" in self.request.GET else {}
        return super().query(**(shown | more))


class EstimatesPage(EstimatedLog):
    """The share that could have gone the better way, with its interval and the audit beside it."""

    template_name = "metrics/estimates.html"
    without_log = "estimates"

    def table(self, wanted: str) -> Table:
        """Lines or like tickets, in full."""
        log = self.log()
        if log is None or wanted not in ("lines", "cells"):
            raise Http404("There is no such table. Choose lines or cells.")
        found = self.estimate(log)
        name = f"{found.measure.label} {wanted}"
        if wanted == "lines":
            rows = [*found.rows(), *found.part_rows()] if found.is_known else []
            return Table(name, LINE_HEADERS, [_line(row) for row in rows])
        return Table(name, CELL_HEADERS, [_cell(row) for row in (found.cell_rows() if found.is_known else [])])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chosen measure, or what it needs."""
        log = self.log()
        if log is None:
            return super().get_context_data(log=None, **kwargs)
        found, query = self.estimate(log), self.query()
        context = super().get_context_data(
            log=log,
            row=logs.log_row(log, found.ground.columns.facts),
            measure=found.measure,
            held=found.held,
            query=query,
            choices_of_measure=[
                (one, f"?{self.query(show=one.code)}", one.code == found.measure.code) for one in MEASURES.values()
            ],
            csv_query=f"?{query}&format=csv&table=" if query else "?format=csv&table=",
            **kwargs,
        )
        context |= self.filter_choices(found.ground)
        return context | self._figures(log, found) if found.is_known else context

    def _figures(self, log: TicketLog, found: Estimate) -> dict[str, Any]:
        whole, *lines = found.rows()
        audit = audit_rate(sample_keys(found), verdicts_of(log, found.measure))
        return {
            "whole": whole,
            "heading": heading(found.measure, whole),
            "urls": self._behind(log, {}),
            "tried": int(found.is_tried.sum()),
            "well": int(found.is_well.sum()),
            "parts": self._opening(log, found.part_rows()),
            "lines_shown": self._opening(log, first_rows(lines)),
            "cells": self._opening(log, first_rows(found.cell_rows(ROWS_READ))),
            "audit": audit,
            "audit_sentence": audit_sentence(audit),
        }

    def _opening(self, log: TicketLog, rows: list[Row]) -> list[Row]:
        """The rows with the addresses of the tickets behind their figures."""
        return rows_with(rows, lambda row: {"urls": self._behind(log, row["behind"])})

    def _behind(self, log: TicketLog, behind: dict[str, str]) -> dict[str, str]:
        address = reverse("estimate-tickets", args=[self.actor.organisation_slug, log.uid, self.measure.code])
        return {of: f"{address}?{self.query(of=of, **behind)}" for of in ("asked", "tried", "well")}


class EstimateTickets(EstimatedLog):
    """Five real tickets behind one figure."""

    template_name = "metrics/estimate_tickets.html"
    fragment_name = "metrics/question_tickets_fragment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tickets that the address names."""
        log, asked = logs.log_of(self.actor, self.kwargs["uid"]), self.request.GET
        found = self.estimate(log)
        of = asked.get("of", "asked")
        count, tickets = found.five_tickets(of, {name: asked[name] for name in NARROWING if name in asked})
        title = {"asked": found.measure.asked, "tried": found.measure.tried, "well": found.measure.well}[of]
        behind = {"title": f"Tickets: {title}", "count": count, "tickets": tickets, "chosen": MOST_TELLING}
        return super().get_context_data(log=log, behind=behind, back_query=self.query(show=self.measure.code), **kwargs)


class EstimateAuditPage(EstimatedLog):
    """A random sample of the tickets asked about, for somebody who knows to judge."""

    template_name = "metrics/estimate_audit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sample with what was said of it, and the rate so far."""
        log, measure = logs.log_of(self.actor, self.kwargs["uid"]), self.measure
        found, verdicts = self.estimate(log), verdicts_of(log, measure)
        most = int(one_of(self.request.GET, "size", [str(size) for size in SAMPLES], str(SAMPLES[0])))
        audit = audit_rate(sample_keys(found) if found.is_known else [], verdicts)
        return super().get_context_data(
            log=log,
            rows=found.sample_rows(most, verdicts) if found.is_known else [],
            sizes=[(size, size == most) for size in SAMPLES],
            size=most,
            verdicts=EstimateAudit.Verdict.values,
            audit=audit,
            audit_sentence=audit_sentence(audit),
            **{**kwargs, "measure": measure},
        )


class EstimateJudge(ActionView):
    """Yes, no or unsure about one ticket."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep it; back to the sample."""
        log, measure = logs.log_of(self.actor, kwargs["uid"]), measure_of(kwargs["measure"])
        key, size = request.POST.get("key", ""), request.POST.get("size", "")
        judge_estimate(
            by=self.actor,
            log=log,
            measure=measure,
            sample=sample_keys(whole_estimate(self.actor, log, measure)),
            key=key,
            verdict=request.POST.get("verdict", ""),
        )
        messages.success(request, f"Kept: {key}.")
        address = reverse("estimate-audit", args=[self.actor.organisation_slug, log.uid, measure.code])
        return f"{address}?{urlencode({'size': size})}" if size in map(str, SAMPLES) else address


def heading(measure: Measure, whole: Row) -> str:
    """The estimate in words, with its interval."""
    if not whole["asked"]:
        return "No ticket in view to ask about"
    interval = f"{percent(whole['low'])} to {percent(whole['high'])}"
    return f"{percent(whole['share'])} ({interval}) of {plural(whole['asked'], 'ticket')} {measure.finding}"


def audit_sentence(found: AuditRate) -> str:
    """What people found, how precisely, and what would make it preciser."""
    if found.share is None or found.low is None or found.high is None:
        return "Nobody has judged a ticket of the sample yet."
    said = f"{plural(found.judged, 'ticket')} judged, {integer(found.yes)} of them yes: {percent(found.share, 0)}"
    return f"{said}, between {percent(found.low, 0)} and {percent(found.high, 0)} (Wilson, 95%)."


def _line(row: Row) -> list[Any]:
    return [row[name] for name in ("label", "asked", "expected", "share", "low", "high")]


def _cell(row: Row) -> list[Any]:
    return [row[name] for name in ("label", "tried", "well", "observed", "share", "asked", "expected")]
