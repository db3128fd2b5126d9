"""The reading child: whatever befalls it is a defect of the file."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.imports import child
from core.imports.child import read_in_child


def nothing(done: int, total: int, stage: str = "") -> None:
    """Nobody watches."""


def read(tmp_path: Path, content: bytes) -> dict[str, Any]:
    (tmp_path / "file").write_bytes(content)
    return read_in_child([(tmp_path / "file", "file.csv")], tmp_path, takes_logs=True, progress=nothing)


def test_rows_come_back_as_files_of_the_folder(tmp_path: Path) -> None:
    outcome = read(tmp_path, b"No,Name\n1,Bolt\n")
    assert (outcome["found"], outcome["counts"]) == ([], [])
    assert [path.name for path in tmp_path.glob("*.parquet")] == ["part-00001.parquet"]


@pytest.mark.parametrize(
    ("code", "words", "defect"),
    [
        ("import os; os.abort()", "memory", "too-large"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "processor time", "too-slow"),
        ("raise MemoryError", "memory", "too-large"),
        ("raise RuntimeError('whatever')", "CSV UTF-8", "unreadable"),
    ],
)
def test_a_child_that_dies_is_a_defect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, words: str, defect: str
) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!{sys.executable}\n{code}\n")
    program.chmod(0o700)
    monkeypatch.setattr(child.sys, "executable", str(program))
    (found,) = read(tmp_path, b"No,Name\n1,Bolt\n")["found"]
    assert (found["severity"], found["code"]) == ("fatal", defect)
    assert words in found["remedy"]


@pytest.mark.parametrize(("megabytes", "is_enough"), [(200, True), (1_100, False)])
def test_a_child_has_one_gigabyte(megabytes: int, is_enough: bool) -> None:
    code = "from core.imports.reading.__main__ import limit_process; limit_process(); bytearray({} << 20)"
    done = subprocess.run([sys.executable, "-c", code.format(megabytes)], capture_output=True, check=False)
    assert (done.returncode == 0) is is_enough
    assert (b"MemoryError" in done.stderr) is not is_enough


def test_a_cancelled_run_ends_its_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!{sys.executable}\nimport time; time.sleep(60)\n")
    program.chmod(0o700)
    monkeypatch.setattr(child.sys, "executable", str(program))

    def cancelled(done: int, total: int, stage: str = "") -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_in_child([(tmp_path / "file", "f")], tmp_path, takes_logs=True, progress=cancelled)
