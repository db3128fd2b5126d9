"""The workshop from the first click to the approval: after every step the screen says what the database adds up to."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import expect

from core.figures import fte
from core.models import Run
from functions.models import Scenario
from metrics.kinds import savings
from metrics.models import Decision
from sample.actions import BASELINE
from tests.browser.boards import column, drag, first_card, opened, state, totals_on_screen
from tests.browser.conftest import Visit
from tests.browser.pages import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.once]
NAME = "Workshop"
BY_FUNCTION = """
    SELECT code, SUM(volume) FROM (
        SELECT p.function_code AS code, e.fte * p.share / 10000.0 AS volume
        FROM functions_placement p
        JOIN functions_scenario s ON s.id = p.scenario_id
        JOIN (
            SELECT baseline_id, team_id, activity_id, SUM(fte) AS fte FROM towers_effort
            GROUP BY baseline_id, team_id, activity_id
        ) e ON e.baseline_id = s.baseline_id AND e.team_id = p.team_id AND e.activity_id = p.activity_id
        WHERE s.id = %s
    ) placed GROUP BY code
"""
ALL_EFFORT = """
    SELECT SUM(e.fte) FROM towers_effort e JOIN towers_activity a ON a.id = e.activity_id
    WHERE e.baseline_id = %s AND NOT a.is_management
"""


@pytest.fixture
def cleared(installation: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Few draws; what the workshop leaves behind is gone afterwards, so that other tests meet the sample as it was."""
    monkeypatch.setattr(savings, "DRAWS", 200)
    before = set(Run.objects.values_list("pk", flat=True))
    yield
    Decision.objects.filter(scenario__name=NAME).delete()
    Run.objects.exclude(pk__in=before).delete()
    scenario = Scenario.objects.get(name=NAME)
    scenario.operations.update(reverses=None)
    scenario.delete()


def sums(scenario: Scenario) -> list[str]:
    """What lies in each column, the teams' own first, added up by the database from its rows."""
    with connection.cursor() as cursor:
        cursor.execute(BY_FUNCTION, [scenario.pk])
        placed = {code: float(volume) for code, volume in cursor.fetchall()}
        cursor.execute(ALL_EFFORT, [scenario.baseline_id])
        whole = float(cursor.fetchone()[0])
    volumes = [whole - sum(placed.values()), *(placed.get(code, 0.0) for code in range(1, 11))]
    return [fte(round(volume, 4) / 10_000) for volume in volumes]


def made_from_a_preset(lead: Visitor) -> Scenario:
    """A scenario by the form, on the sample's locked baseline."""
    lead.open("scenarios/")
    lead.page.get_by_label("Name", exact=True).fill(NAME)
    lead.page.get_by_label("Baseline", exact=True).select_option(BASELINE)
    lead.page.get_by_label(re.compile("^Global plan-build-run")).check()
    lead.press("Make the scenario")
    lead.page.get_by_role("heading", level=1).wait_for()
    return Scenario.objects.get(name=NAME)


def moved_by_mouse(lead: Visitor, source: int, target: int) -> None:
    """The largest card of a column is dragged into another one."""
    drag(lead, first_card(lead, source), column(lead, target).locator("[data-cards]"))
    lead.page.mouse.up()


def moved_by_keys(lead: Visitor, source: int, target: int) -> None:
    """The same without a mouse."""
    first_card(lead, source).focus()
    lead.page.keyboard.press("Enter")
    for _ in range(abs(target - source)):
        lead.page.keyboard.press("ArrowRight" if target > source else "ArrowLeft")
    lead.page.keyboard.press("Enter")


def moved_by_rule(lead: Visitor, source: int, target: int, share: str, region: str = "all") -> None:
    """A part of all cards of a column, after its preview."""
    button = lead.page.get_by_role("button", name="Move by rule")
    button.press("Enter")  # a click may miss it while the strip above comes back
    dialog = lead.page.get_by_role("dialog", name="Move by rule")
    dialog.get_by_label("From").select_option(str(source))
    dialog.get_by_label("To", exact=True).select_option(str(target))
    dialog.get_by_label("Region").select_option(region)
    dialog.get_by_label("Share, %").fill(share)
    dialog.get_by_role("button", name="Preview").click()
    dialog.get_by_role("button", name=re.compile(r"^Move \d+ card")).click()


