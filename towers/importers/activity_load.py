"""A table of activities comes in, staged as `ImportRow`s and then stored at once, and is taken back."""

from collections import Counter
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import F, ProtectedError

from core.actor import Actor
from core.errors import UserError
from core.models import Import, ImportRow
from core.runs.registry import Progress
from towers.actions.activities import renamed_facts
from towers.importers.activity_plan import PlannedActivity, planned_activities
from towers.models import Activity
from towers.names import folded


def load_activities(import_of: Import, frame: pl.DataFrame, progress: Progress) -> dict[str, Any]:
    """Stage the rows with what they change and how it was."""
    ImportRow.objects.filter(import_of=import_of).delete()
    rows = planned_activities(import_of.organisation_id, frame).rows
    with transaction.atomic():
        ImportRow.objects.bulk_create(_staged(import_of, row) for row in rows)
    progress(len(rows), len(rows), "Staging activities")
    return {}


def _staged(import_of: Import, row: PlannedActivity) -> ImportRow:
    payload = {"facts": row.facts, "before": row.before, "id": row.activity_id}
    return ImportRow.staged(import_of, row.place, row.verdict, row.key, payload)


def publish_activities(import_of: Import, loaded: dict[str, Any]) -> dict[str, Any]:
    """Store what the rows say; returns the final counts."""
    counts: Counter[str] = Counter()
    for row in ImportRow.objects.filter(import_of=import_of).order_by("id"):
        counts[row.verdict] += 1
        if row.verdict == "created":
            _create(import_of, row)
        elif row.verdict == "changed":
            _change(row)
    return {verdict: counts[verdict] for verdict in ("created", "changed", "unchanged")}


def _create(import_of: Import, row: ImportRow) -> None:
    facts = row.payload["facts"]
    activity = Activity(organisation_id=import_of.organisation_id, key=row.key, **facts)
    if folded(facts["name"]) != row.key:  # a default under the organisation's own name
        for name, value in renamed_facts(activity, facts["name"]).items():
            setattr(activity, name, value)
    activity.save()
    _remember(row, activity)


def _change(row: ImportRow) -> None:
    activity = Activity.objects.get(pk=row.payload["id"])
    facts = dict(row.payload["facts"])
    if "name" in facts:
        facts |= renamed_facts(activity, facts["name"])
        row.payload["before"] |= {"key": activity.key, "default_key": activity.default_key}
    _store(activity, facts)
    _remember(row, activity)


def _store(activity: Activity, facts: dict[str, Any]) -> None:
    Activity.objects.filter(pk=activity.pk).update(**facts, version=F("version") + 1)
    activity.refresh_from_db()


def _remember(row: ImportRow, activity: Activity) -> None:
    """Which activity, and at which version this import left it."""
    row.payload |= {"id": activity.pk, "version": activity.version}
    row.save(update_fields=["payload"])


def undo_activities(import_of: Import, by: Actor) -> None:
    """Bring back what the rows changed and remove what they made; refused where something rests on it."""
    rows = list(ImportRow.objects.filter(import_of=import_of, verdict__in=["created", "changed"]).order_by("-id"))
    found = Activity.objects.in_bulk([row.payload["id"] for row in rows])
    changed = [row.key for row in rows if _version_of(found, row) != row.payload["version"]]
    if changed:
        raise UserError(f"{_listed(changed)} changed since this import. Correct by hand under Activities.")
    for row in rows:
        if row.verdict == "changed":
            _store(found[row.payload["id"]], row.payload["before"])
    _remove([found[row.payload["id"]] for row in rows if row.verdict == "created"])


def _version_of(found: dict[int, Activity], row: ImportRow) -> int:
    activity = found.get(row.payload["id"])
    return activity.version if activity else 0


def _remove(made: list[Activity]) -> None:
    held = []
    for activity in made:
        try:
            with transaction.atomic():
                activity.delete()
        except ProtectedError:
            held.append(activity.name)
    if held:
        raise UserError(f"Effort rests on {_listed(held)}. Move it to other activities first.")


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(f"“{name}”" for name in names[:3]) + more
