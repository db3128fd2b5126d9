"""Typed frames by hand, and an import that goes straight through an importer."""

from typing import Any

import polars as pl

from core.imports.registry import CheckReport, Importer
from core.models import Import
from organisations.models import Organisation
from tests.factories import OrganisationFactory

KINDS: dict[str, type[pl.DataType]] = {"fte": pl.Float64, "heads": pl.Float64, "share": pl.Float64}
KINDS |= dict.fromkeys(("cost", "cost_low", "cost_high"), pl.Int64)


def frame_of(*rows: dict[str, Any], file_no: int = 1) -> pl.DataFrame:
    """Rows as the import machine hands them on; the first one stands on line 2 of its file."""
    columns = dict.fromkeys(name for row in rows for name in row)
    schema = {name: KINDS.get(name, pl.String) for name in columns}
    frame = pl.DataFrame([{name: row.get(name) for name in columns} for row in rows], schema=schema)
    lines = pl.int_range(2, len(rows) + 2, eager=True)
    return frame.with_columns(_file=pl.lit(file_no, pl.Int16), _sheet=pl.lit("", pl.String), _line=lines.cast(pl.Int64))


def new_import(kind: str, organisation: Organisation | None = None, target_name: str = "") -> Import:
    """An import of this kind, before its check."""
    owner = organisation or OrganisationFactory.create()
    return Import.objects.create(organisation=owner, kind=kind, target_name=target_name, content_hash="0" * 64)


def no_progress(done: int, total: int, stage: str = "") -> None:
    """Nobody watches."""


def check(importer: Importer, import_of: Import, frame: pl.DataFrame) -> CheckReport:
    """What the importer says of the frame."""
    return importer.check(import_of, frame)


def bring_in(importer: Importer, import_of: Import, frame: pl.DataFrame) -> dict[str, Any]:
    """Check, load and publish; returns the final counts."""
    report = importer.check(import_of, frame)
    loaded = importer.load(import_of, report.accepted, no_progress)
    return importer.publish(import_of, loaded)


def codes(report: CheckReport) -> list[str]:
    """The codes of the defects, in their order."""
    return [defect.code for defect in report.defects]
