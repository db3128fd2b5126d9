"""The switches of a scenario in a browser: each counts at once, keeps the focus, and a late comer is told."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from functions import actions
from functions.choice_selectors import choices_of
from functions.models import Scenario
from sample.actions import DRAFT
from tests.browser.boards import actor
from tests.browser.conftest import Visit
from towers.models import Baseline

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def scenario(installation: Any) -> Iterator[Scenario]:
    """A scenario of the test's own; gone afterwards."""
    baseline = Baseline.objects.get(name=DRAFT)
    made = actions.create_scenario(by=actor("lead"), baseline=baseline, name="Switched", preset="global")
    yield made
    made.operations.update(reverses=None)
    made.delete()


def test_switches_count_at_once_and_a_late_comer_is_told(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    page = lead.page
    lead.open(f"scenarios/{scenario.uid}/choices/")
    step = page.locator("#choices-step")
    page.locator("#choices-reason").fill("Workshop")
    page.locator("#sourcing-7").focus()
    page.locator("#sourcing-7").select_option("sourced")
    expect(step).to_have_text(f"step {scenario.version + 1}")
    expect(page.locator("#sourcing-7")).to_be_focused()
    page.locator("#rate-7").fill("40,000")
    page.locator("#rate-7").press("Tab")
    expect(step).to_have_text(f"step {scenario.version + 2}")
    expect(page.locator("#sourcing")).to_contain_text("EUR 40,000")
    expect(page.locator("#choices-reason")).to_have_value("Workshop")
    assert choices_of(scenario).of(7).chosen == {"sourcing": "sourced", "partner_rate": 4_000_000}
    assert set(scenario.operations.filter(kind="set_choice").values_list("reason", flat=True)) == {"Workshop"}

    scenario.refresh_from_db()
    actions.set_reach(by=actor("lead"), scenario=scenario, version=scenario.version, function_code=4, reach="regional")
    page.locator("#reach-4").select_option("overlay")
    expect(page.locator("#messages")).to_contain_text(
        re.compile(
            r"Not saved, somebody was faster\. You: Reach of Product engineering: global with regional overlay\."
        )
    )
    expect(page.locator("#reach-4")).to_have_value("regional")

    page.get_by_text("level 3 operations", exact=True).click()
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("#messages")).to_contain_text("Say why level 3 operations hold the budget")
    assert choices_of(scenario).budget is None
