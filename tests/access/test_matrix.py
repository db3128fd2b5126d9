"""Every address x every person, token and organisation: exactly the status expected, no foreign word anywhere."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.matrix import Cell, api_cells, has_canary, page_cells, send
from tests.access.references import wrong_references
from tests.access.table import API, BY_LINK, OUTSIDE, PAGES
from tests.access.world import World, build_world
from towers.survey_links import link_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def world() -> World:
    return build_world()


def names(patterns: Any) -> set[str]:
    """The names of all addresses."""
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            found.add(str(pattern.name))
    return found


def wrong(cells: list[Cell]) -> list[str]:
    return [f"{c.what}: {c.status}, not {c.expected}{', LEAK' if c.leaks else ''}" for c in cells if c.is_wrong]


def test_every_address_is_in_the_table() -> None:
    in_table = [row.name for row in (*PAGES, *API)] + list(OUTSIDE) + list(BY_LINK)
    assert names(get_resolver().url_patterns) - set(in_table) == set()
    assert set(in_table) - names(get_resolver().url_patterns) == set()
    assert len(in_table) == len(set(in_table))


def test_pages_endpoints_and_tags_start_from_what_is_visible() -> None:
    """The one door: nothing that answers a request takes a manager by itself."""
    faces = [path for folder in ("views", "api", "templatetags") for path in ROOT.glob(f"*/{folder}/**/*.py")]
    faces += ROOT.glob("*/views.py")
    assert len(faces) > 30
    assert [str(path.relative_to(ROOT)) for path in faces if ".objects" in path.read_text()] == []


@pytest.mark.once
def test_pages(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    cells = list(page_cells(world, PAGES))
    with capsys.disabled():
        print(f"\n  access matrix, pages: {len(cells)} cells, {len(wrong(cells))} wrong")
    assert wrong(cells) == []


@pytest.mark.once
def test_api(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    cells = list(api_cells(world, API))
    with capsys.disabled():
        print(f"\n  access matrix, API: {len(cells)} cells, {len(wrong(cells))} wrong")
    assert wrong(cells) == []


def test_addresses_outside_an_organisation(world: World) -> None:
    viewer, nobody = world.browsers["viewer"], Client()
    found = {name: (viewer.get(reverse(name)).status_code, nobody.get(reverse(name)).status_code) for name in OUTSIDE}
    assert found == {
        name: (302 if name == "login" else status, status if needs == "public" else 302)
        for name, (needs, status) in OUTSIDE.items()
    }


def test_addresses_opened_by_a_link(world: World) -> None:
    """Our link opens the same for everybody; it shows nothing of others, and no link of ours is made by others."""
    asked, foreign = world.ours["survey request"], world.theirs["survey request"]
    mixed = [link_of(asked.uid, foreign.nonce), link_of(foreign.uid, asked.nonce)]
    ((name, methods),) = BY_LINK.items()
    for browser, (method, status) in product(world.browsers.values(), methods.items()):
        answer = send(browser, method, link_of(asked.uid, asked.nonce))
        assert (answer.status_code, has_canary(answer)) == (status, False)
        assert [send(browser, method, link).status_code for link in mixed] == [404] * 2
    assert reverse(name, args=["invented"]) == "/s/invented/"


def test_foreign_references_are_refused_and_change_nothing(world: World) -> None:
    assert wrong_references(world) == []
