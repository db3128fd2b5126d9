"""Files come in through the wizard: guesses are shown and corrected, questions asked, and all of it taken back."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.pages import Visitor
from towers.models import Baseline

pytestmark = pytest.mark.browser

STAFF = """Staff of the field offices;;;;
;;;;
Employee ID;Function;Unit;Work area;Posts
F1;Head of field;Field South;Server;1,0
F2;Field engineer;Field South;Server;0,5

F3;Field engineer;Field North;Network;1,0
F4;Field engineer;Field North;Network;plenty
"""
TICKETS = """Ticket,Changed at,Assignment group,Status
T1,03/04/2026 09:30,Service desk,In progress
T1,03/04/2026 11:00,Server EU,In progress
T1,05/04/2026 16:45,Service desk,Closed
"""


def upload(visitor: Visitor, kind: str, file: Path, target: str) -> None:
    """From the list of imports to the wizard's questions."""
    visitor.open("imports/")
    visitor.page.get_by_role("link", name="Import files").click()
    visitor.page.get_by_text(kind, exact=True).first.click()
    visitor.page.get_by_label("Files", exact=True).set_input_files(file)
    visitor.page.get_by_label("Name of the baseline or ticket log").fill(target)
    visitor.press("Read the files")


def test_a_staff_list_is_corrected_confirmed_seen_and_taken_back(visit: Visit, tmp_path: Path) -> None:
    lead, file = visit("lead"), tmp_path / "field.csv"
    file.write_text(STAFF)
    upload(lead, "Staff list", file, "Field offices")
    lead.wait_for_heading("3 rows can come in, 1 stays out")
    doubtful = lead.page.get_by_label("Work area is read as")
    expect(doubtful).to_have_class("select is-doubt")
    expect(doubtful.locator("option:checked")).to_have_text("Region")

    doubtful.select_option(label="Technology tower")
    lead.press("Check again with these columns")
    expect(lead.page.get_by_label("Work area is read as").locator("option:checked")).to_have_text("Technology tower")
    preview = lead.page.get_by_role("region", name="Ten rows as we understand them")
    expect(preview.get_by_role("columnheader", name="Technology tower")).to_be_visible()
    expect(preview.get_by_role("row").filter(has_text="F3")).to_contain_text("Network")

    lead.press("Import 3 rows without the 1 rejected")
    lead.wait_for_heading("3 rows came in")
    wizard, baseline = lead.page.url, Baseline.objects.get(name="Field offices")
    lead.open(f"positions/?baseline={baseline.uid}")
    assert lead.heading() == "3 positions"
    expect(lead.page.get_by_role("row").filter(has_text="F2")).to_contain_text("Field South")

    lead.open(wizard)
    lead.press("Take this import back")
    lead.wait_for_heading("This import was taken back")
    assert not Baseline.objects.filter(name="Field offices", positions__isnull=False).exists()
    assert lead.complaints == []


def test_dates_that_may_mean_two_things_are_asked_about(visit: Visit, tmp_path: Path) -> None:
    lead, file = visit("lead"), tmp_path / "tickets.csv"
    file.write_text(TICKETS)
    upload(lead, "Tickets", file, "April")
    lead.wait_for_heading("before the rows can be checked")
    assert "“03/04/2026 09:30” is 3 April 2026 or 4 March 2026" in lead.page.locator("#columns").inner_text()

    form = lead.page.get_by_label("How “Time of the event” is written")
    assert form.locator("option").all_inner_texts() == [
        "Choose",
        "day/month/year hour:minute (31/12/2026 15:04)",
        "month/day/year hour:minute (12/31/2026 15:04)",
    ]
    form.select_option("%d/%m/%Y %H:%M")
    lead.press("Check again with these columns")
    lead.page.get_by_label("Time zone of the times").select_option("Europe/Berlin")
    lead.press("Check again with these columns")
    lead.wait_for_heading("3 rows can come in")
    preview = lead.page.get_by_role("region", name="Ten rows as we understand them")
    expect(preview.get_by_role("row").nth(1)).to_contain_text("2026-04-03 09:30")

    lead.press("Leave this import")
    lead.wait_for_heading("so far")
    assert lead.complaints == []
