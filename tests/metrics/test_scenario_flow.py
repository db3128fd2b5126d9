"""The flow from towers to functions: its sums, its money, and what is behind a band."""

import re
from collections import defaultdict

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.actor import Scope
from core.figures import plural
from functions.actions import place
from functions.models import Scenario
from functions.projection import HOME
from metrics.selectors.target_effort import function_name
from organisations.actions import create_token
from tests.factories import (
    BaselineTeamFactory,
    EffortFactory,
    RegionFactory,
    TeamFactory,
    TowerFactory,
    actor_of,
    client_for,
)
from tests.metrics.golden_database import Golden
from tests.metrics.targets import ask, placed, summed, table, tower_of, with_pay, without_pay, words
from towers.actions.rates import make_rate_card
from towers.models import BaselineTeam, Position, Rate

pytestmark = pytest.mark.django_db
PAGES = ("scenario-flow", "scenario-regions", "scenario-chart", "scenario-changes", "scenario-effort")
PATHS = re.compile(r'<path class="flow-band')


def by_tower_and_function(scenario: Scenario) -> dict[tuple[str, ...], float]:
    towers, sums = tower_of(scenario), defaultdict[tuple[str, ...], float](float)
    for (team, _, code), fte in placed(scenario).items():
        sums[towers[team], function_name(code)] += fte
    return dict(sums)


def test_every_band_is_the_sum_of_its_rows_in_the_database(golden: Golden) -> None:
    scenario = golden.scenario()
    expected = by_tower_and_function(scenario)
    rows = table(ask(golden.member, "scenario-flow", scenario, "?format=csv"))
    assert summed(rows, "Tower", "Function") == pytest.approx(expected)
    assert sum(expected.values()) == pytest.approx(50.5)
    text = words(ask(golden.member, "scenario-flow", scenario))
    assert len(PATHS.findall(text)) == len(expected) == 8
    assert "S to 7 Level 1 support operations: 16.0 FTE, 57% of S" in text  # 6 + 6 + 4 of 28
    assert "59% of the effort, 30.0 FTE, goes to Level 1 support operations" in text


def test_cards_are_counted_once(golden: Golden) -> None:
    scenario = golden.scenario()
    place(
        by=golden.actor,
        scenario=scenario,
        version=scenario.version,
        team=golden.teams["S-AM"],
        activity=golden.activities["Incidents"],
        shares={7: 5_000, 10: 5_000},
    )
    rows = table(ask(golden.member, "scenario-flow", scenario, "?format=csv"))
    cards = {row["Function"]: row["Cards"] for row in rows if row["Tower"] == "S"}
    # Two cards of the Americas go to support; engineering is three, of which an overlay divides two.
    assert cards == {function_name(4): "3", function_name(7): "3", function_name(10): "4", function_name(HOME): "3"}


def test_nothing_placed_stays_in_its_team(golden: Golden) -> None:
    text = words(ask(golden.member, "scenario-flow", golden.scenario(is_placed=False)))
    assert "All 50.5 FTE stay in their teams" in text
    assert len(PATHS.findall(text)) == 2


def test_a_baseline_without_effort_says_what_to_bring(golden: Golden) -> None:
    golden.baseline.efforts.all().delete()
    scenario = golden.scenario(is_placed=False)
    for name in ("scenario-flow", "scenario-regions", "scenario-changes", "scenario-chart"):
        assert 'class="empty"' in words(ask(golden.member, name, scenario)), name


def test_a_region_shows_its_teams_alone(golden: Golden) -> None:
    scenario, asia = golden.scenario(), golden.regions["AS"]
    rows = table(ask(golden.member, "scenario-flow", scenario, f"?format=csv&region={asia.uid}"))
    own = {key: fte for key, fte in placed(scenario).items() if key[0].endswith("AS")}
    assert sum(summed(rows, "Tower").values()) == pytest.approx(sum(own.values())) == pytest.approx(14)
    assert "of AS" in words(ask(golden.member, "scenario-flow", scenario, f"?region={asia.uid}"))


def test_money_is_the_teams_mean_with_the_right_to_see_pay(golden: Golden) -> None:
    scenario = golden.scenario()
    rows = table(ask(golden.member, "scenario-flow", scenario, "?format=csv"))
    money = summed(rows, "Tower", "Function", of="Yearly cost, minor units")
    # Staff of the server teams cost 100, 90 and 50 k; whoever leads is left out.
    assert money["S", "7 Level 1 support operations"] == (6 * 100 + 6 * 90 + 4 * 50) * 100_000
    assert "S to 7 Level 1 support operations: EUR 1.3m" in words(
        ask(golden.member, "scenario-flow", scenario, "?measure=cost")
    )


