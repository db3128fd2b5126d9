"""Runs a measurement in processes of its own, and shows their log when it breaks."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

import pytest

from tools.processes import ROOT


class Measure(Protocol):
    """Measures one module of this folder; `redis` names the broker, empty is the embedded one."""

    def __call__(self, name: str, *arguments: object, redis: str = "", seconds: float = 150) -> dict[str, Any]:
        """The figures, printed as well."""


@pytest.fixture
def measure(tmp_path: Path) -> Measure:
    """The way from a test to its figures."""

    def run(name: str, *arguments: object, redis: str = "", seconds: float = 150) -> dict[str, Any]:
        env = {**os.environ, "DATA_DIR": str(tmp_path), "REDIS_URL": redis}
        env["DJANGO_SETTINGS_MODULE"] = "pbr_org.settings"
        command = [sys.executable, "-m", "tests.crash.begin", name, *map(str, arguments)]
        log = tmp_path / "log"
        with log.open("w") as output:
            process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
            status = ended(process, seconds)
        assert status == 0, f"{name} ended with {status}:\n{log.read_text()[-6000:]}"
        figures: dict[str, Any] = json.loads((tmp_path / "figures.json").read_text())
        print(f"{name} on {'Redis' if redis else 'the embedded broker'}: {figures}")
        return figures

    return run


def ended(process: subprocess.Popen[bytes], seconds: float) -> int:
    """The exit status; a process that takes too long is told to end, and takes its own children with it."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGTERM)
        return process.wait(60)
    except BaseException:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        raise
