"""The decision log: what was proposed and decided, by whom, when, why and on which evidence."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify

from core.figures import day, integer, plural
from core.views.base import ActorMixin, Table, TablePage
from metrics.decision_forms import STATES
from metrics.decisions.reading import open_evidence
from metrics.models import Decision
from metrics.selectors.decisions import decision_counts, decision_of, decisions_of

ROWS = 50
HEADERS = (
    *("Scenario", "Step", "State", "Proposed on", "Proposed by", "Proposal"),
    *("Decided on", "Decided by", "Reason", "Conditions", "Objections", "Content hash"),
)


class DecisionLog(TablePage):
    """All decisions of the organisation, newest first."""

    template_name = "metrics/decisions.html"
    section = "decisions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of them, of one state or all."""
        state = self._state()
        page = Paginator(self._rows(state), ROWS).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page,
            state=state,
            states=STATES,
            query=f"state={state}&" if state else "",
            finding=_finding(decision_counts(self.actor)),
            **kwargs,
        )

    def table(self, wanted: str) -> Table:
        """The whole log."""
        if wanted:
            raise Http404("This page has one download.")
        return Table("Decision log", HEADERS, (_cells(row) for row in self._rows(self._state())))

    def _state(self) -> str:
        asked = self.request.GET.get("state", "")
        return asked if asked in Decision.State.values else ""

    def _rows(self, state: str) -> Any:
        rows = decisions_of(self.actor)
        return rows.filter(state=state) if state else rows


class EvidenceFile(ActorMixin):
    """One frozen part as a file; what states the cost of positions needs the right “pay”."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The text whose hash stands in the log, byte by byte."""
        decision = decision_of(self.actor, kwargs["uid"])
        row, text = open_evidence(by=self.actor, decision=decision, kind=kwargs["kind"])
        name = f"{slugify(decision.scenario.name)}-{row.kind}-{row.sha256[:12]}.json"
        return HttpResponse(
            text, content_type="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )


def _finding(counts: dict[str, int]) -> str:
    """How many proposals there are, and what became of them."""
    if not counts:
        return "Nothing is decided yet"
    words = dict(Decision.State.choices) | {Decision.State.PROPOSED: "open"}
    parts = [f"{integer(counts[code])} {words[code].lower()}" for code in words if code in counts]
    return f"{plural(sum(counts.values()), 'proposal')}: {', '.join(parts)}"


def _cells(row: Any) -> list[Any]:
    decided = row.decided_at
    return [
        *(
            row.scenario.name,
            row.scenario_version,
            row.state,
            day(row.created),
            row.proposed_by or "system",
            row.summary,
        ),
        *(day(decided) if decided else "", row.decided_by or "", row.reason, row.conditions),
        *(row.objection_count, row.content_hash),
    ]
