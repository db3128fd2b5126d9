"""The questions that the owner of a process asks of a ticket log, each answered on one page."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from core.views.base import Table
from metrics.selectors import question_tables as tables
from metrics.selectors import question_words as words
from metrics.selectors.clock_words import counted_in, whole_counted_in
from metrics.selectors.handoff_units import place_clocks
from metrics.selectors.handoffs import months_of
from metrics.selectors.meters import month_words
from metrics.selectors.question_downloads import sheet_of
from metrics.selectors.question_ground import CATEGORIES, LINES, Asked, Ground, ground_of
from metrics.selectors.question_tickets import five_tickets
from metrics.views.first_rows import ROWS_READ, first_rows, rows_with
from metrics.views.log_in_view import FILTERS, FilteredLog
from services import selectors as logs
from services.models import TicketLog

KEPT = (*FILTERS, "by", "sort", "least", "hours")
NARROWING = ("line", "when", "group", "path", "teams", "category", "of_product", "level")
CHOICES = (("priority", "priorities"), ("product", "products"), ("kind", "kinds"), ("service", "services"))
WHOLE = ("tickets", "moved", "unmoved", "stayed", "pending", "usual-path", "median-span")
LEAST_CHOICES = (10, 30, 100, 300)


class QuestionedLog(FilteredLog):
    """What both pages read from the address: the log, the filters, the line and the category."""

    section = "handoff-questions"
    prefers = "region"
    words: ClassVar[Mapping[str, Collection[str]]] = {
        **FilteredLog.words,
        "by": LINES,
        "sort": CATEGORIES,
        "least": [str(least) for least in LEAST_CHOICES],
    }

    def ground(self, log: TicketLog) -> Ground:
        """What the questions are asked of."""
        line, category = self.request.GET.get("by", ""), self.request.GET.get("sort", "")
        asked = Asked(self.filters(), line, category, self.prefers, self.is_working)
        return ground_of(self.actor, log, asked, self.time_zone)

    @property
    def least(self) -> int:
        """From how many tickets on a group is compared with others."""
        return int(self.request.GET.get("least") or tables.LEAST_TICKETS)

    def filter_choices(self, ground: Ground) -> dict[str, Any]:
        """What the form of filters offers, and what it has now."""
        columns = ground.columns
        return {
            "filters": self.filters(),
            "months": [(month, month_words(month)) for month in months_of(columns, self.time_zone)],
            "choices": [
                (name, label, columns.values_of(name), self.request.GET.get(name, "")) for name, label in CHOICES
            ],
            "lines": LINES,
            "line": ground.line,
            "line_label": LINES[ground.line],
        }

    def query(self, **more: str) -> str:
        """How the questions are asked, with other parameters, encoded."""
        asked = {name: self.request.GET.get(name, "") for name in KEPT} | more
        return urlencode({name: value for name, value in asked.items() if value or name not in KEPT})


class OwnerQuestions(QuestionedLog):
    """Push to front, ping-pong, pending, conformity, all-hands tickets and variation."""

    template_name = "metrics/questions.html"
    without_log = "handoff-questions"

    def table(self, wanted: str) -> Table:
        """One of the page's tables, in full."""
        log = self.log()
        found = sheet_of(self.ground(log), wanted, self.least) if log else None
        if found is None:
            raise Http404("There is no such table. Download one from the page of questions.")
        return Table(f"Questions {wanted}", *found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every answer that the log can give, or what is missing."""
        log = self.log()
        if log is None:
            return super().get_context_data(log=None, **kwargs)
        ground = self.ground(log)
        row = logs.log_row(log, ground.columns.facts)
        context = super().get_context_data(log=log, row=row, **kwargs)
        if not row.has_history:
            return context
        return context | self._choices(log, ground) | self._returning(log, ground) | self._rest(log, ground)

    def _choices(self, log: TicketLog, ground: Ground) -> dict[str, Any]:
        columns, query = ground.columns, self.query()
        return {
            **self.filter_choices(ground),
            **self.clock(log, place_clocks(log, ground.places), columns.group_ids),
            "clock_words": counted_in(ground.clocks),
            "whole_clock_words": whole_counted_in(ground.clocks),
            "categories": {name: label for name, label in CATEGORIES.items() if columns.values_of(name)},
            "category": ground.category,
            "category_label": CATEGORIES[ground.category],
            "least": self.least,
            "least_choices": LEAST_CHOICES,
            "csv_query": f"?{query}&format=csv&table=" if query else "?format=csv&table=",
            "query": query,
        }

    def _returning(self, log: TicketLog, ground: Ground) -> dict[str, Any]:
        """First line and ping-pong."""
        found = words.answers(ground)
        lines = tables.first_line_by_line(ground)
        months = [
            row | {"label": month_words(int(row["behind"]["when"]))} for row in tables.first_line_by_month(ground)
        ]
        pair_address = reverse("handoff-pair", args=[self.actor.organisation_slug, log.uid])
        pairs = [
            row | {"url": f"{pair_address}?{self._pair_query(row)}"}
            for row in tables.ping_pong_pair_rows(ground, ROWS_READ)
        ]
        ended, back = ("closed", "entered", "first-line", "passed-on"), ("direct", "returns", "bounces")
        return {
            "found": found,
            "heading": words.heading(found),
            "urls": self._addresses(log, {}, *ended, *back, *WHOLE),
            "widest_url": self._addresses(log, {"teams": str(found["most_groups"])}, "teams")["teams"],
            "first_line": [
                ("Month of closing", "first-line-months", self._linked(log, months, *ended)),
                (LINES[ground.line], "first-line-lines", self._linked(log, first_rows(lines), *ended)),
            ],
            "levels": self._linked(log, tables.events_by_level(ground), "level"),
            "pairs": first_rows(pairs),
            "products": self._linked(log, first_rows(tables.ping_pong_products(ground)), "tickets", *back),
            "teams_sentence": words.teams_sentence(found),
        }

    def _rest(self, log: TicketLog, ground: Ground) -> dict[str, Any]:
        """Pending, conformity, all-hands and variation."""
        pending, conformity = tables.pending_of(ground, self.least), tables.conformity_of(ground)
        variation = first_rows(tables.variation_rows(ground, ROWS_READ))
        rows = first_rows(
            row | {"cells": self._linked(log, row["cells"], "path")}
            for row in self._linked(log, conformity.rows[:ROWS_READ], "path", "usual-path")
        )
        return {
            "has_pending": bool(ground.columns.stretches.is_pending.any()),
            "pending": pending,
            "pending_rows": self._linked(log, first_rows(pending.rows), "open", "pending"),
            "pending_sentence": words.pending_sentence(pending),
            "conformity": conformity,
            "paths": self._linked(log, conformity.paths, "path"),
            "conformity_rows": rows,
            "conformity_sentence": words.conformity_sentence(conformity),
            "teams": self._linked(log, tables.teams_histogram(ground), "teams"),
            "all_hands": tables.all_hands(ground),
            "widest_lead": f"First to last event in {whole_counted_in(ground.clocks)}.",
            "variation": self._linked(log, variation, "category", "off-path"),
            "variation_sentence": words.variation_sentence(variation, CATEGORIES[ground.category], LINES[ground.line]),
        }

    def _linked(self, log: TicketLog, rows: list[tables.Row], *questions: str) -> list[tables.Row]:
        """The rows with the addresses of the tickets behind their cells."""
        return rows_with(rows, lambda row: {"urls": self._addresses(log, row["behind"], *questions)})

    def _addresses(self, log: TicketLog, behind: dict[str, str], *questions: str) -> dict[str, str]:
        address = reverse("handoff-question-tickets", args=[self.actor.organisation_slug, log.uid])
        return {of.replace("-", "_"): f"{address}?{self.query(of=of, **behind)}" for of in questions}

    def _pair_query(self, row: tables.Row) -> str:
        kept = {name: self.request.GET.get(name, "") for name in (*FILTERS, "hours")}
        one, other = row["keys"]
        return urlencode({name: value for name, value in kept.items() if value} | {"from": one, "to": other})


class QuestionTickets(QuestionedLog):
    """Five real tickets behind one cell."""

    template_name = "metrics/question_tickets.html"
    fragment_name = "metrics/question_tickets_fragment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tickets that the address names."""
        log = logs.log_of(self.actor, self.kwargs["uid"])
        asked = self.request.GET
        narrowed = {name: asked[name] for name in NARROWING if name in asked}
        ground = self.ground(log)
        behind = five_tickets(ground, asked.get("of", ""), narrowed)
        return super().get_context_data(
            log=log, behind=behind, back_query=self.query(), is_working=ground.clocks is not None, **kwargs
        )
