"""Deciding about found duplications: confirm, dismiss, merge, split, and taking a decision back.

A decision names the wordings that it is about, so that it is found again when the data is refreshed.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.models import Run
from core.versions import Conflict, claim_version
from metrics.computations.similarity_terms import PRODUCT, WORDING
from metrics.kinds import finder as kind
from metrics.models import FindingDecision
from metrics.selectors.finding_decisions import Member, decisions, key_of, keys_of
from metrics.selectors.findings import FindingRow, log_to_search
from towers.actions.wordings import correct_wording, remember_wording
from towers.models import Activity, Baseline, Effort
from towers.names import folded

Decision = FindingDecision.Decision


def decide_finding(*, by: Actor, finding: FindingRow, version: int, decision: str, reason: str = "") -> FindingDecision:
    """Confirm a finding as a duplication, or dismiss it with a reason."""
    require_edit(by)
    if decision not in (Decision.CONFIRMED, Decision.DISMISSED):
        raise UserError(f"“{decision}” is no decision about one finding: confirm or dismiss it.", status=400)
    if decision == Decision.DISMISSED and not reason.strip():
        raise UserError("Say why it is no duplication: whoever looks next will ask.", status=400)
    if finding.status == Decision.MERGED:
        raise UserError("This finding was merged, which confirms it. Take the merge back to decide otherwise.")
    with transaction.atomic():
        members = [member.stored() for member in finding.members]
        return _kept(by, finding, version, decision, members, reason)


def merge_findings(
    *, by: Actor, baseline: Baseline, findings: Sequence[FindingRow], version: int, activity: Activity | None
) -> Run:
    """Make several findings one: their wordings mean one activity from now on, and a new search keeps to it.

    The effort of a draft moves to the activity; that of a locked baseline stays, and later files are read so.
    Ticket categories have no activity. Earlier decisions that contradict are taken back. `version` is the first
    finding's. Returns the new search.
    """
    require_edit(by)
    if len(findings) < 2:
        raise UserError("Choose at least one other finding to merge with.", status=400)
    if len({finding.is_ticket_work for finding in findings}) > 1:
        raise UserError("Ticket categories merge with ticket categories only.", status=400)
    if activity is None and not findings[0].is_ticket_work:
        raise UserError("Choose the activity that all these wordings mean.", status=400)
    members = [member for finding in findings for member in finding.members]
    with transaction.atomic():
        _take_back_others(by, findings, members)
        _kept(by, findings[0], version, Decision.MERGED, [member.stored() for member in members], "")
        if activity:
            _move_wordings(by, baseline, members, activity)
        return kind.request(by, baseline, log_to_search(by))


def split_finding(
    *, by: Actor, baseline: Baseline, finding: FindingRow, version: int, out: Iterable[Member], reason: str = ""
) -> Run:
    """Take wordings out of a finding: they are other work, in every later search. Returns the new search.

    `version` is that of the decision that holds for the finding, 0 without one.
    """
    require_edit(by)
    leaving = {member.key for member in out}
    staying = [member for member in finding.members if member.key not in leaving]
    if not leaving or not staying:
        raise UserError("Choose the wordings to take out; at least one has to stay.", status=400)
    members = [member.stored(is_out=member.key in leaving) for member in finding.members]
    with transaction.atomic():
        if finding.held:
            _claim(finding.held.decision, version, {"decision": Decision.SPLIT})
            if finding.status == Decision.MERGED:
                _keep_merged(finding.held.decision, [member.stored() for member in staying])
        elif version:
            raise _moved(Decision.SPLIT, version)
        row, _ = FindingDecision.objects.update_or_create(
            organisation_id=by.organisation_id,
            key=key_of(members),
            defaults={
                "members": members,
                "decision": Decision.SPLIT,
                "reason": reason.strip()[:300],
                "by_id": by.user_id,
            },
        )
        audit.record(by, "split_finding", "finding", row.uid, after=_facts(row))
        return kind.request(by, baseline, log_to_search(by))


def withdraw_decision(*, by: Actor, baseline: Baseline, decision: FindingDecision, version: int) -> Run | None:
    """Take a decision back: the finding is open again. A merge or a split ends with a new search, which is returned."""
    require_edit(by)
    with transaction.atomic():
        _claim(decision, version, {"decision": "open"})
        is_searched = decision.decision in (Decision.MERGED, Decision.SPLIT)
        _delete(by, decision)
        return kind.request(by, baseline, log_to_search(by)) if is_searched else None


def _kept(
    by: Actor, finding: FindingRow, version: int, decision: str, members: list[dict[str, Any]], reason: str
) -> FindingDecision:
    """Store the decision in place of the one that holds, if there is one."""
    yours = {"decision": decision, "reason": reason.strip()[:300]}
    if finding.held is None and version:
        raise _moved(decision, version)
    row = finding.held.decision if finding.held else FindingDecision(organisation_id=by.organisation_id)
    before = _facts(row) if finding.held else None
    if finding.held:
        _claim(row, version, yours)
    row.key, row.members, row.decision, row.reason = key_of(members), members, decision, yours["reason"]
    row.by_id = by.user_id
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:  # somebody decided about the same wordings at the same moment
        known = FindingDecision.objects.visible_to(by).get(key=row.key)
        raise Conflict("finding", yours, _shown(known), version, known.version) from error
    audit.record(by, "decide_finding", "finding", row.uid, before=before, after=_facts(row))
    return row


def _keep_merged(row: FindingDecision, members: list[dict[str, Any]]) -> None:
    """What stays of a merge once a wording was taken out."""
    row.key, row.members = key_of(members), members
    row.save(update_fields=["key", "members"])


def _take_back_others(by: Actor, findings: Sequence[FindingRow], members: Sequence[Member]) -> None:
    """Take back what was decided about the other findings, and splits between wordings that are merged now."""
    first, *others = findings
    keep = first.held.decision.pk if first.held else None
    replaced = {other.held.decision.pk for other in others if other.held} - {keep}
    merged = {member.key for member in members}
    for row in decisions(by):
        is_split = row.decision == Decision.SPLIT
        contradicts = is_split and keys_of(row, is_out=True) & merged and keys_of(row, is_out=False) & merged
        if row.pk in replaced or contradicts:
            _delete(by, row)


def _move_wordings(by: Actor, baseline: Baseline, members: Iterable[Member], activity: Activity) -> None:
    """Correct the wordings that effort of the draft was stated in; remember the others."""
    own = Effort.objects.filter(baseline=baseline).exclude(wording="").exclude(activity=activity)
    stated = (
        set() if baseline.is_locked else {folded(text) for text in own.values_list("wording", flat=True).distinct()}
    )
    for text, member in {member.key[1]: member for member in members if member.kind != PRODUCT}.items():
        if member.kind == WORDING and text in stated:
            correct_wording(by=by, baseline=baseline, wording=member.text, activity=activity)
        else:
            remember_wording(by=by, wording=member.text, activity=activity)


def _claim(row: FindingDecision, version: int, yours: dict[str, Any]) -> None:
    claim_version(row, version, kind="finding", yours=yours, theirs=_shown(row))


def _moved(decision: str, version: int) -> Conflict:
    return Conflict("finding", {"decision": decision}, {"decision": "open"}, version, 0)


def _delete(by: Actor, row: FindingDecision) -> None:
    audit.record(by, "withdraw_decision", "finding", row.uid, before=_facts(row))
    row.delete()


def _shown(row: FindingDecision) -> dict[str, str]:
    return {"decision": row.decision, "reason": row.reason}


def _facts(row: FindingDecision) -> dict[str, Any]:
    return {**_shown(row), "wordings": [one["text"] for one in row.members][:50]}
