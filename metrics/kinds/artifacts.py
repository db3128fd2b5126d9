"""Big samples and frozen inputs as files named by their hash, under the data directory."""

import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.conf import settings

FOLDER = "artifacts"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file's hash and its path relative to the data directory."""

    sha256: str
    path: str


def store_arrays(arrays: dict[str, Any]) -> StoredFile:
    """Keep named arrays as one .npz file; the same arrays give the same file, which is written once."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return _stored(hashlib.sha256(buffer.getvalue()).hexdigest(), "npz", buffer.getvalue())


def store_text(text: str) -> StoredFile:
    """Keep a text as a compressed file that is named by the hash of the text itself."""
    return _stored(text_hash(text), "json.gz", gzip.compress(text.encode(), mtime=0))


def stored_text(path: str) -> str | None:
    """The text of a file; None where the file is gone or cannot be read any more."""
    try:
        return gzip.decompress((settings.DATA_DIR / path).read_bytes()).decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError):
        return None


def text_hash(text: str) -> str:
    """sha256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _stored(sha256: str, ending: str, content: bytes) -> StoredFile:
    path = f"{FOLDER}/{sha256}.{ending}"
    target = settings.DATA_DIR / path
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_bytes(content)
        part.replace(target)
    return StoredFile(sha256, path)
