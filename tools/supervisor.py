"""Keeps a few programs up: each leads a process group, comes back when it dies, and goes with all its children."""

import os
import signal
import subprocess  # nosec B404
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from tools.processes import start_group

GRACE_S = 8.0
LONGEST_PAUSE_S = 30.0
STEADY_S = 60.0
TICK_S = 0.2


def pause_s(failures: int) -> float:
    """Seconds to wait before start number `failures` + 1: doubling from one second up to half a minute.

    >>> [pause_s(failures) for failures in (1, 2, 3, 9)]
    [1.0, 2.0, 4.0, 30.0]
    """
    return min(2.0 ** (failures - 1), LONGEST_PAUSE_S)


@dataclass
class Program:
    """One program to keep up, and how it fares; instants are of the monotonic clock."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    start_at: float = 0.0


@dataclass
class Supervisor:
    """Starts `programs` with `env` and keeps them up until it is told to stop."""

    programs: list[Program]
    env: Mapping[str, str]
    tell: Callable[[str], None] = print
    is_stopping: bool = field(default=False, init=False)

    def run(self, each_tick: Callable[[], None]) -> None:
        """Keep the programs up, calling `each_tick` now and then, until SIGINT, SIGTERM or SIGHUP; then end all."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        try:
            while not self.is_stopping:
                self.tick(time.monotonic())
                each_tick()
                time.sleep(TICK_S)
        finally:
            self.stop()

    def ask_to_stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Have `run` end; fits as a signal handler. A second signal changes nothing: stopping is bounded in time."""
        self.is_stopping = True

    def tick(self, now: float) -> None:
        """Start what is due, and clear up after what has died."""
        for program in self.programs:
            if program.process is None:
                if now >= program.start_at:
                    program.process = start_group(program.command, env=self.env)
                    program.started_at = now
            elif program.process.poll() is not None:
                self.plan_restart(program, program.process, now)

    def plan_restart(self, program: Program, process: subprocess.Popen[bytes], now: float) -> None:
        """End what a dead leader left behind, and set the time of its next start."""
        signal_group(process, signal.SIGKILL)
        program.process = None
        program.failures = 1 if now - program.started_at >= STEADY_S else program.failures + 1
        program.start_at = now + pause_s(program.failures)
        self.tell(
            f"{program.name} ended ({process.returncode}); starting it again in {pause_s(program.failures):.0f} s"
        )

    def stop(self) -> None:
        """Ask every leader to finish, wait up to `GRACE_S` seconds, then kill whatever is left of every group."""
        running = [program.process for program in self.programs if program.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_S
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.tell(f"Process {process.pid} did not finish in {GRACE_S:.0f} s: killed")
            signal_group(process, signal.SIGKILL)
            process.wait()


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to every process of the group that `process` leads, if there still is one."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
