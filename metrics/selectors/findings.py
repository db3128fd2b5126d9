"""Reads of what the finder found: the newest search of a baseline, its findings, and what was decided about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404

from core.actor import Actor
from core.models import Run
from metrics.kinds import finder as kind
from metrics.kinds.finder_figures import FINDING, TICKET_FINDING
from metrics.models import FindingDecision, Result
from metrics.results import is_stale, newest_run
from metrics.selectors.finding_decisions import Held, Member, decisions, held_decisions
from services.models import TicketLog
from services.selectors import newest_log
from towers.models import Baseline

OPEN = "open"
DISMISSED = FindingDecision.Decision.DISMISSED
STATUSES = (OPEN, "confirmed", "merged", "dismissed")


@dataclass(slots=True)
class FindingRow:
    """A finding with its figures by metric, its members, and the decision that holds for it."""

    key: str
    label: str
    is_ticket_work: bool
    evidence: str
    figures: dict[str, float | None]
    named_positions: float
    result_id: int
    members: list[Member]
    held: Held | None = None

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
    """The newest search of a baseline; `searching` is a run that is under way."""

    baseline: Baseline
    run: Run | None
    searching: Run | None
    is_stale: bool
    findings: list[FindingRow]
    ticket_findings: list[FindingRow]

    @cached_property
    def counted(self) -> list[FindingRow]:
        """Those that were not dismissed."""
        return [row for row in self.findings if row.status != DISMISSED]

    @property
    def outside_largest_fte(self) -> float:
        """FTE outside the largest team of each finding that was not dismissed."""
        return sum(row.figures["found_outside_largest"] or 0.0 for row in self.counted)

    @property
    def fte(self) -> float:
        """FTE of the findings that were not dismissed."""
        return sum(row.figures["found_fte"] or 0.0 for row in self.counted)

    def with_status(self, status: str) -> list[FindingRow]:
        """The findings of this status; all for an empty one."""
        return [row for row in self.findings if not status or row.status == status]


def findings_view(actor: Actor, baseline: Baseline) -> FindingsView:
    """All findings of the newest search; seven queries, whatever their number."""
    run = newest_run(actor, kind.KIND_CODE, baseline=baseline.pk)
    active = Run.objects.visible_to(actor).filter(kind=kind.KIND_CODE, state__in=Run.ACTIVE)
    searching = active.filter(params__baseline=baseline.pk).order_by("-id").first()
    if run is None:
        return FindingsView(baseline, None, searching, False, [], [])
    rows = finding_rows(actor, run)
    return FindingsView(
        baseline=baseline,
        run=run,
        searching=searching,
        is_stale=is_stale(run, _versions_today(actor, baseline, run)),
        findings=[row for row in rows if not row.is_ticket_work],
        ticket_findings=[row for row in rows if row.is_ticket_work],
    )


def finding_rows(actor: Actor, run: Run, keys: Iterable[str] | None = None) -> list[FindingRow]:
    """The findings of a run, most FTE outside the largest team first; three queries. `keys`: only these."""
    own = Result.objects.visible_to(actor).filter(run=run, d1_kind__in=(FINDING, TICKET_FINDING)).order_by("id")
    if keys is not None:
        own = own.filter(d1_key__in=list(keys))
    columns = ("id", "metric", "d1_key", "d1_label", "d1_kind", "evidence", "value", "low")
    rows: dict[str, FindingRow] = {}
    for pk, metric, key, label, d1_kind, evidence, value, low in own.filter(d2_kind="").values_list(*columns):
        known = rows.setdefault(key, FindingRow(key, label, d1_kind == TICKET_FINDING, evidence, {}, 0.0, pk, []))
        known.figures[metric] = value
        if metric == "found_positions":
            known.named_positions = low or 0.0
    members = own.filter(metric="found_similarity").values_list("d1_key", "d2_kind", "d2_label", "d2_key")
    for key, member_kind, text, activity in members:
        rows[key].members.append(Member(member_kind, text, activity))
    held = held_decisions(decisions(actor), {key: row.members for key, row in rows.items()})
    for key, row in rows.items():
        row.held = held.get(key)
    return list(rows.values())


def finding_of(actor: Actor, baseline: Baseline | None, key: str) -> tuple[Run, FindingRow]:
    """The finding with this key in the newest search of the baseline, or 404."""
    run = newest_run(actor, kind.KIND_CODE, baseline=baseline.pk) if baseline else None
    rows = finding_rows(actor, run, [key]) if run else []
    if run is None or not rows:
        raise Http404("The newest search has no such finding. Look at the list: its wordings may have changed.")
    return run, rows[0]


def log_to_search(actor: Actor) -> TicketLog | None:
    """The log whose ticket categories a search compares."""
    return newest_log(actor)


def wordings_of(actor: Actor, run: Run, key: str) -> list[dict[str, Any]]:
    """The wordings of a finding, most FTE first: kind, text, activity (uid), fte, similarity (None alone), teams."""
    own = Result.objects.visible_to(actor).filter(run=run, d1_key=key).exclude(d2_kind__in=("", "team"))
    found: dict[tuple[str, str, str], dict[str, Any]] = defaultdict(dict)
    names = {"found_fte": "fte", "found_similarity": "similarity", "found_teams": "teams"}
    for metric, *member, value in own.order_by("id").values_list("metric", "d2_kind", "d2_label", "d2_key", "value"):
        found[member[0], member[1], member[2]][names[metric]] = value
    return [
        {"kind": member_kind, "text": text, "activity": activity, **figures}
        for (member_kind, text, activity), figures in found.items()
    ]


def teams_of(actor: Actor, run: Run, key: str) -> list[dict[str, Any]]:
    """The teams of a finding, most FTE first: uid, name, fte."""
    own = Result.objects.visible_to(actor).filter(run=run, d1_key=key, d2_kind="team", metric="found_fte")
    columns = own.order_by("id").values_list("d2_key", "d2_label", "value")
    return [{"uid": uid, "name": name, "fte": fte} for uid, name, fte in columns]


def splits_of(actor: Actor, row: FindingRow) -> list[FindingDecision]:
    """Earlier splits that concern a wording of the finding."""
    own = {member.key for member in row.members}
    return [
        decision
        for decision in decisions(actor)
        if decision.decision == FindingDecision.Decision.SPLIT
        and any((one["kind"], one["text"]) in own for one in decision.members)
    ]


def _versions_today(actor: Actor, baseline: Baseline, run: Run) -> dict[tuple[str, int], int]:
    log = TicketLog.objects.visible_to(actor).filter(pk=run.params["log"]).first() if "log" in run.params else None
    return {(now.kind, now.object_id): now.version for now in kind.inputs_today(actor, baseline, log)}
