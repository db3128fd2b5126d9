"""What a catalogue file cannot say of the sample's services, stated by the action that people have."""

from django.db import transaction

from core.actor import Actor
from sample.generator.catalogue import DOORS
from services.actions.portfolio import set_doors
from services.models import CustomerGroup


def state_portfolio(by: Actor) -> None:
    """The front doors of customers; once."""
    groups = list(CustomerGroup.objects.visible_to(by))
    if any(group.doors for group in groups):
        return
    with transaction.atomic():
        for group in groups:
            set_doors(by=by, group=group, version=group.version, doors=DOORS[group.name])
