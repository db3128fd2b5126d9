"""A decision in a browser: proposed at a desk, objected to and approved on a phone, recomputed, found in the log."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from core.models import Run
from core.runs.worker import execute_here
from functions import actions
from functions.models import Scenario
from metrics.kinds import savings
from metrics.models import Decision
from tests.browser.boards import actor
from tests.browser.conftest import Visit
from towers.models import Baseline

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def scenario(installation: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scenario]:
    """A scenario on the locked baseline with a quick saving; gone afterwards with all that was decided about it."""
    monkeypatch.setattr(savings, "DRAWS", 200)
    lead = actor("lead")
    baseline = Baseline.objects.get(state=Baseline.State.LOCKED)
    made = actions.create_scenario(by=lead, baseline=baseline, name="To be decided", preset="global")
    execute_here(savings.request(lead, made))
    yield made
    runs = Run.objects.filter(inputs__kind="scenario", inputs__object_id=made.pk)
    decided = Decision.objects.filter(scenario=made)
    runs |= Run.objects.filter(inputs__kind="decision", inputs__object_id__in=decided.values("pk"))
    spent = list(runs.values_list("pk", flat=True))
    decided.delete()
    Run.objects.filter(pk__in=spent).delete()
    made.delete()


def test_a_scenario_is_proposed_and_approved(visit: Visit, scenario: Scenario) -> None:
    lead, address = visit("lead"), f"scenarios/{scenario.uid}/decision/"
    lead.open(address)
    assert lead.heading() == "Nobody has proposed this scenario yet"
    lead.page.get_by_label("What you propose, and why").fill("One organisation for all regions")
    lead.press("Propose")
    lead.wait_for_heading("Proposed on")
    lead.page.get_by_label("Comment", exact=True).fill("Who covers the night in Asia?")
    lead.page.get_by_label("About").select_option("Level 1 support operations")
    lead.press("Comment")
    expect(lead.page.locator("#comments")).to_contain_text("Who covers the night in Asia?")
    assert lead.complaints == []

    phone = visit("executive", width=390)
    phone.open(address)
    assert (phone.overflow(), phone.barriers()) == ([], [])
    expect(phone.page.locator("#comments")).to_contain_text("Level 1 support operations")
    phone.page.get_by_label("Your objection").fill("The works council was not heard")
    phone.press("Object")
    expect(phone.page.locator("#objections")).to_contain_text("The works council was not heard")

    # By keys alone: the reason, the conditions, past “Reject” to “Approve”.
    phone.page.get_by_label("Reason", exact=True).focus()
    for keys in ("It pays in every region", "The works council agrees"):
        phone.page.keyboard.type(keys)
        phone.page.keyboard.press("Tab")
    phone.page.keyboard.press("Tab")
    phone.page.keyboard.press("Enter")
    phone.wait_for_heading("Approved on")
    decision = Decision.objects.get(scenario=scenario)
    for words in (decision.content_hash, "The works council agrees", "The works council was not heard"):
        expect(phone.page.locator("main")).to_contain_text(words)
    phone.press("Recompute and compare")
    expect(phone.page.locator("#verification")).to_contain_text("Recomputed to the same digits with the same lock file")
    assert (phone.overflow(), phone.barriers(), phone.complaints) == ([], [], [])

    lead.open("decisions/")
    row = lead.page.get_by_role("row").filter(has_text="To be decided")
    expect(row).to_contain_text("It pays in every region")
    expect(row).to_contain_text(decision.content_hash[:12])
    assert lead.barriers() == []
