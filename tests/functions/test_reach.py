"""The reach of a function, and what each region keeps of it under an overlay."""

import re
from typing import Any

import pytest
from django.test import Client

from core.actor import ALL_SCOPES, Role
from core.errors import UserError
from functions import actions
from functions.models import RegionMinimum, Scenario
from functions.rebuild import rebuild_placements
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
    return regional_scenario(lead, regions=("Americas", "Europe", "Asia Pacific"))


def overlay(lead: Membership, scenario: Scenario, minimum: Any = None) -> Any:
    return actions.set_reach(
        by=actor_of(lead),
        scenario=scenario,
        version=scenario.version,
        function_code=4,
        reach="overlay",
        region_minimum=minimum,
    )


def kept(scenario: Scenario) -> dict[str, int]:
    return dict(RegionMinimum.objects.filter(design__scenario=scenario).values_list("region__name", "fte"))


@pytest.mark.parametrize(
    ("minimum", "expected"),
    [
        (None, {}),
        ({}, {}),
        (3_000, {"Americas": 3_000, "Asia Pacific": 3_000, "Europe": 3_000}),
        (0, {"Americas": 0, "Asia Pacific": 0, "Europe": 0}),
        ({"Americas": 3_000, " asia  PACIFIC": 2_500}, {"Americas": 3_000, "Asia Pacific": 2_500}),
    ],
)
def test_none_one_number_or_one_for_each_region(
    lead: Membership, scenario: Scenario, minimum: Any, expected: dict[str, int]
) -> None:
    overlay(lead, scenario, minimum)
    assert scenario.designs.get(function_code=4).reach == "overlay"
    assert kept(scenario) == expected


def test_undo_redo_and_a_rebuild_give_the_same_rows(lead: Membership, scenario: Scenario) -> None:
    overlay(lead, scenario, 3_000)
    step = overlay(lead, scenario, {"Europe": 5_000})
    undo = actions.undo_operation(by=actor_of(lead), scenario=scenario, version=scenario.version, seq=step.seq)
    assert kept(scenario) == {"Americas": 3_000, "Asia Pacific": 3_000, "Europe": 3_000}
    actions.undo_operation(by=actor_of(lead), scenario=scenario, version=scenario.version, seq=undo.seq)
    assert kept(scenario) == {"Europe": 5_000}
    scenario.designs.all().delete()
    rebuild_placements(scenario)
    assert kept(scenario) == {"Europe": 5_000}


def test_only_an_overlay_keeps_anything(lead: Membership, scenario: Scenario) -> None:
    overlay(lead, scenario, 3_000)
    actions.set_reach(
        by=actor_of(lead),
        scenario=scenario,
        version=scenario.version,
        function_code=4,
        reach="global",
        region_minimum=3_000,
    )
    assert kept(scenario) == {}


def test_a_region_that_the_baseline_no_longer_has_is_left_out_until_it_is_back(
    lead: Membership, scenario: Scenario
) -> None:
    overlay(lead, scenario, {"Europe": 5_000, "Americas": 3_000})
    row = BaselineTeam.objects.get(baseline=scenario.baseline, region__name="Europe")
    region, row.region = row.region, None
    row.save()
    rebuild_placements(scenario)
    assert kept(scenario) == {"Americas": 3_000}
    row.region = region
    row.save()
    rebuild_placements(scenario)
    assert kept(scenario) == {"Europe": 5_000, "Americas": 3_000}


