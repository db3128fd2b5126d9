"""Reads of what the finder found: the search that holds, its findings, and what was decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from core.actor import Actor
from core.models import Run
from metrics.inputs.versions import activities_input
from metrics.kinds import finder as kind
from metrics.kinds.finder_figures import FINDING, TICKET_FINDING
from metrics.models import FindingDecision, Result
from metrics.results import is_stale
from metrics.selectors.finding_decisions import Held, Member, decisions, held_decisions
from metrics.selectors.finding_details import Details, details_of
from services.models import TicketLog
from services.selectors import newest_log
from towers.models import Baseline

OPEN = "open"
DISMISSED = FindingDecision.Decision.DISMISSED
STATUSES = (OPEN, "confirmed", "merged", "dismissed")
# The run that holds is among the newest ones; older ones than these are not looked for.
MOST_RUNS = 50
# Offered for merging on a page; over REST any other can be named.
MOST_OTHERS = 200


@dataclass(slots=True)
class FindingRow:
    """A finding with its figures by metric, what it consists of, and the decision that holds for it."""

    key: str
    label: str
    is_ticket_work: bool
    evidence: str
    result_id: int
    details: Details
    figures: dict[str, float] = field(default_factory=dict)
    named_positions: float = 0.0
    held: Held | None = None

    @property
    def members(self) -> list[Member]:
        """Its wordings, as decisions know them."""
        return self.details.members

    @property
    def overlap(self) -> float:
        """The share outside the largest team: 1 - max s."""
        return self.figures["found_outside_largest"] / self.figures["found_fte"]

    @property
    def effective_teams(self) -> float:
        """As many equal teams would spread it as widely: 1 / HHI."""
        return 1 / (1 - self.figures["found_fragmentation"])

    @property
    def status(self) -> str:
        """Open, confirmed, merged or dismissed."""
        return str(self.held.decision.decision) if self.held else OPEN

    @property
    def version(self) -> int:
        """The version of the decision, 0 while there is none."""
        return self.held.decision.version if self.held else 0

    @property
    def sources(self) -> list[str]:
        """The kinds of its members: wording, title, product."""
        return sorted({member.kind for member in self.members}, reverse=True)

    @property
    def is_upper_bound(self) -> bool:
        """Some rows name a team as a whole: at most so many positions touch it."""
        return self.named_positions != self.figures.get("found_positions")


@dataclass
class FindingsView:
    """The search of a baseline that holds; `searching` is a run that is under way, `how` the places of the sums."""

    run: Run | None
    searching: Run | None
    is_stale: bool = False
    findings: list[FindingRow] = field(default_factory=list)
    ticket_findings: list[FindingRow] = field(default_factory=list)
    how: dict[str, int] = field(default_factory=dict)

    @cached_property
    def counted(self) -> list[FindingRow]:
        """Those that were not dismissed."""
        return [row for row in self.findings if row.status != DISMISSED]

    @property
    def outside_largest_fte(self) -> float:
        """FTE outside the largest team of each finding that was not dismissed."""
        return sum(row.figures["found_outside_largest"] for row in self.counted)

    @property
    def fte(self) -> float:
        """FTE of the findings that were not dismissed."""
        return sum(row.figures["found_fte"] for row in self.counted)

    def with_status(self, status: str) -> list[FindingRow]:
        """The findings of this status; all for an empty one."""
        return [row for row in self.findings if not status or row.status == status]


@dataclass(frozen=True, slots=True)
class FindingDetail:
    """A finding of a run, the splits that concern it, and the largest other findings of the run (key, label, teams)."""

    run: Run
    row: FindingRow
    splits: list[FindingDecision]
    others: list[dict[str, Any]]


def findings_view(actor: Actor, baseline: Baseline) -> FindingsView:
    """All findings of the search over everything as it is now (once a decision is taken back that may be an older one),
    else of the newest search; six queries, whatever their number.
    """
    known, log = decisions(actor), log_to_search(actor)
    inputs = kind.inputs_of(baseline, log, activities_input(baseline.organisation_id), known)
    runs = list(_runs(actor, baseline)[:MOST_RUNS])
    done = [run for run in runs if run.state == Run.State.DONE]
    mark = kind.fingerprint_of(baseline, log, inputs)
    same = next((run for run in done if run.fingerprint == mark), None)
    view = FindingsView(same or next(iter(done), None), next((run for run in runs if run.is_active), None))
    if view.run is None:
        return view
    view.is_stale = same is None and is_stale(view.run, {(now.kind, now.object_id): now.version for now in inputs})
    figures = list(_figures(actor, view.run))
    rows = finding_rows(figures, details_of(view.run), known)
    view.findings = [row for row in rows if not row.is_ticket_work]
    view.ticket_findings = [row for row in rows if row.is_ticket_work]
    view.how = {figure["metric"]: figure["id"] for figure in figures if not figure["d1_kind"]}
    return view


def finding_rows(
    figures: Iterable[dict[str, Any]], details: Mapping[str, Details], known: Iterable[FindingDecision]
) -> list[FindingRow]:
    """The findings that these figures are of, in their order, with the decisions that hold for them."""
    rows: dict[str, FindingRow] = {}
    for figure in figures:
        key = figure["d1_key"]
        if not key:
            continue
        row = rows.get(key)
        if row is None:
            is_ticket_work = figure["d1_kind"] == TICKET_FINDING
            row = FindingRow(key, figure["d1_label"], is_ticket_work, figure["evidence"], figure["id"], details[key])
            rows[key] = row
        row.figures[figure["metric"]] = figure["value"]
        row.named_positions = row.named_positions if figure["low"] is None else figure["low"]
    held = held_decisions(known, {key: row.members for key, row in rows.items()})
    for key, row in rows.items():
        row.held = held.get(key)
    return list(rows.values())


def finding_of(actor: Actor, baseline: Baseline | None, key: str) -> FindingDetail:
    """The finding with this key in the newest search that has it, or 404; four queries."""
    run = _runs(actor, baseline).filter(state=Run.State.DONE, results__d1_key=key).first() if baseline else None
    if run is None:
        raise Http404("No search of this baseline has such a finding. Look at the list.")
    known = decisions(actor)
    figures = list(_figures(actor, run).filter(Q(d1_key=key) | Q(metric="found_teams")))
    (row,) = finding_rows((one for one in figures if one["d1_key"] == key), details_of(run), known)
    kind_of_finding = TICKET_FINDING if row.is_ticket_work else FINDING
    others = [
        {"key": one["d1_key"], "label": one["d1_label"], "teams": one["value"]}
        for one in figures
        if one["d1_key"] != key and one["d1_kind"] == kind_of_finding
    ]
    others = sorted(others[:MOST_OTHERS], key=lambda one: one["label"].casefold())
    return FindingDetail(run, row, _splits(known, row), others)


def log_to_search(actor: Actor) -> TicketLog | None:
    """The log whose ticket categories a search compares."""
    return newest_log(actor)


def _runs(actor: Actor, baseline: Baseline) -> QuerySet[Run]:
    """The searches of a baseline, newest first."""
    own = Run.objects.visible_to(actor).filter(kind=kind.KIND_CODE, inputs__kind="baseline")
    return own.filter(inputs__object_id=baseline.pk).distinct().order_by("-id")


def _figures(actor: Actor, run: Run) -> QuerySet[Result, Any]:
    """The figures of a search, in their order."""
    own = Result.objects.visible_to(actor).filter(run=run).order_by("id")
    return own.values("id", "metric", "d1_kind", "d1_key", "d1_label", "evidence", "value", "low")


def _splits(known: Iterable[FindingDecision], row: FindingRow) -> list[FindingDecision]:
    """Earlier splits that concern a wording of the finding."""
    own = {member.key for member in row.members}
    return [
        decision
        for decision in known
        if decision.decision == FindingDecision.Decision.SPLIT
        and any((one["kind"], one["text"]) in own for one in decision.members)
    ]
