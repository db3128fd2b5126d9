"""Estimates and meters in a browser: a figure is followed from where it stands, a sample is judged."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Installation, Visit

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_another_figure_asks_for_the_form_again_and_keeps_what_was_typed(visit: Visit) -> None:
    lead = visit("lead")
    lead.open("meters/new/")
    page = lead.page
    page.get_by_label("Name").fill("Less waiting")
    hours = page.locator("main form [name=basis]")
    expect(hours).to_have_count(0)
    page.get_by_label("Figure").select_option("waiting_median")
    hours.select_option(value="working")  # whose hours they are says the newest baseline, which other tests move
    expect(page.get_by_label("Name")).to_have_value("Less waiting")
    page.get_by_label("Figure").select_option("first_line_share")
    expect(hours).to_have_count(0)
    assert lead.complaints == []


def test_an_estimate_is_judged_and_followed_as_a_meter(visit: Visit, installation: Installation) -> None:
    lead = visit("lead")
    lead.open("estimates/")
    assert "that went beyond level 1 could have been solved there" in lead.heading()
    lead.page.get_by_role("link", name="Judge a sample").click()
    lead.wait_for_heading("Could level 1 have solved it?")
    lead.page.get_by_role("button", name="Yes").first.click()
    pressed = lead.page.get_by_role("button", name="Yes", pressed=True)
    pressed.first.wait_for()
    lead.open("estimates/")
    lead.page.get_by_text("1 ticket judged, 1 of them yes: 100%").wait_for()
    lead.page.get_by_role("link", name="Follow as a meter").click()
    lead.page.get_by_label("Name").fill("Level 1 could")
    assert lead.page.get_by_label("Figure").input_value() == "level_1_capable_share"
    lead.page.get_by_label("Target", exact=True).fill("30")
    lead.page.get_by_label("To be reached in").fill("2026-12")
    lead.press("Follow it")
    lead.wait_for_heading("Level-1-capable, estimated:")
    assert lead.heading().endswith("behind the course")
    lead.page.locator(".chart-canvas svg path").nth(2).wait_for(state="attached")
    lead.page.get_by_role("link", name="Dec 2025").click()
    lead.wait_for_heading("that went beyond level 1")
    assert "month=202512" in lead.page.url
