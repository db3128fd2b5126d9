"""The page of the choices: switches that post at once, what is still open, and what a late comer is told."""

from typing import Any

import pytest

from core.actor import Role
from functions import actions
from functions.choice_points import doors, open_points
from functions.choice_selectors import choices_of
from functions.choices import Choice, set_choices
from functions.models import Scenario
from organisations.models import Membership
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    BaselineTeamFactory,
    EffortFactory,
    RegionFactory,
    actor_of,
    client_for,
    member,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def scenario(lead: Membership) -> Scenario:
    """Engineering in two regions and a desk in one."""
    org = lead.organisation
    baseline = BaselineFactory.create(organisation=org)
    engineering = ActivityFactory.create(organisation=org, name="Engineering", function_code=4)
    desk = ActivityFactory.create(organisation=org, name="Desk", function_code=5)
    for name, fte in (("Asia", 20_000), ("Europe", 45_000)):
        region = RegionFactory.create(organisation=org, name=name)
        team = BaselineTeamFactory.create(baseline=baseline, region=region).team
        EffortFactory.create(baseline=baseline, team=team, activity=engineering, fte=fte)
    EffortFactory.create(baseline=baseline, team=team, activity=desk, fte=10_000)
    return actions.create_scenario(by=actor_of(lead), baseline=baseline, name="Target", preset="regional")


def page(reader: Membership, scenario: Scenario) -> str:
    address = f"/o/{scenario.organisation.slug}/scenarios/{scenario.uid}/choices/"
    return " ".join(client_for(reader).get(address).text.split())


def posted(lead: Membership, scenario: Scenario, word: str, form: dict[str, Any], **extra: Any) -> Any:
    scenario.refresh_from_db()
    address = f"/o/{scenario.organisation.slug}/scenarios/{scenario.uid}/{word}/"
    return client_for(lead).post(address, {"version": scenario.version, **form}, **extra)


def choose(lead: Membership, scenario: Scenario, *choices: tuple[int, str, Any], reason: str = "") -> None:
    made = [Choice(*one) for one in choices]
    set_choices(by=actor_of(lead), scenario=scenario, version=scenario.version, choices=made, reason=reason)


WHOLE_FORM = {
    "function": 4,
    "sourcing": "sourced",
    "partner_rate": "55,000.50",
    "span_target": "8",
    "locations": ["Europe"],
    "front_door": " Application   development ,, business units",
}


def test_a_form_is_one_step_of_what_differs(lead: Membership, scenario: Scenario) -> None:
    assert posted(lead, scenario, "choose", {**WHOLE_FORM, "reason": "Workshop"}).status_code == 302
    row = choices_of(scenario).of(4)
    assert row.chosen["partner_rate"] == 5_500_050
    assert (row.chosen["sourcing"], row.chosen["span_target"]) == ("sourced", 8)
    assert row.customers == ["Application development", "business units"]
    assert scenario.operations.last().reason == "Workshop"
    posted(lead, scenario, "choose", {**WHOLE_FORM, "span_target": "9"})
    assert scenario.operations.last().payload == {"choices": [{"function": 4, "choice": "span_target", "value": 9}]}
    seen = scenario.operations.count()
    posted(lead, scenario, "choose", {**WHOLE_FORM, "span_target": "9"})
    assert scenario.operations.count() == seen


def test_the_page_shows_what_is_chosen_beside_the_effort(lead: Membership, scenario: Scenario) -> None:
    posted(lead, scenario, "choose", WHOLE_FORM)
    shown = page(lead, scenario)
    of_four = shown.split('id="choice-4"')[1].split('id="choice-5"')[0]
    assert "<strong>6.5</strong> FTE placed" in of_four
    assert '<option value="sourced" selected>' in of_four
    assert 'value="55,000.5"' in of_four
    assert 'value="Europe" checked' in of_four
    assert 'value="Asia" checked' not in of_four
    assert 'value="Application development, business units"' in of_four
    assert "candidate, as usual" in shown.split('id="choice-5"')[1]


def test_a_switch_brings_back_the_switches_and_tells_the_strip(lead: Membership, scenario: Scenario) -> None:
    answer = posted(lead, scenario, "reach", {"function": 4, "reach": "global"}, headers=HTMX, follow=True)
    assert answer.headers["HX-Trigger"] == "scenario-changed"
    assert "<html" not in answer.text
    assert '<span id="choices-heading" hx-swap-oob="true">1 function global, 9 regional; 3 points still open' in (
        answer.text
    )
    scenario.refresh_from_db()
    assert f'name="version" value="{scenario.version}"' in answer.text


