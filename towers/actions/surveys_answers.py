"""Answering by link: drafts that are kept, and the answer that is sent."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.actor import Actor, Role
from core.errors import UserError
from core.versions import claim_version
from towers.models import Activity, SurveyRequest
from towers.survey_shares import Shares, percent_of_share, require_within

State = SurveyRequest.State


def save_draft(*, request: SurveyRequest, version: int, shares: Mapping[str, int], note: str) -> SurveyRequest:
    """Keep what has been filled in so far. An answer that was sent is open again until it is sent again."""
    _require_changeable(request)
    with transaction.atomic():
        _write(request, version, shares, note, State.SENT if request.state == State.ANSWERED else request.state)
    return request


def send_answer(*, request: SurveyRequest, version: int, shares: Mapping[str, int], note: str) -> SurveyRequest:
    """The manager's answer; what is left of 100 % stays unassigned."""
    _require_changeable(request)
    if not any(shares.values()):
        raise UserError("Nothing is filled in yet. Give at least one activity a share.", status=400)
    with transaction.atomic():
        _write(request, version, shares, note, State.ANSWERED)
        request.answered_at = timezone.now()
        request.save(update_fields=["answered_at"])
        facts = {"team": request.team.name, "activities": len(request.shares), "share": sum(request.shares.values())}
        audit.record(link_actor(request), "answer_survey", "survey request", request.uid, after=facts)
    return request


def link_actor(request: SurveyRequest) -> Actor:
    """Whoever holds the link: no user, one organisation, no scope."""
    organisation = request.survey.baseline.organisation
    return Actor(None, "survey link", organisation.pk, organisation.slug, Role.VIEWER, frozenset(), frozenset())


def _require_changeable(request: SurveyRequest) -> None:
    if request.state == State.APPROVED:
        raise UserError("This answer was approved and cannot be changed any more. Ask whoever sent you the link.")


def _write(request: SurveyRequest, version: int, shares: Mapping[str, int], note: str, state: str) -> None:
    """Inside the caller's transaction, which a lost race rolls back."""
    kept = _checked(request, shares)
    names = _names(request, {**kept, **request.shares})
    claim_version(request, version, kind="answer", yours=_facts(kept, names), theirs=_facts(request.shares, names))
    request.shares, request.note, request.state = kept, note.strip()[:500], state
    request.save(update_fields=["shares", "note", "state"])


def _checked(request: SurveyRequest, shares: Mapping[str, int]) -> Shares:
    kept = {uid: share for uid, share in shares.items() if share}
    require_within(kept)
    if len(_names(request, kept)) < len(kept):
        raise UserError("An activity of this answer is not there any more. Reload the page.", status=400)
    return kept


def _names(request: SurveyRequest, shares: Mapping[str, int]) -> dict[str, str]:
    own = Activity.objects.filter(organisation_id=request.survey.baseline.organisation_id, uid__in=list(shares))
    return {str(uid): name for uid, name in own.values_list("uid", "name")}


def _facts(shares: Mapping[str, int], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(uid, uid): f"{percent_of_share(share)} %" for uid, share in shares.items()}
