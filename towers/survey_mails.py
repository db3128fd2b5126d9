"""The mails of a survey: their text, and the run that sends them.

What a mail server says of a failure can contain the address, so it is counted and not repeated in logs or outcomes.
A run that is taken up again after a crash sends what it had sent before once more.
"""

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from core.figures import day, fte
from core.models import Run
from core.runs.registry import Finish, Progress, RunKind
from towers.actions.grid_sums import capacities
from towers.models import SurveyRequest
from towers.survey_links import is_taking_answers, link_of

KIND_CODE = "survey_mails"
OPEN = (SurveyRequest.State.SENT, SurveyRequest.State.RETURNED)


def is_mail_configured() -> bool:
    """There is a mail server to hand mails to."""
    return not str(settings.EMAIL_BACKEND).endswith("dummy.EmailBackend")


def mail_of(request: SurveyRequest, team_fte: int, address: str) -> EmailMessage:
    """The mail with the link; `address` is where the product answers, `team_fte` in 1/10,000."""
    survey, team = request.survey, request.team.name
    organisation = survey.baseline.organisation.name
    reminded = "Reminder: " if request.reminders else ""
    parts = [
        f"What do the {fte(team_fte)} FTE of {team} spend their time on?",
        *([survey.message] if survey.message else []),
        *([f"Your answer was sent back: {request.reply}"] if request.state == SurveyRequest.State.RETURNED else []),
        f"Open this link, on a phone if you like; it takes about five minutes and no account:\n"
        f"{address}{link_of(request.uid, request.nonce)}",
        f"The link is for you and holds until {day(survey.closes_on)}. You can come back to it and change your answer.",
        f"{organisation}, {survey.name}",
    ]
    subject = f"{reminded}{survey.name}: {team}".replace("\n", " ")
    return EmailMessage(subject, "\n\n".join(parts) + "\n", to=[request.recipient])


def execute(run_id: int, progress: Progress) -> Finish:
    """Send to whoever still has to answer, over one connection."""
    run = Run.objects.get(pk=run_id)
    requests = _still_waiting(run)
    has = capacities(requests[0].survey.baseline, [one.team_id for one in requests]) if requests else {}
    sent = 0
    with get_connection() as connection:
        for number, request in enumerate(requests, 1):
            mail = mail_of(request, has.get(request.team_id, 0), run.params["address"])
            mail.connection = connection
            sent += _is_sent(mail)
            progress(number, len(requests), f"Mail {number} of {len(requests)}")
    outcome: dict[str, Any] = {"sent": sent, "failed": len(requests) - sent}
    return lambda: outcome


def _still_waiting(run: Run) -> list[SurveyRequest]:
    rows = SurveyRequest.objects.select_related("survey__baseline__organisation", "team").filter(
        uid__in=run.params["requests"],
        survey__baseline__organisation_id=run.organisation_id,
        state__in=OPEN,
    )
    return [row for row in rows.exclude(recipient="").order_by("id") if is_taking_answers(row.survey)]


def _is_sent(mail: EmailMessage) -> bool:
    try:
        return bool(mail.send())
    except (smtplib.SMTPException, OSError):
        return False


KIND = RunKind(KIND_CODE, "Mails of a survey", execute, page="surveys")
