"""Every page takes at most twelve queries, and as many with three times the rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access.contents import contents
from tests.access.matrix import arguments
from tests.access.table import PAGES, Row
from tests.access.world import World, build_world

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
LOOKED_AT = [row for row in PAGES if row.methods["get"][1] == 200]


@pytest.fixture
def world() -> World:
    return build_world()


def queries(world: World, row: Row) -> int:
    address = reverse(row.name, kwargs={"organisation": "ours", **arguments(row, world.ours)})
    browser = world.browsers["admin"]
    browser.get(address)  # the first visit may clear what is shown once
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("row", LOOKED_AT, ids=lambda row: row.name)
def test_queries(world: World, row: Row) -> None:
    few = queries(world, row)
    for number in (2, 3):
        contents(world.organisation, f" {number}")
    many = queries(world, row)
    assert few <= MOST_QUERIES
    assert many == few
