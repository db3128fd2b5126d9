"""References of positions in the steps of scenarios become pseudonyms, when an organisation goes person-free."""

from uuid import UUID

from core.pseudonyms import pseudonym
from functions.models import Operation
from functions.staffing import SEAT
from towers.refresh.pairing import PLACE

BATCH = 500


def rewrite_seats(organisation_id: int, uid: UUID) -> int:
    """Every step that seats positions; returns how many. Keys made of a place in a file name nobody and stay."""
    steps = list(Operation.objects.filter(scenario__organisation_id=organisation_id, kind=SEAT))
    for step in steps:
        seats = [[_key(uid, key), occurrence, role] for key, occurrence, role in step.payload["seats"]]
        step.payload = {**step.payload, "seats": seats}
    Operation.objects.bulk_update(steps, ["payload"], batch_size=BATCH)
    return len(steps)


def _key(uid: UUID, key: str) -> str:
    return key if key.startswith(PLACE) else pseudonym(uid, key)
