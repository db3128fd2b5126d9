"""The design choices beside reach: sourcing, partner's rate, span, locations, front doors, and who holds the budget."""

from typing import Any

import pytest
from django.test import Client

from core.actor import ALL_SCOPES, Role
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from functions import actions
from functions.choice_selectors import choices_of
from functions.choices import Choice, set_choices
from functions.lifecycle import clone_scenario
from functions.models import BudgetHolder, Scenario
from functions.rebuild import rebuild_placements
from functions.selectors import regions_of
from functions.wording import step_words
from organisations.actions import create_token
from organisations.models import Membership
from tests.factories import (
    actor_of,
    client_for,
    member,
)
from tests.functions.regional import regional_scenario
from towers.models import BaselineTeam

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def scenario(lead: Membership) -> Scenario:
    return regional_scenario(lead, "global")


def choose(lead: Membership, scenario: Scenario, *choices: tuple[int, str, Any], reason: str = "") -> Any:
    made = [Choice(*one) for one in choices]
    return set_choices(by=actor_of(lead), scenario=scenario, version=scenario.version, choices=made, reason=reason)


def held(scenario: Scenario) -> dict[tuple[int, str], Any]:
    """Everything that is chosen, by function and name; regions by name."""
    names = {region.pk: region.name for region in regions_of(scenario)}
    chosen = choices_of(scenario)
    found = {(row.function.code, name): value for row in chosen.rows for name, value in row.chosen.items()}
    for code, name in found:
        if name == "locations":
            found[code, name] = [names[region] for region in found[code, name]]
    return found | ({(0, "budget"): chosen.value(0, "budget")} if chosen.budget else {})


SEVERAL = (
    (4, "sourcing", "sourced"),
    (4, "partner_rate", 5_500_000),
    (4, "span_target", 8),
    (4, "locations", ["Europe", " ASIA "]),
    (1, "front_door", ["Business partners", "users", "Users"]),
)
HELD = {
    (4, "sourcing"): "sourced",
    (4, "partner_rate"): 5_500_000,
    (4, "span_target"): 8,
    (4, "locations"): ["Asia", "Europe"],
    (1, "front_door"): ["Business partners", "Users"],
}


def test_several_choices_are_one_step_with_one_audit_row(lead: Membership, scenario: Scenario) -> None:
    seen, audited = scenario.version, AuditEntry.objects.count()
    step = choose(lead, scenario, *SEVERAL, reason="Workshop")
    assert held(scenario) == HELD
    assert (step.seq, step.kind, step.reason) == (seen + 1, "set_choice", "Workshop")
    assert AuditEntry.objects.count() == audited + 1


def test_the_reach_stays_and_a_function_without_one_stays_regional(lead: Membership, scenario: Scenario) -> None:
    choose(lead, scenario, *SEVERAL)
    assert choices_of(scenario).of(4).reach == "global"
    today = actions.create_scenario(by=actor_of(lead), baseline=scenario.baseline, name="Today")
    choose(lead, today, (4, "span_target", 8))
    assert [(row.function_code, row.reach) for row in today.designs.all()] == [(4, "regional")]


def test_undo_redo_a_rebuild_and_a_copy_hold_the_same(lead: Membership, scenario: Scenario) -> None:
    step = choose(lead, scenario, *SEVERAL)
    assert held(clone_scenario(by=actor_of(lead), scenario=scenario, name="Copy")) == HELD
    undo = actions.undo_operation(by=actor_of(lead), scenario=scenario, version=scenario.version, seq=step.seq)
    assert held(scenario) == {}
    actions.undo_operation(by=actor_of(lead), scenario=scenario, version=scenario.version, seq=undo.seq)
    assert held(scenario) == HELD
    scenario.designs.all().delete()
    rebuild_placements(scenario)
    assert held(scenario) == HELD


def test_what_is_empty_takes_a_choice_back(lead: Membership, scenario: Scenario) -> None:
    choose(lead, scenario, *SEVERAL)
    empty = {"locations": [], "front_door": [], "sourcing": ""}
    choose(lead, scenario, *((code, name, empty.get(name)) for code, name, _ in SEVERAL))
    assert held(scenario) == {}


def test_a_region_that_the_baseline_no_longer_has_drops_out_and_comes_back(
    lead: Membership, scenario: Scenario
) -> None:
    choose(lead, scenario, (4, "locations", ["Europe", "Asia"]))
    row = BaselineTeam.objects.get(baseline=scenario.baseline, region__name="Europe")
    region, row.region = row.region, None
    row.save()
    rebuild_placements(scenario)
    assert held(scenario) == {(4, "locations"): ["Asia"]}
    row.region = region
    row.save()
    rebuild_placements(scenario)
    assert held(scenario) == {(4, "locations"): ["Asia", "Europe"]}


