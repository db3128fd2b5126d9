"""The folder in which an import is understood, beside the uploads; everything in it can be made again from them."""

import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

import polars as pl
from django.conf import settings
from polars import selectors

from core.errors import UserError
from core.models import Import

ROWS_PER_PART = 1_000_000
GONE = "What was read of the files is gone. Upload them again."


def staging_folder(incoming: Import) -> Path:
    """The import's own folder; it need not exist."""
    return Path(settings.DATA_DIR) / "staging" / str(incoming.uid)


def fresh_folder(incoming: Import) -> Path:
    """An empty folder of this attempt alone; `settle_folder` makes it the import's. Earlier attempts' are removed."""
    final = staging_folder(incoming)
    final.parent.mkdir(parents=True, exist_ok=True)
    for left in final.parent.glob(f"{final.name}.*"):
        shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=final.parent, prefix=f"{final.name}."))


def settle_folder(incoming: Import, folder: Path) -> None:
    """Behind the run's fence: the attempt's folder becomes the import's."""
    remove_staging(incoming)
    folder.rename(staging_folder(incoming))


def remove_staging(incoming: Import) -> None:
    """Remove what is no longer needed."""
    shutil.rmtree(staging_folder(incoming), ignore_errors=True)


def staged_rows(folder: Path) -> pl.LazyFrame:
    """The rows as read, on disk until columns are collected; a file without a column has nulls there."""
    parts = sorted(folder.glob("part-*.parquet"))
    if not parts:
        raise UserError(GONE)
    return pl.concat([pl.scan_parquet(part) for part in parts], how="diagonal")


def keep_accepted(folder: Path, frame: pl.DataFrame) -> str:
    """Keep the accepted rows until they are confirmed, in parts; returns the name of their folder."""
    name = f"accepted-{uuid4().hex}"
    (folder / name).mkdir()
    for number, part in enumerate(frame.iter_slices(ROWS_PER_PART) if frame.height else [frame]):
        path = folder / name / f"{number:05d}.parquet"
        # A categorical column would be written with all its texts each time.
        part.with_columns(selectors.categorical().cast(pl.String)).write_parquet(
            path, compression="lz4", statistics=False
        )
    return name


def accepted_rows(incoming: Import) -> pl.LazyFrame:
    """The rows that the last check accepted, on disk until columns are collected."""
    parts = sorted((staging_folder(incoming) / incoming.report.get("accepted", "")).glob("?????.parquet"))
    if not parts:
        raise UserError(GONE)
    return pl.scan_parquet(parts)
