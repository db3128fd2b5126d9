"""Big samples as files named by their hash, under the data directory."""

import hashlib
import io
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
    sha256 = hashlib.sha256(buffer.getvalue()).hexdigest()
    path = f"{FOLDER}/{sha256}.npz"
    target = settings.DATA_DIR / path
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_bytes(buffer.getvalue())
        part.replace(target)
    return StoredFile(sha256, path)
