"""Child processes of run.py, and the one-line error that ends a command.

The security check is told to let these calls be: they start the project's own programs, with no shell between.
"""

import os
import subprocess  # nosec B404
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class CommandError(Exception):
    """What stops a command, as one line that says what to do about it."""


def run_logged(command: Sequence[str | Path], *, log: Path, advice: str, env: Mapping[str, str] | None = None) -> None:
    """Run `command` in the project's folder with its output kept in `log`.

    Raises `CommandError` with `advice` and the place of the log when the command fails or is not there.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        status = run_shown(command, env=env, output=output.fileno())
    if status != 0:
        raise CommandError(f"{advice} Details: {log}")


def run_shown(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, output: int | None = None) -> int:
    """The exit status of `command`, run in the project's folder; its output goes to the terminal unless redirected."""
    try:
        finished = subprocess.run(  # nosec B603
            [str(part) for part in command],
            cwd=ROOT,
            env=child_environment(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            check=False,
        )
    except FileNotFoundError:
        return 127
    return finished.returncode


def first_line_of(command: Sequence[str | Path]) -> str:
    """The first line that `command` prints, or nothing when it fails or is not there."""
    try:
        finished = subprocess.run(  # nosec B603
            [str(part) for part in command],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=30,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return finished.stdout.partition("\n")[0] if finished.returncode == 0 else ""


def start_group(command: Sequence[str | Path], *, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start `command` as the leader of a process group of its own, so that its children can be ended with it."""
    return subprocess.Popen(  # nosec B603
        [str(part) for part in command],
        cwd=ROOT,
        env=child_environment(env),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def child_environment(extra: Mapping[str, str] | None) -> dict[str, str]:
    """This process's environment and `extra`, with the programs of `.venv` first on the path."""
    environment = {**os.environ, **(extra or {})}
    environment["PATH"] = os.pathsep.join([str(VENV / "bin"), environment.get("PATH", os.defpath)])
    return environment
