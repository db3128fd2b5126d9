"""Rules about tickets in a browser: of routing, with what they take of a year, and of segments, with their audit."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from functions import actions
from functions.models import Scenario
from metrics.models import SegmentAudit, SegmentRule
from sample.actions import DRAFT
from services.actions.routing import save_policy
from services.models import Service
from services.routing.rules import Rule
from tests.browser.boards import actor
from tests.browser.conftest import Visit
from towers.models import Baseline

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def scenario(installation: Any) -> Iterator[Scenario]:
    """A scenario of the test's own, one rule of which takes everything; gone afterwards."""
    by, baseline = actor("lead"), Baseline.objects.get(name=DRAFT)
    made = actions.create_scenario(by=by, baseline=baseline, name="Routed by service", preset="global")
    save_policy(by=by, scenario=made, version=0, rules=[Rule("All of it", 7)])
    yield made
    made.delete()


@pytest.fixture
def own_rules(installation: Any) -> Iterator[None]:
    """What a test writes about segments is gone afterwards."""
    before = SegmentRule.objects.order_by("version").values_list("version", flat=True).last() or 0
    yield
    SegmentAudit.objects.filter(rules_version__gt=before).delete()
    SegmentRule.objects.filter(version__gt=before).delete()


def test_a_rule_moved_before_another_takes_its_tickets_on_the_history(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    page, routing = lead.page, f"scenarios/{scenario.uid}/routing/"
    lead.open(f"services/{Service.objects.get(name='Server hosting').uid}/")
    named = re.search(r"[\d,]+(?= tickets of)", page.locator("main").inner_text())
    assert named
    lead.open(routing)
    page.get_by_role("link", name="Add a rule").click()
    page.get_by_label("Name", exact=True).fill("Servers")
    page.get_by_label("Function that takes it").select_option("8")
    page.locator("main form [name=service]").fill("SERVER  hosting")
    lead.press("Add the rule")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Servers"))
    expect(row).to_contain_text("takes nothing")
    lead.open(f"{routing}history/")
    taken = page.get_by_role("region", name="What each rule takes").get_by_role("row").filter(has_text="Servers")
    expect(taken.get_by_role("cell").nth(3)).to_have_text("0")
    lead.open(routing)
    row.get_by_role("button", name="Up").click()
    expect(page.get_by_role("region", name="Rules").locator("tbody tr").first).to_contain_text("Servers")
    lead.open(f"{routing}history/")
    expect(taken.get_by_role("cell").nth(3)).to_have_text(named.group())
    assert lead.complaints == []


@pytest.mark.usefixtures("own_rules")
def test_a_segment_rule_is_edited_and_its_sample_judged(visit: Visit) -> None:
    lead = visit("lead")
    page = lead.page
    lead.open("segments/")
    before = lead.heading()
    page.get_by_role("link", name="Edit rule 1", exact=True).click()
    lead.wait_for_heading("Rule 1: Accounts and passwords")
    page.get_by_label("Class").select_option(label="Complex")
    lead.press("Save")
    expect(page.get_by_role("status")).to_contain_text("Rule 1 is changed.")
    assert lead.heading() != before
    audit = page.get_by_role("region", name="Audit of each class").get_by_role("row").filter(has_text="Complex")
    expect(audit.get_by_role("cell").first).to_have_text("0")
    audit.get_by_role("link").click()
    lead.wait_for_heading("Complex: is it so?")
    wrong = page.get_by_role("button", name=re.compile("^Wrong")).first
    wrong.click()
    expect(wrong).to_have_attribute("aria-pressed", "true")
    assert lead.barriers() == []
    lead.open("segments/")
    expect(audit.get_by_role("cell").first).to_have_text("1")
    assert lead.complaints == []
