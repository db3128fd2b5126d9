"""From the database to columns: the same arrays on SQLite, on PostgreSQL inside a transaction, and over ADBC."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from django.db import connections, transaction

from core import columns
from core.columns import read_columns

ROWS = """
    SELECT 1 AS ticket, 7 AS team, 0.5 AS share, 'P1' AS priority WHERE 1 < %s
    UNION ALL SELECT 2, NULL, NULL, NULL WHERE 2 < %s ORDER BY 1
"""
DTYPES: dict[str, np.dtype[Any]] = {
    "ticket": np.dtype(np.int64),
    "team": np.dtype(np.int64),
    "share": np.dtype(np.float64),
    "priority": np.dtype(object),
}


def assert_read(found: dict[str, np.ndarray]) -> None:
    assert {name: column.dtype for name, column in found.items()} == DTYPES
    assert found["ticket"].tolist() == [1, 2]
    assert found["team"].tolist() == [7, -1]
    assert found["share"][0] == 0.5
    assert np.isnan(found["share"][1])
    assert found["priority"].tolist() == ["P1", None]


@pytest.mark.django_db
def test_inside_a_transaction_rows_come_through_djangos_own_connection() -> None:
    with transaction.atomic():
        assert_read(read_columns(ROWS, [9, 9], DTYPES))


@pytest.fixture
def no_transaction(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is read holds no row of a table, so the test's own transaction does not matter."""
    with monkeypatch.context() as patch:
        patch.setattr(connections["default"], "in_atomic_block", False)
        yield


@pytest.mark.usefixtures("no_transaction")
def test_outside_a_transaction_they_come_with_the_same_dtypes() -> None:
    assert_read(read_columns(ROWS, [9, 9], DTYPES))


@pytest.mark.usefixtures("no_transaction")
def test_no_row_gives_empty_columns_of_their_dtypes() -> None:
    found = read_columns(ROWS, [0, 0], DTYPES)
    assert [len(column) for column in found.values()] == [0, 0, 0, 0]
    assert found["team"].dtype == np.int64


@pytest.mark.django_db
def test_more_rows_than_a_batch_are_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "BATCH_ROWS", 1)
    assert_read(read_columns(ROWS, [9, 9], DTYPES))


@pytest.mark.django_db
def test_on_sqlite_and_inside_a_transaction_no_second_library_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("another library opened the database")

    monkeypatch.setattr("adbc_driver_postgresql.dbapi.connect", refuse)
    assert_read(read_columns(ROWS, [9, 9], DTYPES))


@pytest.mark.django_db
def test_integers_alone_are_read_in_one_pass_nulls_included() -> None:
    found = read_columns("SELECT 3 AS a, NULL AS b UNION ALL SELECT 4, 5", [], {"a": np.int64, "b": np.int32})
    assert (found["a"].tolist(), found["b"].tolist()) == ([3, 4], [-1, 5])
    assert found["b"].dtype == np.dtype(np.int32)
