"""The audit trail: called by every action, in its transaction."""

from typing import Any

from core.actor import Actor
from core.models import AuditEntry


def record(
    actor: Actor, action: str, object_kind: str, object_id: object, *, before: Any = None, after: Any = None
) -> AuditEntry:
    """Keep who did what; callers mask pay before they hand it in."""
    return AuditEntry.objects.create(
        organisation_id=actor.organisation_id,
        user_id=actor.user_id,
        action=action,
        object_kind=object_kind,
        object_id=str(object_id),
        before=before,
        after=after,
    )
