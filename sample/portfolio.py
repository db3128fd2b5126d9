"""What a catalogue file cannot say of the sample's services, stated by the actions that people have."""

from django.db import transaction

from core.actor import Actor
from sample.generator.catalogue import DOORS, SERVICES
from sample.generator.service_parts import CatalogueService
from services.actions.offerings import edit_offering
from services.actions.portfolio import edit_service, set_doors
from services.models import CustomerGroup, Offering, Service
from services.portfolio_selectors import services_of
from towers.models import FTE_UNIT


def state_portfolio(by: Actor) -> None:
    """Days, values and benefits of services, the work in their offerings, the doors of customers; once."""
    known = {service.name: service for service in services_of(by)}
    if any(service.value_score for service in known.values()):
        return
    with transaction.atomic():
        for stated in SERVICES:
            _state_service(by, known[stated.name], stated)
        for group in CustomerGroup.objects.visible_to(by):
            set_doors(by=by, group=group, version=group.version, doors=DOORS[group.name])


def _state_service(by: Actor, service: Service, stated: CatalogueService) -> None:
    edit_service(
        by=by,
        service=service,
        version=service.version,
        value_score=stated.value,
        is_next_generation=stated.is_next_generation,
        benefits=stated.benefits,
        **stated.days,
    )
    offerings = {offering.name: offering for offering in Offering.objects.visible_to(by).filter(service=service)}
    for one in stated.offerings:
        labour = {team: round(fte * FTE_UNIT) for team, fte in one.labour.items()}
        offering = offerings[one.name]
        edit_offering(by=by, offering=offering, version=offering.version, kind=one.kind, labour=labour)
