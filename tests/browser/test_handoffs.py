"""The network of handoffs by key, its file and its list on a phone; the path of a ticket on both widths."""

import re
import xml.etree.ElementTree as ElementTree  # nosec B405 - the file is our own
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from services.models import Ticket, TicketLog
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.once]
SVG = "{http://www.w3.org/2000/svg}"
NETWORK = "handoffs/?show=network&unit=cell"


def test_the_network_is_walked_by_key_and_each_connection_opens_tickets(visit: Visit) -> None:
    lead = visit("lead")
    assert lead.open(NETWORK) == 200
    page, words = lead.page, lead.page.locator("[data-flow-words]")
    edges = page.locator(".flow-link")
    assert edges.count() == 40
    assert page.locator(".flow-link[tabindex='0']").count() == 1
    edges.first.focus()
    first = edges.first.get_attribute("aria-label") or ""
    assert re.fullmatch(r"\S.* to \S.*: [\d,]+ handoffs, [\d.]+% of all", first)
    expect(words).to_have_text(first)
    page.keyboard.press("ArrowDown")
    expect(words).to_have_text(edges.nth(1).get_attribute("aria-label") or "")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator(".lanes")).to_have_count(5)
    expect(page).to_have_url(re.compile(r"/pair/\?"))
    page.keyboard.press("Escape")
    with page.expect_download() as drawing:
        lead.press("SVG")
    root = ElementTree.fromstring(Path(drawing.value.path()).read_text())  # nosec B314
    assert len(root.findall(f".//{SVG}path")) == 40
    assert len(root.findall(f".//{SVG}circle")) == len(page.locator("circle.flow-bar").all())
    assert lead.complaints == []


def test_on_a_phone_the_strongest_connections_are_a_list_and_the_rest_is_told(visit: Visit) -> None:
    lead = visit("lead", width=390)
    lead.open(NETWORK)
    expect(lead.page.locator(".flow-picture")).to_be_hidden()
    rows = lead.page.locator("#network .flow-list a")
    assert rows.count() == 12
    assert all((row.bounding_box() or {})["height"] >= 44 for row in rows.all())
    expect(lead.page.locator("#network .flow-list")).to_contain_text("28 more are drawn on a wider screen")
    expect(lead.page.locator("#network figcaption")).to_contain_text("weaker connections with")


def blocks(page: Page) -> list[dict[str, Any]]:
    return [dict(block.bounding_box() or {}) for block in page.locator(".path-block").all()]


def test_time_runs_to_the_right_and_on_a_phone_down_the_page(visit: Visit) -> None:
    log = TicketLog.objects.get()
    ticket = Ticket.objects.filter(log=log).order_by("pk")[0]
    address = f"ticket-logs/{log.uid}/ticket/?key={ticket.key}"
    wide = visit("lead")
    assert wide.open(address) == 200
    drawn = blocks(wide.page)
    assert [block["x"] for block in drawn] == sorted(block["x"] for block in drawn)
    narrow = visit("lead", width=390)
    narrow.open(address)
    drawn = blocks(narrow.page)
    assert [block["y"] for block in drawn] == sorted(block["y"] for block in drawn)
    assert wide.complaints == narrow.complaints == []
