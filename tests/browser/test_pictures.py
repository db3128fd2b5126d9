"""The pictures of a scenario in a browser: the flow by mouse and by key, its file, the drawer, a phone; the chart."""

import re
import struct
import xml.etree.ElementTree as ElementTree  # nosec B405 - the file is our own
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from functions import actions
from functions.models import Scenario
from sample.actions import DRAFT
from tests.browser.boards import actor
from tests.browser.conftest import Visit
from towers.models import Baseline

pytestmark = [pytest.mark.browser, pytest.mark.once]
SVG = "{http://www.w3.org/2000/svg}"
PICTURES = ("flow", "regions", "chart", "changes")


@pytest.fixture(scope="module")
def scenario(installation: Any) -> Iterator[Scenario]:
    """A scenario of the test's own; gone afterwards."""
    baseline = Baseline.objects.get(name=DRAFT)
    made = actions.create_scenario(by=actor("lead"), baseline=baseline, name="Pictured", preset="regional")
    yield made
    made.delete()


def test_a_band_says_its_figures_by_mouse_and_by_key_and_opens_its_rows(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    assert lead.open(f"scenarios/{scenario.uid}/flow/") == 200
    page, words = lead.page, lead.page.locator("[data-flow-words]")
    bands = page.locator(".flow-link")
    assert bands.count() > 40
    assert page.locator(".flow-link[tabindex='0']").count() == 1
    bands.first.focus()
    first = bands.first.get_attribute("aria-label") or ""
    assert re.fullmatch(r"\S.* to \d+ .*: [\d.,]+ FTE, \d+% of .*", first)
    expect(words).to_have_text(first)
    page.keyboard.press("ArrowDown")
    second = bands.nth(1).get_attribute("aria-label") or ""
    expect(words).to_have_text(second)
    fte = re.search(r"[\d.,]+(?= FTE)", second)
    assert fte
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer.locator(".drawer-figure .figure")).to_have_text(re.compile(rf"^{re.escape(fte[0])}\s"))
    expect(page).to_have_url(re.compile(r"/effort/\?"))
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/flow/$"))
    bands.last.locator("path").dispatch_event("pointerover")
    expect(words).to_have_text(bands.last.get_attribute("aria-label") or "")
    assert lead.complaints == []


def test_the_flow_is_downloaded_as_a_drawing_and_as_points(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    lead.open(f"scenarios/{scenario.uid}/flow/")
    with lead.page.expect_download() as drawing:
        lead.press("SVG")
    root = ElementTree.fromstring(Path(drawing.value.path()).read_text())  # nosec B314
    shown = lead.page.locator(".flow-band")
    assert len(root.findall(f".//{SVG}path")) == shown.count()
    assert {one.get("fill") for one in root.iter(f"{SVG}path")} >= {"rgb(107, 70, 184)", "rgb(11, 118, 108)"}
    assert not [one for one in root.iter() if one.get("href") or one.get("class")]
    with lead.page.expect_download() as points:
        lead.press("PNG")
    data = Path(points.value.path()).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", data[16:20]) == (2_160,)
    assert lead.complaints == []


def test_on_a_phone_a_list_stands_for_the_drawing(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead", width=390)
    lead.open(f"scenarios/{scenario.uid}/flow/")
    expect(lead.page.locator(".flow-picture")).to_be_hidden()
    assert lead.page.locator(".flow-list li").count() == 10
    for name in PICTURES:
        lead.open(f"scenarios/{scenario.uid}/{name}/")
        assert lead.overflow() == [], name


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_stands_in_the_way(visit: Visit, scenario: Scenario, name: str) -> None:
    lead = visit("lead")
    lead.open(f"scenarios/{scenario.uid}/{name}/")
    assert lead.barriers() == []
    assert lead.complaints == []


def test_the_chart_opens_down_to_a_team_and_finds_one(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    lead.open(f"scenarios/{scenario.uid}/chart/")
    page = lead.page
    run = page.get_by_role("treeitem", name=re.compile("^7 Level 1"))
    run.wait_for()
    page.get_by_role("treeitem", name=re.compile("^Technology leader")).focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("treeitem", selected=True)).to_have_attribute("aria-expanded", "true")
    page.get_by_role("searchbox").fill("Network Operations Europe")
    page.locator("#orgchart-found button").first.click()
    expect(page.locator("#orgchart-panel h3")).to_have_text(re.compile("Network Operations Europe"))
    expect(page.locator("#orgchart-panel a")).to_have_attribute("href", re.compile("/effort/.*team="))
    assert lead.complaints == []
