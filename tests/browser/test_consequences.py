"""The strip of consequences beside the board: it follows every step, and an older answer never comes last."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from functions import actions
from functions.models import Scenario
from sample.actions import DRAFT
from tests.browser.boards import actor, column, first_card, opened, state
from tests.browser.conftest import Visit
from towers.models import Baseline

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def scenario(installation: Any) -> Iterator[Scenario]:
    """A scenario of the test's own, everything in its default function; gone afterwards."""
    baseline = Baseline.objects.get(name=DRAFT)
    made = actions.create_scenario(by=actor("lead"), baseline=baseline, name="Followed", preset="global")
    yield made
    made.operations.update(reverses=None)
    made.delete()


def test_the_strip_follows_the_board(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    page = opened(lead, scenario)
    strip = page.get_by_role("region", name="Consequences")
    expect(strip).to_contain_text(f"step {scenario.version}.")
    first_card(lead, 7).focus()
    for key in ("Enter", *["ArrowLeft"] * 7, "Enter"):
        page.keyboard.press(key)
    expect(column(lead, 0).locator("[data-card]")).to_have_count(1)
    expect(strip).to_contain_text(f"step {scenario.version + 1}.")
    page.keyboard.press("Control+z")
    expect(state(lead)).to_have_text(re.compile("^Reversed"))
    expect(strip).to_contain_text(f"step {scenario.version + 2}.")
    assert lead.complaints == []


def test_an_older_answer_never_comes_last(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    page = opened(lead, scenario)
    strip = page.get_by_role("region", name="Consequences")
    expect(strip).to_contain_text("Gives up")
    asked: list[Any] = []

    def hold(route: Any) -> None:
        asked.append(route)

    page.route("**/consequences/strip/", hold)
    for _ in range(3):
        page.evaluate('document.body.dispatchEvent(new CustomEvent("scenario-changed"))')
        page.wait_for_timeout(400)
        assert len(asked) == 1, "while an answer is on its way nobody asks again"
    asked[0].fulfill(body="<p>the older</p>", content_type="text/html")
    expect(strip).to_have_text("the older")
    page.wait_for_timeout(400)
    assert len(asked) == 2, "of three questions the newest follows, and none is broken off"
    asked[1].fulfill(body="<p>the newer</p>", content_type="text/html")
    expect(strip).to_have_text("the newer")
    page.wait_for_timeout(400)
    assert (len(asked), lead.complaints) == (2, [])
