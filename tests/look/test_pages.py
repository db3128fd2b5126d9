"""Every page of the gallery, in the browser: nothing forbidden, nothing unreadable, nothing wider than the screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.look.gallery import PAGES

AXE = Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js"
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.parametrize("name", PAGES)]

OpenPage = Callable[..., tuple[Any, list[str]]]


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (360, "dark")])
def test_a_page_is_accessible_and_fits(open_page: OpenPage, name: str, width: int, scheme: str) -> None:
    page, complaints = open_page(name, width=width, scheme=scheme)
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text())
    violations = page.evaluate("axe.run().then((result) => result.violations)")
    serious = [one["id"] for one in violations if one["impact"] in ("serious", "critical")]
    assert serious == []


def test_a_page_prints_on_white_with_its_charts(open_page: OpenPage, name: str) -> None:
    page, _complaints = open_page(name, width=1000, scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".side").is_visible()
