"""Reads about decisions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from core.access import visible, visible_or_404
from core.actor import Actor
from core.models import Run
from functions.models import Scenario
from metrics.kinds import verify
from metrics.models import Decision, FrozenEvidence, Objection

ALONG = ("scenario", "proposed_by", "decided_by")


@dataclass(frozen=True, slots=True)
class Decided:
    """The newest proposal of a scenario with what belongs to it, and the earlier ones."""

    decision: Decision
    objections: list[Objection]
    evidence: list[FrozenEvidence]
    verification: Run | None
    earlier: list[Decision]


def decision_of(actor: Actor, uid: UUID | str) -> Decision:
    """The visible decision with this uid, or 404."""
    return visible_or_404(Decision, actor, uid, *ALONG, "saving_run")


def decisions_of(actor: Actor) -> QuerySet[Decision]:
    """All decisions, newest first, each with the number of its objections."""
    rows = visible(Decision, actor).select_related(*ALONG)
    return rows.annotate(objection_count=Count("objections")).order_by("-pk")


def decision_counts(actor: Actor) -> dict[str, int]:
    """How many decisions there are in each state that any is in."""
    rows = visible(Decision, actor).order_by().values_list("state").annotate(count=Count("pk"))
    return dict(rows)


def decided_of(actor: Actor, scenario: Scenario) -> Decided | None:
    """What was proposed and decided about a scenario; None before the first proposal. Four queries."""
    rows = list(decisions_of(actor).filter(scenario=scenario))
    if not rows:
        return None
    decision = rows[0]
    is_frozen = decision.state == Decision.State.APPROVED
    return Decided(
        decision=decision,
        objections=list(visible(Objection, actor).filter(decision__in=rows).select_related("by").order_by("pk")),
        evidence=evidence_of(actor, decision) if is_frozen else [],
        verification=newest_verification(actor, decision) if is_frozen else None,
        earlier=rows[1:],
    )


def evidence_of(actor: Actor, decision: Decision) -> list[FrozenEvidence]:
    """What was frozen, without the texts."""
    return list(visible(FrozenEvidence, actor).filter(decision=decision).defer("content").order_by("pk"))


def newest_verification(actor: Actor, decision: Decision) -> Run | None:
    """The newest recomputation, finished or not."""
    runs = visible(Run, actor).filter(kind=verify.KIND_CODE)
    return runs.filter(inputs__kind=verify.INPUT, inputs__object_id=decision.pk).order_by("-pk").first()


def approvals_of(actor: Actor, scenarios: Collection[int]) -> dict[int, Decision]:
    """The approval of each of these scenarios that has one, with its runs; one query."""
    approved = visible(Decision, actor).filter(scenario__in=scenarios, state=Decision.State.APPROVED)
    return {row.scenario_id: row for row in approved.select_related("saving_run", "replay_run")}


def approval_of_run(actor: Actor, run: Run) -> Decision | None:
    """The approval that froze the figures of this run, if one did."""
    approved = visible(Decision, actor).filter(state=Decision.State.APPROVED).select_related("scenario")
    return (approved.filter(saving_run=run) | approved.filter(replay_run=run)).first()
