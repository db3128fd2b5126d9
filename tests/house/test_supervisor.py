"""The supervisor: starts, restarts after a pause, and takes whole process groups down."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import supervisor
from tools.supervisor import Program, Supervisor

FAMILY = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
OBEDIENT = f"{FAMILY}time.sleep(60)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n{FAMILY}print(flush=True); time.sleep(60)"


def members(group: int) -> list[int]:
    """The living processes of a process group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, pgrp = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(pgrp) == group and state != "Z":
            found.append(int(stat.parent.name))
    return found


def wait_until(holds: Callable[[], bool], *, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"waited {seconds} seconds in vain"
        time.sleep(0.02)


def started(script: str) -> tuple[Supervisor, Program]:
    program = Program("web", [sys.executable, "-c", script])
    keeper = Supervisor([program], {}, tell=lambda line: None)
    keeper.tick(0.0)
    assert program.process is not None
    group = program.process.pid
    wait_until(lambda: len(members(group)) == 2)
    return keeper, program


@pytest.fixture
def family() -> Iterator[tuple[Supervisor, Program]]:
    keeper, program = started(OBEDIENT)
    yield keeper, program
    keeper.stop()


def is_up(program: Program) -> bool:
    return program.process is not None


def group_of(program: Program) -> int:
    assert program.process is not None
    return program.process.pid


def test_stopping_ends_leader_and_children(family: tuple[Supervisor, Program]) -> None:
    keeper, program = family
    group = group_of(program)

    keeper.stop()

    wait_until(lambda: members(group) == [])


def test_a_leader_that_will_not_finish_is_killed_with_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE_S", 0.2)
    keeper, program = started(DEAF)
    group = group_of(program)

    keeper.stop()

    wait_until(lambda: members(group) == [])


def test_a_killed_leader_takes_its_children_along_and_comes_back_after_a_pause(
    family: tuple[Supervisor, Program],
) -> None:
    keeper, program = family
    first = group_of(program)
    os.kill(first, signal.SIGKILL)
    assert program.process is not None
    program.process.wait()

    keeper.tick(10.0)
    wait_until(lambda: members(first) == [])
    assert program.start_at == 11.0
    keeper.tick(10.9)
    assert not is_up(program)
    keeper.tick(11.0)
    assert group_of(program) != first


def test_the_pause_grows_with_quick_failures_and_starts_over_after_a_steady_minute() -> None:
    program = Program("web", [sys.executable, "-c", "pass"])
    keeper = Supervisor([program], {}, tell=lambda line: None)
    pauses = []
    now = 0.0
    for lived_s in (0.0, 0.0, 0.0, 61.0):
        keeper.tick(now)
        assert program.process is not None
        program.process.wait()
        now += lived_s
        keeper.tick(now)
        pauses.append(program.start_at - now)
        now = program.start_at

    assert pauses == [1.0, 2.0, 4.0, 1.0]


def test_run_ends_everything_when_asked_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    handled: list[int] = []
    monkeypatch.setattr(signal, "signal", lambda number, handler: handled.append(number))
    program = Program("web", [sys.executable, "-c", OBEDIENT])
    keeper = Supervisor([program], {}, tell=lambda line: None)

    keeper.run(keeper.ask_to_stop)

    wait_until(lambda: members(group_of(program)) == [])
    assert handled == [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
