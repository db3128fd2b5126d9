"""The rules of the organisation bound a proposal: what is found keeps them as the page of guardrails checks them."""

from typing import Any

import pytest

from core.models import Run
from core.runs.worker import execute_here
from functions.actions import place, set_reach
from functions.constraint_actions import Terms, add_constraint
from functions.guardrail_actions import set_guardrail
from functions.guardrails import hard_violations
from functions.models import Constraint, Scenario
from metrics.inputs.proposal import Settings
from metrics.inputs.proposal_rules import SMALLEST_UNITS, keepable_rules
from metrics.kinds import proposal
from metrics.proposal_actions import take_proposal
from metrics.selectors.proposal_content import ProposalContent, content_of
from tests.metrics.golden_database import Golden

pytestmark = pytest.mark.django_db
FREE = Settings(change_weight=0.0, moved_share=1.0)


@pytest.fixture
def golden() -> Golden:
    return Golden()


@pytest.fixture
def scenario(golden: Golden) -> Scenario:
    """Incidents of N-EU lie in function 8, those of the others in 7, which is regional; engineering is global in 4."""
    made = golden.scenario()
    team, activity = golden.teams["N-EU"], golden.activities["Incidents"]
    place(by=golden.actor, scenario=made, version=made.version, team=team, activity=activity, shares={8: 10_000})
    set_reach(by=golden.actor, scenario=made, version=made.version, function_code=4, reach="global")
    return made


def rule(golden: Golden, kind: str, is_hard: bool = True, **terms: Any) -> Constraint:
    return add_constraint(by=golden.actor, kind=kind, terms=Terms(is_hard=is_hard, **terms))


def found(golden: Golden, scenario: Scenario, settings: Settings = FREE) -> tuple[Run, ProposalContent]:
    run = execute_here(proposal.request(golden.actor, scenario, None, settings))
    assert run.state == Run.State.DONE, run.error
    kept = content_of(run)
    assert kept is not None, run.outcome
    assert run.outcome["broken"] == []
    return run, kept


def taken(golden: Golden, scenario: Scenario, run: Run, content: ProposalContent) -> Scenario:
    """The scenario of all changes."""
    keys = {one.key for one in (*content.cells, *content.reaches)}
    return take_proposal(by=golden.actor, scenario=scenario, run=run, name="Proposed", chosen=keys)


def reaches(content: ProposalContent) -> dict[int, tuple[str, str]]:
    return {one.function: (one.before, one.after) for one in content.reaches}


def moved(content: ProposalContent, activity: str) -> dict[str, dict[str, int]]:
    return {one.team_name: one.after for one in content.cells if one.activity_name == activity}


def test_without_a_rule_level_1_is_pooled_and_the_incidents_join(golden: Golden, scenario: Scenario) -> None:
    _, content = found(golden, scenario)
    assert reaches(content) == {7: ("regional", "global")}
    assert moved(content, "Incidents") == {"N-EU": {"7": 10_000}}


def test_work_that_stays_in_a_region_is_nowhere_pooled(golden: Golden, scenario: Scenario) -> None:
    """The design pools engineering and reporting, so it breaks the rule."""
    rule(golden, "stay", regions=[golden.regions["EU"]])
    assert hard_violations(golden.actor, scenario) != []
    run, content = found(golden, scenario)
    assert run.outcome["kept"] == ["No move of work out of EU"]
    assert hard_violations(golden.actor, taken(golden, scenario, run, content)) == []


def test_a_function_that_a_rule_wants_regional_says_so(golden: Golden, scenario: Scenario) -> None:
    """Reach is not to be chosen, but the rule needs it: all of Europe's engineering stays where it is."""
    rule(golden, "language", function_code=4, regions=[golden.regions["EU"]], language="German", amount=50_000)
    _, content = found(golden, scenario, Settings(moved_share=0.0, is_reach_open=False))
    [engineering] = content.reaches
    assert (engineering.function, engineering.before, engineering.after) == (4, "global", "regional")
    assert engineering.needed == ["German in Product engineering, EU"]


def test_a_language_keeps_a_function_regional_with_its_people(golden: Golden, scenario: Scenario) -> None:
    rule(golden, "language", function_code=8, regions=[golden.regions["EU"]], language="German", amount=30_000)
    _, content = found(golden, scenario)
    assert moved(content, "Incidents").get("N-EU") is None, "4 FTE there are the 3 that are needed"


def test_a_works_council_limits_who_changes(golden: Golden, scenario: Scenario) -> None:
    """The design changes 20 persons: incidents in 8, engineering and reporting in pools of all regions."""
    rule(golden, "works_council", regions=[golden.regions["EU"]], amount=20)
    assert hard_violations(golden.actor, scenario) == []
    run, content = found(golden, scenario)
    assert hard_violations(golden.actor, taken(golden, scenario, run, content)) == []


def test_a_works_council_that_allows_nobody_keeps_pooled_work_in_its_team(golden: Golden, scenario: Scenario) -> None:
    """The design pools engineering and reporting over regions, which takes it out of Americas."""
    rule(golden, "works_council", regions=[golden.regions["AM"]], amount=0)
    _, content = found(golden, scenario)
    for activity in ("Reporting", "Engineering"):
        own = moved(content, activity)
        assert {team: own[team] for team in ("S-AM", "N-AM")} == {"S-AM": {"0": 10_000}, "N-AM": {"0": 10_000}}


def test_a_team_that_is_kept_together_goes_where_it_is_wanted(golden: Golden, scenario: Scenario) -> None:
    rule(golden, "keep_team", team=golden.teams["N-AS"], function_code=3)
    _, content = found(golden, scenario)
    mine = [one for one in content.cells if one.team_name == "N-AS"]
    assert {one.activity_name for one in mine} == {"Reporting", "Incidents", "Engineering"}
    assert all(one.after == {"3": 10_000} for one in mine)
    assert all(one.needed == ["N-AS stays together in Deployment"] for one in mine)


def test_a_soft_rule_is_kept_only_where_it_is_asked_for(golden: Golden, scenario: Scenario) -> None:
    soft = rule(golden, "stay", is_hard=False, regions=[golden.regions["EU"]])
    _, free = found(golden, scenario)
    assert reaches(free) == {7: ("regional", "global")}
    run, _ = found(golden, scenario, Settings(change_weight=0.0, moved_share=1.0, kept=(str(soft.uid),)))
    assert run.outcome["kept"] == ["No move of work out of EU"]


def test_the_smallest_team_of_the_guardrails(golden: Golden, scenario: Scenario) -> None:
    """Function 8 has 4 FTE, where 5 are the least: more work joins it, or what is there leaves."""
    set_guardrail(
        by=golden.actor,
        scenario=scenario,
        kind="team_size",
        function_code=8,
        low=50_000,
        high=None,
        version=0,
        reason="",
    )
    limited = Settings(change_weight=100.0, moved_share=1.0, is_reach_open=False, kept=(SMALLEST_UNITS,))
    _, content = found(golden, scenario, limited)
    [level_3] = [one.proposal for one in content.functions if one.function == 8]
    assert level_3 == 0 or level_3 >= 5
    assert [one.key for one in keepable_rules(golden.actor, scenario)] == [SMALLEST_UNITS]
