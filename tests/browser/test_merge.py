"""A function is handed over, both sides go on, and the branch is merged with a conflict that the lead decides."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from functions import actions
from functions.board import board_of
from functions.models import Scenario
from functions.projection import Pair
from sample.actions import DRAFT
from tests.browser.boards import actor, opened, totals_on_screen, totals_stored
from tests.browser.conftest import Visit
from towers.models import Baseline

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def scenario(installation: Any) -> Iterator[Scenario]:
    """A scenario of the test's own; gone afterwards with its branch."""
    baseline = Baseline.objects.get(name=DRAFT)
    made = actions.create_scenario(by=actor("lead"), baseline=baseline, name="Handed over", preset="global")
    yield made
    for one in (*made.branches.all(), made):
        Scenario.objects.filter(pk=one.pk).update(merged_as=None)
        one.operations.update(reverses=None)
        one.delete()


def move(who: str, scenario: Scenario, pair: Pair, code: int) -> None:
    """On the board, as far as the database is concerned."""
    scenario.refresh_from_db()
    actions.move_cards(by=actor(who), scenario=scenario, version=scenario.version, moves={pair: {code: 10_000}})


def test_a_part_is_handed_over_and_merged_with_a_conflict(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    lead.open(f"scenarios/{scenario.uid}/")
    lead.page.get_by_label("Name of the branch").fill("Support of Ann")
    lead.page.get_by_role("checkbox", name="Level 1 support operations").check()
    lead.press("Hand over")
    expect(lead.page.get_by_text("This is the branch for Level 1 support operations.")).to_be_visible()

    branch = scenario.branches.get()
    first, second = [pair for pair, shares in board_of(scenario).shares.items() if 7 in shares][:2]
    move("analyst", branch, first, 4)
    move("analyst", branch, second, 4)
    move("lead", scenario, first, 5)
    shares = board_of(scenario).shares

    lead.open(f"scenarios/{branch.uid}/")
    lead.page.get_by_role("link", name="See what merging would change").click()
    lead.wait_for_heading("1 change comes over, 1 conflict waits for your choice")
    assert lead.barriers() == []
    lead.press("Merge into Handed over")
    lead.wait_for_heading("1 conflict waits")  # the browser asks for the choice first
    lead.page.get_by_role("radio", name="Branch: Product engineering").check()
    lead.press("Merge into Handed over")
    expect(lead.page.get_by_text("“Support of Ann” is merged as step 14")).to_be_visible()
    expect(lead.page.locator("#branches")).to_contain_text("merged step 14")
    scenario.refresh_from_db()
    merged = board_of(scenario).shares
    assert {pair: merged[pair] for pair in merged if merged[pair] != shares[pair]} == {
        first: {4: 10_000},
        second: {4: 10_000},
    }
    opened(lead, scenario)
    assert totals_on_screen(lead) == totals_stored(scenario)
    lead.open(f"scenarios/{scenario.uid}/")
    lead.page.get_by_role("button", name="Undo step 14").click()
    expect(lead.page.get_by_text("Undo of step 14")).to_be_visible()
    assert board_of(scenario).shares == shares
    assert lead.complaints == []

    phone = visit("lead", width=390, scheme="dark")
    phone.open(f"scenarios/{branch.uid}/merge/")
    assert phone.overflow() == []
