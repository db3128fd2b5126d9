"""What is done about defects: accepted with a reason, taken up again, or fixed in bulk."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit, require_pay
from core.actor import Actor
from core.errors import UserError
from core.versions import Conflict, claim_version
from towers.actions.baselines import require_draft
from towers.actions.quality_fixes import FIXES, Work
from towers.models import Baseline, QualityDecision
from towers.quality.console import found_of, kind_or_404
from towers.quality.facts import facts_of
from towers.quality.kinds import Hit

LONGEST_REASON = 300


def accept_defects(
    *, by: Actor, baseline: Baseline, version: int, kind: str, subjects: Collection[str], reason: str
) -> int:
    """Accept open defects of a kind as they are, all of them where no subject is named; returns how many.

    `version` is the baseline's: what is accepted is what was seen. No figure changes, so the version stays.
    """
    require_edit(by)
    stated = " ".join(reason.split())
    if not stated:
        raise UserError("Say why it may stay as it is: the next reader will ask.", status=400)
    with transaction.atomic():
        _require_seen(baseline, version)
        found = found_of(facts_of(by, baseline), kind_or_404(kind))
        hits = _chosen(found.open, subjects)
        decided = {"baseline": baseline, "kind": kind, "reason": stated[:LONGEST_REASON], "by_id": by.user_id}
        QualityDecision.objects.bulk_create([QualityDecision(subject=hit.subject, **decided) for hit in hits])
        after = {"kind": kind, "reason": stated[:LONGEST_REASON], "defects": len(hits)}
        audit.record(by, "accept_defects", "baseline", baseline.uid, after=after)
    return len(hits)


def withdraw_decisions(*, by: Actor, baseline: Baseline, kind: str, subjects: Collection[str]) -> int:
    """Accepted defects are open again, all of the kind where no subject is named; returns how many."""
    require_edit(by)
    kind_or_404(kind)
    with transaction.atomic():
        decisions = QualityDecision.objects.filter(baseline=baseline, kind=kind)
        rows = list(decisions.filter(subject__in=subjects) if subjects else decisions)
        if len(rows) < len(set(subjects)) or not rows:
            raise UserError("Some of these are not accepted any more. Reload the page and choose again.")
        decisions.filter(pk__in=[row.pk for row in rows]).delete()
        before = {"kind": kind, "reasons": sorted({row.reason for row in rows}), "defects": len(rows)}
        audit.record(by, "withdraw_decisions", "baseline", baseline.uid, before=before)
    return len(rows)


def fix_defects(
    *, by: Actor, baseline: Baseline, version: int, kind: str, fix: str, subjects: Collection[str] = ()
) -> int:
    """Fix open defects of a kind by one of its remedies, all that it can help where no subject is named; how many.

    `version` is the baseline's, and moves on: results of before are stale.
    """
    require_edit(by)
    require_draft(baseline)
    known = kind_or_404(kind)
    remedy = known.fix(fix)
    if remedy is None:
        raise UserError(f"“{fix}” is no remedy for this. Reload the page and choose one.", status=400)
    if remedy.is_pay:
        require_pay(by)
    with transaction.atomic():
        wanted: dict[str, Any] = {"kind": kind, "fix": fix, "defects": len(subjects) or "all"}
        claim_version(baseline, version, kind="baseline", yours=wanted, theirs={"version": baseline.version})
        facts = facts_of(by, baseline)
        hits = _chosen(found_of(facts, known).helped_by(remedy), subjects)
        before = FIXES[kind, fix](Work(by, baseline, facts, hits))
        after = {"kind": kind, "fix": fix, "defects": len(hits)}
        audit.record(by, "fix_defects", "baseline", baseline.uid, before=before, after=after)
    return len(hits)


def _require_seen(baseline: Baseline, version: int) -> None:
    now = Baseline.objects.select_for_update().get(pk=baseline.pk).version
    if now != version:
        raise Conflict("baseline", {"defects": "accepted"}, {"version": now}, version, now)


def _chosen(hits: Sequence[Hit], subjects: Collection[str]) -> list[Hit]:
    chosen = [hit for hit in hits if not subjects or hit.subject in subjects]
    if not chosen or len(chosen) < len(set(subjects)):
        raise UserError("Some of these are not there any more, or this does not help them. Reload the page.")
    return chosen
