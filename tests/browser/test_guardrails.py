"""Rules beside the board in a browser: a move that breaks one is named at once, and its undo heals it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from functions import actions
from functions.constraint_actions import Terms, add_constraint
from functions.models import Constraint, Scenario
from sample.actions import DRAFT
from tests.browser.conftest import Visit
from tests.browser.test_board import actor, column, drag, first_card, opened, state
from towers.models import Baseline, Region

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def scenario(installation: Any) -> Iterator[Scenario]:
    """A regional scenario and a works council, both of the test's own; gone afterwards."""
    baseline, lead = Baseline.objects.get(name=DRAFT), actor("lead")
    made = actions.create_scenario(by=lead, baseline=baseline, name="Guarded", preset="regional")
    europe = Region.objects.get(name="Europe")
    rule = add_constraint(by=lead, kind="works_council", terms=Terms(regions=[europe], owner="Head of HR"))
    yield made
    Constraint.objects.filter(pk=rule.pk).delete()
    made.operations.update(reverses=None)
    made.delete()


def test_a_move_that_breaks_a_rule_is_named_and_its_undo_heals_it(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    opened(lead, scenario)
    assert lead.open(f"scenarios/{scenario.uid}/board/?region=Europe") == 200
    page = lead.page
    expect(page.locator("[data-board-region] option:checked")).to_have_text("Europe")
    rules = page.get_by_role("region", name="Rules")
    expect(rules.locator("#rules-words")).not_to_contain_text("hard rule")
    expect(rules.locator("#rules-words")).not_to_contain_text("Checking")
    tools = page.get_by_role("toolbar", name="Board")
    before = tools.bounding_box()
    drag(lead, first_card(lead, 7), column(lead, 8).locator("[data-cards]"))
    page.mouse.up()
    expect(state(lead)).to_have_text(re.compile("^1 card moved"))
    expect(rules.locator("#rules-words")).to_contain_text("1 hard rule")
    expect(rules.get_by_role("status")).to_have_text(re.compile("^Newly broken: Works council of Europe. "))
    assert tools.bounding_box() == before, "no line above the board may push it down while somebody works on it"
    rules.locator("summary").click()
    expect(rules.locator("#rules-list")).to_contain_text("Record the works council's consent to")
    assert lead.barriers() == []
    page.keyboard.press("Control+z")
    expect(rules.locator("#rules-words")).not_to_contain_text("hard rule")
    expect(rules.get_by_role("status")).to_have_text("1 violation healed.")
    expect(rules.locator("details")).to_have_attribute("open", "")
    assert lead.complaints == []


def test_a_consent_is_recorded_on_a_phone(visit: Visit, scenario: Scenario) -> None:
    actions.set_reach(by=actor("lead"), scenario=scenario, version=scenario.version, function_code=9, reach="global")
    lead = visit("lead", width=390, scheme="dark")
    assert lead.open(f"scenarios/{scenario.uid}/guardrails/") == 200
    page = lead.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 hard rule")
    assert lead.overflow() == []
    assert lead.barriers() == []
    rule = Constraint.objects.get(kind="works_council", owner="Head of HR")  # other tests may have left one
    consent = page.locator(f'form[action$="/consents/{rule.uid}/"]')
    consent.get_by_label("Given on").fill("2026-03-02")
    consent.get_by_label("By whom").fill("Council of Europe")
    consent.get_by_role("button", name="Record the consent").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("hard rule")
    expect(page.get_by_text("Given by Council of Europe on 2 Mar 2026")).to_be_visible()
