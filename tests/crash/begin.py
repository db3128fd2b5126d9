"""Starts one measurement: `python -m tests.crash.begin kills 4` measures `tests.crash.kills` on a database of its own.

The environment names everything else: DATA_DIR (throw-away), DATABASE_URL and REDIS_URL (empty = embedded). The
figures are left in DATA_DIR/figures.json.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import django
import psycopg2  # type: ignore[import-untyped]
from django.core.management import call_command

REDIS_DATABASE = "/9"


def main(name: str, *arguments: str) -> None:
    """Measure and write down."""
    signal.signal(signal.SIGTERM, end)
    if os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=REDIS_DATABASE).geturl()
    with own_database(os.environ.get("DATABASE_URL", "")):
        django.setup()
        call_command("migrate", verbosity=0)
        figures = import_module(f"tests.crash.{name}").measure(*map(float, arguments))
        (Path(os.environ["DATA_DIR"]) / "figures.json").write_text(json.dumps(figures))


def end(number: int, frame: FrameType | None) -> None:
    """Leave by way of every `finally`, so that nothing that was started stays behind."""
    raise SystemExit(128 + number)


@contextmanager
def own_database(url: str) -> Iterator[None]:
    """A PostgreSQL database beside the named one, gone afterwards; SQLite lies in DATA_DIR and needs nothing."""
    if not url:
        yield
        return
    name = f"crash_{os.getpid()}"
    run_sql(url, f"CREATE DATABASE {name}")
    os.environ["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
    try:
        yield
    finally:
        run_sql(url, f"DROP DATABASE {name} WITH (FORCE)")


def run_sql(url: str, statement: str) -> None:
    """Execute one statement outside any transaction."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
