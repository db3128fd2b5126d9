"""Reading an import's files with the lines of headers that somebody stated, now or the last time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.imports.child import read_in_child
from core.imports.files import upload_path
from core.imports.header_lines import renamed_lines
from core.imports.join_names import renamed
from core.imports.mapping import Spec, header_hash
from core.imports.registry import Importer
from core.imports.store import remembered_spec
from core.models import Import
from core.runs.registry import Progress


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome, the fingerprint of the headers, the lines that were stated, the mapping known for such files.

    The fingerprint is that of the headers as they are found unaided, lest a later file like this be unknown.
    """

    outcome: dict[str, Any]
    fingerprint: str = ""
    header_lines: dict[str, int] = field(default_factory=dict)
    remembered: Spec | None = None


def is_refused(outcome: Mapping[str, Any]) -> bool:
    """Whether some file cannot be read."""
    return any(one["severity"] == "fatal" for one in outcome["found"])


def read_as_remembered(incoming: Import, kind: Importer, folder: Path, progress: Progress) -> Reading:
    """Read the files; where their headers lay elsewhere the last time, read them again from there."""
    stated = incoming.report.get("stated")
    lines: dict[str, int] = (stated or incoming.report).get("header_lines") or {}
    outcome = _read(incoming, kind, folder, progress, lines)
    if is_refused(outcome):
        return Reading(outcome)
    fingerprint = incoming.report.get("header_hash") or header_hash(outcome["tables"])
    remembered, tables = (None if stated else remembered_spec(incoming, fingerprint)) or (None, [])
    if remembered:
        kept = renamed_lines(remembered.header_lines, tables, outcome["tables"])
        remembered = replace(remembered, header_lines=kept)
    if remembered and remembered.header_lines != lines:
        if lines:
            remembered = None
        else:
            lines = remembered.header_lines
            _empty(folder)
            outcome = _read(incoming, kind, folder, progress, lines)
    remembered = remembered and renamed(remembered, tables, outcome["tables"])
    return Reading(outcome, fingerprint, lines, remembered)


def _read(
    incoming: Import, kind: Importer, folder: Path, progress: Progress, lines: Mapping[str, int]
) -> dict[str, Any]:
    files = [(upload_path(one.upload.path), one.upload.name) for one in incoming.files.select_related("upload")]
    return read_in_child(files, folder, takes_logs=kind.is_log, progress=progress, header_lines=lines)


def _empty(folder: Path) -> None:
    for part in folder.glob("part-*.parquet"):
        part.unlink()
