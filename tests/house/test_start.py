"""The start, for real: web and worker come up on a new data directory, survive a kill, and go with one signal."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.test_supervisor import members, wait_until
from tools.commands import is_healthy
from tools.processes import ROOT

pytestmark = pytest.mark.once

# The packages are there, since this test runs; a start that would install them could reach for the network.
START = """
import sys
from tools import commands
commands.install_everything = lambda for_development: None
sys.exit(commands.main(sys.argv[1:]))
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def children(pid: int) -> dict[str, int]:
    """The programs that process `pid` has started, by name."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        line = Path(f"/proc/{child}/cmdline").read_text()
        found["web" if "gunicorn" in line else "worker"] = int(child)
    return found


class House:
    """A started house: its process, its port, and the file with what it printed."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.printed = folder / "printed"
        arguments = ["--port", str(self.port), "--data-dir", str(folder / "var"), "--no-sample"]
        outside = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        with self.printed.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", START, *arguments],
                cwd=ROOT,
                env={**outside, "DJANGO_SETTINGS_MODULE": "pbr_org.settings"},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.printed.read_text()
        return "PBR Org is ready" in self.printed.read_text()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of every start here: the first one migrates it."""
    return tmp_path_factory.mktemp("house")


@pytest.fixture
def house(folder: Path) -> Iterator[House]:
    opened = House(folder)
    yield opened
    opened.process.send_signal(signal.SIGTERM)
    opened.process.wait(timeout=20)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_web_and_worker_come_up_survive_a_kill_and_go_with_one_signal(house: House, number: signal.Signals) -> None:
    wait_until(house.is_ready, seconds=60)
    assert f"http://127.0.0.1:{house.port}/" in house.printed.read_text()
    first = children(house.process.pid)
    assert sorted(first) == ["web", "worker"]

    os.kill(first["web"], signal.SIGKILL)
    wait_until(lambda: children(house.process.pid).get("web", first["web"]) != first["web"])
    wait_until(lambda: is_healthy(house.port))
    groups = children(house.process.pid)

    house.process.send_signal(number)
    assert house.process.wait(timeout=20) == 0
    # A process that was killed a moment ago may still be on its way out.
    wait_until(lambda: not any(members(group) for group in (*groups.values(), first["web"])))
