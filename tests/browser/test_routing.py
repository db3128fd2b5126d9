"""The rules of a routing policy in a browser: moved by keys and buttons, a rule added, one ticket tried."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from functions import actions
from functions.models import Scenario
from sample.actions import DRAFT
from tests.browser.conftest import Visit
from tests.browser.test_board import actor
from towers.models import Baseline

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def scenario(installation: Any) -> Iterator[Scenario]:
    """A scenario of the test's own; gone afterwards."""
    baseline = Baseline.objects.get(name=DRAFT)
    made = actions.create_scenario(by=actor("lead"), baseline=baseline, name="Routed", preset="global")
    yield made
    made.delete()


def test_a_rule_is_moved_by_key_and_button_and_a_ticket_is_tried(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    assert lead.open(f"scenarios/{scenario.uid}/routing/") == 200
    page = lead.page
    rows = page.get_by_role("region", name="Rules").locator("tbody tr")
    page.get_by_role("link", name="Edit rule 3").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(rows.nth(1).get_by_role("rowheader")).to_have_text("Hands at an office")
    expect(page.get_by_role("link", name="Edit rule 2")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(rows.nth(0).get_by_role("rowheader")).to_have_text("Hands at an office")
    rows.nth(0).get_by_role("button", name="Down").click()
    expect(rows.nth(0).get_by_role("rowheader")).to_have_text("Complex demand")
    page.get_by_role("link", name="Add a rule").click()
    page.get_by_label("Name", exact=True).fill("Everything else")
    page.get_by_label("Function that takes it").select_option("5")
    page.get_by_role("button", name="Add the rule").click()
    expect(rows.last.get_by_role("rowheader")).to_have_text("Everything else")
    page.get_by_label("Physical touch").select_option("data centre")
    page.get_by_label("Origin").select_option("user")
    page.get_by_role("button", name="Route it").click()
    expect(page.get_by_text("5 End-user service desk, then 9 Facility operations")).to_be_visible()
    assert lead.barriers() == []
    page.get_by_role("link", name="On the history").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("rules together take 100% of")
    assert lead.barriers() == []
    assert lead.complaints == []


def test_the_rules_are_read_on_a_phone(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead", width=390, scheme="dark")
    for part in ("", "rule/2/", "history/"):
        assert lead.open(f"scenarios/{scenario.uid}/routing/{part}") == 200
        assert lead.overflow() == []
        assert lead.barriers() == []
