"""Uploads, column mappings, imports with their rows and defects."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.access import TenantQuerySet
from core.models.base import Aggregate

Place = tuple[int, str | None, int]  # number of the file, sheet, line


class Upload(Aggregate):
    """A file as it came in; `path` is relative to the uploads folder."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    path = models.CharField(max_length=255)

    objects = TenantQuerySet["Upload"].as_manager()


class Mapping(Aggregate):
    """How the columns of files with these headers are read; proposed again for the same headers."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    kind = models.CharField(max_length=20)
    header_hash = models.CharField(max_length=64)
    spec = models.JSONField()
    spec_hash = models.CharField(max_length=64)

    objects = TenantQuerySet["Mapping"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "header_hash", "spec_hash"], name="one_mapping_per_spec"
            )
        ]


class Import(Aggregate):
    """One import, from the upload to its undoing; its target is a baseline or a log.

    Nothing of it is visible before `confirmed`.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded"
        READ = "read"
        CHECKED = "checked"
        LOADING = "loading"
        CONFIRMED = "confirmed"
        UNDONE = "undone"
        REFUSED = "refused"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    kind = models.CharField(max_length=20)
    target_name = models.CharField(max_length=120, blank=True)
    target_kind = models.CharField(max_length=20, blank=True)
    target_id = models.BigIntegerField(null=True)
    content_hash = models.CharField(max_length=64)
    mapping = models.ForeignKey(Mapping, models.PROTECT, null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    counts = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    run = models.ForeignKey("core.Run", models.SET_NULL, null=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = TenantQuerySet["Import"].as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "target_kind", "target_id", "content_hash", "mapping"],
                condition=Q(state="confirmed"),
                name="the_same_import_once",
            )
        ]


class ImportFile(models.Model):
    """A file of an import, in its order (from 1)."""

    TENANT_PATH = "import_of__organisation_id"

    import_of = models.ForeignKey(Import, models.CASCADE, related_name="files")
    file_no = models.PositiveSmallIntegerField()
    upload = models.ForeignKey(Upload, models.PROTECT)

    objects = TenantQuerySet["ImportFile"].as_manager()

    class Meta:
        ordering = ["file_no"]
        constraints = [models.UniqueConstraint(fields=["import_of", "file_no"], name="one_file_per_number")]


class ImportRow(models.Model):
    """One row of a source that became (or did not become) a row of ours; logs of events keep none."""

    TENANT_PATH = "import_of__organisation_id"
    NOWHERE: Place = (1, None, 0)  # of what follows from the import, not from one line

    import_of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    file_no = models.PositiveSmallIntegerField()
    sheet = models.CharField(max_length=100, blank=True)
    line = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10)
    key = models.CharField(max_length=200, blank=True)
    payload = models.JSONField(default=dict)

    objects = TenantQuerySet["ImportRow"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["import_of", "line"])]

    @classmethod
    def staged(cls, import_of: Import, place: Place, verdict: str, key: str, payload: dict[str, Any]) -> ImportRow:
        """A row of a source, not yet stored; `place` is the file's number, the sheet and the line."""
        file_no, sheet, line = place
        return cls(
            import_of=import_of,
            file_no=file_no,
            sheet=sheet or "",
            line=line,
            verdict=verdict,
            key=key,
            payload=payload,
        )


class Defect(models.Model):
    """What is wrong with a file, row or cell, and what to do about it."""

    TENANT_PATH = "import_of__organisation_id"

    class Severity(models.TextChoices):
        FATAL = "fatal"
        ERROR = "error"
        WARNING = "warning"

    import_of = models.ForeignKey(Import, models.CASCADE, related_name="defects")
    severity = models.CharField(max_length=8, choices=Severity.choices)
    code = models.CharField(max_length=40)
    file_no = models.PositiveSmallIntegerField(default=1)
    sheet = models.CharField(max_length=100, blank=True)
    line = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=120, blank=True)
    value = models.CharField(max_length=200, blank=True)
    remedy = models.CharField(max_length=300)

    objects = TenantQuerySet["Defect"].as_manager()

    class Meta:
        ordering = ["id"]
