"""A scenario is a list of operations; its placements follow from them, and from nothing else."""

from typing import Any

import pytest
from django.test import Client

from core.actor import ALL_SCOPES, Role
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from functions import actions
from functions.models import Operation, Placement, Scenario
from functions.projection import HOME
from functions.rebuild import rebuild_placements
from organisations.actions import create_token
from organisations.models import Membership
from tests.factories import (
    ActivityFactory,
    BaselineFactory,
    EffortFactory,
    TeamFactory,
    actor_of,
    client_for,
    member,
)
from towers.models import Baseline

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def baseline(lead: Membership) -> Baseline:
    """Two teams; reporting goes to function 10 by default, incidents to 7; managers' work is not placed."""
    org = lead.organisation
    baseline = BaselineFactory.create(organisation=org)
    reporting = ActivityFactory.create(organisation=org, name="Reporting", function_code=10)
    incidents = ActivityFactory.create(organisation=org, name="Incidents", function_code=7)
    leading = ActivityFactory.create(organisation=org, name="Leading", function_code=10, is_management=True)
    for name in ("Server EU", "Network EU"):
        team = TeamFactory.create(organisation=org, name=name)
        EffortFactory.create(baseline=baseline, team=team, activity=reporting, fte=20_000)
        EffortFactory.create(baseline=baseline, team=team, activity=incidents, fte=60_000)
        EffortFactory.create(baseline=baseline, team=team, activity=leading, fte=10_000)
    return baseline


@pytest.fixture
def scenario(lead: Membership, baseline: Baseline) -> Scenario:
    return actions.create_scenario(by=actor_of(lead), baseline=baseline, name="Global", preset="global")


def placed(scenario: Scenario) -> set[tuple[str, str, int, int]]:
    rows = scenario.placements.values_list("team__name", "activity__name", "function_code", "share")
    return set(rows)


DEFAULT = {
    ("Server EU", "Reporting", 10, 10_000),
    ("Server EU", "Incidents", 7, 10_000),
    ("Network EU", "Reporting", 10, 10_000),
    ("Network EU", "Incidents", 7, 10_000),
}


def test_the_preset_places_all_but_the_managers_work_and_sets_ten_reaches(scenario: Scenario) -> None:
    assert placed(scenario) == DEFAULT
    assert set(scenario.designs.values_list("function_code", "reach")) == {(code, "global") for code in range(1, 11)}
    assert scenario.operations.count() == 11
    assert scenario.version == scenario.operations.last().seq == 12


def place(lead: Membership, scenario: Scenario, shares: dict[int, int], version: int | None = None) -> Operation:
    team = scenario.placements.get(team__name="Server EU", activity__name="Incidents", function_code=7).team
    activity = scenario.placements.filter(activity__name="Incidents").first().activity
    return actions.place(
        by=actor_of(lead),
        scenario=scenario,
        version=version or scenario.version,
        team=team,
        activity=activity,
        shares=shares,
    )


def test_a_placement_divides_and_its_undo_and_redo_bring_the_same_rows_back(
    lead: Membership, scenario: Scenario
) -> None:
    step = place(lead, scenario, {7: 6_000, 8: 4_000})
    divided = (DEFAULT - {("Server EU", "Incidents", 7, 10_000)}) | {
        ("Server EU", "Incidents", 7, 6_000),
        ("Server EU", "Incidents", 8, 4_000),
    }
    assert placed(scenario) == divided
    undo = actions.undo_operation(by=actor_of(lead), scenario=scenario, version=scenario.version, seq=step.seq)
    assert placed(scenario) == DEFAULT
    actions.undo_operation(by=actor_of(lead), scenario=scenario, version=scenario.version, seq=undo.seq)
    assert placed(scenario) == divided


def test_what_stays_in_its_team_has_no_row_and_is_said(lead: Membership, scenario: Scenario) -> None:
    place(lead, scenario, {10: 6_000, HOME: 4_000})
    assert placed(scenario) == (DEFAULT - {("Server EU", "Incidents", 7, 10_000)}) | {
        ("Server EU", "Incidents", 10, 6_000)
    }
    page = client_for(lead).get(f"/o/{lead.organisation.slug}/scenarios/{scenario.uid}/").content.decode()
    assert "Effort placed in Support functions and its team" in page
    assert "2.4 of 16.0 FTE stay in their teams" in page


def test_over_the_form_the_rest_may_stay_in_its_team(lead: Membership, scenario: Scenario) -> None:
    effort = scenario.placements.get(team__name="Server EU", activity__name="Incidents")
    form = {"version": scenario.version, "team": effort.team.uid, "activity": effort.activity.uid}
    address = f"/o/{lead.organisation.slug}/scenarios/{scenario.uid}/place/"
    client_for(lead).post(address, {**form, "function": 10, "share": 60, "rest": HOME})
    assert ("Server EU", "Incidents", 10, 6_000) in placed(scenario)
    assert scenario.operations.last().payload["shares"] == {"10": 6_000, "0": 4_000}


