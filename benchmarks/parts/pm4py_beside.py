"""PM4Py beside the product: installed into a throw-away environment, asked in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PACKAGES = ("pm4py", "pandas", "psycopg2-binary")


class Peer:
    """The process in which PM4Py works."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def ask(self, *question: str) -> dict[str, Any]:
        """Put a question (see `pm4py_peer`)."""
        print("\t".join(question), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline() if self.process.stdout else ""
        if not answer:
            raise SystemExit("PM4Py broke off.")
        return dict(json.loads(answer))


@contextmanager
def pm4py_peer(folder: Path) -> Iterator[Peer]:
    """Install PM4Py into a folder of its own and start it; it goes with the measurement."""
    own = folder / "pm4py"
    subprocess.run([sys.executable, "-m", "venv", own], check=True)
    python = own / "bin" / "python"
    pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
    subprocess.run([*pip, *PACKAGES], check=True)
    script = Path(__file__).with_name("pm4py_peer.py")
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen([python, script], stdin=pipe, stdout=pipe, stderr=quiet, text=True) as process:
        try:
            yield Peer(process)
        finally:
            process.terminate()