def wait_for_step(lead: Visitor, scenario: Scenario) -> None:
    """Until the board has one more step, and says what the database says."""
    scenario.version += 1
    expect(lead.page.locator("[data-board-version]")).to_have_text(f"step {scenario.version}")
    scenario.refresh_from_db()
    assert totals_on_screen(lead) == sums(scenario)


def wait_for_choices(lead: Visitor, scenario: Scenario, version: int) -> None:
    """Until the switches have come back as they are after the step."""
    expect(lead.page.locator("#choice-7 input[name=version]").first).to_have_value(str(version))
    scenario.refresh_from_db()
    assert scenario.version == version


def test_from_a_preset_to_the_approval(visit: Visit, cleared: None) -> None:
    lead = visit("lead")
    scenario = made_from_a_preset(lead)
    page = opened(lead, scenario)
    assert totals_on_screen(lead) == sums(scenario)

    # 30 moves, by mouse and by keyboard in turn: every column gives and takes.
    for number in range(30):
        source, target = 1 + number * 3 % 10, (1 + number * 3 % 10 + 1 + number % 4) % 11
        (moved_by_keys if number % 2 else moved_by_mouse)(lead, source, target)
        wait_for_step(lead, scenario)
    moved_by_rule(lead, 8, 7, "25")
    wait_for_step(lead, scenario)
    moved_by_rule(lead, 4, 8, "80", region="Europe")
    wait_for_step(lead, scenario)
    moved_by_rule(lead, 10, 3, "10")
    wait_for_step(lead, scenario)
    expect(state(lead)).to_have_text(re.compile("cards moved by rule"))
    assert lead.complaints == []

    # Two switches; the placed FTE beside them are still those of the database.
    lead.open(f"scenarios/{scenario.uid}/choices/")
    before = scenario.version
    page.locator("#reach-7").select_option("regional")
    wait_for_choices(lead, scenario, before + 1)
    page.locator("#span-7").fill("14")
    page.locator("#span-7").press("Tab")
    wait_for_choices(lead, scenario, before + 2)
    placed = page.locator("#choice-7 .choice-name strong").inner_text()
    assert placed == sums(scenario)[7]
    assert scenario.designs.get(function_code=7).reach == "regional"

    # Held against today, where everything stays in its team.
    today = Scenario.objects.create(
        organisation=scenario.organisation, baseline=scenario.baseline, name=f"{NAME} today"
    )
    try:
        lead.open(f"scenarios/compare/?scenario={today.uid}&scenario={scenario.uid}")
        rows = page.locator("table", has_text="Stays in its team").first.locator("tbody tr")
        shown = {row.locator("th").inner_text().split("\n")[0]: row.inner_text() for row in rows.all()}
        assert sums(scenario)[0] in next(text for name, text in shown.items() if "Stays in its team" in name)
        assert sums(scenario)[7] in next(text for name, text in shown.items() if "Level 1 support operations" in name)
    finally:
        today.delete()

    # Computed, proposed, approved by somebody with the right; what was decided is frozen.
    lead.open(f"scenarios/{scenario.uid}/")
    lead.press("Compute the saving")
    expect(page.locator("#run [role=status]")).to_have_text("done", timeout=60_000)
    lead.open(f"scenarios/{scenario.uid}/decision/")
    page.get_by_label("What you propose, and why").fill("One level 1 for each region.")
    lead.press("Propose")
    decider = visit("executive")
    decider.open(f"scenarios/{scenario.uid}/decision/")
    decider.page.get_by_label("Reason", exact=True).fill("It carries itself within the year.")
    decider.press("Approve")
    decider.wait_for_heading("Approved on")
    scenario.refresh_from_db()
    assert scenario.state == Scenario.State.APPROVED
    assert Decision.objects.get(scenario=scenario).content_hash in decider.page.locator("#frozen").inner_text()
    assert [lead.complaints, decider.complaints] == [[], []]
