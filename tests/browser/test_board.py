"""The board in a browser: cards move by mouse, by key, by dialog and by rule, and the screen says what is stored."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from functions import actions
from functions.models import Scenario
from sample.actions import DRAFT
from tests.browser.boards import actor, column, drag, first_card, opened, state, totals_on_screen, totals_stored
from tests.browser.conftest import Visit
from tests.browser.pages import Visitor
from towers.models import Baseline

pytestmark = [pytest.mark.browser, pytest.mark.once]
LONGEST_TASK_MS = 200
LONG_TASKS = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
}).observe({entryTypes: ["longtask"]});
"""


@pytest.fixture
def scenario(installation: Any) -> Iterator[Scenario]:
    """A scenario of the test's own, everything in its default function; gone afterwards."""
    baseline = Baseline.objects.get(name=DRAFT)
    made = actions.create_scenario(by=actor("lead"), baseline=baseline, name="Tried out", preset="global")
    yield made
    made.operations.update(reverses=None)
    made.delete()


def test_cards_are_dragged_and_taken_back(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    page = opened(lead, scenario)
    before = totals_on_screen(lead)
    assert before == totals_stored(scenario)
    name = first_card(lead, 7).locator("strong").first.inner_text()
    first_card(lead, 7).click()
    column(lead, 7).locator("[data-card]").nth(1).click(modifiers=["Control"])
    expect(page.get_by_role("button", name="Move 2 cards…")).to_be_enabled()
    drag(lead, first_card(lead, 7), column(lead, 0).locator("[data-cards]"))
    expect(column(lead, 0).locator("[data-after]")).to_have_text(re.compile(r"→ \d"))
    page.mouse.up()
    expect(state(lead)).to_have_text(re.compile("^2 cards moved, now in its team"))
    expect(column(lead, 0).locator("[data-card]")).to_have_count(2)
    expect(first_card(lead, 0).locator("strong").first).to_have_text(name)
    assert totals_on_screen(lead) == totals_stored(scenario) != before
    lead.wait_for_heading("2 cards need a home")
    page.keyboard.press("Control+z")
    expect(column(lead, 0).locator("[data-card]")).to_have_count(0)
    assert totals_on_screen(lead) == totals_stored(scenario) == before
    page.get_by_role("button", name="Redo").click()
    expect(column(lead, 0).locator("[data-card]")).to_have_count(2)
    assert lead.complaints == []


def test_a_card_is_moved_by_keys_alone(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    page = opened(lead, scenario)
    first_card(lead, 5).focus()
    page.keyboard.press("ArrowDown")
    name = page.evaluate("document.activeElement.querySelector('strong').textContent")
    page.keyboard.press("Enter")
    live = page.locator("[data-board-live]")
    expect(live).to_have_text(re.compile("^1 card picked up"))
    page.keyboard.press("ArrowRight")
    expect(live).to_have_text(re.compile("^Field service"))
    page.keyboard.press("Escape")
    expect(live).to_have_text("Put back, nothing moved.")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(state(lead)).to_have_text(re.compile("^1 card moved, now in Product engineering"))
    expect(column(lead, 4).locator("[data-card]:focus strong").first).to_have_text(name)
    assert totals_on_screen(lead) == totals_stored(scenario)
    assert scenario.operations.filter(kind="move").count() == 1


def test_a_part_is_moved_by_dialog(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    page = opened(lead, scenario)
    first_card(lead, 9).focus()
    page.keyboard.press("m")
    dialog = page.get_by_role("dialog", name="Move cards")
    dialog.get_by_label("Share of each card, %").fill("25")
    dialog.get_by_label("To", exact=True).select_option("6")
    dialog.get_by_label("The rest of the card").select_option("stays in its team")
    dialog.get_by_label("Reason").fill("A trial in one site")
    assert lead.barriers() == []
    dialog.get_by_role("button", name="Move", exact=True).click()
    expect(state(lead)).to_have_text(re.compile("^1 card moved, now in Field service and its team"))
    shares = scenario.operations.get(kind="move").payload["moves"][0]["shares"]
    assert shares == {"6": 2_500, "0": 7_500}
    expect(first_card(lead, 0)).to_contain_text("75% of it")
    assert totals_on_screen(lead) == totals_stored(scenario)


def test_a_rule_says_first_what_it_does(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    page = opened(lead, scenario)
    lead.press("Move by rule")
    dialog = page.get_by_role("dialog", name="Move by rule")
    dialog.get_by_label("From").select_option("8")
    dialog.get_by_label("To", exact=True).select_option("3")
    dialog.get_by_label("Region").select_option("Europe")
    dialog.get_by_role("button", name="Preview").click()
    words = dialog.locator("[data-preview] p")
    expect(words).to_have_text(re.compile(r"^\d+ cards with [\d.]+ FTE would move: all activities, Europe"))
    found = int(words.inner_text().split()[0])
    assert lead.barriers() == []
    dialog.get_by_role("button", name=re.compile(f"^Move {found} cards")).click()
    expect(state(lead)).to_have_text(re.compile(f"^{found} cards moved by rule"))
    assert totals_on_screen(lead) == totals_stored(scenario)
    assert len(scenario.operations.get(kind="move").payload["moves"]) == found


def test_who_is_second_is_told_and_keeps_what_was_chosen(visit: Visit, scenario: Scenario) -> None:
    lead, analyst = visit("lead"), visit("analyst")
    page = opened(lead, scenario)
    opened(analyst, scenario)
    drag(analyst, first_card(analyst, 9), column(analyst, 10).locator("[data-cards]"))
    analyst.page.mouse.up()
    expect(state(analyst)).to_have_text(re.compile("^1 card moved"))
    first_card(lead, 7).click()
    drag(lead, first_card(lead, 7), column(lead, 8).locator("[data-cards]"))
    page.mouse.up()
    expect(page.get_by_role("alert")).to_have_text(re.compile(r"moved 1 card\. That was first"))
    expect(first_card(lead, 7)).to_have_attribute("aria-pressed", "true")
    assert totals_on_screen(lead) == totals_stored(scenario)
    assert scenario.operations.filter(kind="move").count() == 1


def test_search_and_rolling_up_find_all_cards(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    page = opened(lead, scenario)
    page.keyboard.press("/")
    page.keyboard.type("service desk asia")
    expect(column(lead, 5).locator("[data-count]")).to_have_text("1 card")
    page.get_by_label("Find a team or an activity").fill("")
    page.get_by_label("One card for each").select_option("Roll up by region")
    cards = column(lead, 8).locator("[data-card]")
    expect(cards.filter(has_text="Europe")).to_have_count(1)
    volumes = [text.split("\n")[-1] for text in cards.all_inner_texts()]
    assert len(volumes) <= 5
    drag(lead, cards.filter(has_text="Europe"), column(lead, 0).locator("[data-cards]"))
    page.mouse.up()
    expect(state(lead)).to_have_text(re.compile(r"^\d+ cards moved, now in its team"))
    assert totals_on_screen(lead) == totals_stored(scenario)


def longest_task_ms(lead: Visitor, scenario: Scenario) -> float:
    """Of opening the board and moving a card."""
    opened(lead, scenario)
    drag(lead, first_card(lead, 10), column(lead, 1).locator("[data-cards]"))
    lead.page.mouse.up()
    expect(state(lead)).to_have_text(re.compile("^1 card moved"))
    return float(lead.page.evaluate("window.longest"))


def test_the_board_is_quick(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead")
    lead.page.add_init_script(LONG_TASKS)
    # Whatever else runs can only make a task longer: one attempt of three within the bound shows the board's own.
    assert any(longest_task_ms(lead, scenario) < LONGEST_TASK_MS for _ in range(3))


def test_on_a_phone_columns_fold_and_a_button_moves(visit: Visit, scenario: Scenario) -> None:
    lead = visit("lead", width=390, scheme="dark")
    page = opened(lead, scenario)
    assert lead.overflow() == []
    column(lead, 6).locator("summary").click()
    move = column(lead, 6).locator("[data-moves]").first
    assert move.bounding_box()["height"] >= 44
    assert lead.barriers() == []
    move.click()
    dialog = page.get_by_role("dialog", name="Move cards")
    dialog.get_by_label("To", exact=True).select_option("5")
    dialog.get_by_role("button", name="Move", exact=True).click()
    expect(state(lead)).to_have_text(re.compile("^1 card moved, now in End-user service desk"))


def test_who_may_only_look_has_nothing_to_press(visit: Visit, scenario: Scenario) -> None:
    executive = visit("executive")
    page = opened(executive, scenario)
    expect(page.get_by_role("button", name="Move by rule")).to_have_count(0)
    expect(first_card(executive, 7)).not_to_have_attribute("aria-pressed", "false")
    assert executive.barriers() == []
    assert executive.complaints == []
