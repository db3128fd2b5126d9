"""Functions by regions of a scenario: what a reach does, totals, persons and money."""

from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from core.actor import Scope
from functions.actions import set_reach
from functions.models import Scenario
from functions.projection import HOME
from metrics.assumptions.actions import set_assumption
from metrics.selectors.target_effort import function_name
from organisations.actions import create_token
from tests.factories import PositionFactory, TeamFactory, actor_of
from tests.metrics.golden_database import Golden
from tests.metrics.targets import ask, placed, region_of, summed, table, with_pay, without_pay, words
from towers.actions.rates import make_rate_card
from towers.models import BaselineTeam, Position

pytestmark = pytest.mark.django_db
LEVEL_1, ENGINEERING, SUPPORT, STAYS = map(function_name, (7, 4, 10, HOME))


def cells(golden: Golden, scenario: Scenario, of: str = "FTE") -> dict[tuple[str, ...], float]:
    rows = table(ask(golden.member, "scenario-regions", scenario, "?format=csv"))
    return {spot: value for spot, value in summed(rows, "Function", "Pool", of=of).items() if value}


def reach(golden: Golden, scenario: Scenario, code: int, reach: str, minimum: Any = None) -> None:
    scenario.refresh_from_db()
    set_reach(
        by=golden.actor,
        scenario=scenario,
        version=scenario.version,
        function_code=code,
        reach=reach,
        region_minimum=minimum,
    )


def test_a_reach_decides_the_pool(golden: Golden) -> None:
    scenario = golden.scenario()
    assert cells(golden, scenario) == pytest.approx(
        {
            (LEVEL_1, "AM"): 11,  # regional: 6 + 5, 6 + 4, 4 + 5
            (LEVEL_1, "EU"): 10,
            (LEVEL_1, "AS"): 9,
            (ENGINEERING, "AM"): 0.3,  # overlay: 14.5, of which two regions keep .3 each
            (ENGINEERING, "AS"): 0.3,
            (ENGINEERING, "Global pool"): 13.9,
            (SUPPORT, "Global pool"): 3.6,  # global: .6 of 6
            (STAYS, "AM"): 0.6,
            (STAYS, "EU"): 1.2,
            (STAYS, "AS"): 0.6,
        }
    )


def test_another_reach_moves_the_work(golden: Golden) -> None:
    scenario = golden.scenario()
    reach(golden, scenario, 7, "global")
    assert cells(golden, scenario)[LEVEL_1, "Global pool"] == pytest.approx(30)
    reach(golden, scenario, 7, "overlay", {"AM": 1_000_000, "EU": 25_000, "AS": 0})
    found = cells(golden, scenario)
    assert found[LEVEL_1, "AM"] == pytest.approx(11)  # it keeps no more than it has
    assert found[LEVEL_1, "EU"] == pytest.approx(2.5)
    assert (LEVEL_1, "AS") not in found
    assert found[LEVEL_1, "Global pool"] == pytest.approx(16.5)


def test_a_region_without_a_number_keeps_what_is_assumed(golden: Golden) -> None:
    scenario = golden.scenario()
    reach(golden, scenario, 7, "overlay")
    assert cells(golden, scenario)[LEVEL_1, "EU"] == pytest.approx(0.5)
    stated: dict[str, Any] = {"low": 1.0, "likely": 2.0, "high": 3.0, "evidence": "assumed", "owner": "", "source": ""}
    set_assumption(by=golden.actor, code="overlay", version=0, scenario=scenario, **stated)
    assert cells(golden, scenario)[LEVEL_1, "EU"] == pytest.approx(2)


def test_totals_are_those_of_the_database(golden: Golden) -> None:
    BaselineTeam.objects.filter(team__name="N-AS").update(region=None)
    scenario = golden.scenario()
    regions, found = region_of(scenario), cells(golden, scenario)
    assert sum(found.values()) == pytest.approx(sum(placed(scenario).values()))
    for code in (4, 7, 10, HOME):
        row = sum(fte for (name, _), fte in found.items() if name == function_name(code))
        assert row == pytest.approx(sum(fte for (_, _, of), fte in placed(scenario).items() if of == code))
    for region in ("AM", "EU", None):
        own = [fte for (team, _, code), fte in placed(scenario).items() if code == 7 and regions[team] == region]
        assert found[LEVEL_1, region or "No region"] == pytest.approx(sum(own))
    text = words(ask(golden.member, "scenario-regions", scenario))
    assert "of 50.5 FTE" in text
    assert text.count("overlay</small>") == 1


