"""Approving answers: they become surveyed effort of their team; sending back, and taking an approval back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.models import ImportRow
from core.versions import claim_version
from towers.actions.baselines import require_draft, touch_baseline
from towers.actions.grid_sums import above_capacity, capacities
from towers.actions.surveys import require_open
from towers.models import Activity, Effort, Position, SurveyRequest
from towers.survey_shares import split_fte

State = SurveyRequest.State
REPLACED = (Effort.Evidence.ASSUMED, Effort.Evidence.SURVEYED)
KEPT = ("fte", "evidence", "source_rule", "score", "wording", "activity_id", "position_id", "import_row_id", "version")


def approve_answer(*, by: Actor, request: SurveyRequest, version: int) -> SurveyRequest:
    """Write the answer as surveyed effort in place of what was assumed or surveyed of the team before.

    Measured and benchmark effort stays; where both together are above the FTE of the team's filled positions the
    approval is refused. The shares are of the FTE that the team has now.
    """
    require_edit(by)
    baseline = request.survey.baseline
    require_draft(baseline)
    with transaction.atomic():
        _claim(request, version, "approve", State.ANSWERED)
        touch_baseline(baseline)
        earlier = Effort.objects.filter(baseline=baseline, team=request.team, evidence__in=REPLACED)
        replaced = [_kept(effort) for effort in earlier]
        earlier.delete()
        written = Effort.objects.bulk_create(_efforts(request))
        _require_room(request)
        request.state = State.APPROVED
        request.approval = {"written": [str(effort.uid) for effort in written], "replaced": replaced}
        request.save(update_fields=["state", "approval"])
        after = {"team": request.team.name, "efforts": len(written), "fte": sum(effort.fte for effort in written)}
        before = {"efforts": len(replaced), "fte": sum(row["fte"] for row in replaced)}
        audit.record(by, "approve_survey_answer", "survey request", request.uid, before=before, after=after)
    return request


def withdraw_approval(*, by: Actor, request: SurveyRequest, version: int) -> SurveyRequest:
    """Take the efforts of an approval out again and put back what they had replaced; the answer stays."""
    require_edit(by)
    baseline = request.survey.baseline
    require_draft(baseline)
    with transaction.atomic():
        _claim(request, version, "withdraw the approval", State.APPROVED)
        touch_baseline(baseline)
        written = Effort.objects.filter(baseline=baseline, uid__in=request.approval["written"])
        _require_untouched(request, list(written))
        written.delete()
        Effort.objects.bulk_create(_restored(request))
        _require_room(request)
        request.state, request.approval = State.ANSWERED, {}
        request.save(update_fields=["state", "approval"])
        audit.record(by, "withdraw_survey_approval", "survey request", request.uid, before=State.APPROVED)
    return request


def send_back(*, by: Actor, request: SurveyRequest, version: int, reply: str) -> SurveyRequest:
    """Ask for another answer; the reply stands on the page of the link."""
    require_edit(by)
    require_open(request.survey)
    if not reply.strip():
        raise UserError("Say what should be changed: the manager reads it on the page of the link.", status=400)
    with transaction.atomic():
        _claim(request, version, "send back", State.ANSWERED)
        request.state, request.reply = State.RETURNED, reply.strip()[:500]
        request.save(update_fields=["state", "reply"])
        audit.record(by, "return_survey_answer", "survey request", request.uid, after={"reply": request.reply})
    return request


def approve_answers(
    *, by: Actor, requests: Sequence[tuple[SurveyRequest, int]]
) -> tuple[list[SurveyRequest], list[str]]:
    """Approve each answer with the version that was seen, one transaction each.

    Returns (approved, why others were not).
    """
    approved, refused = [], []
    for request, version in requests:
        try:
            if request.version != version:
                raise UserError("changed since you opened the page")
            approved.append(approve_answer(by=by, request=request, version=version))
        except UserError as error:
            refused.append(f"{request.team.name}: {error}")
    return approved, refused


def _claim(request: SurveyRequest, version: int, wish: str, needed: str) -> None:
    """The version first, so that whoever was overtaken learns that and not what follows from it."""
    claim_version(request, version, kind="answer", yours=wish, theirs=request.get_state_display())
    if request.state != needed:
        raise UserError(
            f"The answer of {request.team.name} is {request.get_state_display()}: it cannot be "
            f"{'approved or sent back' if needed == State.ANSWERED else 'withdrawn'} now."
        )


def _efforts(request: SurveyRequest) -> list[Effort]:
    baseline = request.survey.baseline
    activities = Activity.objects.filter(organisation_id=baseline.organisation_id, uid__in=list(request.shares))
    by_uid = {str(activity.uid): activity for activity in activities}
    if len(by_uid) < len(request.shares):
        raise UserError(f"An activity of the answer of {request.team.name} is gone. Send the answer back.")
    capacity = capacities(baseline, [request.team_id]).get(request.team_id, 0)
    return [
        Effort(
            baseline=baseline,
            team=request.team,
            activity=by_uid[uid],
            fte=fte,
            evidence=Effort.Evidence.SURVEYED,
            source_rule=f"survey “{request.survey.name}”",
        )
        for uid, fte in split_fte(capacity, request.shares).items()
    ]


def _require_room(request: SurveyRequest) -> None:
    for text in above_capacity(request.survey.baseline, [request.team_id]):
        raise UserError(f"{text} Take measured or benchmark effort of the team out in the grid first.")


def _require_untouched(request: SurveyRequest, written: list[Effort]) -> None:
    if len(written) < len(request.approval["written"]) or any(effort.version > 1 for effort in written):
        raise UserError(
            f"The effort of {request.team.name} was changed since it was approved, so it cannot be put back. "
            "Change it in the grid."
        )


def _kept(effort: Effort) -> dict[str, Any]:
    return {"uid": str(effort.uid), **{name: getattr(effort, name) for name in KEPT}}


def _restored(request: SurveyRequest) -> list[Effort]:
    rows = request.approval["replaced"]
    still_there = {
        name: set(model._default_manager.filter(pk__in=[row[name] for row in rows]).values_list("pk", flat=True))
        for name, model in (("position_id", Position), ("import_row_id", ImportRow), ("activity_id", Activity))
    }
    return [
        Effort(
            baseline=request.survey.baseline,
            team_id=request.team_id,
            uid=UUID(row["uid"]),
            **{name: row[name] if row[name] in still_there.get(name, {row[name]}) else None for name in KEPT},
        )
        for row in rows
        if row["activity_id"] in still_there["activity_id"]
    ]
