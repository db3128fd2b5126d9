"""What run.py says and does when it cannot go on, and what its commands start."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tools import commands, processes, serve
from tools.checks import commands as check_commands
from tools.checks import production_environment

RUN_PY = processes.ROOT / "run.py"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that would have run, with the set-up taken as done."""
    ran: list[str] = []

    def run(command: Sequence[str | Path], **rest: Any) -> int:
        ran.append(" ".join(str(part) for part in command[1:]))
        return 0

    monkeypatch.setattr(commands, "install_everything", lambda **rest: None)
    monkeypatch.setattr(commands, "run_shown", run)
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    return ran


def test_a_taken_port_is_one_line_and_no_work(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, str(RUN_PY), "--port", str(port), "--data-dir", str(tmp_path / "var")]
        finished = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)

    assert finished.returncode == 1
    assert finished.stdout == f"Port {port} cannot be used (Address already in use): choose another one with --port.\n"
    assert finished.stderr == ""
    assert not (tmp_path / "var").exists()


def test_an_old_python_is_one_line(tmp_path: Path) -> None:
    pretend = f"import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({str(RUN_PY)!r}, run_name='__main__')"
    finished = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False, timeout=20)

    assert finished.returncode == 1
    assert finished.stderr == (
        "PBR Org needs Python 3.11 or later: install it, then run this file with it, as in `python3.11 run.py`.\n"
    )


def test_a_failing_installer_is_one_line_with_the_place_of_its_log(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "pip.log"
    with pytest.raises(processes.CommandError) as refusal:
        processes.run_logged(
            [sys.executable, "-c", "print('refused'); raise SystemExit(3)"], log=log, advice="Do this."
        )

    assert str(refusal.value) == f"Do this. Details: {log}"
    assert log.read_text() == "refused\n"


def test_a_program_that_is_not_there_is_a_failure_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(processes.CommandError, match=r"^Install it\. Details: "):
        processes.run_logged(["no-such-program"], log=tmp_path / "log", advice="Install it.")


def test_an_error_ends_the_command_with_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(arguments: list[str]) -> int:
        raise processes.CommandError("Do this.")

    monkeypatch.setattr(commands, "start", refuse)
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)

    assert commands.main([]) == 1
    assert capsys.readouterr().out == "Do this.\n"


def test_test_hands_its_arguments_to_pytest(started: list[str]) -> None:
    assert commands.main(["test", "-k", "broker", "--require", "redis"]) == 0
    assert started == ["-m pytest -rs -k broker --require redis"]


def test_bench_runs_all_or_the_named_one(started: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    (tmp_path / "benchmarks").mkdir()
    for name in ("__init__", "handoffs", "imports"):
        (tmp_path / "benchmarks" / f"{name}.py").touch()

    assert (commands.main(["bench"]), commands.main(["bench", "imports"])) == (0, 0)
    assert started == ["-m benchmarks.handoffs", "-m benchmarks.imports", "-m benchmarks.imports"]


def test_an_unknown_benchmark_is_named_with_the_choice(started: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["bench", "no-such"]) == 1
    assert capsys.readouterr().out.startswith("No benchmark is called no-such: choose from ")
    assert started == []


def test_check_runs_every_static_check() -> None:
    names = ["style", "layout", "types", "security", "migrations", "API schema", "layers", "deployment"]
    assert sorted(check_commands()) == sorted(names)
    assert production_environment()["BEHIND_TLS"] == "true"


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http"])
def test_a_port_that_is_none_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        commands.parse_options([f"--port={text}"])
    assert refusal.value.code == 2
    assert f"{text!r} is not a port: give a number from 1 to 65535" in capsys.readouterr().err


def test_serve_names_its_two_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda path, command: became.append(command[1:]))
    monkeypatch.setattr(os, "chdir", lambda path: None)
    monkeypatch.setenv("BIND", "0.0.0.0:9000")

    serve.main(["web"])
    serve.main(["worker"])

    assert became[0][:5] == ["-m", "gunicorn", "pbr_org.wsgi", "--bind", "0.0.0.0:9000"]
    assert "--no-control-socket" in became[0]
    assert became[1][:9] == ["-m", "celery", "-A", "pbr_org", "--quiet", "worker", "-B", "-P", "prefork"]
    with pytest.raises(SystemExit, match="Say which program to run"):
        serve.main(["beat"])
