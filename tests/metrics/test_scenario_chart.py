"""The chart of a target organisation: its parts, their sums, the managers they need, branches and search."""

from typing import Any

import pytest

from functions.models import Design, Scenario
from metrics.models import SpanBand
from tests.metrics.golden_database import Golden
from tests.metrics.targets import ask, placed, table, words

pytestmark = pytest.mark.django_db


def branch(golden: Golden, scenario: Scenario, node: str) -> list[dict[str, Any]]:
    answer = ask(golden.member, "scenario-chart-branch", scenario, f"?node={node}").json()
    found: list[dict[str, Any]] = answer["branches"][0]["children"]
    return found


def test_it_leads_from_the_leader_to_the_teams(golden: Golden) -> None:
    scenario = golden.scenario()
    text = words(ask(golden.member, "scenario-chart", scenario))
    # Level 1 in three regions; engineering in one pool and what two regions keep; support in one.
    assert "3 functions in 7 pools take 48.1 FTE" in text
    top = [node["title"] for node in branch(golden, scenario, "top")]
    assert top == ["Build", "Run", "Across", "Stays in its team"]
    pools = branch(golden, scenario, "f7")
    assert [pool["title"] for pool in pools] == ["AM", "EU", "AS"]
    assert [pool["note"].split(",")[0] for pool in pools] == ["11.0 FTE", "10.0 FTE", "9.0 FTE"]
    units = branch(golden, scenario, pools[0]["id"])
    assert [unit["title"] for unit in units] == ["S", "N"]
    assert [team["title"] for team in branch(golden, scenario, units[0]["id"])] == ["S-AM"]


def test_every_part_is_the_sum_of_what_hangs_below_it(golden: Golden) -> None:
    scenario = golden.scenario()
    rows = table(ask(golden.member, "scenario-chart", scenario, "?format=csv"))
    for kind in ("function", "technology", "team"):
        of_kind = [row for row in rows if row["Kind"] == kind]
        assert sum(float(row["FTE"]) for row in of_kind) == pytest.approx(sum(placed(scenario).values())), kind
    level_1 = next(row for row in rows if row["Name"].startswith("7 "))
    expected = [fte for (_, _, code), fte in placed(scenario).items() if code == 7]
    assert float(level_1["FTE"]) == pytest.approx(sum(expected))
    assert (level_1["Cards"], level_1["Teams"]) == ("6", "6")


def test_managers_needed_follow_the_band(golden: Golden) -> None:
    SpanBand.objects.create(organisation=golden.organisation, code="f7", low=4, high=7, source="Agreed")
    scenario = golden.scenario()
    [run] = branch(golden, scenario, "phase-run")
    assert run["note"] == "30.0 FTE, 5 to 8 managers"  # 30 / 7 and 30 / 4, rounded up
    assert ["Reports per manager that fit", "4 to 7"] in run["facts"]
    Design.objects.filter(scenario=scenario, function_code=7).update(span_target=10)
    [chosen] = branch(golden, scenario, "phase-run")
    assert chosen["note"] == "30.0 FTE, 3 managers"
    assert ["Reports per manager that fit", "10, as chosen"] in chosen["facts"]


def test_a_search_finds_functions_towers_and_teams(golden: Golden) -> None:
    scenario = golden.scenario()
    found = ask(golden.member, "scenario-chart-search", scenario, "?q=level+1").json()["found"]
    assert [one["title"] for one in found] == ["7 Level 1 support operations"]
    team = ask(golden.member, "scenario-chart-search", scenario, "?q=s-as").json()["found"][0]
    opened = ask(golden.member, "scenario-chart-branch", scenario, f"?to={team['id']}").json()["branches"]
    assert next(one["node"] for one in opened) == "top"
    assert ask(golden.member, "scenario-chart-branch", scenario, "?node=f11").status_code == 404


def test_a_card_leads_to_the_effort_behind_it(golden: Golden) -> None:
    scenario = golden.scenario()
    [run] = branch(golden, scenario, "phase-run")
    rows = table(ask(golden.member, "scenario-effort", scenario, f"?{run['url'].split('?')[1]}&format=csv"))
    assert sum(float(row["FTE"]) for row in rows) == pytest.approx(30)
