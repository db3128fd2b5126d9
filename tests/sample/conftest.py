import pytest

from sample.generator import SampleFiles, generate
from tests.sample.reading import Row, events_by_ticket, rows_of


@pytest.fixture(scope="session")
def files() -> SampleFiles:
    return generate(seed=2026)


@pytest.fixture(scope="session")
def positions(files: SampleFiles) -> list[Row]:
    return rows_of(files.positions_csv)


@pytest.fixture(scope="session")
def efforts(files: SampleFiles) -> list[Row]:
    return rows_of(files.effort_csv)


@pytest.fixture(scope="session")
def tickets(files: SampleFiles) -> dict[str, list[Row]]:
    return events_by_ticket(files)
