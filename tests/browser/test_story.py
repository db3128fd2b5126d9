"""From signing in to a saving, what it rests on, and two people who change the same assumption."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Installation, Visit
from tests.browser.pages import Visitor

pytestmark = pytest.mark.browser


def state_likely(visitor: Visitor, value: float) -> int:
    """Send the form of an assumption with another likely value; the status of the answer."""
    visitor.page.get_by_label("Likely").fill(str(value))
    with visitor.page.expect_response(lambda response: response.request.method == "POST") as answered:
        visitor.press("State the value")
    visitor.page.wait_for_load_state()
    return int(answered.value.status)


def middle(visitor: Visitor) -> float:
    """The middle of the range that the open form of an assumption shows."""
    return sum(float(visitor.page.get_by_label(name).input_value()) for name in ("Low", "High")) / 2


def test_a_wrong_password_is_said(visit: Visit, installation: Installation) -> None:
    stranger = visit("")
    stranger.sign_in("lead", "not the password")
    expect(stranger.page.get_by_role("alert")).to_contain_text("Please enter a correct")
    assert stranger.open() == 200
    assert "/accounts/login/?next=" in stranger.page.url
    stranger.sign_in("lead", installation.passwords["lead"])
    expect(stranger.page).to_have_url(installation.url())


def test_a_scenario_is_made_computed_and_read_down_to_its_rows(visit: Visit) -> None:
    lead = visit("lead")
    lead.open("scenarios/")
    lead.page.get_by_label("Name", exact=True).fill("Second attempt")
    lead.page.get_by_label("Baseline").select_option(label="Year end")
    lead.page.get_by_label(re.compile("^Global plan-build-run")).check()
    lead.press("Make the scenario")
    lead.wait_for_heading("have a place in the ten functions")
    scenario = lead.page.url

    lead.press("Compute the saving")
    expect(lead.page.locator("#run [role=status]")).to_have_text("done", timeout=60_000)
    lead.open(scenario)
    lead.page.locator('#computing a[href*="?scenario="]').click()
    lead.wait_for_heading("Second attempt saves")
    dashboard = lead.page.url

    lead.page.locator(".hero .how").first.click()
    drawer = lead.page.get_by_role("dialog")
    expect(drawer).to_contain_text("Formula")
    expect(lead.page).to_have_url(re.compile("/how/"))
    lead.page.keyboard.press("Escape")
    expect(lead.page.locator("dialog[open]")).to_have_count(0)
    expect(lead.page).to_have_url(dashboard)

    lead.page.locator(".hero .how").first.click()
    drawer.get_by_role("link", name="rows").click()
    lead.wait_for_heading("behind")
    assert lead.page.locator("main tbody tr").count() > 1
    assert lead.complaints == []


def test_a_changed_assumption_makes_the_saving_stale(visit: Visit) -> None:
    lead = visit("lead")
    lead.open()
    expect(lead.page.get_by_text("This result is stale")).to_have_count(0)
    lead.open("assumptions/kappa/")
    assert state_likely(lead, middle(lead)) == 302
    expect(lead.page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    lead.open()
    expect(lead.page.get_by_role("status").filter(has_text="This result is stale")).to_contain_text("assumption")


def test_the_second_of_two_editors_sees_both_values(visit: Visit) -> None:
    first, second = visit("lead"), visit("analyst")
    for person in (first, second):
        person.open("assumptions/beta_factory/")
    mine = middle(first)
    theirs = round(mine + 0.001, 4)
    assert state_likely(first, mine) == 302
    assert state_likely(second, theirs) == 409
    assert second.heading() == "Someone else changed this in the meantime"
    row = second.page.get_by_role("row").filter(has=second.page.get_by_role("rowheader", name="likely"))
    assert row.locator("td").all_inner_texts() == [str(theirs), str(mine)]
    second.page.get_by_role("link", name="Open the saved version").click()
    expect(second.page.get_by_label("Likely")).to_have_value(str(mine))
