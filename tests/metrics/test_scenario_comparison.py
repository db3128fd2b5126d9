"""Scenarios beside one another."""

import re

import pytest
from django.urls import reverse

from core.models import Run
from core.runs.worker import execute_here
from functions.actions import create_scenario, place
from functions.models import Scenario
from functions.selectors import scenarios_of
from functions.side_by_side import chosen_scenarios, design_sums, differences
from metrics.kinds import savings
from metrics.views.comparison_measures import Compared, best_places, by_difference, spread
from tests.factories import client_for
from tests.metrics.golden_database import Golden
from towers.models import Activity, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(golden: Golden) -> list[Scenario]:
    """All by default; and the same with S-EU's four FTE of engineering at level 2 and 3, half of it at home."""
    first = create_scenario(by=golden.actor, baseline=golden.baseline, name="One pool", preset="global")
    second = create_scenario(by=golden.actor, baseline=golden.baseline, name="Regions", preset="regional")
    team, activity = Team.objects.get(name="S-EU"), Activity.objects.get(name="Engineering")
    place(
        by=golden.actor,
        scenario=second,
        version=second.version,
        team=team,
        activity=activity,
        shares={8: 5_000, 0: 5_000},
    )
    return [first, second]


def address(golden: Golden, *scenarios: Scenario, **more: str) -> str:
    query = "&".join(
        [*(f"scenario={one.uid}" for one in scenarios), *(f"{key}={value}" for key, value in more.items())]
    )
    return f"{reverse('scenario-comparison', args=[golden.organisation.slug])}?{query}"


def visit(golden: Golden, *scenarios: Scenario, **more: str) -> str:
    return client_for(golden.member).get(address(golden, *scenarios, **more)).text


def download(golden: Golden, *scenarios: Scenario, table: str, **more: str) -> list[str]:
    answer = client_for(golden.member).get(address(golden, *scenarios, format="csv", table=table, **more))
    return answer.getvalue().decode("utf-8-sig").splitlines()


def test_effort_is_summed_by_function_and_what_stays_is_told(pair: list[Scenario]) -> None:
    first, second = design_sums(pair)
    assert {code: fte for code, fte in first.by_function.items() if fte} == {4: 14.5, 7: 30.0, 10: 6.0}
    assert {code: round(fte, 4) for code, fte in second.by_function.items() if fte} == {
        4: 10.5,
        7: 30.0,
        8: 2.0,
        10: 6.0,
        0: 2.0,
    }
    assert (first.reach(4), second.reach(4)) == ("Global", "Regional")


def test_differences_name_the_activity_and_how_much_moves(pair: list[Scenario]) -> None:
    (found,) = differences(design_sums(pair))
    assert (found.activity, found.fte, found.moved) == ("Engineering", 14.5, 4.0)
    assert differences(design_sums([pair[0], pair[0]])) == []


def test_the_page_shows_functions_and_placements(golden: Golden, pair: list[Scenario]) -> None:
    text = visit(golden, *pair)
    assert "2 scenarios, 4.0 FTE of 1 activity in other places" in text
    assert "Product engineering 72%, Level 2 and 3 support operations 14%, stays in its team 14%" in text
    assert "No saving is computed yet for One pool, Regions." in text


def test_measures_stand_with_their_hows_and_the_best_is_marked(golden: Golden, pair: list[Scenario]) -> None:
    for scenario in pair:
        assert execute_here(savings.request(golden.actor, scenario, golden.log())).state == Run.State.DONE
    text = visit(golden, *pair)
    assert "Cash a year, P50" in text
    assert re.search(r"<h1[^>]*>\s*One pool saves EUR [\d.,]+[km]? a year more in cash than Regions", text)
    assert "No saving is computed yet" not in text
    assert text.count('class="figure-link"') >= 30
    assert text.count("(best)") >= 5
    lines = download(golden, *pair, table="measures")
    assert lines[0] == "Topic,Measure,One pool,Regions"
    assert len([line for line in lines if "Freed FTE, P50" in line]) == 1


def test_by_topic_the_measures_keep_their_order(golden: Golden, pair: list[Scenario]) -> None:
    assert execute_here(savings.request(golden.actor, pair[0], golden.log())).state == Run.State.DONE
    by_topic = download(golden, *pair, table="measures", order="topic")
    assert [line.split(",")[0] for line in by_topic[1:3]] == ["Saving", "Saving"]
    assert by_topic[-1].startswith("Time and cost")
    assert ",unknown" in by_topic[1]


def test_the_newest_stand_there_when_none_is_named(golden: Golden, pair: list[Scenario]) -> None:
    Scenario.objects.filter(pk=pair[0].pk).update(state=Scenario.State.ARCHIVED)
    every = list(scenarios_of(golden.actor))
    assert chosen_scenarios(every, []) == [pair[1]]
    assert chosen_scenarios(every, [str(pair[0].uid), "", str(pair[0].uid)]) == [pair[0]]
    assert "A comparison needs two scenarios" in visit(golden)


def test_a_scenario_of_others_is_not_found(golden: Golden, pair: list[Scenario]) -> None:
    stranger = Golden()
    foreign = address(stranger, pair[0])
    assert client_for(stranger.member).get(foreign).status_code == 404


def test_best_and_spread() -> None:
    assert best_places([3.0, 3.0, 1.0], "more") == [0, 1]
    assert best_places([3.0, 1.0], "") == []
    rows = [
        Compared("", name, [], [], far) for name, far in (("alike", 0.0), ("alone", None), ("far", spread([1.0, 3.0])))
    ]
    assert [row.label for row in by_difference(rows)] == ["far", "alike", "alone"]
