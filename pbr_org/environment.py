"""Settings from the environment, with `X_FILE` for secrets."""

import os
import secrets
from pathlib import Path

import environ

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent


def secret(name: str, default: str = "") -> str:
    """The value of `NAME`, or the content of the file that `NAME_FILE` points to."""
    file = os.environ.get(f"{name}_FILE", "")
    return Path(file).read_text().strip() if file else os.environ.get(name, default)


def data_dir() -> Path:
    """`DATA_DIR`, made if it is missing; uploads, the embedded database and the embedded broker live below it."""
    path = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var").resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def stored_secret(path: Path) -> str:
    """The secret kept in `path` (mode 0600), made at the first start."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()