def test_who_comes_too_late_is_told_both_values_and_nothing_is_saved(lead: Membership, scenario: Scenario) -> None:
    seen = scenario.version
    posted(lead, scenario, "choose", WHOLE_FORM)
    late = {"version": seen, "function": 4, "reach": "global"}
    answer = posted(lead, scenario, "reach", late, headers=HTMX, follow=True)
    assert "You: Reach of Product engineering: Global. They, in step" in answer.text
    assert "Product engineering: sourced, partner&#x27;s rate EUR 55,001" in answer.text
    assert choices_of(scenario).of(4).reach == "regional"
    assert posted(lead, scenario, "reach", late).status_code == 409


def test_the_budget_with_level_3_asks_for_the_reason(lead: Membership, scenario: Scenario) -> None:
    form = {"owner": "operations", "candidates": "Ana Lima"}
    answer = posted(lead, scenario, "budget", form, headers=HTMX, follow=True)
    assert "Say why level 3 operations hold the budget" in answer.text
    assert choices_of(scenario).budget is None
    posted(lead, scenario, "budget", {**form, "reason": "They have the skill"})
    shown = page(lead, scenario)
    assert "<strong>Level 3 operations</strong> answer for 7.5 FTE, in 8 Level 2 and 3 support operations." in shown
    assert "holds the budget" in shown.split('id="choice-8"')[1].split('id="choice-9"')[0]
    assert "Ana Lima" in shown


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({"locations": ["Africa"]}, "Choose among the regions of the baseline."),
        ({"span_target": "0"}, "greater than or equal to 1"),
        ({"partner_rate": "cheap"}, "Enter a number"),
        ({"partner_rate": "12,50"}, "can be read in two ways"),
        ({"partner_rate": "90000000000"}, "must be a whole number from 0"),
        ({"function": "11"}, "function"),
    ],
)
def test_what_is_no_choice_is_said(lead: Membership, scenario: Scenario, form: dict[str, Any], problem: str) -> None:
    answer = posted(lead, scenario, "choose", {**WHOLE_FORM, **form}, headers=HTMX, follow=True)
    assert problem in answer.text
    assert not choices_of(scenario).of(4).chosen


def test_a_viewer_reads_the_choices_in_words(lead: Membership, scenario: Scenario) -> None:
    posted(lead, scenario, "choose", WHOLE_FORM)
    shown = page(member(Role.VIEWER, organisation=lead.organisation), scenario)
    of_four = shown.split('id="choice-4"')[1].split('id="choice-5"')[0]
    assert "<form" not in shown.split('id="choices"')[1]
    assert "EUR 55,001 per FTE a year" in of_four
    assert '<dt>Works in</dt><dd><span class="pill">Europe</span>' in of_four


def test_what_is_open_warns_and_stops_nothing(lead: Membership, scenario: Scenario) -> None:
    empty = "Relationship management, Product management, Deployment, Field service"
    assert open_points(choices_of(scenario)) == [
        f"{empty}, Level 1 support operations, Level 2 and 3 support operations, Facility operations and Support "
        "functions hold no effort. A complete design has all ten.",
        "Business partners and Users have no front door. Name the function to which they come.",
        "Nobody holds the budget from end to end yet: product managers or level 3 operations?",
    ]
    choose(
        lead,
        scenario,
        *((1, "front_door", ["Business partners"]), (5, "front_door", ["users", "business PARTNERS"])),
        *((4, "sourcing", "sourced"), (4, "locations", ["Asia"]), (0, "budget", {"owner": "product"})),
    )
    assert open_points(choices_of(scenario))[1:] == [
        "Business partners have 2 front doors, Relationship management and End-user service desk. One is enough.",
        "Product engineering is sourced without a partner's rate.",
        "Product engineering goes to a partner: what decides on products, technology and customers usually stays.",
        "Product engineering is regional, but not in every region: who works for the others?",
    ]


def test_a_scenario_that_places_nothing_says_that_alone(lead: Membership, scenario: Scenario) -> None:
    today = actions.create_scenario(by=actor_of(lead), baseline=scenario.baseline, name="Today")
    assert open_points(choices_of(today))[0] == "Nothing is placed yet: all ten functions are empty."


def test_groups_that_differ_in_letters_alone_are_one() -> None:
    assert doors({5: ["Users"], 1: ["users ", "Units"]}) == {"users ": [1, 5], "Units": [1]}


def test_the_page_takes_few_queries_however_much_is_chosen(
    lead: Membership, scenario: Scenario, django_assert_max_num_queries: Any
) -> None:
    posted(lead, scenario, "choose", WHOLE_FORM)
    posted(lead, scenario, "reach", {"function": 5, "reach": "overlay", "region_minimum europe": "1"})
    browser = client_for(lead)
    with django_assert_max_num_queries(12):
        answer = browser.get(f"/o/{lead.organisation.slug}/scenarios/{scenario.uid}/choices/")
    assert "7.5" in answer.text
