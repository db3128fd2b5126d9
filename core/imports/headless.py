"""A whole import without a browser, in this process: for commands, the sample organisation and tests."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.actor import Actor
from core.imports.actions import confirm_import, start_import, upload_files
from core.imports.files import LocalFile
from core.models import Import
from core.runs.worker import execute_here

WAIT_SECONDS = 0.2


def import_files(
    *,
    by: Actor,
    kind: str,
    paths: Sequence[Path],
    target_name: str = "",
    mapping: dict[str, Any] | None = None,
    time_zone: str = "",
    accept_rejected: bool = False,
    is_dry_run: bool = False,
) -> Import:
    """Upload, read, check and (unless a dry run, or something is fatal) confirm; returns the import as it stands.

    The same import in force is the answer if there is one. `UserError` says what to state or to accept.
    """
    uploads = upload_files(by=by, files=[LocalFile(path) for path in paths])
    incoming = start_import(
        by=by, kind=kind, uploads=uploads, target_name=target_name, mapping=mapping, time_zone=time_zone
    )
    incoming = settled(incoming)
    if is_dry_run or incoming.state != Import.State.CHECKED:
        return incoming
    confirmed = confirm_import(by=by, incoming=incoming, version=incoming.version, accept_rejected=accept_rejected)
    return settled(confirmed)


def settled(incoming: Import) -> Import:
    """Execute the import's run here, or wait for the worker that was faster; the import as it then stands."""
    if incoming.run:
        run = execute_here(incoming.run)
        while run.is_active:
            time.sleep(WAIT_SECONDS)
            run = execute_here(run)
    incoming.refresh_from_db()
    return incoming
