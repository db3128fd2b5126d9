"""Markers `browser`, `postgres`, `redis`, `data`: skipped where the machine lacks it, failed with `--require`."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.environment import LACKS

HERE = Path(__file__).parent
PURE = HERE / "computations"
READING = (HERE / "imports", HERE / "docs")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--require browser,postgres,redis,data`: what this run must not skip."""
    parser.addoption("--require", default="", help=f"fail, not skip, where this is absent; of {','.join(LACKS)}")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a requirement that no marker goes by."""
    unknown = required(config) - set(LACKS)
    if unknown:
        raise pytest.UsageError(f"--require does not know {', '.join(sorted(unknown))}: choose from {', '.join(LACKS)}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Worked examples, pure arithmetic, and what reads files without a database are `once`."""
    for item in items:
        is_example = isinstance(item, pytest.DoctestItem)
        if is_example or PURE in item.path.parents or (is_reading(item) and not has_database(item)):
            item.add_marker("once")


def is_reading(item: pytest.Item) -> bool:
    """A test about files or documents."""
    return any(folder in item.path.parents for folder in READING)


def has_database(item: pytest.Item) -> bool:
    """The test asks for one, by its marker or by a fixture."""
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return item.get_closest_marker("django_db") is not None or bool({"db", "transactional_db"} & {*fixtures})


def required(config: pytest.Config) -> set[str]:
    """The names given to `--require`."""
    return set(config.getoption("--require").split(",")) - {""}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip or fail a test whose marker names something that is not here, before any of its fixtures is made."""
    for name, lack in LACKS.items():
        if item.get_closest_marker(name) is None:
            continue
        reason = lack()
        if reason and name in required(item.config):
            pytest.fail(f"{reason} (--require {name})", pytrace=False)
        if reason:
            pytest.skip(reason)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the throw-away data directory of the test settings, once the last process is done with it."""
    data_dir = Path(os.environ.get("DATA_DIR", "/"))
    is_ours = data_dir.parent == Path(tempfile.gettempdir()) and data_dir.name.startswith("pbr-org-test-")
    if is_ours and not hasattr(config, "workerinput"):
        shutil.rmtree(data_dir, ignore_errors=True)