def test_over_rest_home_is_a_place(lead: Membership, scenario: Scenario) -> None:
    effort = scenario.placements.get(team__name="Server EU", activity__name="Incidents")
    body = {"kind": "place", "team": str(effort.team.uid), "activity": str(effort.activity.uid)}
    token = create_token(by=actor_of(lead), name="Test", scopes=list(ALL_SCOPES))[1]
    headers = {"Authorization": f"Token {token}", "If-Match": str(scenario.version)}

    def status(shares: dict[str, Any]) -> int:
        sent = {**body, "shares": shares}
        address = f"/api/v1/scenarios/{scenario.uid}/operations/"
        return Client().post(address, sent, content_type="application/json", headers=headers).status_code

    assert [status({"10": 0.6, "0": 0.4}), status({"10": "nan", "home": 0.4}), status({"10": 0.6})] == [400] * 3
    assert status({"10": 0.6, "home": 0.4}) == 201
    assert ("Server EU", "Incidents", 10, 6_000) in placed(scenario)


def test_the_page_says_the_steps_in_words(lead: Membership, scenario: Scenario) -> None:
    actor = actor_of(lead)
    actions.set_reach(by=actor, scenario=scenario, version=scenario.version, function_code=7, reach="overlay")
    actions.undo_operation(by=actor, scenario=scenario, version=scenario.version, seq=scenario.version - 1)
    page = client_for(lead).get(f"/o/{lead.organisation.slug}/scenarios/{scenario.uid}/").content.decode()
    assert "Reach of Level 1 support operations: global with regional overlay" in page
    assert f"Undo of step {scenario.version - 2}" in page
    assert "Default mapping applied" in page


def test_an_operation_is_undone_once(lead: Membership, scenario: Scenario) -> None:
    step = place(lead, scenario, {8: 10_000})
    actions.undo_operation(by=actor_of(lead), scenario=scenario, version=scenario.version, seq=step.seq)
    with pytest.raises(UserError, match="undone already"):
        actions.undo_operation(by=actor_of(lead), scenario=scenario, version=scenario.version, seq=step.seq)


def test_a_rebuild_gives_the_same_rows(lead: Membership, scenario: Scenario) -> None:
    place(lead, scenario, {7: 6_000, 8: 4_000})
    before = placed(scenario)
    Placement.objects.filter(scenario=scenario).delete()
    rebuild_placements(scenario)
    assert placed(scenario) == before


def test_the_second_of_two_editors_is_told_and_changes_nothing(lead: Membership, scenario: Scenario) -> None:
    seen = scenario.version
    actions.set_reach(by=actor_of(lead), scenario=scenario, version=seen, function_code=7, reach="regional")
    other = Scenario.objects.get(pk=scenario.pk)
    with pytest.raises(Conflict) as lost:
        actions.set_reach(by=actor_of(lead), scenario=other, version=seen, function_code=7, reach="overlay")
    assert lost.value.yours["payload"]["reach"] == "overlay"
    assert lost.value.theirs["payload"]["reach"] == "regional"
    assert scenario.designs.get(function_code=7).reach == "regional"


def test_the_loser_in_the_browser_sees_both_values_with_409(lead: Membership, scenario: Scenario) -> None:
    browser = client_for(lead)
    address = f"/o/{lead.organisation.slug}/scenarios/{scenario.uid}/reach/"
    form = {"version": scenario.version, "function": 7, "reach": "regional"}
    assert browser.post(address, form).status_code == 302
    answer = browser.post(address, {**form, "reach": "overlay"})
    assert answer.status_code == 409
    assert "overlay" in answer.text
    assert "regional" in answer.text


@pytest.mark.parametrize(
    ("shares", "message"),
    [({7: 9_000}, "add up to 90 %"), ({11: 10_000}, "no function 11"), ({7: 10_000, 8: 0}, "none may be 0")],
)
def test_shares_that_do_not_add_up_are_refused(
    lead: Membership, scenario: Scenario, shares: dict[int, int], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        place(lead, scenario, shares)
    assert placed(scenario) == DEFAULT


def test_each_operation_leaves_one_audit_row(lead: Membership, scenario: Scenario) -> None:
    before = AuditEntry.objects.count()
    place(lead, scenario, {8: 10_000})
    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.first().after["payload"]["shares"] == {"8": 10_000}


def test_the_page_takes_a_constant_number_of_queries(
    lead: Membership, scenario: Scenario, django_assert_max_num_queries: Any
) -> None:
    browser = client_for(lead)
    with django_assert_max_num_queries(12):
        answer = browser.get(f"/o/{lead.organisation.slug}/scenarios/{scenario.uid}/")
    assert "All 16.0 FTE of effort have a place" in answer.text