def test_the_budget_is_the_whole_scenarios_and_needs_a_reason_with_level_3(
    lead: Membership, scenario: Scenario
) -> None:
    operations = {"owner": "operations", "candidates": "Ana Lima: ran the desk for ten years"}
    with pytest.raises(UserError, match="Say why level 3 operations hold the budget"):
        choose(lead, scenario, (0, "budget", operations), reason="  ")
    choose(lead, scenario, (0, "budget", {"owner": "product"}))
    assert held(scenario) == {(0, "budget"): {"owner": "product", "candidates": ""}}
    assert choices_of(scenario).budget_function.code == 2
    choose(lead, scenario, (0, "budget", operations), reason="The skill sits there")
    assert held(scenario) == {(0, "budget"): operations}
    assert choices_of(scenario).budget_function.code == 8
    choose(lead, scenario, (0, "budget", None))
    assert not BudgetHolder.objects.exists()


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ((4, "colour", "red"), "no choice “colour”. Use one of: sourcing, partner_rate"),
        ((11, "sourcing", "retain"), "no function 11"),
        ((0, "sourcing", "retain"), "no function 0"),
        ((2, "budget", {"owner": "product"}), "choice of the whole scenario"),
        ((0, "budget", {"owner": "me"}), "owner, product or operations"),
        ((4, "sourcing", "given away"), "no sourcing. Use one of: retain, candidate, sourced"),
        ((4, "partner_rate", -1), "whole number from 0 to"),
        ((4, "partner_rate", 1.5), "whole number from 0 to"),
        ((4, "span_target", 0), "span must be a whole number from 1 to 100"),
        ((4, "span_target", True), "span must be a whole number"),
        ((4, "locations", ["Africa"]), "no region “Africa”. Its regions: Americas, Asia, Europe"),
        ((4, "locations", "Europe"), "list of names"),
        ((4, "front_door", ["x" * 81]), "at most 80 letters"),
    ],
)
def test_what_is_no_choice_is_refused_in_words(
    lead: Membership, scenario: Scenario, choice: tuple[int, str, Any], message: str
) -> None:
    seen = scenario.version
    with pytest.raises(UserError, match=message):
        choose(lead, scenario, choice)
    scenario.refresh_from_db()
    assert scenario.version == seen


def test_nothing_and_the_same_twice_are_refused(lead: Membership, scenario: Scenario) -> None:
    with pytest.raises(UserError, match="Nothing would change"):
        choose(lead, scenario)
    with pytest.raises(UserError, match="named twice"):
        choose(lead, scenario, (4, "span_target", 8), (4, "span_target", 9))


def test_the_second_of_two_is_told_and_changes_nothing(lead: Membership, scenario: Scenario) -> None:
    other = Scenario.objects.get(pk=scenario.pk)
    choose(lead, scenario, (4, "span_target", 8))
    with pytest.raises(Conflict) as lost:
        choose(lead, other, (4, "span_target", 9))
    assert lost.value.yours["payload"]["choices"][0]["value"] == 9
    assert lost.value.theirs["payload"]["choices"][0]["value"] == 8
    assert held(scenario) == {(4, "span_target"): 8}


def test_a_step_says_its_choices(lead: Membership, scenario: Scenario) -> None:
    names = {region.pk: region.name for region in regions_of(scenario)}
    step = choose(lead, scenario, *SEVERAL)
    assert step_words(step, names) == (
        "Product engineering: sourced, partner's rate EUR 55,000 per FTE a year, span of 8, works in Asia and Europe; "
        "Relationship management: front door for Business partners and Users"
    )
    assert "a former region" in step_words(step, {})
    step = choose(lead, scenario, (0, "budget", {"owner": "operations"}), reason="Skill")
    assert step_words(step, names) == "Budget from end to end with level 3 operations"
    taken = choose(lead, scenario, *((code, name, None) for code, name, _ in SEVERAL), (0, "budget", None))
    assert step_words(taken, names) == (
        "Product engineering: sourcing as usual, no partner's rate, span as assumed, works where its people are; "
        "Relationship management: front door for nobody; Budget from end to end with nobody yet"
    )


def sent(lead: Membership, scenario: Scenario, body: dict[str, Any]) -> Any:
    token = create_token(by=actor_of(lead), name="Test", scopes=list(ALL_SCOPES))[1]
    scenario.refresh_from_db()
    headers = {"Authorization": f"Token {token}", "If-Match": str(scenario.version)}
    address = f"/api/v1/scenarios/{scenario.uid}/operations/"
    return Client().post(address, body, content_type="application/json", headers=headers)


def test_over_rest_choices_are_made_and_read(lead: Membership, scenario: Scenario) -> None:
    choices = [{"function": code, "choice": name, "value": value} for code, name, value in SEVERAL]
    budget = {"function": 0, "choice": "budget", "value": {"owner": "product", "candidates": "Ana"}}
    assert sent(lead, scenario, {"kind": "set_choice", "choices": [*choices, budget]}).status_code == 201
    token = create_token(by=actor_of(lead), name="Read", scopes=list(ALL_SCOPES))[1]
    read = Client().get(f"/api/v1/scenarios/{scenario.uid}/", headers={"Authorization": f"Token {token}"}).json()
    assert read["budget"] == {"owner": "product", "candidates": "Ana"}
    assert [row["function"] for row in read["designs"]] == list(range(1, 11))
    assert read["designs"][3] == {
        "function": 4,
        "reach": "global",
        "region_minimum": {},
        "sourcing": "sourced",
        "partner_rate": 5_500_000,
        "span_target": 8,
        "locations": ["Asia", "Europe"],
        "front_door": [],
    }
    assert read["designs"][6]["sourcing"] is None


@pytest.mark.parametrize(
    ("choices", "problem"),
    [
        (None, "needs the field choices"),
        ([], "needs the field choices"),
        ([{"function": 4, "choice": "span_target", "value": "wide"}], "span must be a whole number"),
        ([{"function": 4, "choice": "locations", "value": ["Africa"]}], "no region “Africa”"),
    ],
)
def test_over_rest_what_is_no_choice_is_refused(
    lead: Membership, scenario: Scenario, choices: Any, problem: str
) -> None:
    body = {"kind": "set_choice"} | ({} if choices is None else {"choices": choices})
    answer = sent(lead, scenario, body)
    assert answer.status_code == 400
    assert problem in answer.json()["detail"]


def test_a_viewer_may_not_choose(lead: Membership, scenario: Scenario) -> None:
    viewer = member(Role.VIEWER, organisation=lead.organisation)
    address = f"/o/{lead.organisation.slug}/scenarios/{scenario.uid}/choose/"
    assert client_for(viewer).post(address, {"version": scenario.version, "function": 4}).status_code == 403
