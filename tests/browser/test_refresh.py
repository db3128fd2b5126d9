"""Refresh day: a later extract comes in, is looked at, accepted, and the scenario moves to it."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_import_flow import upload
from towers.models import Baseline

pytestmark = [pytest.mark.browser, pytest.mark.once]
HEAD = ("Employee ID", "Function", "Unit", "Technology tower", "Posts")
STAFF = [(f"R{n}", "Engineer", "Refresh crew", "Server", "1.0") for n in range(6)]


def staff_list(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


def test_an_extract_is_taken_over(visit: Visit, tmp_path: Path) -> None:
    lead = visit("lead")
    upload(lead, "Staff list", staff_list(tmp_path / "may.csv", STAFF), "May")
    lead.wait_for_heading("6 rows can come in")
    lead.press("Import 6 rows")
    lead.wait_for_heading("6 rows came in")

    lead.open("baselines/")
    row = lead.page.get_by_role("row").filter(has=lead.page.get_by_role("rowheader", name="May", exact=True))
    row.get_by_text("Refresh", exact=False).first.click()
    row.get_by_label("Name").first.fill("June")
    row.get_by_role("button", name="Choose the file").click()
    expect(lead.page.get_by_label("Name of the baseline or ticket log")).to_have_value("June")

    later = [
        *STAFF[1:5],
        ("R9", "Engineer", "Refresh crew", "Server", "1.0"),
        ("R5", "Lead", "Refresh crew", "Server", "1.0"),
    ]
    lead.page.get_by_label("Files", exact=True).set_input_files(staff_list(tmp_path / "june.csv", later))
    lead.press("Read the files")
    lead.wait_for_heading("6 rows can come in")
    lead.press("Import 6 rows")
    lead.wait_for_heading("6 rows came in")

    june = Baseline.objects.get(name="June")
    lead.page.get_by_role("link", name="Go to the baselines").click()
    lead.page.get_by_role("link", name="Compare June with it").click()
    lead.wait_for_heading("3 positions differ")
    assert lead.barriers() == []
    lead.page.get_by_role("checkbox", name="R0 and R9 are one post").check()
    lead.press("The ticked ones are one post each")
    lead.wait_for_heading("2 positions differ")
    lead.press("Accept as the organisation of")
    expect(lead.page.get_by_text("“June” is accepted")).to_be_visible()
    assert set(june.positions.values_list("key", flat=True)) == {"R1", "R2", "R3", "R4", "R5", "R9"}
    assert lead.complaints == []

    phone = visit("lead", width=390)
    phone.open(f"baselines/{june.uid}/compare/")
    assert phone.overflow() == []
