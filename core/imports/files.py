"""Files as they come in: kept once per content, under their sha256."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings

from core.errors import UserError

MAX_FILE_BYTES = 500_000_000
MAX_FILES = 50
CHUNK = 1 << 20


class Incoming(Protocol):
    """A file that comes in: an upload of a form, or a file opened by a command."""

    @property
    def name(self) -> str | None:
        """What its owner calls it."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Its bytes."""


class LocalFile:
    """A file of this machine as a command names it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """The name without its folder."""
        return self.path.name

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The bytes, a megabyte at a time."""
        try:
            with self.path.open("rb") as stream:
                yield from _chunks(stream)
        except OSError as error:
            raise UserError(f"{self.path} cannot be read: {error.strerror}. Check the name.", status=400) from None


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def upload_path(relative: str) -> Path:
    """Where an upload's bytes lie."""
    return Path(settings.MEDIA_ROOT) / relative


def store(file: Incoming, folder: str) -> tuple[str, int]:
    """Write the bytes once under their hash, in this folder of the uploads; returns sha256 and size."""
    target = upload_path(folder)
    target.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target, prefix=".incoming-")
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as copy:
            for chunk in file.chunks():
                size += len(chunk)
                _refuse_large(file.name or "", size)
                digest.update(chunk)
                copy.write(chunk)
        os.replace(name, target / digest.hexdigest())  # noqa: PTH105 - atomic, also where the file exists
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()
    return digest.hexdigest(), size


def _refuse_large(name: str, size: int) -> None:
    if size > MAX_FILE_BYTES:
        raise UserError(f"“{name}” is larger than {MAX_FILE_BYTES // 1_000_000} MB. Pack or split it.", status=413)


def display_name(name: str | None) -> str:
    """The file's own name, without folders and control characters, at most 255 letters.

    >>> display_name("C:\\\\exports\\\\staff\\n.csv"), display_name(None)
    ('staff.csv', 'file')
    """
    bare = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in bare if letter.isprintable()).strip()[:255] or "file"


def content_hash(hashes: Iterable[str]) -> str:
    """sha256 over the files' hashes in their order."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()
