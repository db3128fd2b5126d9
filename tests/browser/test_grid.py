"""Positions, teams and effort edited like a spreadsheet: typed, pasted, filled and taken back, it is in the data."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from organisations.models import Organisation
from tests.browser.conftest import Installation, Visit
from tests.browser.grids import Grid
from tests.factories import BaselineFactory, BaselineTeamFactory, EffortFactory, PositionFactory
from towers.models import Activity, Baseline, BaselineTeam, Effort, Position, Team

pytestmark = [pytest.mark.browser, pytest.mark.once]
ROWS = 40


@pytest.fixture
def draft(installation: Installation) -> Iterator[Baseline]:
    """A draft of its own: three teams, forty positions G00 to G39, one effort each; gone afterwards."""
    organisation = Organisation.objects.get()
    baseline: Baseline = BaselineFactory.create(organisation=organisation, name="Grid", as_of="2026-06-30")
    teams = list(Team.objects.filter(organisation=organisation).order_by("name")[:3])
    activity = Activity.objects.filter(organisation=organisation).order_by("name")[0]
    for team in teams:
        BaselineTeamFactory.create(baseline=baseline, team=team)
        EffortFactory.create(baseline=baseline, team=team, activity=activity)
    for number in range(ROWS):
        PositionFactory.create(
            baseline=baseline, key=f"G{number:02}", title=f"Engineer {number}", team=teams[number % 3]
        )
    yield baseline
    baseline.delete()


def grid(visit: Visit, draft: Baseline, kind: str = "positions", name: str = "lead") -> Grid:
    return Grid(visit(name), f"grid/{kind}/?baseline={draft.uid}")


def stored(draft: Baseline, field: str, count: int = 3) -> list[object]:
    return list(Position.objects.filter(baseline=draft).order_by("key").values_list(field, flat=True)[:count])


def test_a_cell_is_typed_saved_taken_back_and_repeated(visit: Visit, draft: Baseline) -> None:
    sheet = grid(visit, draft)
    sheet.type(0, "fte", "0,5")
    sheet.wait_until_saved()
    assert (stored(draft, "fte", 1), sheet.cell(0, "fte").inner_text()) == ([5_000], "0.5")
    sheet.visitor.press("Undo")
    sheet.wait_until_saved()
    expect(sheet.cell(0, "fte")).to_have_text("1")
    assert stored(draft, "fte", 1) == [10_000]
    sheet.page.keyboard.press("Control+Y")
    sheet.visitor.press("Redo")
    sheet.wait_until_saved()
    expect(sheet.cell(0, "fte")).to_have_text("0.5")
    assert (stored(draft, "fte", 1), sheet.visitor.complaints) == ([5_000], [])


def test_a_choice_is_found_by_a_part_of_its_name(visit: Visit, draft: Baseline) -> None:
    sheet = grid(visit, draft)
    other = BaselineTeam.objects.filter(baseline=draft).order_by("team__name").last()
    assert other is not None
    sheet.choose(0, "team")
    sheet.page.keyboard.type(other.team.name[:12].lower())
    sheet.page.get_by_role("option", name=other.team.name, exact=True).click()
    sheet.wait_until_saved()
    assert stored(draft, "team__name", 1) == [other.team.name]


def test_a_block_from_excel_is_pasted_and_copied(visit: Visit, draft: Baseline) -> None:
    sheet = grid(visit, draft)
    sheet.choose(1, "grade")
    sheet.paste('A1\t0,25\t2\r\n"B ""x"""\t0.5\t3\r\nC1\t0.75\t4\r\n')
    sheet.wait_until_saved()
    rows = list(Position.objects.filter(baseline=draft).order_by("key").values_list("grade", "fte", "heads")[1:4])
    assert rows == [("A1", 2_500, 2), ('B "x"', 5_000, 3), ("C1", 7_500, 4)]
    sheet.mark(1, "grade", 3, "heads")
    assert sheet.copied() == 'A1\t0.25\t2\n"B ""x"""\t0.5\t3\nC1\t0.75\t4'
    sheet.visitor.press("Undo")
    sheet.wait_until_saved()
    assert stored(draft, "fte", 4) == [10_000] * 4


def test_a_range_is_filled_and_emptied(visit: Visit, draft: Baseline) -> None:
    sheet = grid(visit, draft)
    sheet.type(0, "grade", "G7")
    sheet.wait_until_saved()
    sheet.mark(0, "grade", 2, "grade")
    sheet.page.keyboard.press("Control+D")
    sheet.wait_until_saved()
    assert stored(draft, "grade") == ["G7"] * 3
    sheet.page.keyboard.press("Delete")
    sheet.wait_until_saved()
    assert stored(draft, "grade") == [""] * 3


def test_a_wrong_cell_says_why_and_the_others_are_saved(visit: Visit, draft: Baseline) -> None:
    sheet = grid(visit, draft)
    sheet.choose(0, "fte")
    sheet.paste("50 %\n0.5")
    sheet.wait_until("The rest is saved")
    sheet.choose(0, "fte")
    expect(sheet.page.locator("[data-cell-message]")).to_contain_text("is a percentage")
    assert stored(draft, "fte", 2) == [10_000, 5_000]
    sheet.visitor.press("Discard")
    sheet.wait_until_saved()
    expect(sheet.cell(0, "fte")).to_have_text("1")


