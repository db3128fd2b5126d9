"""Everything can be reached and left without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.pages import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.once]

FOCUSED = """
() => { const one = document.activeElement; return {
  name: one.getAttribute("aria-label") ?? one.textContent.trim(),
  where: one.closest("dialog") ? "drawer" : one.closest("nav[aria-label=Main]") ? "nav" : one.tagName.toLowerCase(),
  isMarked: getComputedStyle(one).outlineStyle !== "none" || getComputedStyle(one).boxShadow !== "none",
}; }
"""


def tabs(visitor: Visitor, number: int) -> list[dict[str, str]]:
    """What has the focus after each of so many presses of Tab."""
    stops = []
    for _ in range(number):
        visitor.page.keyboard.press("Tab")
        stops.append(visitor.page.evaluate(FOCUSED))
    return stops


def test_tab_goes_from_the_skip_link_over_the_navigation_to_the_action(visit: Visit) -> None:
    lead = visit("lead")
    lead.open()
    stops = tabs(lead, 20)
    names = [stop["name"] for stop in stops]
    assert names[0] == "Skip to content"
    assert [stop["name"] for stop in stops if stop["where"] == "nav"] == [
        *("Summary", "Today", "Target", "Services", "Data")
    ]
    assert names.index("Data") < names.index("Take the tour")
    assert [stop["name"] for stop in stops if not stop["isMarked"]] == []


def test_the_skip_link_leads_past_the_navigation(visit: Visit) -> None:
    lead = visit("lead")
    lead.open("runs/")
    lead.page.keyboard.press("Tab")
    lead.page.keyboard.press("Enter")
    expect(lead.page.locator("main")).to_be_focused()
    assert all(stop["where"] != "nav" for stop in tabs(lead, 2))


def test_the_drawer_keeps_the_focus_and_gives_it_back(visit: Visit) -> None:
    lead = visit("lead")
    lead.open()
    link = lead.page.locator(".tile .how").first
    link.focus()
    lead.page.keyboard.press("Enter")
    lead.page.locator("dialog[open] h2").wait_for()
    stops = tabs(lead, 12)
    assert {stop["where"] for stop in stops} <= {
        "drawer",
        "body",
    }  # body: the browser's own bar, between last and first
    assert "Close" in [stop["name"] for stop in stops]
    lead.page.keyboard.press("Escape")
    expect(lead.page.locator("dialog[open]")).to_have_count(0)
    expect(link).to_be_focused()


def test_the_theme_is_switched_by_key_and_kept(visit: Visit) -> None:
    lead = visit("lead", scheme="light")
    lead.open("runs/")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = lead.page.evaluate(colour)
    lead.page.locator(".side [data-theme-switch]").press("Enter")
    dark = lead.page.evaluate(colour)
    assert dark != light
    lead.open("imports/")
    assert lead.page.evaluate(colour) == dark
