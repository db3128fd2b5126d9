"""The rules of an organisation: each kind held and broken, hard and soft, healed by an undo."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from functions.constraint_actions import (
    Terms,
    add_constraint,
    change_constraint,
    record_consent,
    remove_constraint,
    withdraw_consent,
)
from functions.guardrails import hard_violations, headline, news, standings, violations
from functions.lifecycle import clone_scenario
from functions.models import Consent, Constraint
from functions.projection import HOME
from tests.factories import PositionFactory
from tests.functions.boards import Place, many, place
from tests.functions.rules import broken, hard, move, reach, regional, rule, undo
from towers.models import Baseline, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Place:
    """Three teams in two regions; each has 2.0, 6.0 and 1.2 FTE, all of it in global functions."""
    return place()


def test_under_a_global_reach_all_work_of_a_region_leaves(board: Place) -> None:
    rule(board, "stay", "Americas", reason="Agreed with the country's board", owner="Head of HR")
    found = broken(board, "stay")
    assert [(one.where, round(one.measure, 4), one.bound, one.unit) for one in found] == [
        (("Level 1 support operations", "Americas"), 6.0, 0, "FTE"),
        (("Level 2 and 3 support operations", "Americas"), 1.2345, 0, "FTE"),
        (("Support functions", "Americas"), 2.0, 0, "FTE"),
    ]
    assert found[0].words == "6.0 FTE of work in Americas leave through Level 1 support operations: its pool is global."
    assert found[0].remedy.startswith("Make it regional, or let an overlay keep all of the work in Americas")
    assert hard(board) == ["stay"] * 3
    regional(board)
    assert broken(board, "stay") == [] == hard(board)


def test_an_overlay_keeps_what_is_stated_and_an_assumption_keeps_nothing(board: Place) -> None:
    regional(board)
    rule(board, "stay", "Americas")
    reach(board, 7, "overlay")
    assert [one.measure for one in broken(board, "stay")] == [6.0]
    reach(board, 7, "overlay", {"Americas": 45_000, "Europe": 90_000})
    assert [one.measure for one in broken(board, "stay")] == [1.5]
    reach(board, 7, "overlay", 60_000)
    assert broken(board, "stay") == []


def test_work_that_stays_in_its_team_does_not_leave(board: Place) -> None:
    rule(board, "stay", "Americas")
    for activity in ("Incidents", "Patching", "Reporting"):
        move(board, "Server AM", activity, {HOME: 10_000})
    assert broken(board, "stay") == []


def test_of_a_site_only_its_part_of_the_work_counts(board: Place) -> None:
    for location, fte in (("Plant Bonn", 10_000), ("Paris", 30_000)):
        filled(board, "Server EU", location=location, fte=fte)
    rule(board, "stay", site="bonn")
    assert {one.where[0]: one.measure for one in broken(board, "stay")}["Level 1 support operations"] == 1.5


def test_an_undo_heals_what_a_step_has_broken(board: Place) -> None:
    regional(board)
    rule(board, "stay", "Europe")
    step = reach(board, 8, "global")
    assert [one.where[0] for one in broken(board, "stay")] == ["Level 2 and 3 support operations"]
    undo(board, step)
    assert broken(board, "stay") == []


def test_a_soft_rule_is_told_and_keeps_nothing_from_approval(board: Place) -> None:
    soft = rule(board, "stay", "Americas", is_hard=False)
    assert [one.is_hard for one in broken(board, "stay")] == [False] * 3
    assert hard(board) == []
    terms = Terms(is_hard=True, regions=[one.region for one in soft.regions.all()])
    change_constraint(by=board.by, constraint=soft, version=1, terms=terms)
    assert len(hard(board)) == 3
    remove_constraint(by=board.by, constraint=soft, version=2)
    assert hard(board) == []
    done = list(AuditEntry.objects.filter(object_kind="constraint").order_by("pk").values_list("action", flat=True))
    assert done == ["add_constraint", "change_constraint", "remove_constraint"]


def test_a_language_is_covered_by_what_surely_stays(board: Place) -> None:
    rule(board, "language", "Europe", function_code=7, language="German", amount=50_000)
    found = broken(board, "language")[0]
    assert (found.measure, found.bound, found.where) == (0, 5.0, ("Level 1 support operations", "Europe"))
    assert found.words == "Level 1 support operations keeps 0.0 FTE in Europe for German; 5.0 FTE are needed."
    reach(board, 7, "overlay", {"Europe": 40_000})
    assert [one.measure for one in broken(board, "language")] == [4.0]
    reach(board, 7, "overlay", {"Europe": 50_000})
    assert broken(board, "language") == []
    reach(board, 7, "regional")
    move(board, "Server EU", "Incidents", {8: 10_000})
    assert broken(board, "language") == []
    move(board, "Network EU", "Incidents", {8: 5_000, 7: 5_000})
    assert [one.measure for one in broken(board, "language")] == [3.0]
    assert hard(board) == ["language"]


def test_a_works_council_counts_whole_persons_that_change(board: Place) -> None:
    regional(board)
    filled(board, "Server EU", heads=10, fte=92_345)
    filled(board, "Server EU", heads=3, fte=30_000, employment="contractor")
    rule(board, "works_council", "Europe")
    assert broken(board, "works_council") == []
    step = move(board, "Server EU", "Incidents", {8: 10_000})
    found = broken(board, "works_council")[0]
    # 6.0 of the team's 9.2345 FTE of work change: 6.4974 of its ten employees, which is seven persons.
    assert (found.measure, found.bound, found.unit, found.where) == (7, 0, "persons", ("Server EU",))
    undo(board, step)
    assert broken(board, "works_council") == []
    move(board, "Server AM", "Incidents", {8: 10_000})
    assert broken(board, "works_council") == []


def test_who_leaves_the_region_changes_too_and_fte_stand_for_persons_without_positions(board: Place) -> None:
    regional(board)
    rule(board, "works_council", "Americas", amount=5)
    reach(board, 7, "global")
    assert [(one.measure, one.bound) for one in broken(board, "works_council")] == [(6, 5)]
    reach(board, 7, "overlay", {"Americas": 10_000})
    assert broken(board, "works_council") == []


def test_a_consent_covers_the_persons_that_it_names(board: Place) -> None:
    regional(board)
    council = rule(board, "works_council", "Europe")
    move(board, "Server EU", "Incidents", {8: 10_000})
    assert hard(board) == ["works_council"]
    consent = agree(board, council, persons=6)
    assert hard(board) == []
    bounds = {one.code: one.bound for one in standings(board.by, board.scenario)}
    assert bounds["works_council"] == "at most 6: consent of 2 Mar 2026, Council Bonn"
    move(board, "Network EU", "Incidents", {8: 10_000})
    assert [(one.measure, one.bound) for one in broken(board, "works_council")] == [(12, 6)]
    with pytest.raises(Conflict):
        agree(board, council, persons=12)
    agree(board, council, persons=12, version=consent.version)
    assert hard(board) == []
    withdraw_consent(by=board.by, scenario=board.scenario, constraint=council, version=2)
    assert hard(board) == ["works_council"]
    assert AuditEntry.objects.filter(action__in=["record_consent", "withdraw_consent"]).count() == 3


def test_a_consent_is_for_one_scenario_and_for_a_works_council(board: Place) -> None:
    regional(board)
    stay, council = rule(board, "stay", "Europe"), rule(board, "works_council", "Europe")
    move(board, "Server EU", "Incidents", {8: 10_000})
    with pytest.raises(UserError, match="Only a works council"):
        agree(board, stay)
    agree(board, council)
    assert hard(board) == []
    copy = clone_scenario(by=board.by, scenario=board.scenario, name="Copy")
    assert [one.code for one in hard_violations(board.by, copy)] == ["works_council"]
    with pytest.raises(UserError, match="was given today or earlier"):
        agree(board, council, version=1, given_on=date(2999, 1, 1))


def test_a_team_stays_where_the_rule_says(board: Place) -> None:
    regional(board)
    kept = rule(board, "keep_team", team="Server EU", function_code=8)
    found = broken(board, "keep_team")[0]
    assert (found.measure, found.where) == (8.0, ("Server EU", "Level 1 support operations", "Support functions"))
    assert found.link.endswith("/board/?find=Server+EU")
    for activity in ("Incidents", "Reporting"):
        move(board, "Server EU", activity, {8: 10_000})
    assert broken(board, "keep_team") == []
    terms = Terms(team=Team.objects.get(name="Server EU"))
    change_constraint(by=board.by, constraint=kept, version=1, terms=terms)
    assert [round(one.measure, 4) for one in broken(board, "keep_team")] == [9.2345]
    for activity in ("Incidents", "Reporting", "Patching"):
        move(board, "Server EU", activity, {HOME: 10_000})
    assert broken(board, "keep_team") == []


@pytest.mark.parametrize(
    ("kind", "terms", "told"),
    [
        ("stay", Terms(), "State the regions"),
        ("works_council", Terms(), "State the regions"),
        ("language", Terms(function_code=5, language="German", amount=10_000), "State the language"),
        ("keep_team", Terms(), "Name the team"),
        ("curfew", Terms(), "is no kind of rule"),
    ],
)
def test_a_rule_says_what_it_is_about(board: Place, kind: str, terms: Terms, told: str) -> None:
    with pytest.raises(UserError, match=told):
        add_constraint(by=board.by, kind=kind, terms=terms)
    assert not Constraint.objects.exists()


def test_the_second_of_two_changes_of_a_rule_is_told(board: Place) -> None:
    kept = rule(board, "keep_team", team="Server EU")
    terms = Terms(team=Team.objects.get(name="Server AM"), reason="mine")
    change_constraint(by=board.by, constraint=kept, version=1, terms=terms)
    with pytest.raises(Conflict):
        change_constraint(by=board.by, constraint=kept, version=1, terms=terms)
    with pytest.raises(Conflict):
        remove_constraint(by=board.by, constraint=kept, version=1)


def test_what_is_new_is_said_and_what_is_healed_is_counted(board: Place) -> None:
    regional(board)
    rule(board, "stay", "Americas")
    before = " ".join(one.mark for one in violations(board.by, board.scenario)) or "-"
    step = reach(board, 7, "global")
    after = violations(board.by, board.scenario)
    assert news(before, after)[0].startswith("Newly broken: No move of work out of Americas. 6.0 FTE of work in")
    assert headline(standings(board.by, board.scenario)).startswith("1 hard rule and ")
    seen = " ".join(one.mark for one in after)
    assert news(seen, after) == []
    undo(board, step)
    assert any("healed" in words for words in news(seen, violations(board.by, board.scenario)))


def test_a_large_board_takes_as_many_queries_as_a_small_one() -> None:
    counts = []
    for board in (many(40), many(2_000)):
        team = Team.objects.filter(baselineteam__baseline=board.scenario.baseline).first()
        assert team is not None
        add_constraint(by=board.by, kind="keep_team", terms=Terms(team=team))
        add_constraint(by=board.by, kind="works_council", terms=Terms(site="Bonn"))
        with CaptureQueriesContext(connection) as captured:
            assert len(hard_violations(board.by, board.scenario)) == 1
        counts.append(len(captured))
    assert counts == [5, 5]


def agree(board: Place, council: Constraint, *, persons: int = 6, version: int = 0, **more: Any) -> Consent:
    """The council says yes."""
    said = {"given_on": date(2026, 3, 2), "given_by": "Council Bonn", **more}
    return record_consent(
        by=board.by, scenario=board.scenario, constraint=council, version=version, persons=persons, **said
    )


def filled(board: Place, team: str, **more: Any) -> None:
    """A filled position of a team."""
    baseline = Baseline.objects.get(pk=board.scenario.baseline_id)
    PositionFactory.create(baseline=baseline, team=Team.objects.get(name=team), **more)
