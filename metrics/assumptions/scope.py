"""For whom an assumption is asked: the organisation, or the scenario that an address names."""

from uuid import UUID

from django.http import Http404

from core.actor import Actor
from functions.models import Scenario
from functions.selectors import scenario_of


def scenario_named(actor: Actor, text: str) -> Scenario | None:
    """The scenario with this uid, None for an empty text (the organisation); 404 for one that is not there."""
    if not text:
        return None
    try:
        uid = UUID(text)
    except ValueError as error:
        raise Http404("There is no such scenario in this organisation.") from error
    return scenario_of(actor, uid)
