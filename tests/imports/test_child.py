"""The reading child: whatever befalls it is a defect of the file."""

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
    assert (outcome["found"], outcome["left_out_rows"]) == ([], 0)
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


def test_memory_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "program"
    lines = (
        "import sys; sys.argv = ['x']",
        "import polars",
        "from core.imports.reading import limits, read",
        "read.read_files = lambda *_, **__: bytearray(2 << 30)",
        "import runpy; runpy.run_module('core.imports.reading', run_name='__main__')",
    )
    program.write_text(f"#!{sys.executable}\n" + "\n".join(lines))
    program.chmod(0o700)
    monkeypatch.setattr(child.sys, "executable", str(program))
    monkeypatch.setenv("PYTHONPATH", ".")
    (found,) = read(tmp_path, b"No,Name\n1,Bolt\n")["found"]
    assert found["code"] in ("too-large", "unreadable")


def test_a_cancelled_run_ends_its_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!{sys.executable}\nimport time; time.sleep(60)\n")
    program.chmod(0o700)
    monkeypatch.setattr(child.sys, "executable", str(program))

    def cancelled(done: int, total: int, stage: str = "") -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_in_child([(tmp_path / "file", "f")], tmp_path, takes_logs=True, progress=cancelled)
