"""The mapping's editor in a browser: two files that complete each other, a pattern tried while typing, a rate."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.pages import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.once]

STAFF = "Personnel no,Job title,Team,Grade,Crcy\n" + "".join(
    f"{n:05},Field engineer,EU / Field {n % 3},Grade G{n % 4 + 4},USD\n" for n in range(1, 13)
)
COSTS = "Personnel no,Hourly rate,Hours a year\n" + "".join(f"{n},{30 + n}.50,1720\n" for n in range(1, 12))


def upload(visitor: Visitor, *files: Path) -> None:
    visitor.open("imports/new/?kind=positions")
    visitor.page.get_by_label("Files", exact=True).set_input_files(files)
    visitor.page.get_by_label("Name of the baseline or ticket log").fill("Mapping trial")
    visitor.press("Read the files")
    visitor.wait_for_heading("12 rows can come in")


def line_of(visitor: Visitor, field: str) -> Any:
    """The field's line with its editor."""
    return visitor.page.locator(".import-fields > li", has=visitor.page.locator(f"summary strong:text-is('{field}')"))


def test_files_are_joined_a_pattern_is_tried_and_a_rate_is_asked_for(visit: Visit, tmp_path: Path) -> None:
    lead = visit("lead")
    (tmp_path / "staff.csv").write_text(STAFF)
    (tmp_path / "costs.csv").write_text(COSTS)
    upload(lead, tmp_path / "staff.csv", tmp_path / "costs.csv")
    notes = lead.page.locator("#fix")
    expect(notes).to_contain_text("“costs.csv” completes 11 of 12 rows by “Personnel no” = “Personnel no”")

    grade = line_of(lead, "Grade")
    grade.locator("summary").first.focus()
    lead.page.keyboard.press("Enter")
    trial = grade.locator(".import-trial")
    expect(trial.get_by_role("row").nth(1)).to_contain_text("Grade G5")
    grade.get_by_label("Pattern (regular expression)").fill("(G")
    expect(trial).to_contain_text("no regular expression")
    grade.get_by_label("Pattern (regular expression)").fill(r"(G\d)$")
    expect(trial.get_by_role("row").nth(1).get_by_role("cell").nth(2)).to_have_text("G5")
    assert lead.overflow() == []
    assert lead.barriers() == []

    cost = line_of(lead, "Yearly cost of one full-time year")
    cost.locator("summary").first.click()
    cost.get_by_label("Read from").select_option("Hourly rate")
    cost.get_by_label("Times the column").select_option("Hours a year")
    lead.press("Check again with these columns")
    lead.wait_for_heading("1 question before the rows can be checked")
    lead.page.get_by_label("1 USD in EUR").fill("0.5")
    lead.press("Check again with these columns")
    lead.wait_for_heading("12 rows can come in")
    preview = lead.page.get_by_role("region", name="Ten rows as we understand them")
    expect(preview.get_by_role("row").nth(1)).to_contain_text("EUR 27,090")
    expect(notes).to_contain_text("The amounts of 11 rows in USD were converted: 1 USD is 0.5 EUR.")
    lead.press("Leave this import")
    assert lead.complaints == []


def test_the_editor_fits_a_phone(visit: Visit, tmp_path: Path) -> None:
    lead = visit("lead")
    (tmp_path / "staff.csv").write_text(STAFF)
    upload(lead, tmp_path / "staff.csv")
    lead.page.set_viewport_size({"width": 390, "height": 844})
    for field in ("Grade", "FTE", "Team"):
        line = line_of(lead, field)
        line.locator("summary").first.click()
        expect(line.locator("summary").first).to_be_visible()
    expect(line_of(lead, "Team").locator(".import-trial").get_by_role("row").nth(1)).to_contain_text("EU / Field 1")
    assert lead.overflow() == []
    assert lead.barriers() == []
    lead.press("Leave this import")
