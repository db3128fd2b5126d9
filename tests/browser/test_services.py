"""A service stated with who owns it and what it costs, and a chain of agreements whose gap is named."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from sample.promises import ALWAYS, OFFICE
from services.models import Agreement, Service
from tests.browser.conftest import Visit
from tests.browser.pages import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.once]
SERVICE = "Shop floor terminals"
FIELD = "Workplace and Field Services Europe L2"


@pytest.fixture
def own(installation: Any) -> Iterator[None]:
    """What a test states of its own service is gone afterwards."""
    yield
    Agreement.objects.filter(service=SERVICE).delete()
    Service.objects.filter(name=SERVICE).delete()


def fill(visitor: Visitor, **texts: str) -> None:
    """The fields of the page's form, by their names in it."""
    for name, text in texts.items():
        visitor.page.locator(f"main form [name={name}]").last.fill(text)


@pytest.mark.usefixtures("own")
def test_a_service_is_stated_with_its_owner_and_its_offering(visit: Visit) -> None:
    lead = visit("lead")
    lead.open("services/")
    lead.wait_for_heading("26 services, 1 without an owner, 1 claimed by several")
    fill(lead, name=SERVICE, family="Workplace", owners=f"Head of End user\n{FIELD}", customers="Plants")
    lead.press("Add the service")
    lead.wait_for_heading(f"{SERVICE}: 2 claim it")
    fill(lead, owners=FIELD)
    lead.press("Save")
    lead.wait_for_heading(f"{SERVICE}: owned by {FIELD}")
    lead.page.get_by_role("navigation", name=f"Pages of {SERVICE}").get_by_role("link", name="Offerings").click()
    offer(lead, name="Terminal", unit="terminal", price="10", units="100", other_cost="5,000")
    lead.wait_for_heading(f"{SERVICE}: 1 offering, 1 priced below cost")
    later = {"labour": f"{FIELD}: 0.5", "forecast": "2098: 120\n2099: 150"}
    offer(lead, name="With repair", unit="terminal", price="90", units="100", **later)
    lead.wait_for_heading(f"{SERVICE}: 2 offerings")  # what it costs depends on the newest draft's staff
    expect(lead.page.get_by_role("row").filter(has_text="With repair")).to_contain_text(f"0.5 FTE of {FIELD}")
    assert lead.barriers() == []
    lead.page.get_by_role("link", name="With repair").click()
    heading = lead.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("With repair: demand is forecast to grow by 50% until 2099")
    years = lead.page.get_by_role("region", name="Forecast")
    expect(years.get_by_role("row").filter(has_text="2098")).to_contain_text("+20%")
    assert lead.barriers() == []
    assert lead.complaints == []


def offer(visitor: Visitor, **texts: str) -> None:
    """One offering of the service whose offerings are in view."""
    visitor.page.get_by_role("link", name="Add an offering").first.click()
    fill(visitor, **texts)
    visitor.press("Add the offering")


def agree(visitor: Visitor, kind: str, calendar: str, **texts: str) -> None:
    """One agreement about the service, by the button of its kind."""
    visitor.open("agreements/")
    visitor.page.get_by_role("link", name=kind, exact=True).click()
    visitor.page.locator("main form [name=calendar]").select_option(label=calendar)
    fill(visitor, service=SERVICE, valid_from="2025-01-01", **texts)
    visitor.press("Add the agreement")
    visitor.page.wait_for_url("**/agreements/*-*/")


@pytest.mark.usefixtures("own")
def test_the_agreement_that_breaks_a_chain_is_named(visit: Visit) -> None:
    lead = visit("lead")
    times = "P1; 30 min; 4 h\nall; 150 h; 200 h"
    agree(lead, "Service level agreement", ALWAYS, name="Floor", customer_group="Plants", targets=times)
    lead.wait_for_heading(f"{SERVICE}: nobody has promised to deliver it yet")
    promise = lead.page.url
    agree(lead, "Underpinning contract", OFFICE, name="Repair by day", supplier="Hoster", targets="all; 30 min; 3 h")
    lead.wait_for_heading(f"{SERVICE}: step 1 of the path")
    lead.open(promise)
    lead.wait_for_heading(f"{SERVICE}: “Repair by day” breaks 2 of 4 targets")
    gaps = lead.page.get_by_role("listitem").filter(has_text="Underpinning contract “Repair by day”")
    expect(gaps.filter(has_text="ends after the promised 4 h")).to_contain_text("time to resolve, priority P1")
    gaps.first.get_by_role("link", name="Repair by day").click()
    lead.wait_for_heading(f"{SERVICE}: step 1 of the path")
    lead.open("agreements/")
    lead.wait_for_heading("2 of 5 promises to customers cannot be kept by those behind them")
    assert lead.complaints == []


def test_a_team_works_by_other_hours_than_its_region_until_that_is_taken_back(visit: Visit) -> None:
    lead = visit("lead")
    lead.open("calendars/")
    row = lead.page.get_by_role("row").filter(has_text=FIELD)
    lead.page.get_by_role("link", name="State another").click()
    lead.wait_for_heading("Which region or team works by which calendar?")
    lead.press("Save")
    expect(lead.page.get_by_text("Choose a region or a team, one of the two.", exact=True)).to_be_visible()
    lead.page.get_by_label("Or one team").select_option(label=FIELD)
    lead.page.get_by_label("Calendar").select_option(label="Round the clock")
    assert lead.barriers() == []
    lead.press("Save")
    expect(row).to_contain_text("Round the clock")
    lead.page.get_by_role("link", name=f"Change the calendar of {FIELD}").click()
    lead.wait_for_heading(f"{FIELD} works by “Round the clock”")
    lead.press("Take it back")
    expect(lead.page.get_by_text("has no calendar of its own any more")).to_be_visible()
    expect(row).to_have_count(0)
    assert lead.barriers() == []
    assert [line for line in lead.complaints if "422" not in line] == []  # that of the form without a choice
