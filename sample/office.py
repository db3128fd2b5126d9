"""What the sample's service management office works on: agreements drafted for a service to come, and where it lies."""

from datetime import date

from core.actor import Actor
from functions.briefs import FIELDS, brief_of, write_brief
from functions.models import Brief, Scenario
from services.actions.agreement_drafts import draft_agreements
from services.models import Agreement, Service

SERVICE = "Container platform"
GO_LIVE = date(2027, 3, 1)
_BRIEF = dict.fromkeys(FIELDS, "") | {
    "ambition": "One front door for users, and level 1 that solves most of what is simple.",
    "starting_point": "Technology towers with people of their own in three regions.",
    "goals": 3,
    "culture": 3,
    "skills": 2,
    "management_office": Brief.ManagementOffice.PRODUCT,
}


def state_drafts(by: Actor) -> None:
    """Drafts of what stands behind the wishes for the service, once."""
    service = Service.objects.visible_to(by).get(name=SERVICE)
    if not Agreement.objects.visible_to(by).filter(service_key=service.key, is_draft=True).exists():
        draft_agreements(by=by, service=service, today=GO_LIVE)


def state_brief(by: Actor, scenario: Scenario) -> None:
    """What the scenario is for, and where the office lies in it."""
    if not brief_of(scenario).version:
        write_brief(by=by, scenario=scenario, version=0, facts=_BRIEF)