def test_cells_open_what_stands_in_them(golden: Golden) -> None:
    scenario, asia = golden.scenario(), golden.regions["AS"]
    for query, fte in ((f"?function=4&place={asia.uid}", 0.3), ("?function=4&place=global", 13.9)):
        assert query.replace("&", "&amp;") in words(ask(golden.member, "scenario-regions", scenario))
        rows = table(ask(golden.member, "scenario-effort", scenario, f"{query}&format=csv"))
        assert sum(float(row["FTE"]) for row in rows) == pytest.approx(fte, abs=2e-4)
    whole = table(ask(golden.member, "scenario-effort", scenario, "?function=4&format=csv"))
    assert len(whole) == 6  # a team's work in an overlay is one row, wherever it is done


def test_positions_are_whole_and_all_of_them(golden: Golden) -> None:
    PositionFactory.create(baseline=golden.baseline, team=None, heads=3)
    PositionFactory.create(
        baseline=golden.baseline, team=TeamFactory.create(organisation=golden.organisation), fte=0, heads=2
    )
    scenario = golden.scenario()
    rows = table(ask(golden.member, "scenario-regions", scenario, "?format=csv"))
    heads = Position.objects.filter(baseline=golden.baseline, status="filled").aggregate(all=Sum("heads"))["all"]
    assert sum(int(row["Positions"]) for row in rows) == heads == 67
    by = {(row["Function"], row["Pool"]): row["Positions"] for row in rows}
    # S-AS: 6 persons of 6 FTE on 4, 1.5 and .5; N-AS: 8 on 5, 2 and 1 (reporting: .6 of it to function 10).
    assert by[LEVEL_1, "AS"] == "9"
    # 5 and 5 of 6 and 5 FTE lead (managers have 1, 5 and 5 persons), three have no team, two no FTE.
    assert int(by["Leads others, or work nobody stated", "No region"]) == 5


def test_small_counts_are_hidden_where_money_stands_beside(golden: Golden) -> None:
    scenario = golden.scenario()
    shown = {
        (row["Function"], row["Pool"]): row["Positions"]
        for row in table(ask(golden.member, "scenario-regions", scenario, "?format=csv"))
    }
    rows = table(ask(without_pay(golden), "scenario-regions", scenario, "?format=csv"))
    kept = {(row["Function"], row["Pool"]): row["Positions"] for row in rows}
    small = {spot for spot, count in shown.items() if 0 < int(count) < 5}
    assert small
    assert {spot for spot, count in kept.items() if count == "hidden"} > small  # others would give them back
    assert all(kept[spot] in ("hidden", count) for spot, count in shown.items())
    text = words(ask(without_pay(golden), "scenario-regions", scenario, "?measure=positions"))
    assert '<span class="key">hidden</span>' in text
    assert "Counts below five persons are hidden" in text
    assert "hidden</span>" not in words(ask(with_pay(golden), "scenario-regions", scenario, "?measure=positions"))


def test_money_follows_the_right_to_see_pay(golden: Golden) -> None:
    make_rate_card(by=golden.actor, baseline=golden.baseline)
    scenario = golden.scenario()
    true = cells(golden, scenario, of="Yearly cost, minor units")
    assert true[LEVEL_1, "AS"] == (4 * 50 + 5 * 50) * 100_000
    viewer = without_pay(golden)
    on_card = table(ask(viewer, "scenario-regions", scenario, "?format=csv"))
    Position.objects.all().update(cost_low=1, cost_high=1)
    assert table(ask(viewer, "scenario-regions", scenario, "?format=csv")) == on_card
    assert "rate card" in words(ask(viewer, "scenario-regions", scenario, "?measure=cost"))


def test_regions_over_rest(golden: Golden) -> None:
    scenario = golden.scenario()
    for membership, has_pay in ((with_pay(golden), True), (without_pay(golden), False)):
        _, clear = create_token(by=actor_of(membership), name="reader", scopes=(Scope.READ,))
        address = reverse("api-scenario-regions", args=[scenario.uid])
        rows = Client().get(address, headers={"Authorization": f"Token {clear}"}).json()
        assert sum(row["fte"] for row in rows) == pytest.approx(50.5)
        pooled = {row["function"]: row["fte"] for row in rows if row["pool"] == "global"}
        assert pooled == pytest.approx({4: 13.9, 10: 3.6})
        assert all(row["positions"] is not None for row in rows) is has_pay
        assert {row["cost_basis"] for row in rows} == {"cost" if has_pay else "card"}
        assert [row["region_name"] for row in rows if row["pool"] == "team" and not row["is_rest"]]
