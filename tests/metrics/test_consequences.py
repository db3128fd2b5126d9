"""The consequences of a scenario, as it is now: the golden organisation, and what globalising gives up."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.actor import Role, Scope
from core.runs.worker import execute_here
from functions.actions import set_reach
from functions.models import Scenario
from metrics.kinds import savings
from metrics.models import Result
from metrics.selectors.consequences import Consequences, consequences_of
from organisations.actions import create_token
from organisations.models import Membership
from tests.factories import BaselineFactory, ScenarioFactory, actor_of, member
from tests.metrics.golden_database import Golden
from towers.actions.rates import make_rate_card
from towers.models import Activity, Baseline, Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def golden() -> Golden:
    return Golden()


@pytest.fixture
def placed(golden: Golden) -> Scenario:
    """The golden scenario with the assumptions of the example."""
    scenario = golden.scenario()
    golden.state_values(scenario)
    return scenario


def changes(found: Consequences) -> dict[str, float | None]:
    return {code: measure.change for code, measure in found.measures.items()}


def browser_of(person: Membership) -> Client:
    client = Client()
    client.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(person: Membership, scenario: Scenario, name: str = "scenario-consequences") -> str:
    return reverse(name, args=[person.organisation.slug, scenario.uid])


def globalise(golden: Golden, scenario: Scenario) -> None:
    for code in range(1, 11):
        set_reach(by=golden.actor, scenario=scenario, version=scenario.version, function_code=code, reach="global")


def test_an_unchanged_scenario_changes_nothing(golden: Golden) -> None:
    found = consequences_of(golden.actor, golden.scenario(is_placed=False))
    assert not any(changes(found).values())
    assert (found.measures["fte"].today, found.measures["cost"].today) == (61.5, 541_500_000)
    assert found.given_up == []


def test_the_golden_scenario_in_the_likely_case(golden: Golden, placed: Scenario) -> None:
    golden.log()
    found = consequences_of(golden.actor, placed)
    # 1.95 + .1091 + .5973 + 4.48 + 1 freed; cash 6 positions of 540 k.
    assert found.freed_fte == pytest.approx(8.1364, abs=1e-4)
    assert found.cash_fte == pytest.approx(6)
    assert found.cash == pytest.approx(54_000_000)
    measures: dict[str, Any] = {code: (measure.today, measure.target) for code, measure in found.measures.items()}
    assert measures["fte"] == (61.5, pytest.approx(61.5 - 8.1364, abs=1e-4))
    assert measures["cost"] == (541_500_000, pytest.approx(487_500_000))
    assert measures["near"] == (1, pytest.approx(33 / 50.5))
    assert measures["accountability"] == (1, pytest.approx(30 / 50.5))
    assert measures["another_manager"] == (0, pytest.approx(36))
    assert measures["managers"] == (11, pytest.approx(10))
    assert measures["staff_per_manager"] == (pytest.approx(50.5 / 11), pytest.approx((50.5 - 7.1364) / 10, abs=1e-4))
    assert [measure.code for measure in found.given_up] == ["another_manager", "accountability", "near"]
    assert (found.towers_today.whole, found.towers_target.whole) == (2, 0)
    assert found.managers_needed.tolist() == [0, 0, 0, 0, 4, 0, 0, 4, 0, 0, 1]


def test_functions_and_regions_add_up_to_the_whole(golden: Golden, placed: Scenario) -> None:
    golden.log()
    found = consequences_of(golden.actor, placed)
    for work in (found.by_function, found.by_region):
        assert work.fte_today.sum() == pytest.approx(61.5)
        assert work.fte_target.sum() == pytest.approx(61.5 - found.freed_fte)
        assert (work.money_today - work.money_target).sum() == pytest.approx(71_762_000, rel=1e-4)
        assert work.near_target.sum() == pytest.approx(33)
    assert found.by_region.fte_today.tolist() == pytest.approx([18, 29.5, 14, 0])
    assert found.by_function.fte_today[[0, 4, 7, 10]].tolist() == pytest.approx([11, 14.5, 30, 6])
    assert found.by_function.fte_target[[0, 4, 7, 10]].tolist() == pytest.approx([10, 13.9027, 25.52, 3.9409], abs=1e-4)


def test_the_likely_case_is_that_of_the_run(golden: Golden, placed: Scenario) -> None:
    log = golden.log()
    found = consequences_of(golden.actor, placed)
    run = execute_here(savings.request(golden.actor, placed, log))
    likely = Result.objects.filter(run=run, basis="cost", d2_key="likely")
    kept = {row.metric: row.value for row in likely.filter(d1_key="")}
    assert kept["saving_freed_fte"] == found.freed_fte
    assert kept["saving_cash"] == found.cash
    assert kept["saving_managers"] == found.measures["managers"].target
    by_function = {row.d1_key: row.value for row in likely.filter(metric="headcount")}
    assert by_function == {str(code): found.by_function.fte_target[code] for code in range(1, 11)}


def test_globalising_all_functions_shows_the_lost_nearness(golden: Golden, placed: Scenario) -> None:
    globalise(golden, placed)
    found = consequences_of(golden.actor, placed)
    assert found.measures["near"].target == pytest.approx(2.4 / 50.5)  # what stays in its team
    assert found.given_up[0].code == "near"
    page = browser_of(golden.member).get(address(golden.member, placed)).content.decode()
    assert "95% of the staff effort is done in pools outside of its region" in page


def test_what_was_read_is_kept_until_its_version_moves(golden: Golden, placed: Scenario) -> None:
    before = consequences_of(golden.actor, placed)
    Position.objects.filter(baseline=golden.baseline, key="P04").update(cost_low=0, cost_high=0)
    fresh = Scenario.objects.get(pk=placed.pk)
    assert consequences_of(golden.actor, fresh).measures["cost"] == before.measures["cost"]
    Baseline.objects.filter(pk=golden.baseline.pk).update(version=golden.baseline.version + 1)
    assert consequences_of(golden.actor, fresh).measures["cost"].today == 541_500_000 - 100_000_000
    Activity.objects.filter(name="Reporting").update(is_shareable=False, version=99)
    assert consequences_of(golden.actor, fresh).freed_fte != before.freed_fte


def test_without_the_right_to_see_pay_money_is_that_of_the_rate_card_or_unknown(golden: Golden) -> None:
    scenario = golden.scenario()
    viewer = actor_of(member(Role.VIEWER, organisation=golden.organisation))
    without = consequences_of(viewer, scenario)
    assert (without.cash, without.measures["cost"].today) == (None, None)
    assert without.freed_fte == pytest.approx(consequences_of(golden.actor, scenario).freed_fte)
    make_rate_card(by=golden.actor, baseline=golden.baseline)
    card = consequences_of(viewer, scenario)
    assert card.cash is not None
    assert card.measures["cost"].today != 541_500_000


def test_page_and_strip_take_as_many_queries_with_thirty_scenarios(golden: Golden, placed: Scenario) -> None:
    golden.log()
    client = browser_of(golden.member)

    def queries(name: str) -> int:
        assert client.get(address(golden.member, placed, name)).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(address(golden.member, placed, name))
        return len(captured)

    names = ("scenario-consequences", "scenario-consequences-strip")
    few = [queries(name) for name in names]
    for number in range(30):
        ScenarioFactory.create(baseline=golden.baseline, name=f"Other {number}")
    assert [queries(name) for name in names] == few
    assert few == [12, 11]


def test_the_strip_says_six_figures_and_the_gravest_loss(golden: Golden, placed: Scenario) -> None:
    golden.log()
    strip = browser_of(golden.member).get(address(golden.member, placed, "scenario-consequences-strip"))
    text = " ".join(strip.content.decode().split())
    for words in ("8.1 <span", "EUR 540,000", "65%", "10.0 <span", "36.0 <span", "step "):
        assert words in text, words
    assert "At least 36.0 FTE, 71% of the staff effort, get another manager. And 2 more." in text
    assert f"step {placed.version}" in text


def test_a_baseline_without_effort_says_what_is_missing(golden: Golden) -> None:
    bare = ScenarioFactory.create(baseline=BaselineFactory.create(organisation=golden.organisation))
    client = browser_of(golden.member)
    for name in ("scenario-consequences", "scenario-consequences-strip"):
        page = client.get(address(golden.member, bare, name))
        assert page.status_code == 200
        assert "no filled position. Import a staff list first." in page.content.decode()


def test_tables_can_be_had_as_csv(golden: Golden, placed: Scenario) -> None:
    client, page = browser_of(golden.member), address(golden.member, placed)

    def lines(table: str) -> list[str]:
        answer: Any = client.get(f"{page}?format=csv&table={table}")
        return answer.getvalue().decode("utf-8-sig").splitlines()  # type: ignore[no-any-return]

    assert "another_manager,0.0,36.0,36.0" in lines("measures")
    assert [line.partition(",")[0] for line in lines("regions")] == ["Region", "AM", "EU", "AS"]
    assert len(lines("functions")) == 12
    assert client.get(f"{page}?format=csv&table=none").status_code == 404


def test_the_same_over_rest(golden: Golden, placed: Scenario) -> None:
    log = golden.log()
    _, clear = create_token(by=golden.actor, name="script", scopes=[Scope.READ])
    headers = {"Authorization": f"Token {clear}"}
    body: dict[str, Any] = Client().get(reverse("api-scenario-consequences", args=[placed.uid]), headers=headers).json()
    assert (body["version"], body["cost_basis"], body["log"]) == (placed.version, "cost", str(log.uid))
    moved = next(row for row in body["measures"] if row["code"] == "another_manager")
    assert (moved["today"], moved["target"], moved["loss"]) == (0, pytest.approx(36), pytest.approx(36 / 50.5))
    assert [row["function"] for row in body["functions"]] == list(range(11))
    assert sum(row["near_fte"] for row in body["regions"]) == pytest.approx(33)
    assert body["managers_needed"] == {str(code): {4: 4, 7: 4, 10: 1}.get(code, 0) for code in range(1, 11)}
    assert len(body["gives_up"]) == 3
    assert body["replay"]["today"] == 0


def test_unstated_effort_is_told(golden: Golden, placed: Scenario) -> None:
    team = golden.teams["S-AM"]
    Position.objects.create(baseline=golden.baseline, key="P14", team=team, fte=30_000, heads=3, status="filled")
    found = consequences_of(golden.actor, placed)
    assert found.unstated_fte == pytest.approx(3)
    page = browser_of(golden.member).get(address(golden.member, placed)).content.decode()
    assert "3.0 FTE of staff have no stated effort" in page
