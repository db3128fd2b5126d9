"""What a refresh does to scenarios, and moving them: as steps that can be undone, so that nothing is lost."""

import pytest

from core.errors import UserError
from functions.actions import create_scenario, move_scenario, place, set_reach, undo_operation
from functions.effects import Effect, scenario_effects
from functions.models import Placement, Scenario
from functions.rebuild import rebuild_placements
from tests.factories import EffortFactory
from tests.refresh.world import Enterprise, later
from towers.actions.refresh import accept_refresh
from towers.models import Baseline, Team
from towers.refresh.comparing import compare_baselines, efforts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Enterprise:
    return Enterprise()


def effects(world: Enterprise, after: Baseline) -> list[Effect]:
    found = compare_baselines(world.by, world.baseline, after)
    return scenario_effects(world.by, found, efforts_of(world.by, found))


def accepted(world: Enterprise) -> Baseline:
    """With effort of the new team, which nobody has placed yet."""
    draft = world.refreshed(*later())
    accept_refresh(by=world.by, baseline=draft, version=draft.version)
    storage = Team.objects.get(name="Storage")
    EffortFactory.create(baseline=draft, team=storage, activity=world.incidents, fte=20_000)
    return draft


def placed(scenario: Scenario) -> dict[tuple[str, int], int]:
    rows = Placement.objects.filter(scenario=scenario).values_list("team__name", "function_code", "share")
    return {(team, code): share for team, code, share in rows}


def by_hand(world: Enterprise) -> Scenario:
    """Server goes to function 3, Network stays as it is."""
    scenario = create_scenario(by=world.by, baseline=world.baseline, name="By hand")
    place(
        by=world.by, scenario=scenario, version=1, team=world.server, activity=world.incidents, shares={3: 10_000}
    )  # fmt: skip
    return Scenario.objects.get(pk=scenario.pk)


def test_before_it_is_accepted_the_effects_count_the_effort_that_will_come_over(world: Enterprise) -> None:
    by_hand(world)
    (effect,) = effects(world, world.refreshed(*later()))
    assert effect.positions == 2  # S0 left Server, S1 moved from it
    assert [(pair.team, pair.before, pair.after, pair.function_code) for pair in effect.changed] == [
        ("Server", 8.0, 6.4, 3)
    ]
    assert (effect.gone, effect.added, effect.unplaced) == ([], [], [])


def test_new_effort_is_placed_by_a_default_mapping_and_else_waits_for_a_place(world: Enterprise) -> None:
    by_hand(world)
    create_scenario(by=world.by, baseline=world.baseline, name="Global", preset="global")
    mapped, own = effects(world, accepted(world))
    assert [(pair.team, pair.after, pair.function_code) for pair in mapped.added] == [("Storage", 2.0, 8)]
    assert mapped.unplaced == []
    assert [(pair.team, pair.after) for pair in own.unplaced] == [("Storage", 2.0)]
    assert own.unplaced_fte == 2.0


def test_effort_that_is_gone_is_told_and_holds_again_where_it_comes_back(world: Enterprise) -> None:
    scenario = by_hand(world)
    draft = world.refreshed(*(row for row in later() if row["team"] != "Server"))
    accept_refresh(by=world.by, baseline=draft, version=draft.version)
    (effect,) = effects(world, draft)
    assert [(pair.team, pair.after) for pair in effect.gone] == [("Server", 0.0)]
    move_scenario(by=world.by, scenario=scenario, version=scenario.version, baseline=draft)
    assert placed(scenario) == {}
    scenario = Scenario.objects.get(pk=scenario.pk)
    undo_operation(by=world.by, scenario=scenario, version=scenario.version, seq=3)
    assert placed(scenario) == {("Server", 3): 10_000}
    assert Scenario.objects.get(pk=scenario.pk).baseline == world.baseline


def test_a_scenario_moves_with_all_its_steps_and_places_the_rest_as_the_default_mapping_says(
    world: Enterprise,
) -> None:
    scenario, draft = by_hand(world), accepted(world)
    set_reach(by=world.by, scenario=scenario, version=2, function_code=3, reach="global")
    scenario = Scenario.objects.get(pk=scenario.pk)
    move_scenario(by=world.by, scenario=scenario, version=3, baseline=draft, is_placing_rest=True)
    moved = Scenario.objects.get(pk=scenario.pk)
    assert (moved.baseline, moved.version) == (draft, 5)
    assert placed(moved) == {("Server", 3): 10_000, ("Network", 8): 10_000, ("Storage", 8): 10_000}
    assert [row.kind for row in moved.operations.all()] == ["place", "set_reach", "move_baseline", "place_rest"]
    before = placed(moved)
    rebuild_placements(moved)
    assert placed(moved) == before
    assert moved.designs.get().reach == "global"


def test_what_is_left_in_its_team_on_purpose_is_no_rest(world: Enterprise) -> None:
    scenario, draft = by_hand(world), accepted(world)
    place(by=world.by, scenario=scenario, version=2, team=world.network, activity=world.incidents, shares={0: 10_000})
    scenario = Scenario.objects.get(pk=scenario.pk)
    move_scenario(by=world.by, scenario=scenario, version=3, baseline=draft, is_placing_rest=True)
    assert placed(scenario) == {("Server", 3): 10_000, ("Storage", 8): 10_000}


def test_a_scenario_moves_to_no_unaccepted_refresh_and_not_where_it_stands(world: Enterprise) -> None:
    scenario, draft = by_hand(world), world.refreshed(*later())
    with pytest.raises(UserError, match="not accepted yet"):
        move_scenario(by=world.by, scenario=scenario, version=2, baseline=draft)
    with pytest.raises(UserError, match="stands on “Year end” already"):
        move_scenario(by=world.by, scenario=scenario, version=2, baseline=world.baseline)
    Scenario.objects.filter(pk=scenario.pk).update(state="approved")
    accept_refresh(by=world.by, baseline=draft, version=draft.version)
    with pytest.raises(UserError, match="Only a draft can be changed"):
        move_scenario(by=world.by, scenario=Scenario.objects.get(pk=scenario.pk), version=2, baseline=draft)


def test_two_moves_are_undone_one_after_the_other(world: Enterprise) -> None:
    scenario, first = by_hand(world), accepted(world)
    second = Baseline.objects.create(organisation=world.organisation, name="Other", as_of=first.as_of)
    for version, baseline in ((2, first), (3, second)):
        scenario = Scenario.objects.get(pk=scenario.pk)
        move_scenario(by=world.by, scenario=scenario, version=version, baseline=baseline)
    for seq, stands_on in ((4, first), (3, world.baseline)):
        scenario = Scenario.objects.get(pk=scenario.pk)
        undo_operation(by=world.by, scenario=scenario, version=scenario.version, seq=seq)
        assert Scenario.objects.get(pk=scenario.pk).baseline == stands_on
