"""What a catalogue file cannot say of the sample's services, or does not, stated by the actions that people have."""

from django.db import transaction

from core.actor import Actor
from sample.generator.catalogue import DOORS
from services.actions.portfolio import edit_service, set_doors
from services.actions.technologies import state_reuse
from services.models import CustomerGroup, Service, TechnologyReuse

# What was decided to do with a service, why and when; the rule suggests otherwise for two of them.
DECISIONS = {
    "Private cloud": ("invest", "Half of the servers in the data centre move there by 2029", "2026-01-20"),
    "Customer portal": ("invest", "Sales wants every order of a dealer to come in by it", "2026-01-20"),
    "Mainframe hosting": ("keep", "Runs the closing of the books until its successor does", "2026-01-20"),
    "Data centre": ("keep", "The lease ends in 2028; what stands there has to move first", "2026-01-20"),
    "Printing": ("retire", "Devices that fail are not replaced any more", "2026-02-17"),
}
REUSE = TechnologyReuse.Reuse
# What technologies were built for; two of each do something else.
REUSES = {
    **dict.fromkeys(("Kubernetes", "Object storage", "Apache Kafka", "PostgreSQL"), REUSE.REUSE),
    **dict.fromkeys(("IBM MQ", "Oracle Database"), REUSE.REUSE),  # one service touches each
    **dict.fromkeys(("Db2", "Session border controller"), REUSE.SINGLE),
    **dict.fromkeys(("SAP HANA", "Microsoft Teams"), REUSE.SINGLE),  # several share each
}


def state_portfolio(by: Actor) -> None:
    """The front doors of customers, decisions about services, and what technologies were built for; once."""
    groups = list(CustomerGroup.objects.visible_to(by))
    if any(group.doors for group in groups):
        return
    with transaction.atomic():
        for group in groups:
            set_doors(by=by, group=group, version=group.version, doors=DOORS[group.name])
        for service in Service.objects.visible_to(by).filter(name__in=DECISIONS):
            decision, reason, day = DECISIONS[service.name]
            stated = {"decision": decision, "decision_reason": reason, "decided_on": day}
            edit_service(by=by, service=service, version=service.version, **stated)
        for name, reuse in REUSES.items():
            state_reuse(by=by, name=name, version=0, reuse=reuse)
