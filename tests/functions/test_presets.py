"""What a new scenario starts from: each preset by the work that it moves and how far its functions reach."""

from typing import Any

import pytest

from core.actor import Role
from functions import actions
from functions.models import Scenario
from functions.presets import PRESETS
from functions.projection import SHARE_UNIT
from functions.selectors import regions_of
from functions.wording import step_words
from organisations.models import Membership
from tests.factories import ActivityFactory, BaselineFactory, EffortFactory, TeamFactory, actor_of, client_for, member
from towers.functions_reference import FUNCTIONS
from towers.models import Baseline

pytestmark = pytest.mark.django_db
ALL = [function.code for function in FUNCTIONS]
# Functions whose work each preset places, and those of them that are regional; the others are global.
EXPECTED: dict[str, tuple[list[int], list[int]]] = {
    "today": ([], []),
    "little": ([5, 7], [5, 7]),
    "global": (ALL, []),
    "regional": (ALL, ALL),
    "product": ([5, 7, 9, 10], [5, 9]),
    "central": ([2, 4], []),
}


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def baseline(lead: Membership) -> Baseline:
    """Two teams that do work of all ten functions, and manage people."""
    org = lead.organisation
    baseline = BaselineFactory.create(organisation=org)
    kinds = [ActivityFactory.create(organisation=org, name=f"Work {code}", function_code=code) for code in ALL]
    leading = ActivityFactory.create(organisation=org, name="Leading", function_code=10, is_management=True)
    for name in ("Server", "Network"):
        team = TeamFactory.create(organisation=org, name=name)
        for activity in (*kinds, leading):
            EffortFactory.create(baseline=baseline, team=team, activity=activity, fte=10_000)
    return baseline


def made(lead: Membership, baseline: Baseline, preset: str) -> Scenario:
    return actions.create_scenario(by=actor_of(lead), baseline=baseline, name=f"From {preset}", preset=preset)


def test_the_presets_are_those_of_the_expectation() -> None:
    assert list(PRESETS) == list(EXPECTED)


@pytest.mark.parametrize("preset", EXPECTED)
def test_a_preset_places_the_work_of_its_functions_and_no_other(
    lead: Membership, baseline: Baseline, preset: str
) -> None:
    scenario, (functions, regional) = made(lead, baseline, preset), EXPECTED[preset]
    rows = set(scenario.placements.values_list("team__name", "activity__name", "function_code", "share"))
    assert rows == {(team, f"Work {code}", code, SHARE_UNIT) for team in ("Server", "Network") for code in functions}
    reaches = dict(scenario.designs.values_list("function_code", "reach"))
    assert reaches == {code: "regional" if code in regional else "global" for code in functions}


@pytest.mark.parametrize("preset", EXPECTED)
def test_every_step_carries_the_name_of_the_preset(lead: Membership, baseline: Baseline, preset: str) -> None:
    scenario, places = made(lead, baseline, preset), len(EXPECTED[preset][0])
    reasons = list(scenario.operations.values_list("reason", flat=True))
    assert reasons == [f"preset: {PRESETS[preset].name}"] * (places + 1 if places else 0)


def test_what_a_preset_leaves_in_its_team_stays_there_when_the_rest_is_placed(
    lead: Membership, baseline: Baseline
) -> None:
    scenario = made(lead, baseline, "little")
    actions.place_rest(by=actor_of(lead), scenario=scenario, version=scenario.version)
    assert set(scenario.placements.values_list("function_code", flat=True)) == {5, 7}


def test_the_history_says_what_a_preset_did(lead: Membership, baseline: Baseline) -> None:
    scenario = made(lead, baseline, "central")
    regions = {region.pk: region.name for region in regions_of(scenario)}
    assert [step_words(step, regions) for step in scenario.operations.select_related("reverses")] == [
        "20 cards moved by rule: work of Product management, Product engineering goes there, all other work stays in "
        "its team",
        "Reach of Product management: Global",
        "Reach of Product engineering: Global",
    ]


def test_the_form_explains_each_preset(
    lead: Membership, baseline: Baseline, django_assert_max_num_queries: Any
) -> None:
    browser = client_for(lead)
    with django_assert_max_num_queries(12):
        shown = browser.get(f"/o/{lead.organisation.slug}/scenarios/").text
    for preset in PRESETS.values():
        assert f"<strong>{preset.name}</strong><span>{preset.sentence}</span><small>{preset.deeds}</small>" in shown
    assert shown.count('name="preset"') == 6
    assert 'value="global" checked' in shown


@pytest.mark.parametrize(
    ("preset", "deeds"),
    [
        ("today", "It makes no step."),
        ("regional", "Every activity goes to its function; the ten functions are all regional."),
        (
            "product",
            "Work of these functions is pooled, regional: 5 End-user service desk, 9 Facility operations; global: "
            "7 Level 1 support operations, 10 Support functions. All other work stays in its team.",
        ),
    ],
)
def test_the_words_say_exactly_what_is_done(preset: str, deeds: str) -> None:
    assert PRESETS[preset].deeds == deeds