@pytest.mark.parametrize(
    ("minimum", "message"),
    [
        ({"Africa": 3_000}, "no region “Africa”. Its regions: Americas, Asia Pacific, Europe"),
        ({"Europe": 1, "EUROPE": 2}, "named twice"),
    ],
)
def test_regions_that_the_baseline_lacks_or_that_are_named_twice_are_refused(
    lead: Membership, scenario: Scenario, minimum: dict[str, int], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        overlay(lead, scenario, minimum)
    assert not scenario.operations.exists()


def page(reader: Membership, scenario: Scenario, word: str = "choices/") -> str:
    address = f"/o/{scenario.organisation.slug}/scenarios/{scenario.uid}/{word}"
    return " ".join(client_for(reader).get(address).content.decode().split())


def test_the_form_has_a_field_for_each_region_with_what_it_keeps(lead: Membership, scenario: Scenario) -> None:
    overlay(lead, scenario, {"Europe": 0, "Asia Pacific": 2_500})
    of_function_4 = page(lead, scenario).split('id="choice-4"')[1].split('id="choice-5"')[0]
    fields = re.findall(r'name="region_minimum ([a-z ]+)" value="([0-9.]*)"', of_function_4)
    assert fields == [("americas", ""), ("asia pacific", "0.25"), ("europe", "0")]


def test_the_form_states_a_number_for_each_region_that_has_one(lead: Membership, scenario: Scenario) -> None:
    browser = client_for(lead)
    form = {
        "version": scenario.version,
        "function": 4,
        "reach": "overlay",
        "region_minimum europe": "0",
        "region_minimum americas": "0.3",
        "region_minimum asia pacific": "",
        "region_minimum africa": "9",
    }
    address = f"/o/{lead.organisation.slug}/scenarios/{scenario.uid}/reach/"
    assert browser.post(address, form).status_code == 302
    assert kept(scenario) == {"Europe": 0, "Americas": 3_000}
    scenario.refresh_from_db()
    browser.post(address, {**form, "version": scenario.version, "region_minimum europe": "-1"})
    assert kept(scenario) == {"Europe": 0, "Americas": 3_000}


def test_who_may_only_look_reads_it_in_words(lead: Membership, scenario: Scenario) -> None:
    overlay(lead, scenario, 12_500)
    overlay(lead, scenario, {"Europe": 0, "Americas": 3_000})
    viewer = member(Role.VIEWER, organisation=lead.organisation)
    assert "global with regional overlay, Americas 0.3 FTE, Europe 0 FTE</dd>" in page(viewer, scenario)
    steps = page(viewer, scenario, "")
    assert "global with regional overlay, 1.25 FTE per region" in steps
    assert "global with regional overlay, FTE per region: Americas 0.3, Europe 0" in steps


def test_the_page_takes_few_queries_with_minimums_too(
    lead: Membership, scenario: Scenario, django_assert_max_num_queries: Any
) -> None:
    overlay(lead, scenario, {"Europe": 0, "Americas": 3_000})
    browser = client_for(lead)
    with django_assert_max_num_queries(12):
        answer = browser.get(f"/o/{lead.organisation.slug}/scenarios/{scenario.uid}/choices/")
    assert 'value="0.3"' in answer.text


def sent(lead: Membership, scenario: Scenario, body: dict[str, Any]) -> Any:
    token = create_token(by=actor_of(lead), name="Test", scopes=list(ALL_SCOPES))[1]
    scenario.refresh_from_db()
    return Client().post(
        f"/api/v1/scenarios/{scenario.uid}/operations/",
        body,
        content_type="application/json",
        headers={"Authorization": f"Token {token}", "If-Match": str(scenario.version)},
    )


@pytest.mark.parametrize(
    ("minimum", "expected"),
    [
        (0.3, {"Americas": 3_000, "Asia Pacific": 3_000, "Europe": 3_000}),
        ({"Americas": 0.3, "Europe": 0, "Asia Pacific": 0.3}, {"Americas": 3_000, "Asia Pacific": 3_000, "Europe": 0}),
    ],
)
def test_over_rest_a_number_or_an_object(
    lead: Membership, scenario: Scenario, minimum: Any, expected: dict[str, int]
) -> None:
    body = {"kind": "set_reach", "function": 4, "reach": "overlay", "region_minimum": minimum}
    assert sent(lead, scenario, body).status_code == 201
    assert kept(scenario) == expected


@pytest.mark.parametrize(
    ("minimum", "problem"),
    [
        ({"Africa": 1}, "The baseline has no region “Africa”. Its regions: Americas, Asia Pacific, Europe."),
        ({"Europe": "much"}, "region_minimum.Europe"),
        ({"Europe": "nan"}, "region_minimum.Europe"),
        ({"Europe": -1}, "region_minimum.Europe"),
        (10_001, "region_minimum"),
        (["Europe"], "region_minimum"),
    ],
)
def test_over_rest_what_is_no_minimum_is_refused_in_words(
    lead: Membership, scenario: Scenario, minimum: Any, problem: str
) -> None:
    body = {"kind": "set_reach", "function": 4, "reach": "overlay", "region_minimum": minimum}
    answer = sent(lead, scenario, body)
    assert answer.status_code == 400
    assert problem in [answer.json()["detail"], *(error["field"] for error in answer.json()["errors"])]
    assert not scenario.operations.exists()
