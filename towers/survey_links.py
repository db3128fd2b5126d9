"""The link of a survey's request: whoever holds it may answer for the team, without an account.

It carries the request's uid and nonce under a signature of its own salt. It holds while the nonce is the request's,
the survey is open, its closing date has not passed in the organisation, and the baseline is a draft.
"""

import secrets
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from towers.models import Survey, SurveyRequest

SALT = "towers.survey-request"
NONCE_BYTES = 16


def new_nonce() -> str:
    """Something nobody can guess; 22 characters."""
    return secrets.token_urlsafe(NONCE_BYTES)


def link_of(uid: UUID, nonce: str) -> str:
    """The path of the link."""
    return reverse("survey-link", args=[signing.Signer(salt=SALT).sign_object([uid.hex, nonce])])


def is_taking_answers(survey: Survey) -> bool:
    """Open, of a draft, and not past its last day in the organisation's time zone."""
    baseline = survey.baseline
    today = timezone.localdate(timezone=ZoneInfo(baseline.organisation.time_zone))
    return survey.state == Survey.State.OPEN and not baseline.is_locked and today <= survey.closes_on


def signed_parts(token: str) -> tuple[UUID, str] | None:
    """Uid and nonce of a link that was signed here, else None; needs no database."""
    try:
        uid, nonce = signing.Signer(salt=SALT).unsign_object(token)
        return UUID(hex=uid), str(nonce)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None


def request_of_link(uid: UUID, nonce: str) -> SurveyRequest | None:
    """The request that a signed link opens now; None when the link is void, expired, or its survey takes no answers."""
    rows = SurveyRequest.objects.select_related("survey__baseline__organisation", "team")
    found = rows.filter(uid=uid).first()
    if found is None or not constant_time_compare(found.nonce, nonce):
        return None
    return found if is_taking_answers(found.survey) else None
