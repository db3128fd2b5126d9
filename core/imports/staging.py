"""The folder in which an import is understood, beside the uploads; everything in it can be made again from them."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

import polars as pl
from django.conf import settings

from core.errors import UserError
from core.imports.reading.tables import PLACE
from core.models import Import

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


def staged_rows(folder: Path, columns: Iterable[str] | None = None) -> pl.DataFrame:
    """The rows as read, with the place and these columns (all if not said); a file without one has nulls there."""
    parts = [pl.scan_parquet(part) for part in sorted(folder.glob("part-*.parquet"))]
    if not parts:
        raise UserError(GONE)
    if columns is not None:
        wanted = {*PLACE, *columns}
        parts = [part.select(name for name in part.collect_schema().names() if name in wanted) for part in parts]
    return pl.concat(parts, how="diagonal").collect()


def keep_accepted(folder: Path, frame: pl.DataFrame) -> str:
    """Keep the accepted rows until they are confirmed; returns their file's name."""
    name = f"accepted-{uuid4().hex}.parquet"
    frame.write_parquet(folder / name, compression="lz4", statistics=False)
    return name


def accepted_rows(incoming: Import) -> pl.DataFrame:
    """The rows that the last check accepted."""
    path = staging_folder(incoming) / incoming.report.get("accepted", "")
    if not path.is_file():
        raise UserError(GONE)
    return pl.read_parquet(path)
