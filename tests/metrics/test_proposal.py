"""A proposal for the golden organisation: what it finds and why, its pages, a scenario of it, and when it is stale."""

from typing import Any

import numpy as np
import pytest
from django.db.models import Max
from django.urls import reverse

from core.actor import Actor, Role, Scope
from core.basis import Basis
from core.models import Run
from core.runs.lease import LeaseLost
from core.runs.worker import execute_here
from functions.actions import place, set_reach
from functions.constraint_actions import Terms, add_constraint
from functions.models import Operation, Placement, Scenario
from metrics import registry
from metrics.inputs.proposal import Settings
from metrics.inputs.staff import read_staff
from metrics.inputs.versions import versions_today
from metrics.kinds import proposal, replay
from metrics.kinds.proposal_metrics import METRICS
from metrics.models import Result
from metrics.proposal_actions import take_proposal
from metrics.results import moved_inputs
from metrics.selectors.proposal_content import ProposalContent, content_of
from metrics.selectors.proposal_words import place_words, why_words
from metrics.selectors.results import results_for
from organisations.actions import create_token
from services.models import Group, TicketLog
from tests.factories import client_for, member
from tests.metrics.golden_database import MONDAY, Golden, stored_log
from towers.actions.rates import make_rate_card

pytestmark = pytest.mark.django_db
EVERYTHING = Settings(change_weight=0.0, moved_share=1.0)


@pytest.fixture
def golden() -> Golden:
    made = Golden()
    make_rate_card(by=made.actor, baseline=made.baseline)
    return made


@pytest.fixture
def scenario(golden: Golden) -> Scenario:
    """Reporting .6 in function 10 and .4 at home, incidents in 7 but those of N-EU in 8, engineering global in 4."""
    made = without_overlay(golden)
    place(
        by=golden.actor,
        scenario=made,
        version=made.version,
        team=golden.teams["N-EU"],
        activity=golden.activities["Incidents"],
        shares={8: 10_000},
    )
    return made


def without_overlay(golden: Golden) -> Scenario:
    """The golden design with engineering global: nothing in it gains by a move."""
    made = golden.scenario()
    set_reach(by=golden.actor, scenario=made, version=made.version, function_code=4, reach="global")
    return made


@pytest.fixture
def log(golden: Golden) -> TicketLog:
    """S-EU and N-EU hand a ticket on four times, S-AM and N-AS once."""
    groups = [Group(name=name, team=golden.teams[name]) for name in ("S-EU", "N-EU", "S-AM", "N-AS")]
    path = [0, 1, 0, 1, 0, 2, 3]
    return stored_log(golden.member, groups, [("T1", line, groups[at], MONDAY) for line, at in enumerate(path)])


def done(run: Run) -> Run:
    ended = execute_here(run)
    assert ended.state == Run.State.DONE, ended.error
    return ended


def found(golden: Golden, scenario: Scenario, log: TicketLog | None = None, settings: Settings = EVERYTHING) -> Run:
    return done(proposal.request(golden.actor, scenario, log, settings))


def content(run: Run) -> ProposalContent:
    kept = content_of(run)
    assert kept is not None
    return kept


