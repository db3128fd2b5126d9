"""Reading in a child process of its own, so that no file can take the worker down with it."""

import json
import logging
import os
import signal
import subprocess  # nosec B404: runs this product's own module, arguments are fixed
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from core.imports.found import Found
from core.imports.reading.limits import MEMORY_BYTES, WALL_SECONDS
from core.runs.registry import Progress

log = logging.getLogger(__name__)
POLL_SECONDS = 0.5
OUT_OF_TIME = {-signal.SIGXCPU, -signal.SIGKILL}
OUT_OF_MEMORY = {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL}


def read_in_child(
    files: Sequence[tuple[Path, str]],
    folder: Path,
    *,
    takes_logs: bool,
    progress: Progress,
    header_lines: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Read the files (path, name) into the folder; the outcome is {tables, found, counts, notes}.

    `header_lines` are stated lines of headers, by sheet or, for a CSV, by file.
    Whatever befalls the child is a fatal defect of the file. `progress` is asked twice a second: when it raises, since
    the run was cancelled, the child ends too.
    """
    request = {
        "files": [[str(path), name] for path, name in files],
        "folder": str(folder),
        "takes_logs": takes_logs,
        "header_lines": dict(header_lines or {}),
    }
    command = [sys.executable, "-m", "core.imports.reading"]
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "POLARS_MAX_THREADS": "2",
        "MALLOC_ARENA_MAX": "2",  # each further one reserves 64 MB of the addresses that the limit counts
        "LANG": "C.UTF-8",
    }
    with subprocess.Popen(  # nosec B603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        env=environment,
    ) as child:
        try:
            output, errors = _wait(child, json.dumps(request).encode(), len(files), progress)
        except subprocess.TimeoutExpired:
            return _failed("too-slow", f"Reading took longer than {WALL_SECONDS // 60} minutes. Split the file.")
        finally:
            child.kill()
    return json.loads(output) if child.returncode == 0 else _outcome_of_death(child.returncode, errors)


def _wait(child: "subprocess.Popen[bytes]", request: bytes, files: int, progress: Progress) -> tuple[bytes, bytes]:
    ends = time.monotonic() + WALL_SECONDS
    pending: bytes | None = request
    while True:
        try:
            return child.communicate(pending, timeout=POLL_SECONDS)
        except subprocess.TimeoutExpired:
            pending = None
            if time.monotonic() > ends:
                raise
            progress(0, files, "Reading the file")


def _outcome_of_death(code: int, errors: bytes) -> dict[str, Any]:
    words = errors.decode(errors="replace")[-2_000:]
    log.warning("the reading child ended with %s: %s", code, words)
    if code in OUT_OF_TIME:
        return _failed("too-slow", "Reading took more processor time than a file may. Split the file.")
    if code in OUT_OF_MEMORY or "MemoryError" in words or "memory allocation" in words:
        return _failed("too-large", f"Reading needs more than {MEMORY_BYTES >> 30} GB of memory. Split the file.")
    return _failed("unreadable", "The file could not be read. Save it as “CSV UTF-8” and upload that.")


def _failed(code: str, remedy: str) -> dict[str, Any]:
    return {"tables": [], "found": [asdict(Found("fatal", code, remedy))], "counts": [], "notes": []}
