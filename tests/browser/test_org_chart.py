"""The org chart in a browser: search, opening and closing by mouse and by key, the file, print, a phone."""

import re
import xml.etree.ElementTree as ElementTree  # nosec B405 - the file is our own
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from sample.actions import DRAFT
from tests.browser.conftest import Visit
from tests.browser.pages import Visitor
from towers.models import Baseline

pytestmark = [pytest.mark.browser, pytest.mark.once]
SVG = "{http://www.w3.org/2000/svg}"
FOCUSED = "document.activeElement.querySelector('title').textContent"
# What the drawing takes on a page: its width and height as shares of the sheet.
SHEETS = """
() => [...document.querySelectorAll("#orgchart-sheets figure")].map((sheet) => {
  const { width, height } = sheet.getBoundingClientRect();
  return [width, height];
})
"""

OVERLAPS = """
() => {
  const cards = [...document.querySelectorAll("#orgchart-canvas .orgchart-box")];
  const boxes = cards.map((one) => one.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return boxes.filter((one, at) => boxes.slice(at + 1).some((other) => meet(one, other))).length;
}
"""


def cards(visitor: Visitor) -> Any:
    """The cards that are drawn."""
    return visitor.page.locator("#orgchart-canvas [role=treeitem]")


def card(visitor: Visitor, name: str) -> Any:
    """The card that begins with these words."""
    return visitor.page.get_by_role("treeitem", name=re.compile(f"^{name};")).first


def of_sample(path: str) -> str:
    """The page of the sample's draft; other tests leave newer drafts."""
    uid = Baseline.objects.get(name=DRAFT).uid
    return f"{path}{'&' if '?' in path else '?'}baseline={uid}"


def opened(visitor: Visitor, path: str = "org-chart/") -> int:
    """Go there; how many cards are drawn."""
    assert visitor.open(of_sample(path)) == 200
    cards(visitor).first.wait_for()
    return int(cards(visitor).count())


def test_a_branch_opens_and_closes_by_mouse(visit: Visit) -> None:
    lead = visit("lead")
    few = opened(lead)
    head = card(lead, "Head of Network")
    expect(head).to_have_attribute("aria-expanded", "false")
    head.locator("[data-toggle]").click()
    expect(card(lead, "Head of Network")).to_have_attribute("aria-expanded", "true")
    assert cards(lead).count() > few
    card(lead, "Head of Network").locator("[data-toggle]").click()
    expect(cards(lead)).to_have_count(few)
    expect(lead.page.locator("#orgchart-panel")).to_contain_text("Head of Network")
    assert lead.complaints == []


def test_the_keyboard_walks_opens_and_closes(visit: Visit) -> None:
    lead = visit("lead")
    few = opened(lead)
    cards(lead).first.focus()
    keyboard = lead.page.keyboard
    keyboard.press("End")
    last = lead.page.evaluate(FOCUSED)
    keyboard.press("ArrowUp")
    assert lead.page.evaluate(FOCUSED) != last
    keyboard.press("Home")
    assert lead.page.evaluate(FOCUSED).startswith("No manager")
    keyboard.press("ArrowRight")
    assert lead.page.evaluate(FOCUSED).startswith("Chief information officer")
    keyboard.press("ArrowRight")
    inner = lead.page.evaluate(FOCUSED)
    keyboard.press("Enter")
    expect(lead.page.locator("[role=treeitem]:focus")).to_have_attribute("aria-expanded", "true")
    assert lead.page.evaluate(FOCUSED) == inner
    assert cards(lead).count() > few
    keyboard.press("ArrowLeft")
    expect(cards(lead)).to_have_count(few)
    keyboard.press("ArrowLeft")
    assert lead.page.evaluate(FOCUSED).startswith("Chief information officer")


def test_what_is_looked_for_is_opened_and_chosen(visit: Visit) -> None:
    lead = visit("lead")
    opened(lead)
    lead.page.keyboard.press("/")
    lead.page.keyboard.type("service desk agent asia")
    found = lead.page.locator("#orgchart-found button")
    found.nth(2).click()
    current = lead.page.locator("[role=treeitem][aria-selected=true]")
    expect(current).to_have_accessible_name(re.compile("^Service desk agent; Service Desk Asia"))
    expect(current).to_be_focused()
    assert int(current.get_attribute("aria-level") or 0) > 3
    expect(current).to_be_in_viewport()
    lead.page.get_by_label("Find a title, reference or team").fill("nobody at all")
    expect(lead.page.locator("#orgchart-status")).to_have_text(re.compile("^Nothing found"))


