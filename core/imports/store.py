"""Mappings that are remembered, and imports that were made before."""

from typing import Any

from core.imports.mapping import Spec, parse_spec, spec_hash
from core.imports.registry import importer
from core.models import Import, Mapping


def keep_mapping(incoming: Import, header_hash: str, spec: Spec) -> Mapping:
    """The organisation's row for this mapping of files with these headers."""
    mapping, _ = Mapping.objects.get_or_create(
        organisation_id=incoming.organisation_id,
        kind=incoming.kind,
        header_hash=header_hash,
        spec_hash=spec_hash(spec),
        defaults={"spec": spec.as_json()},
    )
    return mapping


def remembered_spec(incoming: Import, header_hash: str) -> tuple[Spec, list[dict[str, Any]]] | None:
    """The mapping with which files with these headers last came in, in this organisation, and their tables then."""
    last = (
        Import.objects.filter(
            organisation_id=incoming.organisation_id,
            kind=incoming.kind,
            mapping__header_hash=header_hash,
            confirmed_at__isnull=False,
        )
        .select_related("mapping")
        .order_by("-confirmed_at")
        .first()
    )
    if last is None or last.mapping is None:
        return None
    return parse_spec(last.mapping.spec, importer(incoming.kind)), last.report.get("read", {}).get("tables", [])


def twin_of(incoming: Import) -> Import | None:
    """The import of the same files with the same mapping into the same target that is in force."""
    return (
        Import.objects.filter(
            organisation_id=incoming.organisation_id,
            kind=incoming.kind,
            target_name=incoming.target_name,
            content_hash=incoming.content_hash,
            mapping=incoming.mapping_id,
            state=Import.State.CONFIRMED,
        )
        .exclude(pk=incoming.pk)
        .first()
    )
