"""Cross-training: who closes which categories of tickets, who does so alone, and what others could take."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from core.views.base import Table
from metrics.computations.cross_training import ALONE, LEAST
from metrics.selectors.cross_training import CrossTraining
from metrics.selectors.cross_training_tickets import HEADERS, closed_rows, closed_tickets
from metrics.selectors.question_ground import CATEGORIES, LINES
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.some_tickets import five_of
from metrics.views.cross_training_tables import (
    OF_EASY,
    OF_SIMPLE,
    SHEETS,
    Address,
    by_risk,
    learning,
    matrix,
    opening,
    reaching,
)
from metrics.views.cross_training_words import (
    CATEGORY_PLURALS,
    UNIT_WORDS,
    candidate_sentence,
    heading,
    reach_sentence,
)
from metrics.views.first_rows import ROWS_READ, first_rows
from metrics.views.owner_questions import QuestionedLog
from services import selectors as logs
from services.models import TicketLog

NARROWING = ("category", "class", "touch", "closer", "others")


class TrainedLog(QuestionedLog):
    """What the page and its tickets read from the address."""

    section = "cross-training"
    prefers = "tower"

    def trained(self, log: TicketLog) -> CrossTraining:
        """The closed tickets of the log by category and unit."""
        return CrossTraining(self.actor, self.ground(log), segment_rules_of(self.actor))


class CrossTrainingPage(TrainedLog):
    """The matrix of categories and units, what hangs on one of them, and what could be learned."""

    template_name = "metrics/cross_training.html"
    without_log = "cross-training"

    def table(self, wanted: str) -> Table:
        """Categories, cells, candidates or reach, in full."""
        log = self.log()
        if log is None or wanted not in SHEETS:
            raise Http404(f"There is no such table. Choose {', '.join(SHEETS)}.")
        found = self.trained(log)
        headers, rows = SHEETS[wanted](found, self.filters())
        first = LINES[found.ground.line] if wanted == "reach" else CATEGORIES[found.ground.category]
        return Table(f"Cross-training {wanted}", [first, *headers], rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that the closed tickets in view say."""
        log = self.log()
        if log is None:
            return super().get_context_data(log=None, **kwargs)
        found, query = self.trained(log), self.query()
        ground, filters, behind = found.ground, self.filters(), self._behind(log)
        rows, shown = found.rows(filters), found.shown_units()
        closed, counted = int(found.is_closed.sum()), int(found.is_counted.sum())
        columns = ground.columns
        return super().get_context_data(
            log=log,
            row=logs.log_row(log, columns.facts),
            heading=heading(rows, ground.category, ground.line),
            counted=counted,
            left_out=closed - counted,
            has_statuses=columns.has_statuses,
            has_persons=found.has_persons,
            categories={name: label for name, label in CATEGORIES.items() if columns.values_of(name)},
            category=ground.category,
            category_label=CATEGORIES[ground.category],
            unit_word=UNIT_WORDS[ground.line],
            category_plural=CATEGORY_PLURALS[ground.category],
            matrix=matrix(found, rows, shown, behind),
            rows=first_rows(opening(row, behind) for row in by_risk(rows)[:ROWS_READ]),
            candidates=first_rows(learning(row, behind) for row in found.candidate_rows(filters)[:ROWS_READ]),
            candidate_sentence=candidate_sentence(found, ground.line, ground.category),
            reach=first_rows(reaching(row, behind) for row in found.reach_rows()[:ROWS_READ]),
            reach_sentence=reach_sentence(found),
            simple={"count": found.simple, "url": behind(**OF_SIMPLE)},
            easy={"count": found.easy, "url": behind(**OF_EASY)},
            alone_share=ALONE,
            least=LEAST,
            csv_query=f"?{query}&format=csv&table=" if query else "?format=csv&table=",
            query=query,
            variation_query=f"?{self.query(sort=ground.category, by=ground.line)}",
            **self.filter_choices(ground),
            **kwargs,
        )

    def _behind(self, log: TicketLog) -> Address:
        """The way to the tickets behind a number."""
        address, query = reverse("cross-training-tickets", args=[self.actor.organisation_slug, log.uid]), self.query()
        return lambda **more: f"{address}?{f'{query}&' if query else ''}{urlencode(more, doseq=True)}"


class CrossTrainingTickets(TrainedLog):
    """The tickets behind a number: five of them, and all of them as a download."""

    template_name = "metrics/cross_training_tickets.html"
    fragment_name = "metrics/question_tickets_fragment.html"

    def _asked(self) -> dict[str, list[str]]:
        return {name: self.request.GET.getlist(name) for name in NARROWING}

    def table(self, wanted: str) -> Table:
        """All of them."""
        log = logs.log_of(self.actor, self.kwargs["uid"])
        found = self.trained(log)
        some = closed_tickets(found, self._asked())
        return Table(f"{log.name} {some.title}", HEADERS, closed_rows(found, some))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Five real tickets, those with most handoffs."""
        log = logs.log_of(self.actor, self.kwargs["uid"])
        found = self.trained(log)
        asked = self.request.GET.copy()
        asked["format"] = "csv"
        return super().get_context_data(
            log=log,
            behind=five_of(found.ground.columns, found.ground.groups, closed_tickets(found, self._asked())),
            back_query=self.query(),
            csv_url=f"{self.request.path}?{asked.urlencode()}",
            **kwargs,
        )
