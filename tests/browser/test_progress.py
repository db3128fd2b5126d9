"""A run is watched while it works, and taken back."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.pages import Visitor

pytestmark = pytest.mark.browser


def start_demonstration(visitor: Visitor) -> None:
    """Four seconds of work, shown on the run's page."""
    visitor.open("runs/")
    visitor.press("Start a demonstration")
    visitor.wait_for_heading("Demonstration")


def test_progress_grows_without_a_reload_and_ends(visit: Visit) -> None:
    lead = visit("lead")
    start_demonstration(lead)
    status, bar = lead.page.locator("#run [role=status]"), lead.page.get_by_role("progressbar")
    seen = [int(bar.get_attribute("aria-valuenow"))]
    lead.page.evaluate("window.isSamePage = true")
    while status.inner_text() != "done" and len(seen) < 200:
        lead.page.wait_for_timeout(100)
        seen.append(int(bar.get_attribute("aria-valuenow")))
    seen.append(int(bar.get_attribute("aria-valuenow")))  # the last look may have been just before the end
    assert seen == sorted(seen)
    assert len(set(seen)) >= 4
    assert seen[-1] == 100
    assert lead.page.evaluate("window.isSamePage")
    assert lead.complaints == []


def test_a_cancelled_run_stays_cancelled(visit: Visit) -> None:
    lead = visit("lead")
    start_demonstration(lead)
    expect(lead.page.locator("#run [role=status]")).to_contain_text("Step")
    lead.press("Cancel")
    status = lead.page.locator("#run [role=status]")
    expect(status).to_have_text("cancelled")
    lead.page.wait_for_timeout(1_000)  # the worker writes progress every 0.4 s
    lead.page.reload()
    expect(status).to_have_text("cancelled")
    assert int(lead.page.get_by_role("progressbar").get_attribute("aria-valuenow")) < 100
    expect(lead.page.get_by_role("button", name="Cancel")).to_have_count(0)
