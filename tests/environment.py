"""What the machine offers to tests that need more than Python: Chromium, PostgreSQL, Redis, the real files."""

import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import psycopg2  # type: ignore[import-untyped]
import redis

ROOT = Path(__file__).resolve().parent.parent


def real_data() -> Path:
    """The folder of the real files: `PBR_REAL_DATA`, or `shared/data` beside the project."""
    return Path(os.environ.get("PBR_REAL_DATA") or ROOT.parent / "shared" / "data")


def chromium() -> str:
    """The path of Chromium: `CHROMIUM`, or the one on the path; empty when there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def lack_of_chromium() -> str:
    """Why browser tests cannot run here, or nothing."""
    return "" if chromium() else "needs Chromium: install it, or name it in CHROMIUM"


def lack_of_real_data() -> str:
    """Why tests on the real files cannot run here, or nothing."""
    return "" if real_data().is_dir() else f"needs the real files: put them in {real_data()} or set PBR_REAL_DATA"


@cache
def lack_of_postgres() -> str:
    """Why tests on PostgreSQL cannot run here, or nothing; the suite must run on it."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith(("postgres://", "postgresql://")):
        return "needs PostgreSQL: set DATABASE_URL to run the suite on it"
    try:
        psycopg2.connect(url, connect_timeout=3).close()
    except psycopg2.OperationalError as error:
        return f"needs PostgreSQL: DATABASE_URL does not answer ({str(error).splitlines()[0]})"
    return ""


@cache
def lack_of_redis() -> str:
    """Why tests on Redis cannot run here, or nothing; the suite must run on it."""
    url = os.environ.get("REDIS_URL", "")
    if not url:
        return "needs Redis: set REDIS_URL to run the suite on it"
    try:
        redis.Redis.from_url(url, socket_connect_timeout=3).ping()
    except redis.RedisError as error:
        return f"needs Redis: REDIS_URL does not answer ({error})"
    return ""


LACKS: dict[str, Callable[[], str]] = {
    "browser": lack_of_chromium,
    "postgres": lack_of_postgres,
    "redis": lack_of_redis,
    "data": lack_of_real_data,
}
