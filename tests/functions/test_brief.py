"""The brief: what a scenario is for, on its cover, versioned, and taken along by a copy."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import Role
from core.models import AuditEntry
from functions import briefs, lifecycle
from functions.models import Brief, Scenario
from tests.factories import ScenarioFactory, actor_of, client_for, member

pytestmark = pytest.mark.django_db
SAID = {
    "ambition": "One front door by autumn.",
    "starting_point": "Three towers, three regions.",
    "stage_now": "separate digital factory",
    "stage_target": "one integrated model",
    "goals": "5",
    "culture": "2",
    "skills": "",
    "management_office": "support",
}


@pytest.fixture
def scenario() -> Scenario:
    return ScenarioFactory.create(baseline__organisation=member(Role.MODELLER).organisation)


@pytest.fixture
def client(scenario: Scenario) -> Client:
    return client_for(scenario.organisation.memberships.get())


def address(name: str, scenario: Scenario) -> str:
    return reverse(name, args=[scenario.organisation.slug, scenario.uid])


def write(client: Client, scenario: Scenario, **more: Any) -> Any:
    return client.post(address("scenario-brief-write", scenario), {"version": 0, **SAID, **more})


def test_what_is_written_stands_on_the_scenarios_page(client: Client, scenario: Scenario) -> None:
    assert "Nobody has written yet" in client.get(address("scenario", scenario)).text
    assert write(client, scenario).url == address("scenario", scenario)
    page = client.get(address("scenario", scenario)).text
    for words in (
        "One front door by autumn.",
        "separate digital factory → one integrated model",
        "digital goals 5, culture 2, skills not said",
        "in the support functions",
    ):
        assert words in page
    brief = Brief.objects.get()
    assert (brief.version, brief.goals, brief.skills) == (1, 5, None)
    entry = AuditEntry.objects.get(action="write_brief")
    assert entry.before["ambition"] == ""
    assert entry.after["ambition"] == "One front door by autumn."


def test_who_is_second_is_told_both(client: Client, scenario: Scenario) -> None:
    write(client, scenario)
    lost = write(client, scenario, ambition="Something else.")
    assert lost.status_code == 409
    assert "One front door by autumn." in lost.text
    assert "Something else." in lost.text
    assert Brief.objects.get().ambition == "One front door by autumn."
    assert write(client, scenario, version=1, ambition="Something else.").status_code == 302
    assert Brief.objects.get().ambition == "Something else."


def test_only_a_draft_takes_one(client: Client, scenario: Scenario) -> None:
    lifecycle.archive_scenario(by=actor_of(scenario.organisation.memberships.get()), scenario=scenario, version=1)
    write(client, scenario)
    assert not Brief.objects.exists()
    assert "only a draft can be changed" in client.get(address("scenario-brief", scenario)).text


def test_a_copy_begins_with_the_same_brief_and_goes_its_own_way(client: Client, scenario: Scenario) -> None:
    write(client, scenario)
    by = actor_of(scenario.organisation.memberships.get())
    copy = lifecycle.clone_scenario(by=by, scenario=scenario, name="Copy")
    assert briefs.brief_of(copy).stage_target == "one integrated model"
    write(client, copy, version=1, ambition="Less.")
    assert (briefs.brief_of(copy).ambition, briefs.brief_of(scenario).ambition) == (
        "Less.",
        "One front door by autumn.",
    )


def test_stages_that_were_named_are_offered_again_but_not_those_of_others(client: Client, scenario: Scenario) -> None:
    write(client, scenario, stage_now="two speeds")
    foreign = ScenarioFactory.create()
    Brief.objects.create(scenario=foreign, stage_now="their secret")
    page = client.get(address("scenario-brief", scenario)).text
    assert '<option value="two speeds">' in page
    assert all(f'<option value="{stage}">' in page for stage in briefs.STAGES)
    assert "their secret" not in page
