"""A catalogue of services comes in, staged as `ImportRow`s and then stored at once, and is taken back."""

from collections import Counter
from dataclasses import asdict
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import F

from core.actor import Actor
from core.errors import UserError
from core.models import Import, ImportRow
from core.runs.registry import Progress
from services.importers.portfolio_plan import PlannedRow, known_of, planned_portfolio
from services.models import CustomerGroup, Offering, Service
from services.portfolio.offering_statements import store_offering
from services.portfolio.statements import store_facts

Change = dict[str, Any]
VERDICTS = ("created", "changed", "unchanged")
MADE = "made"
NAMES_SHOWN = 3


def load_portfolio(import_of: Import, frame: pl.DataFrame, progress: Progress) -> dict[str, Any]:
    """Stage the rows with what they change and how it was."""
    ImportRow.objects.filter(import_of=import_of).delete()
    known = known_of(import_of.organisation_id, import_of.organisation.is_person_free)
    rows = planned_portfolio(known, frame).rows
    with transaction.atomic():
        ImportRow.objects.bulk_create(_staged(import_of, row) for row in rows)
    progress(len(rows), len(rows), "Staging services")
    return {}


def _staged(import_of: Import, row: PlannedRow) -> ImportRow:
    payload = {"steps": [asdict(step) | {"verdict": step.verdict} for step in row.steps]}
    return ImportRow.staged(import_of, row.place, row.verdict, row.service_key, payload)


def publish_portfolio(import_of: Import, loaded: dict[str, Any]) -> dict[str, Any]:
    """Store what the rows say; returns the final counts of rows."""
    known_groups = set(_groups(import_of).values_list("pk", flat=True))
    services = {row.key: row for row in Service.objects.filter(organisation_id=import_of.organisation_id)}
    counts: Counter[str] = Counter()
    for row in ImportRow.objects.filter(import_of=import_of).order_by("id"):
        counts[row.verdict] += 1
        for step in row.payload["steps"]:
            _publish(import_of, services, row.key, step)
        row.save(update_fields=["payload"])
    made = _groups(import_of).exclude(pk__in=known_groups)
    ImportRow.objects.bulk_create(
        ImportRow.staged(import_of, ImportRow.NOWHERE, MADE, group.key, {"id": group.pk}) for group in made
    )
    return {verdict: counts[verdict] for verdict in VERDICTS}


def _groups(import_of: Import) -> Any:
    return CustomerGroup.objects.filter(organisation_id=import_of.organisation_id)


def _publish(import_of: Import, services: dict[str, Service], key: str, step: Change) -> None:
    """Store one step, and remember which row it is and at which version this import left it."""
    if step["verdict"] == "unchanged":
        return
    row: Service | Offering
    if step["kind"] == "service":
        row = services.setdefault(key, Service(organisation_id=import_of.organisation_id))
        _store(row, step["facts"], is_new=not step["id"])
    else:
        own = services[key]
        row = Offering.objects.get(pk=step["id"]) if step["id"] else Offering(service=own)
        _store(row, step["facts"], is_new=not step["id"])
    step |= {"id": row.pk, "version": row.version}


def _store(row: Service | Offering, facts: Change, *, is_new: bool) -> None:
    if not is_new:
        type(row)._default_manager.filter(pk=row.pk).update(version=F("version") + 1)
        row.refresh_from_db()
    if isinstance(row, Service):
        store_facts(row, facts)
    else:
        store_offering(row, facts)


def undo_portfolio(import_of: Import, by: Actor) -> None:
    """Bring back what the rows changed and remove what they made; refused where something was changed since."""
    steps = _steps_of(import_of)
    found: dict[str, dict[int, Any]] = {
        "service": Service.objects.in_bulk([step["id"] for step in steps if step["kind"] == "service"]),
        "offering": Offering.objects.in_bulk([step["id"] for step in steps if step["kind"] == "offering"]),
    }
    changed = [step["key"] for step in steps if _version_of(found, step) != step["version"]]
    if changed:
        raise UserError(f"{_listed(changed)} changed since this import. Correct by hand under Services.")
    _require_nothing_added(steps, found["service"])
    for step in steps:
        row = found[step["kind"]][step["id"]]
        if step["verdict"] == "changed":
            _store(row, {name: step["before"][name] for name in step["facts"]}, is_new=False)
        else:
            row.delete()
    made = ImportRow.objects.filter(import_of=import_of, verdict=MADE).values_list("payload__id", flat=True)
    _groups(import_of).filter(pk__in=list(made), services=None, version=1).delete()


def _steps_of(import_of: Import) -> list[Change]:
    """What the import did, the last first: offerings before their service."""
    rows = ImportRow.objects.filter(import_of=import_of, verdict__in=["created", "changed"]).order_by("-id")
    steps = [step for row in rows for step in reversed(row.payload["steps"])]
    return [step for step in steps if step["verdict"] != "unchanged"]


def _version_of(found: dict[str, dict[int, Any]], step: Change) -> int:
    row = found[step["kind"]].get(step["id"])
    return row.version if row else 0


def _require_nothing_added(steps: list[Change], services: dict[int, Service]) -> None:
    """A service that the import made may have got offerings by hand."""
    made = [step["id"] for step in steps if step["kind"] == "service" and step["verdict"] == "created"]
    own = [step["id"] for step in steps if step["kind"] == "offering"]
    added = Offering.objects.filter(service_id__in=made).exclude(pk__in=own).values_list("service_id", flat=True)
    if held := sorted({services[pk].name for pk in added}):
        raise UserError(f"{_listed(held)} got offerings since this import. Remove them first.")


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
    return ", ".join(f"“{name}”" for name in names[:NAMES_SHOWN]) + more
