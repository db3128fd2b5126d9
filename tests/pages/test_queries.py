"""Every page takes at most twelve queries, and as many with three times the rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access.contents import contents
from tests.access.matrix import arguments, behind
from tests.access.table import PAGES, Row
from tests.access.world import World, build_world

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
LOOKED_AT = [row for row in PAGES if row.methods["get"][1] == 200]


def queries(world: World, row: Row) -> int:
    """SELECTs of the second visit; the first may clear what is shown once or fill a cache."""
    address = reverse(row.name, kwargs={"organisation": "ours", **arguments(row, world.ours)}) + behind(row, world.ours)
    browser = world.browsers["admin"]
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200, row.name
    return sum(query["sql"].startswith("SELECT") for query in captured.captured_queries)


def test_queries(capsys: pytest.CaptureFixture[str]) -> None:
    world = build_world()
    few = {row.name: queries(world, row) for row in LOOKED_AT}
    for number in (2, 3):  # pages show the newest baseline, so the newest objects are asked for
        world.ours = contents(world.organisation, f" {number}")
    many = {row.name: queries(world, row) for row in LOOKED_AT}
    with capsys.disabled():
        print(f"\n  queries per page: {len(few)} pages, {min(few.values())} to {max(few.values())}")
    assert {name: count for name, count in few.items() if count > MOST_QUERIES} == {}
    assert {name: (few[name], many[name]) for name in few if many[name] != few[name]} == {}
