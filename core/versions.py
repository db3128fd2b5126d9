"""No lost update: a write names the version that it saw."""

from typing import Any

from django.db import models
from django.db.models import F


class Conflict(Exception):
    """Somebody else changed the object first; both values are kept for the page (409) or the answer (412)."""

    def __init__(self, kind: str, yours: Any, theirs: Any, seen: int, now: int) -> None:
        super().__init__(f"This {kind} was changed by somebody else: you saw version {seen}, it is now at {now}.")
        self.kind, self.yours, self.theirs, self.seen, self.now = kind, yours, theirs, seen, now

    def by_field(self) -> list[dict[str, Any]]:
        """Both values, field by field where they have fields: {field, yours, theirs}."""
        if not isinstance(self.yours, dict) or not isinstance(self.theirs, dict):
            return [{"field": self.kind, "yours": self.yours, "theirs": self.theirs}]
        fields = {**self.yours, **self.theirs}
        return [{"field": name, "yours": self.yours.get(name), "theirs": self.theirs.get(name)} for name in fields]


def claim_version(row: models.Model, seen: int, *, kind: str, yours: Any, theirs: Any) -> int:
    """Move `row.version` from `seen` to `seen + 1` in one UPDATE, or raise `Conflict`; inside the action's transaction.

    Returns the new version. `yours` and `theirs` are what the loser is shown.
    """
    manager: Any = type(row)._default_manager
    if manager.filter(pk=row.pk, version=seen).update(version=F("version") + 1) == 1:
        row.refresh_from_db()
        return seen + 1
    now = manager.filter(pk=row.pk).values_list("version", flat=True).first() or 0
    raise Conflict(kind, yours, theirs, seen, now)