def test_it_joins_what_the_design_keeps_apart_and_says_why(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    run = found(golden, scenario, log)
    kept = content(run)
    [incidents] = [one for one in kept.cells if one.activity_name == "Incidents"]
    assert (incidents.team_name, place_words(incidents.after)) == ("N-EU", "Level 1 support operations")
    assert (incidents.fte, incidents.moved) == (4.0, 4.0)
    assert incidents.gains["card"]["cost"] > 0
    assert incidents.gains["card"]["handoffs"] > 0
    words = why_words(incidents, incidents.gains["card"])
    assert words == "Joins more of the same work and tickets are handed on less, since those it works with lie there."
    reporting = [one for one in kept.cells if one.activity_name == "Reporting"]
    assert len(reporting) == 6
    assert sum(one.moved for one in reporting) == pytest.approx(6 * 0.4)
    assert {one.function: (one.before, one.after) for one in kept.reaches} == {7: ("regional", "global")}


def test_the_gain_of_pooling_the_rest_of_the_golden_reporting(golden: Golden) -> None:
    """Six teams with .6 of their volume in one pool: wholly there, priced at one mean rate; at home at their own."""
    scenario = without_overlay(golden)
    golden.state_values(scenario)
    run = found(golden, scenario, None, Settings(change_weight=0.0, moved_share=1.0, is_reach_open=False))
    efforts = np.array([1, 2, 0.5, 0.5, 1, 1]) * (1 - 0.25) * (1 - 0.5 * 0.20)
    of_team = read_staff(golden.baseline.pk, Basis.CARD).staff_rates()
    rates = np.array([of_team[team.pk] for team in golden.teams.values()])
    volumes, mean = efforts ** (1 / 0.9), efforts @ rates / efforts.sum()
    before = mean * ((0.6 * volumes.sum()) ** 0.9 - 0.6 * efforts.sum()) + (0.4**0.9 - 0.4) * efforts @ rates
    after = mean * (volumes.sum() ** 0.9 - efforts.sum())
    assert (0.6 * volumes.sum()) ** 0.9 == pytest.approx(2.1654, abs=5e-5), "as in the method's own example"
    assert run.outcome["bases"]["card"]["gain"]["cost"] == pytest.approx(before - after, rel=1e-9)
    assert run.outcome["changes"] == 6


def test_handoffs_of_the_design_are_those_of_its_replay(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    run, replayed = found(golden, scenario, log), done(replay.request(golden.actor, scenario, log))
    expected = Result.objects.get(run=replayed, metric="replay_handoffs_expected").value
    before, after = run.outcome["handoffs"]
    assert before == pytest.approx(expected)
    assert (before, after) == (6.0, 0.0)


def test_the_rows_behind_each_figure_fold_to_it(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    run = found(golden, scenario, log)
    figures = list(Result.objects.filter(run=run))
    assert {figure.metric for figure in figures} == {metric.code for metric in METRICS}
    assert {figure.basis for figure in figures if figure.unit == "money"} == {"card", "cost"}
    for figure in figures:
        table = registry.metric(figure.metric).rows(figure, golden.actor)
        assert table.folded == pytest.approx(figure.value, rel=1e-9)
        assert table.total == len(table.rows)
        assert all(len(row) == len(table.headers) for row in table.rows)


def test_the_gap_is_stated_and_the_bound_below(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    outcome = found(golden, scenario, log).outcome
    assert outcome["gap_share"] == pytest.approx(0, abs=1e-6)
    money = outcome["bases"]["card"]
    assert money["bound"] <= money["objective"] + 1e-3
    assert outcome["bases"]["cost"]["gap"] is None, "at other prices there is no bound"


def test_money_at_another_weight_says_so(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    found(golden, scenario, log, Settings(handoff_weight=5.0, change_weight=0.0, moved_share=1.0))
    page = client_for(golden.member).get(address(golden, scenario)).content.decode()
    assert "at 5 times their cost" in page


def test_little_may_move(golden: Golden, scenario: Scenario) -> None:
    run = found(golden, scenario, None, Settings(change_weight=0.0, moved_share=0.02))
    assert 0 < run.outcome["moved_fte"] <= 0.02 * 50.5


def test_without_weight_tickets_play_no_part(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    run = found(golden, scenario, log, Settings(handoff_weight=0.0))
    assert run.outcome["bases"]["card"]["gain"]["handoffs"] == 0


def test_a_design_without_placements_is_refused(golden: Golden) -> None:
    run = execute_here(proposal.request(golden.actor, golden.scenario(is_placed=False)))
    assert run.state == Run.State.FAILED
    assert "places nothing yet" in run.error


def test_constraints_that_cannot_hold_together_are_named(golden: Golden, scenario: Scenario) -> None:
    """Level 1 is to keep 20 FTE in Europe, which has 10 of incidents."""
    terms = Terms(function_code=7, regions=[golden.regions["EU"]], language="German", amount=200_000)
    add_constraint(by=golden.actor, kind="language", terms=terms)
    run = found(golden, scenario, None, EVERYTHING)
    assert run.outcome["conflicts"] == [
        {
            "name": "German in Level 1 support operations, EU",
            "missed": pytest.approx(10.0),
        }
    ]
    page = client_for(golden.member).get(address(golden, scenario)).content.decode()
    assert "No placement keeps all constraints" in page
    assert "German in Level 1 support operations" in page
    assert found(golden, scenario, None, Settings(kept=())).outcome["changes"] > 0, "left out, it is in nobody's way"


def address(golden: Golden, scenario: Scenario, name: str = "scenario-proposal") -> str:
    return reverse(name, args=[golden.organisation.slug, scenario.uid])


def test_the_page_says_what_would_change(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    found(golden, scenario, log)
    page = client_for(golden.member).get(address(golden, scenario)).content.decode()
    assert "The proposal would move 6.4 FTE, change the reach of 1 function and gain " in page
    assert "proven best" in page
    assert "Incidents, N-EU" in page
    assert "Level 2 and 3 support operations → Level 1 support operations" in page
    assert "Several changes together" in page


def test_changes_are_filtered(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    found(golden, scenario, log)
    client = client_for(golden.member)
    page = client.get(f"{address(golden, scenario)}?q=incidents").content.decode()
    assert "Incidents, N-EU" in page
    assert "Reporting, S-AM" not in page
    page = client.get(f"{address(golden, scenario)}?function=10").content.decode()
    assert "Reporting, S-AM" in page
    assert "Incidents, N-EU" not in page


def test_downloads_hold_all_changes_and_functions(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    found(golden, scenario, log)
    client = client_for(golden.member)
    changes, functions = (
        b"".join(client.get(f"{address(golden, scenario)}?format=csv&table={name}").streaming_content).decode()
        for name in ("changes", "functions")
    )
    assert len(changes.splitlines()) == 1 + 7 + 1
    assert "Level 1 support operations,30.0,26.0,30.0" in functions


def test_a_form_asks_and_the_page_tells_the_progress(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    client = client_for(golden.member)
    form = {"log": log.uid, "handoff_weight": "2", "change_weight": "0", "moved_percent": "100", "is_reach_open": "on"}
    answer = client.post(address(golden, scenario, "scenario-proposal-run"), form)
    assert (answer.status_code, answer["Location"]) == (302, address(golden, scenario))
    run = Run.objects.get(kind="proposal")
    assert run.params == {
        "handoff_weight": 2.0,
        "change_weight": 0.0,
        "moved_share": 1.0,
        "is_reach_open": True,
        "kept": [],
    }
    htmx = {"HX-Request": "true"}
    waiting = client.get(address(golden, scenario), headers=htmx)
    assert "every 1s" in waiting.content.decode()
    assert "HX-Refresh" not in waiting
    done(run)
    assert client.get(address(golden, scenario), headers=htmx)["HX-Refresh"] == "true"


def test_a_wrong_form_is_told(golden: Golden, scenario: Scenario) -> None:
    client = client_for(golden.member)
    form = {"log": "", "handoff_weight": "-1", "change_weight": "0", "moved_percent": "101"}
    client.post(address(golden, scenario, "scenario-proposal-run"), form)
    assert not Run.objects.filter(kind="proposal").exists()


def test_a_new_scenario_has_one_step_of_the_chosen_changes(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    run = found(golden, scenario, log)
    [incidents] = [one for one in content(run).cells if one.activity_name == "Incidents"]
    before = list(Placement.objects.filter(scenario=scenario).order_by("pk").values())
    steps = scenario.operations.count()
    copy = take_proposal(by=golden.actor, scenario=scenario, run=run, name="Better", chosen={incidents.key, "reach.7"})
    new = list(Operation.objects.filter(scenario=copy).order_by("seq")[steps:])
    assert [step.kind for step in new] == ["move", "set_reach"]
    assert all("From the proposal of" in step.reason for step in new)
    moved = copy.placements.get(team=golden.teams["N-EU"], activity=golden.activities["Incidents"])
    assert moved.function_code == 7
    assert copy.designs.get(function_code=7).reach == "global"
    assert copy.placements.filter(activity=golden.activities["Reporting"], share=6_000).count() == 6, "not chosen"
    assert list(Placement.objects.filter(scenario=scenario).order_by("pk").values()) == before
    assert scenario.operations.count() == steps


def test_everything_taken_is_worth_what_was_proposed(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    """A second proposal on the new scenario finds nothing more, and the same value to start from."""
    run = found(golden, scenario, log)
    kept = content(run)
    keys = {one.key for one in (*kept.cells, *kept.reaches)}
    copy = take_proposal(by=golden.actor, scenario=scenario, run=run, name="Better", chosen=keys)
    again = found(golden, copy, log)
    assert again.outcome["changes"] == 0
    before, after = (one.outcome["bases"]["card"] for one in (run, again))
    assert after["objective"] == pytest.approx(before["objective"] + before["gain"]["change"]), "nothing moves any more"
    assert after["freed_design"] == pytest.approx(before["freed_proposal"])
    page = client_for(golden.member).get(address(golden, copy)).content.decode()
    assert "Nothing would gain anything: the design is the best that was found, proven best" in page


@pytest.mark.parametrize(
    ("form", "words"),
    [({"name": "Better"}, "Nothing is chosen"), ({"name": " ", "change": "reach.7"}, "needs a name")],
)
def test_what_cannot_be_taken_is_told(
    golden: Golden, scenario: Scenario, log: TicketLog, form: dict[str, Any], words: str
) -> None:
    found(golden, scenario, log)
    answer = client_for(golden.member).post(address(golden, scenario, "scenario-proposal-take"), form, follow=True)
    assert words in answer.content.decode()
    assert Scenario.objects.filter(organisation=golden.organisation).count() == 1


def test_a_design_that_changed_since_is_not_taken(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    run = found(golden, scenario, log)
    set_reach(by=golden.actor, scenario=scenario, version=scenario.version, function_code=3, reach="global")
    answer = client_for(golden.member).post(
        address(golden, scenario, "scenario-proposal-take"), {"name": "Late", "change": "reach.7"}, follow=True
    )
    assert "The design has changed since this proposal" in answer.content.decode()
    assert moved_inputs(run, versions_today(golden.actor, run)) == ["scenario"]


def test_a_new_rule_makes_it_stale(golden: Golden, scenario: Scenario) -> None:
    run = found(golden, scenario)
    assert moved_inputs(run, versions_today(golden.actor, run)) == []
    add_constraint(by=golden.actor, kind="stay", terms=Terms(regions=[golden.regions["AS"]]))
    assert moved_inputs(run, versions_today(golden.actor, run)) == ["rules"]
    line = client_for(golden.member).get(reverse("run-freshness", args=[golden.organisation.slug, run.uid]))
    assert "This result is stale" in line.content.decode()
    assert address(golden, scenario) in line.content.decode()


def test_whoever_sees_no_pay_gets_the_card_and_whoever_may_not_edit_no_form(
    golden: Golden, scenario: Scenario, log: TicketLog
) -> None:
    run = found(golden, scenario, log)
    viewer = member(Role.VIEWER, organisation=golden.organisation)
    page = client_for(viewer).get(address(golden, scenario)).content.decode()
    assert "from the rate card" in page
    assert "Compute a proposal" not in page
    assert "Make a new scenario of it" not in page
    own = results_for(Actor.system(golden.organisation.pk, "x"))
    assert own.filter(run=run, metric="proposal_gain").aggregate(Max("value"))["value__max"] is not None


def test_without_a_card_only_those_with_pay_see_money(scenario: Scenario, golden: Golden) -> None:
    golden.baseline.rate_card.delete()
    found(golden, scenario)
    viewer = member(Role.VIEWER, organisation=golden.organisation)
    page = client_for(viewer).get(address(golden, scenario)).content.decode()
    assert "The proposal would move" in page
    assert "Gain a year" not in page
    assert "Part of the placement that costs least." in page


def test_over_rest(golden: Golden, scenario: Scenario, log: TicketLog) -> None:
    _, token = create_token(by=golden.actor, name="test", scopes=list(Scope))
    headers = {"Authorization": f"Token {token}"}
    client, path = client_for(golden.member), f"/api/v1/scenarios/{scenario.uid}/proposal/"
    assert client.get(path, headers=headers).status_code == 404
    body = {"kind": "proposal", "scenario": str(scenario.uid), "log": str(log.uid)}
    started = client.post("/api/v1/computations/", body, content_type="application/json", headers=headers)
    assert started.status_code == 202
    done(Run.objects.get(kind="proposal"))
    answer = client.get(path, headers=headers).json()
    assert answer["conflicts"] == []
    assert answer["gap_share"] < 1e-6
    assert answer["gain"] == pytest.approx(
        sum(one["gain"] for one in answer["changes"]) + answer["together"], abs=len(answer["changes"]) + 1
    )
    assert [one["kind"] for one in answer["changes"] if one["function"] == 7] == ["reach"]
    assert {one["function"] for one in answer["functions"]} == set(range(11))


def test_a_cancelled_run_stops_the_solver(golden: Golden, scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(done: int, total: int, stage: str = "") -> None:
        if "best placement" in stage:
            raise LeaseLost

    watch = proposal._Watch(lost)
    assert watch(0.0) is True
    with pytest.raises(LeaseLost):
        watch.settle()