def test_places_open_down_to_like_posts(visit: Visit) -> None:
    lead = visit("lead")
    opened(lead, "org-chart/?by=region&q=Service+Desk+Asia+L1")
    team = card(lead, "Service Desk Asia L1")
    expect(team).to_have_attribute("aria-selected", "true")
    team.locator("[data-toggle]").click()
    several = lead.page.get_by_role("treeitem", name=re.compile(r"^Service desk agent, \d+ posts;"))
    expect(several.first).to_be_visible()
    assert several.first.locator(".orgchart-behind").count() == 1


def test_cards_never_lie_on_one_another(visit: Visit) -> None:
    lead = visit("lead")
    opened(lead)
    for name in ("Head of Server", "Head of Storage", "Manager Server Europe"):
        card(lead, name).locator("[data-toggle]").click()
        expect(card(lead, name)).to_have_attribute("aria-expanded", "true")
        assert lead.page.evaluate(OVERLAPS) == 0


def test_only_open_branches_are_in_the_page(visit: Visit) -> None:
    lead = visit("lead")
    assert opened(lead) < 40
    lead.press("Close all branches")
    expect(cards(lead)).to_have_count(4)


def test_the_drawing_is_a_file_that_needs_nothing_else(visit: Visit, tmp_path: Path) -> None:
    lead = visit("lead", scheme="dark")
    number = opened(lead)
    with lead.page.expect_download() as waiting:
        lead.press("Download SVG")
    file = tmp_path / "chart.svg"
    waiting.value.save_as(file)
    assert waiting.value.suggested_filename.endswith("by manager.svg")
    picture = ElementTree.parse(file).getroot()  # nosec B314 - the file is our own
    texts = ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]
    assert picture.tag == f"{SVG}svg"
    assert {"Layer 1", "Chief information officer", "Head of Network"} <= set(texts)
    assert len(list(picture.iter(f"{SVG}title"))) == number + 1
    boxes = list(picture.iter(f"{SVG}rect"))
    assert all(box.get("fill") for box in boxes)
    assert boxes[0].get("fill") == "rgb(255, 255, 255)"  # light, whatever is on screen
    source = file.read_text()
    assert "class=" not in source
    assert "var(" not in source
    assert "http" not in source.replace("http://www.w3.org/2000/svg", "")


def test_print_lays_the_chart_on_sheets_that_fit(visit: Visit) -> None:
    lead = visit("lead")
    opened(lead)
    for name in ("Head of Network", "Head of Server", "Head of Storage"):
        card(lead, name).locator("[data-toggle]").click()
        expect(card(lead, name)).to_have_attribute("aria-expanded", "true")
    lead.page.emulate_media(media="print")
    lead.page.set_viewport_size({"width": 1017, "height": 687})  # A4 landscape without its margins
    expect(lead.page.locator("#orgchart-canvas")).to_be_hidden()
    sizes = lead.page.evaluate(SHEETS)
    assert len(sizes) > 1
    assert all(width <= 1017 and height <= 687 for width, height in sizes)
    pdf = lead.page.pdf(prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type /Page\b", pdf))
    assert len(sizes) <= pages <= len(sizes) + 2


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (390, "dark")])
def test_the_chart_fits_and_shuts_nobody_out(visit: Visit, width: int, scheme: str) -> None:
    lead = visit("lead", width, scheme)
    for path in ("org-chart/?q=network+lead", "org-chart/?by=tower&q=network", "org-chart/?view=table"):
        assert lead.open(of_sample(path)) == 200
        assert lead.overflow() == []
        assert lead.barriers() == []
        assert lead.complaints == []


def test_a_cell_opens_in_the_drawer_and_leads_to_its_team(visit: Visit) -> None:
    lead = visit("lead")
    lead.open(of_sample("today/?measure=heads"))
    lead.page.locator(".heat tbody a").first.click()
    drawer = lead.page.get_by_role("dialog")
    expect(drawer).to_contain_text("Teams")
    assert lead.barriers() == []
    drawer.locator("tbody a").first.click()
    expect(lead.page.get_by_role("heading", level=1)).to_contain_text("FTE")
    expect(lead.page.locator("#tickets")).to_be_visible()
