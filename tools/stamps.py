"""Stamps: the memory of which set-up steps are done, by the hash of their inputs."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(files: Iterable[Path], *facts: str) -> str:
    """The SHA-256 of the names and contents of `files` and of `facts`; a file that is missing counts as absent.

    >>> digest([], "a") == digest([], "a"), digest([], "a", "b") == digest([], "ab")
    (True, False)
    """
    total = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes() if file.is_file() else b"absent"
        total.update(f"{file}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    for fact in facts:
        total.update(f"{len(fact)}:{fact}\0".encode())
    return total.hexdigest()


class Stamps:
    """The finished steps, one small file each in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def is_current(self, step: str, inputs: str) -> bool:
        """Whether `step` was last finished with these `inputs` (a digest)."""
        file = self.folder / step
        return file.is_file() and file.read_text() == inputs

    def record(self, step: str, inputs: str) -> None:
        """Remember that `step` is finished with these `inputs`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / step).write_text(inputs)

    def forget(self, step: str) -> None:
        """Have `step` done again at the next start."""
        (self.folder / step).unlink(missing_ok=True)