def test_conflicts_are_shown_cell_by_cell(visit: Visit, draft: Baseline) -> None:
    mine, theirs = grid(visit, draft), grid(visit, draft, name="analyst")
    theirs.mark(0, "title", 0, "title")
    theirs.type(0, "title", "Theirs")
    theirs.type(0, "grade", "T1")
    theirs.type(1, "title", "Theirs too")
    theirs.wait_until_saved()
    mine.type(0, "title", "Mine")
    mine.type(1, "title", "Mine too")
    mine.wait_until("The rest is saved")
    expect(mine.page.locator("[data-problems-text]")).to_have_text("2 cells changed by somebody else meanwhile")
    expect(mine.cell(0, "grade")).to_have_text("T1")
    mine.choose(0, "title")
    expect(mine.page.locator("[data-cell-message]")).to_have_text("Somebody else wrote “Theirs”.")
    mine.visitor.press("Keep mine")
    mine.choose(1, "title")
    mine.visitor.press("Take theirs")
    mine.wait_until_saved()
    assert stored(draft, "title", 2) == ["Mine", "Theirs too"]


def test_rows_are_added_by_pasting_below_the_last_and_deleted(visit: Visit, draft: Baseline) -> None:
    sheet = grid(visit, draft)
    sheet.visitor.press("New row")
    expect(sheet.page.locator("[data-state]")).to_contain_text("1 new row not finished")
    sheet.paste("N1\tLead\nN2\tEngineer")
    sheet.wait_until_saved()
    assert Position.objects.filter(baseline=draft, key__in=["N1", "N2"]).count() == 2
    sheet.page.get_by_label("Filter Reference").press_sequentially("N")
    expect(sheet.cell(0, "key")).to_have_text("N1")
    sheet.mark(0, "key", 1, "key")
    sheet.visitor.press("Delete rows")
    sheet.wait_until_saved()
    assert not Position.objects.filter(baseline=draft, key__startswith="N").exists()
    sheet.visitor.press("Undo")
    sheet.wait_until_saved()
    assert Position.objects.filter(baseline=draft, key__startswith="N").count() == 2


def test_rows_are_filtered_sorted_and_grouped(visit: Visit, draft: Baseline) -> None:
    Position.objects.filter(baseline=draft, key="G11").update(fte=2_500)
    sheet = grid(visit, draft)
    sheet.page.get_by_label("Filter FTE").press_sequentially("<1")
    expect(sheet.page.locator(".tabulator-row")).to_have_count(1)
    assert sheet.column("key", 1) == ["G11"]
    for _ in range(2):
        sheet.page.get_by_label("Filter FTE").press("Backspace")
    sheet.page.get_by_label("Find in all columns").fill("engineer 3")
    expect(sheet.page.locator(".tabulator-row")).to_have_count(11)
    sheet.page.get_by_label("Find in all columns").fill("")
    sheet.page.get_by_label("Group by").select_option("Team")
    first = Team.objects.filter(baselineteam__baseline=draft).order_by("name")[0]
    expect(sheet.page.locator(".tabulator-group").first).to_contain_text(f"{first.name} 14 rows, 14 FTE")
    group, words = (sheet.page.locator(f".tabulator-group{part}").first.bounding_box() for part in ("", " strong"))
    assert group["y"] < words["y"]
    assert words["y"] + words["height"] < group["y"] + group["height"]


def test_effort_above_the_team_is_refused_and_what_is_left_is_shown(visit: Visit, draft: Baseline) -> None:
    sheet = grid(visit, draft, "effort")
    assert sheet.column("unassigned", 3) == ["13", "12", "12"]
    sheet.type(0, "fte", "20")
    sheet.wait_until("The rest is saved")
    sheet.choose(0, "fte")
    expect(sheet.page.locator("[data-cell-message]")).to_contain_text("Above 100 %")
    sheet.type(0, "fte", "14")
    sheet.wait_until_saved()
    expect(sheet.cell(0, "unassigned")).to_have_text("0")
    assert Effort.objects.filter(baseline=draft).order_by("-fte").values_list("fte", flat=True)[0] == 140_000


def test_teams_are_placed_and_pay_is_not_there_without_the_right(visit: Visit, draft: Baseline) -> None:
    sheet = grid(visit, draft, "teams", "analyst")
    sheet.type(0, "level", "2")
    sheet.wait_until_saved()
    assert BaselineTeam.objects.filter(baseline=draft, level=2).count() == 1
    assert grid(visit, draft).page.get_by_label("Filter Yearly cost, low").count() == 1
    assert grid(visit, draft, "positions", "analyst").page.get_by_label("Filter Yearly cost, low").count() == 0


def test_who_may_not_edit_looks_and_a_locked_baseline_stays(visit: Visit, draft: Baseline) -> None:
    sheet = grid(visit, draft, name="executive")
    sheet.choose(0, "title")
    sheet.page.keyboard.type("Changed")
    assert sheet.page.get_by_role("button", name="New row").count() == 0
    assert sheet.page.locator(".grid-input").count() == 0
    Baseline.objects.filter(pk=draft.pk).update(state="locked")
    assert grid(visit, draft).page.get_by_role("button", name="New row").count() == 0


def test_the_grid_is_one_stop_of_the_keyboard_and_shuts_nobody_out(visit: Visit, draft: Baseline) -> None:
    sheet = grid(visit, draft)
    sheet.choose(0, "title")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "F2"):
        sheet.page.keyboard.press(key)
    expect(sheet.page.get_by_role("combobox", name="Team")).to_be_focused()
    assert sheet.visitor.barriers() == []
    sheet.page.keyboard.press("Escape")
    sheet.page.keyboard.press("Tab")
    assert sheet.page.evaluate("document.querySelector('.grid-box').contains(document.activeElement)") is False