def test_a_team_of_unknown_cost_costs_what_all_staff_costs(golden: Golden) -> None:
    Position.objects.filter(team__name="S-AS").update(cost_low=None, cost_high=None)
    rows = table(ask(golden.member, "scenario-flow", golden.scenario(), "?format=csv"))
    money = summed(rows, "Tower", "Function", of="Yearly cost, minor units")
    staff = Position.objects.filter(status="filled", cost_low__isnull=False).exclude(reports__isnull=False)
    mean = sum(row.fte * (row.cost or 0) for row in staff) / sum(row.fte for row in staff)
    assert money["S", "7 Level 1 support operations"] == pytest.approx((600 + 540) * 100_000 + 4 * mean, abs=1)


def test_money_is_the_rate_cards_without_the_right(golden: Golden) -> None:
    make_rate_card(by=golden.actor, baseline=golden.baseline)
    scenario, viewer = golden.scenario(), without_pay(golden)
    before = ask(viewer, "scenario-flow", scenario, "?format=csv")
    money = summed(table(before), "Tower", of="Yearly cost from the rate card, minor units")
    Position.objects.all().update(cost_low=1, cost_high=1)
    after = summed(
        table(ask(viewer, "scenario-flow", scenario, "?format=csv")),
        "Tower",
        of="Yearly cost from the rate card, minor units",
    )
    assert money == after
    assert "rate card" in words(ask(viewer, "scenario-flow", scenario, "?measure=cost"))
    Rate.objects.all().delete()
    unknown = words(ask(viewer, "scenario-flow", scenario, "?measure=cost"))
    assert "Nothing is known of what this work costs" in unknown
    assert "EUR" not in unknown


def test_behind_a_band_stand_its_teams_and_activities(golden: Golden) -> None:
    scenario, server = golden.scenario(), golden.towers["S"]
    query = f"?tower={server.uid}&function=10"
    rows = table(ask(golden.member, "scenario-effort", scenario, f"{query}&format=csv"))
    assert {(row["Team"], row["Activity"]): float(row["FTE"]) for row in rows} == {
        ("S-AM", "Reporting"): 0.6,
        ("S-EU", "Reporting"): 1.2,
        ("S-AS", "Reporting"): 0.3,
    }
    drawer = ask(golden.member, "scenario-effort", scenario, query, **{"HX-Request": "true"})
    assert "<html" not in drawer.text
    assert "S to 10 Support functions" in words(drawer)
    assert "2.1 FTE" in words(ask(golden.member, "scenario-effort", scenario, query)).replace(
        ' <span class="unit">FTE</span>', " FTE"
    )
    home = table(ask(golden.member, "scenario-effort", scenario, "?function=home&format=csv"))
    assert sum(float(row["FTE"]) for row in home) == pytest.approx(
        sum(fte for (_, _, code), fte in placed(scenario).items() if code == HOME)
    )


@pytest.mark.parametrize("query", ["?tower=nothing", "?function=11", "?region=nothing", "?place=nothing"])
def test_what_does_not_exist_is_not_found(golden: Golden, query: str) -> None:
    assert ask(golden.member, "scenario-effort", golden.scenario(), query).status_code == 404


def test_the_smallest_of_many_towers_are_one_bar(golden: Golden) -> None:
    for number in range(24):
        team = TeamFactory.create(organisation=golden.organisation)
        tower = TowerFactory.create(organisation=golden.organisation, name=f"Tower {number}")
        BaselineTeamFactory.create(baseline=golden.baseline, team=team, tower=tower)
        EffortFactory.create(
            baseline=golden.baseline, team=team, activity=golden.activities["Incidents"], fte=1_000 + number
        )
    text = words(ask(golden.member, "scenario-flow", golden.scenario()))
    assert text.count('class="flow-name is-left"') == 20
    assert plural(7, "smaller tower") in text  # 26 towers, 19 of them on their own
    assert "Tower 0</th>" in text  # the table holds them all


def test_the_flow_over_rest(golden: Golden) -> None:
    scenario = golden.scenario()
    for membership, basis in ((with_pay(golden), "cost"), (without_pay(golden), "card")):
        _, clear = create_token(by=actor_of(membership), name="reader", scopes=(Scope.READ,))
        address = reverse("api-scenario-flow", args=[scenario.uid])
        rows = Client().get(address, headers={"Authorization": f"Token {clear}"}).json()
        assert sum(row["fte"] for row in rows) == pytest.approx(50.5)
        assert {row["cost_basis"] for row in rows} == {basis}
        assert {row["function"] for row in rows} == {4, 7, 10, None}
        assert [row["cost"] is None for row in rows] == [basis == "card"] * 8  # there is no rate card yet


@pytest.mark.parametrize("query", ["", "?measure=cost", "?measure=positions"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_at_most_twelve_queries_whatever_it_shows(golden: Golden, name: str, query: str) -> None:
    make_rate_card(by=golden.actor, baseline=golden.baseline)
    scenario, region = golden.scenario(), RegionFactory.create(organisation=golden.organisation, name="Africa")
    BaselineTeam.objects.filter(team__name="S-AS").update(region=region)  # the overlay states no minimum for it
    browser = client_for(without_pay(golden))
    address = reverse(name, args=[golden.organisation.slug, scenario.uid]) + query
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    assert sum(one["sql"].startswith("SELECT") for one in captured.captured_queries) <= 12
