"""A temporary folder and a database of its own for one measurement; nothing of either is left behind."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from benchmarks.parts.own_postgres import own_postgres


@contextmanager
def own_folder() -> Iterator[Path]:
    """The folder for the measurement's files, which is also DATA_DIR."""
    folder = Path(tempfile.mkdtemp(prefix="pbr-org-benchmark-"))
    os.environ["DATA_DIR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbr_org.settings")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def own_database() -> Iterator[Path]:
    """The product set up on an empty database; yields the folder for the measurement's files.

    The database is that of DATABASE_URL (a test database beside the one named, made and removed), else SQLite in the
    folder. Import what needs the product's models inside.
    """
    with own_folder() as folder, _test_database(folder):
        yield folder


@contextmanager
def own_server() -> Iterator[Path]:
    """The same on PostgreSQL: without DATABASE_URL one is started in the folder."""
    with own_folder() as folder:
        if os.environ.get("DATABASE_URL"):
            with _test_database(folder):
                yield folder
            return
        with own_postgres(folder) as url:
            os.environ["DATABASE_URL"] = url
            try:
                with _test_database(folder):
                    yield folder
            finally:
                del os.environ["DATABASE_URL"]


@contextmanager
def _test_database(folder: Path) -> Iterator[None]:
    django.setup()
    from django.db import connection  # after django.setup()

    former = connection.settings_dict["NAME"]
    own = "pbr_org_benchmark" if connection.vendor == "postgresql" else str(folder / "measured.sqlite3")
    connection.settings_dict["TEST"]["NAME"] = own
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(former, verbosity=0)


def environment() -> dict[str, str]:
    """The environment with which a child process finds the measured database."""
    from django.db import connection  # after django.setup()

    words = connection.settings_dict
    if connection.vendor != "postgresql":
        return {**os.environ, "DATABASE_URL": f"sqlite:///{words['NAME']}"}
    secret = f":{words['PASSWORD']}" if words["PASSWORD"] else ""
    address = f"postgres://{words['USER']}{secret}@{words['HOST']}:{words['PORT'] or 5432}/{words['NAME']}"
    return {**os.environ, "DATABASE_URL": address}
