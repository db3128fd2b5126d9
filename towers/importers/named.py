"""Names that an import brings: made on the way in, removed on the way out."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models, transaction
from django.db.models import ProtectedError

from core.models import Import, ImportRow
from towers.models import Activity, Named, Region, Team, Tower
from towers.names import match_or_make

N = TypeVar("N", bound=Named)
MODELS: dict[str, type[Named]] = {"team": Team, "tower": Tower, "region": Region, "activity": Activity}


def make_named(import_of: Import, model: type[N], names: Iterable[str | None]) -> dict[str, N]:
    """The organisation's rows by folded name, the missing ones made and remembered with the import."""
    rows, made = match_or_make(model, import_of.organisation_id, [name for name in names if name])
    remember_made(import_of, made)
    return rows


def remember_made(import_of: Import, made: Iterable[Named]) -> None:
    """Keep what this import made, so that undoing it can remove it."""
    ImportRow.objects.bulk_create(
        ImportRow.staged(import_of, ImportRow.NOWHERE, "made", row.key, {"kind": row._meta.model_name, "id": row.pk})
        for row in made
    )


def remove_made(import_of: Import) -> None:
    """Remove the names that this import made and that nothing else uses."""
    for row in ImportRow.objects.filter(import_of=import_of, verdict="made"):
        _remove_unused(MODELS[row.payload["kind"]], row.payload["id"])


def _remove_unused(model: type[models.Model], pk: int) -> None:
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=pk).delete()
    except ProtectedError:
        return
