"""People of ticket logs become pseudonyms, when an organisation goes person-free.

An owner of a service, a sponsor of a project or who sees to a touch point may be a name, and a pseudonym answers for
nothing: only teams stay, and customer groups as sponsors; at touch points also functions and those whom defaults name.
"""

from uuid import UUID

from django.db.models import F

from core.models import ImportRow
from core.pseudonyms import pseudonym
from services.models import CustomerGroup, Person, Project, Service, ServiceOwner, TouchPoint
from services.office.reference import DEFAULTS
from towers.functions_reference import FUNCTIONS
from towers.models import Team
from towers.names import folded, known_names

BATCH = 500


def rewrite_people(organisation_id: int, uid: UUID) -> int:
    """Everybody whom a log of the organisation names; returns how many."""
    people = list(Person.objects.filter(log__organisation_id=organisation_id))
    for row in people:
        row.name = pseudonym(uid, row.name)
    Person.objects.bulk_update(people, ["name"], batch_size=BATCH)
    return len(people)


def remove_named_owners(organisation_id: int, uid: UUID) -> int:
    """Owners of services that are no team, also in what imports keep; returns how many services had one."""
    owners = ServiceOwner.objects.filter(service__organisation_id=organisation_id, team=None)
    owned = set(owners.values_list("service_id", flat=True))
    owners.delete()
    Service.objects.filter(pk__in=owned).update(version=F("version") + 1)
    teams = set(known_names(Team, organisation_id))
    rows = list(ImportRow.objects.filter(import_of__organisation_id=organisation_id, import_of__kind="services"))
    for row in rows:
        for step in row.payload.get("steps", []):
            for part in (step["facts"], step["before"]):
                if "owners" in part:
                    part["owners"] = [name for name in part["owners"] if folded(name) in teams]
    ImportRow.objects.bulk_update(rows, ["payload"], batch_size=BATCH)
    return len(owned)


def remove_named_sponsors(organisation_id: int, uid: UUID) -> int:
    """Sponsors of projects that are neither a team nor a customer group; returns how many projects had one."""
    groups = CustomerGroup.objects.filter(organisation_id=organisation_id).values_list("key", flat=True)
    known = {*known_names(Team, organisation_id), *groups}
    sponsored = Project.objects.filter(organisation_id=organisation_id).exclude(sponsor="")
    named = [pk for pk, sponsor in sponsored.values_list("pk", "sponsor") if folded(sponsor) not in known]
    return Project.objects.filter(pk__in=named).update(sponsor="", version=F("version") + 1)


def remove_named_attendants(organisation_id: int, uid: UUID) -> int:
    """Those who see to touch points and are neither a team, a function nor named by a default; returns how many."""
    roles = [one.owner for one in DEFAULTS.values()] + [one.name for one in FUNCTIONS]
    known = {*known_names(Team, organisation_id), *map(folded, roles)}
    stated = TouchPoint.objects.filter(organisation_id=organisation_id).exclude(owner="")
    named = [pk for pk, owner in stated.values_list("pk", "owner") if folded(owner) not in known]
    return TouchPoint.objects.filter(pk__in=named).update(owner="", version=F("version") + 1)
