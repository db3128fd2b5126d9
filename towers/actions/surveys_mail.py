"""Sending the links of a survey, and reminding whoever has not answered."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.models import Run
from core.runs.actions import request_run
from towers.actions.surveys import require_open
from towers.models import Survey, SurveyRequest
from towers.survey_mails import KIND_CODE, OPEN, is_mail_configured


def send_links(*, by: Actor, survey: Survey, requests: Sequence[SurveyRequest], address: str) -> Run | None:
    """The run that mails each link; None where no mail server is configured or nobody has an address.

    `address`: scheme and host at which the product answers, as in `https://pbr.example.org`.
    """
    require_edit(by)
    require_open(survey)
    reached = [request for request in requests if request.recipient]
    if not reached or not is_mail_configured():
        return None
    params = {
        "survey": str(survey.uid),
        "requests": [str(request.uid) for request in reached],
        "address": address,
        # With the same versions and counts the same mails were sent already.
        "state": [[request.version, request.reminders] for request in reached],
    }
    return request_run(by=by, kind=KIND_CODE, params=params)


def remind(
    *, by: Actor, survey: Survey, address: str, only: SurveyRequest | None = None
) -> tuple[list[SurveyRequest], Run | None]:
    """Count one more reminder for each request without an answer (or for one of them), and mail its link again.

    Returns (reminded, the run that mails; see `send_links`).
    """
    require_edit(by)
    require_open(survey)
    with transaction.atomic():
        waiting = SurveyRequest.objects.visible_to(by).filter(survey=survey, state__in=OPEN)
        waiting = waiting.filter(pk=only.pk) if only else waiting
        uids = list(waiting.values_list("uid", flat=True))
        if not uids:
            raise UserError("Nobody has to be reminded: all have answered.")
        waiting.update(reminders=F("reminders") + 1, reminded_at=timezone.now())
        audit.record(by, "remind_survey", "survey", survey.uid, after={"requests": len(uids)})
    reminded = list(SurveyRequest.objects.filter(uid__in=uids).select_related("team").order_by("id"))
    return reminded, send_links(by=by, survey=survey, requests=reminded, address=address)
