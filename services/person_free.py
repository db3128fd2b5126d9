"""People of ticket logs become pseudonyms, when an organisation goes person-free."""

from uuid import UUID

from core.pseudonyms import pseudonym
from services.models import Person

BATCH = 500


def rewrite_people(organisation_id: int, uid: UUID) -> int:
    """Everybody whom a log of the organisation names; returns how many."""
    people = list(Person.objects.filter(log__organisation_id=organisation_id))
    for row in people:
        row.name = pseudonym(uid, row.name)
    Person.objects.bulk_update(people, ["name"], batch_size=BATCH)
    return len(people)
