"""A temporary folder and a database of its own for one measurement; nothing of either is left behind."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django


@contextmanager
def own_database() -> Iterator[Path]:
    """The product set up on an empty database; yields the folder for the measurement's files.

    The database is that of DATABASE_URL (a test database beside the one named, made and removed), else SQLite in the
    folder. Import what needs the product's models inside.
    """
    folder = Path(tempfile.mkdtemp(prefix="pbr-org-benchmark-"))
    os.environ["DATA_DIR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbr_org.settings")
    try:
        django.setup()
        from django.db import connection  # after django.setup()

        former = connection.settings_dict["NAME"]
        own = "pbr_org_benchmark" if connection.vendor == "postgresql" else str(folder / "measured.sqlite3")
        connection.settings_dict["TEST"]["NAME"] = own
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield folder
        finally:
            connection.creation.destroy_test_db(former, verbosity=0)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
