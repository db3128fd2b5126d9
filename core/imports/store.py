"""Mappings that are remembered, and imports that were made before."""

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


def remembered_spec(incoming: Import, header_hash: str) -> Spec | None:
    """The mapping with which files with these headers last came in, in this organisation."""
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
    return parse_spec(last.mapping.spec, importer(incoming.kind)) if last and last.mapping else None


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
