"""Every page of the sample organisation, wide and light, narrow and dark: it works, fits, and shuts nobody out."""

import pytest

from tests.browser.addresses import addresses, views
from tests.browser.conftest import Installation, Visit
from tests.browser.pages import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.once]
SCREENS = [(1400, "light"), (390, "dark")]


def problems(visitor: Visitor, path: str, expected: int = 200) -> list[str]:
    """What is wrong with a page, in words."""
    status = visitor.open(path)
    refusals = [line for line in visitor.complaints if expected == 200 or "Failed to load resource" not in line]
    return [
        *([f"status {status}"] if status != expected else []),
        *[f"console: {line}" for line in refusals],
        *[f"too wide: {line}" for line in visitor.overflow()],
        *[f"axe: {line}" for line in visitor.barriers()],
    ]


def report(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Those with problems; the counts are printed."""
    wrong = {name: lines for name, lines in found.items() if lines}
    print(f"{len(found)} pages, {len(wrong)} with problems, {sum(map(len, wrong.values()))} problems")
    return wrong


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_page_below_the_organisation(visit: Visit, installation: Installation, width: int, scheme: str) -> None:
    lead, admin = (visit(name, width, scheme) for name in ("lead", "admin"))
    for_admins = {name for name, view in views().items() if view.requires == "admin"}
    found = {
        name: problems(admin if name in for_admins else lead, installation.address + path)
        for name, path in addresses().items()
    }
    assert len(found) > 30
    assert report(found) == {}


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_the_pages_outside(visit: Visit, installation: Installation, width: int, scheme: str) -> None:
    stranger, lead = visit("", width, scheme), visit("lead", width, scheme)
    root = installation.address
    found = {
        "login": problems(stranger, f"{root}/accounts/login/"),
        "password": problems(lead, f"{root}/accounts/password/"),
        "not found": problems(lead, "runs/00000000-0000-0000-0000-000000000000/", expected=404),
        "not allowed": problems(lead, "members/", expected=403),
    }
    assert report(found) == {}


def test_the_pages_of_the_api_work_under_the_strict_policy(visit: Visit, installation: Installation) -> None:
    stranger = visit("")
    assert stranger.open(f"{installation.address}/api/docs/") == 200
    stranger.page.get_by_text("/api/v1/activities/").first.wait_for()
    stranger.page.mouse.wheel(0, 100_000)  # the page draws what is in view
    stranger.page.get_by_text("/api/v1/towers-by-region/").first.wait_for()
    assert stranger.complaints == []
