"""References of positions and persons become pseudonyms, when an organisation goes person-free.

An owner of a tower may be a name, and a pseudonym answers for nothing: owners are emptied, to be named by their roles.
"""

from typing import Any
from uuid import UUID

from django.db.models import F

from core.models import Defect, ImportRow
from core.pseudonyms import pseudonym
from towers.models import Position, QualityDecision, Tower
from towers.refresh.pairing import PLACE

BATCH = 500
REFERENCES = ("manager_ref", "person_ref")
ABOUT_REFERENCES = ("repeated-key", "eliminated-post", "dangling-manager", "manager-cycle")


def rewrite_references(organisation_id: int, uid: UUID) -> int:
    """Positions of all baselines, the rows they came from, what was found and accepted; returns the positions."""
    _rewrite_rows(organisation_id, uid)
    _rewrite_defects(organisation_id, uid)
    _rewrite_decisions(organisation_id, uid)
    Tower.objects.filter(organisation_id=organisation_id).exclude(owner="").update(owner="", version=F("version") + 1)
    positions = list(Position.objects.filter(baseline__organisation_id=organisation_id))
    for row in positions:
        row.key = _key(uid, row.key)
        row.manager_ref, row.person_ref = pseudonym(uid, row.manager_ref), pseudonym(uid, row.person_ref)
    Position.objects.bulk_update(positions, ["key", *REFERENCES], batch_size=BATCH)
    return len(positions)


def _key(uid: UUID, key: str) -> str:
    return key if key.startswith(PLACE) else pseudonym(uid, key)


def _rewrite_rows(organisation_id: int, uid: UUID) -> None:
    """What an undo restores."""
    of = ImportRow.objects.filter(import_of__organisation_id=organisation_id, import_of__kind="positions", line__gt=0)
    rows = list(of)
    for row in rows:
        row.key = _key(uid, row.key)
        row.payload = {name: _facts(uid, part) for name, part in row.payload.items()}
    ImportRow.objects.bulk_update(rows, ["key", "payload"], batch_size=BATCH)


def _facts(uid: UUID, part: Any) -> Any:
    if not isinstance(part, dict):
        return part
    return part | {name: pseudonym(uid, part[name]) for name in REFERENCES if part.get(name)}


def _rewrite_defects(organisation_id: int, uid: UUID) -> None:
    of = Defect.objects.filter(import_of__organisation_id=organisation_id, code__in=ABOUT_REFERENCES)
    rows = list(of.exclude(value=""))
    for row in rows:
        row.value = _key(uid, row.value)
    Defect.objects.bulk_update(rows, ["value"], batch_size=BATCH)


def _rewrite_decisions(organisation_id: int, uid: UUID) -> None:
    """A position is named by its reference and occurrence; whatever else was accepted names no person."""
    of = QualityDecision.objects.filter(baseline__organisation_id=organisation_id, subject__contains="#")
    rows = list(of)
    for row in rows:
        key, _, occurrence = row.subject.rpartition("#")
        row.subject = f"{_key(uid, key)}#{occurrence}"
    QualityDecision.objects.bulk_update(rows, ["subject"], batch_size=BATCH)
