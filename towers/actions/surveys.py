"""Starting and closing surveys, and giving a team a new link."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from towers.actions.activities import make_defaults
from towers.actions.baselines import require_draft
from towers.actions.grid_sums import capacities
from towers.default_activities import DEFAULTS_BY_NAME
from towers.models import Baseline, Survey, SurveyRequest, Team
from towers.names import folded, tidy
from towers.survey_links import is_taking_answers, new_nonce

LONGEST_MESSAGE = 2_000


def start_survey(
    *, by: Actor, baseline: Baseline, name: str, message: str, closes_on: date, recipients: Mapping[Team, str]
) -> Survey:
    """Ask these teams (with the address of whoever answers, or ""); default activities are made where missing.

    Sends nothing: `surveys_mail.send_links` does, where mail is configured.
    """
    require_edit(by)
    require_draft(baseline)
    survey = Survey(
        baseline=baseline, name=tidy(name)[:120], message=message.strip()[:LONGEST_MESSAGE], closes_on=closes_on
    )
    _check(survey, recipients)
    with transaction.atomic():
        survey.by_id = by.user_id
        survey.save()
        SurveyRequest.objects.bulk_create(
            SurveyRequest(survey=survey, team=team, recipient=recipient, nonce=new_nonce())
            for team, recipient in recipients.items()
        )
        make_defaults(baseline.organisation_id, DEFAULTS_BY_NAME)
        facts = {"name": survey.name, "closes_on": closes_on.isoformat(), "teams": len(recipients)}
        audit.record(by, "start_survey", "survey", survey.uid, after=facts)
    return survey


def _check(survey: Survey, recipients: Mapping[Team, str]) -> None:
    if not survey.name:
        raise UserError("A survey needs a name. Type one.", status=400)
    if not is_taking_answers(survey):
        raise UserError("The closing date has passed. Choose today or a later day.", status=400)
    if not recipients:
        raise UserError("Nobody is asked. Choose at least one team.", status=400)
    has = capacities(survey.baseline, [team.pk for team in recipients])
    empty = [team.name for team in recipients if not has.get(team.pk)]
    if empty:
        text = "have no filled positions in this baseline, so there is nothing to split"
        raise UserError(f"{', '.join(empty[:5])} {text}.", status=400)
    for team, recipient in recipients.items():
        if recipient and not is_address(recipient):
            raise UserError(f"{team.name}: “{recipient}” is no e-mail address.", status=400)


def is_address(text: str) -> bool:
    """Looks like an e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def pasted_recipients(text: str, teams: Mapping[str, Team]) -> dict[Team, str]:
    """What stands in a pasted list of lines “team; e-mail” (or a tab between), `teams` by folded name.

    Raises UserError that names the lines whose team is unknown.
    """
    found, unknown = {}, []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, address = line.replace("\t", ";").rpartition(";") if {";", "\t"} & set(line) else (line, "", "")
        team = teams.get(folded(name))
        if team is None:
            unknown.append(f"“{name.strip()}”")
        else:
            found[team] = address.strip()
    if unknown:
        raise UserError(f"No team of the baseline is called {', '.join(unknown[:5])}. Correct the list.", status=400)
    return found


def close_survey(*, by: Actor, survey: Survey, version: int) -> Survey:
    """No more answers: all links are void from now on. What was answered can still be approved."""
    require_edit(by)
    if survey.state == Survey.State.CLOSED:
        raise UserError(f"“{survey.name}” is closed already.")
    with transaction.atomic():
        claim_version(survey, version, kind="survey", yours="closed", theirs=survey.state)
        survey.state = Survey.State.CLOSED
        survey.save(update_fields=["state"])
        audit.record(by, "close_survey", "survey", survey.uid, before="open", after="closed")
    return survey


def renew_link(*, by: Actor, request: SurveyRequest, version: int, recipient: str) -> SurveyRequest:
    """A new link, for another recipient perhaps; every older link of the request is void."""
    require_edit(by)
    require_open(request.survey)
    recipient = recipient.strip()
    if recipient and not is_address(recipient):
        raise UserError(f"“{recipient}” is no e-mail address.", status=400)
    with transaction.atomic():
        claim_version(request, version, kind="answer", yours="new link", theirs=request.get_state_display())
        request.nonce, request.recipient = new_nonce(), recipient
        request.save(update_fields=["nonce", "recipient"])
        audit.record(by, "renew_survey_link", "survey request", request.uid)
    return request


def require_open(survey: Survey) -> None:
    """Refuse what only a survey that takes answers allows."""
    require_draft(survey.baseline)
    if not is_taking_answers(survey):
        raise UserError(f"“{survey.name}” takes no more answers. Start another survey for the teams that are missing.")
