"""A part of a scenario is handed over as a branch and comes back: nothing outside of it, nothing lost, one step."""

import pytest

from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from functions import actions, lifecycle
from functions.branching import branch_scenario, merge_branch
from functions.choices import Choice, set_choices
from functions.merge_preview import merge_preview
from functions.models import Scenario
from functions.projection import HOME, Shares
from functions.rebuild import rebuild_placements
from functions.roles import RoleForm, set_role
from tests.factories import BaselineFactory, EffortFactory
from tests.functions.boards import Place, place, rows_of, shares_of
from towers.models import Activity, Team, Tower

pytestmark = pytest.mark.django_db
INCIDENTS, PATCHING, PRODUCTS = 7, 8, 4


@pytest.fixture
def board() -> Place:
    return place()


def fresh(scenario: Scenario) -> Scenario:
    """As stored, and as a request finds it."""
    return Scenario.objects.select_related("parent", "merged_as").get(pk=scenario.pk)


def branched(board: Place, *functions: int, towers: tuple[Tower, ...] = ()) -> Scenario:
    made = branch_scenario(
        by=board.by, scenario=fresh(board.scenario), name="For Ann", functions=functions, towers=towers
    )
    return fresh(made)


def put(board: Place, scenario: Scenario, team: str, activity: str, shares: Shares) -> None:
    """One card."""
    now = fresh(scenario)
    pair = (Team.objects.get(name=team).pk, Activity.objects.get(name=activity).pk)
    actions.move_cards(by=board.by, scenario=now, version=now.version, moves={pair: shares})


def reach(board: Place, scenario: Scenario, function: int, to: str, minimum: int | None = None) -> None:
    now = fresh(scenario)
    actions.set_reach(
        by=board.by, scenario=now, version=now.version, function_code=function, reach=to, region_minimum=minimum
    )


def merged(board: Place, branch: Scenario, **choices: str) -> Scenario:
    """The parent after the merge; choices as c1="branch"."""
    now = fresh(branch)
    assert now.parent is not None
    merge_branch(
        by=board.by,
        branch=now,
        version=now.parent.version,
        branch_version=now.version,
        choices={int(name[1:]): side for name, side in choices.items()},
    )
    return fresh(board.scenario)


def reach_of(scenario: Scenario, function: int) -> str:
    return str(scenario.designs.get(function_code=function).reach)


def test_a_branch_has_the_steps_of_its_parent_and_remembers_where_it_began(board: Place) -> None:
    branch = branched(board, INCIDENTS)
    assert (branch.parent, branch.branched_at, branch.part) == (board.scenario, 12, {"functions": [INCIDENTS]})
    assert rows_of(branch) == rows_of(board.scenario)
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.after["of"]) == ("branch_scenario", str(board.scenario.uid))
    lifecycle.archive_scenario(by=board.by, scenario=board.scenario, version=12)
    with pytest.raises(UserError, match="Only of a draft can a part be handed over"):
        branched(board, INCIDENTS)


def test_a_card_comes_from_the_part_or_goes_to_it(board: Place) -> None:
    branch = branched(board, INCIDENTS)
    put(board, branch, "Server EU", "Incidents", {PRODUCTS: 10_000})
    put(board, branch, "Server EU", "Patching", {INCIDENTS: 5_000, PATCHING: 5_000})
    with pytest.raises(UserError, match="This branch has Level 1 support operations: a card must come from there"):
        put(board, branch, "Server AM", "Patching", {PRODUCTS: 10_000})
    with pytest.raises(UserError, match="Do the rest in “Global”"):
        put(board, branch, "Server EU", "Incidents", {3: 10_000})
    assert fresh(branch).version == 14


def test_a_choice_is_of_the_functions_of_the_part(board: Place) -> None:
    branch = branched(board, INCIDENTS)
    reach(board, branch, INCIDENTS, "regional")
    with pytest.raises(UserError, match="a choice must be of its functions"):
        reach(board, branch, PATCHING, "regional")


def test_a_handed_tower_is_all_work_of_its_teams(board: Place) -> None:
    branch = branched(board, towers=(Tower.objects.get(name="Network"),))
    put(board, branch, "Network EU", "Patching", {PRODUCTS: 10_000})
    with pytest.raises(UserError, match="This branch has Network"):
        put(board, branch, "Server EU", "Patching", {PRODUCTS: 10_000})


def test_a_branch_keeps_what_it_began_with_and_stands_where_its_parent_stands(board: Place) -> None:
    put(board, board.scenario, "Server EU", "Incidents", {PRODUCTS: 10_000})
    branch = branched(board)
    with pytest.raises(UserError, match=r"Step 13 was made before this branch began\. Undo it in “Global”"):
        actions.undo_operation(by=board.by, scenario=branch, version=13, seq=13)
    other = BaselineFactory.create(organisation=board.lead.organisation)
    with pytest.raises(UserError, match="A branch stands where “Global” stands"):
        actions.move_scenario(by=board.by, scenario=branch, version=13, baseline=other)


def test_what_only_the_branch_changed_comes_over_as_one_step_that_can_be_undone(board: Place) -> None:
    branch = branched(board, INCIDENTS)
    put(board, branch, "Server EU", "Incidents", {PRODUCTS: 6_000, HOME: 4_000})
    reach(board, branch, INCIDENTS, "regional")
    put(board, board.scenario, "Server AM", "Patching", {3: 10_000})
    before = rows_of(fresh(board.scenario))
    parent = merged(board, branch)
    step = parent.operations.latest("seq")
    assert (step.kind, step.seq, step.payload["name"]) == ("merge", 14, "For Ann")
    assert (step.payload["cards"], step.payload["choices"]) == (1, 1)
    assert shares_of(parent, "Server EU", "Incidents") == {PRODUCTS: 6_000}
    assert shares_of(parent, "Server AM", "Patching") == {3: 10_000}
    assert reach_of(parent, INCIDENTS) == "regional"
    after = rows_of(parent)
    rebuild_placements(parent)
    assert rows_of(parent) == after
    actions.undo_operation(by=board.by, scenario=parent, version=14, seq=14)
    assert rows_of(parent) == before
    assert reach_of(parent, INCIDENTS) == "global"
    actions.undo_operation(by=board.by, scenario=parent, version=15, seq=15)
    assert rows_of(parent) == after


def test_what_both_changed_to_different_ends_is_for_somebody_to_choose(board: Place) -> None:
    branch = branched(board)
    for team, activity, of_branch, of_parent in (
        ("Server EU", "Incidents", 4, 5),
        ("Server AM", "Incidents", 4, 5),
        ("Network EU", "Incidents", 4, 4),
    ):
        put(board, branch, team, activity, {of_branch: 10_000})
        put(board, board.scenario, team, activity, {of_parent: 10_000})
    reach(board, branch, 3, "regional")
    reach(board, board.scenario, 3, "overlay", 3_000)
    preview = merge_preview(fresh(branch))
    assert preview.taken == []
    assert preview.heading == "3 conflicts wait for your choice"
    assert {(line.what, line.before, line.parent, line.branch) for line in preview.conflicts} == {
        ("Server EU", "Level 1 support operations", "End-user service desk", "Product engineering"),
        ("Server AM", "Level 1 support operations", "End-user service desk", "Product engineering"),
        (
            "Choice",
            "Reach of Deployment: Global",
            "Reach of Deployment: global with regional overlay, 0.3 FTE per region",
            "Reach of Deployment: Regional",
        ),
    }
    with pytest.raises(UserError, match="Choose the parent's or the branch's value in conflict 2, 3"):
        merged(board, branch, c1="branch")
    ours = {line.what: line.number for line in preview.conflicts}
    parent = merged(
        board, branch, **{f"c{ours['Server EU']}": "branch", f"c{ours['Server AM']}": "parent", "c3": "parent"}
    )
    assert shares_of(parent, "Server EU", "Incidents") == {4: 10_000}
    assert shares_of(parent, "Server AM", "Incidents") == {5: 10_000}
    assert shares_of(parent, "Network EU", "Incidents") == {4: 10_000}
    assert reach_of(parent, 3) == "overlay"


def test_steps_on_one_choice_belong_together_and_what_was_taken_back_is_not_carried(board: Place) -> None:
    branch = branched(board, 3, 5)
    reach(board, branch, 3, "regional")
    reach(board, branch, 3, "overlay", 5_000)
    reach(board, branch, 5, "regional")
    actions.undo_operation(by=board.by, scenario=fresh(branch), version=15, seq=15)
    preview = merge_preview(fresh(branch))
    assert [line.branch for line in preview.taken] == [
        "Reach of Deployment: global with regional overlay, 0.5 FTE per region"
    ]
    parent = merged(board, branch)
    assert (reach_of(parent, 3), reach_of(parent, 5)) == ("overlay", "global")


def test_the_totals_are_those_of_the_parent_before_and_after(board: Place) -> None:
    branch = branched(board)
    put(board, branch, "Server EU", "Incidents", {4: 10_000})
    put(board, branch, "Server AM", "Incidents", {4: 10_000})
    put(board, board.scenario, "Server AM", "Incidents", {5: 10_000})
    totals = {total.function.code if total.function else 0: total[1:] for total in merge_preview(fresh(branch)).totals}
    assert (totals[4], totals[5], totals[7]) == ((0.0, 6.0, 12.0), (6.0, 6.0, 0.0), (12.0, 6.0, 6.0))
    assert {round(sum(column), 4) for column in zip(*totals.values(), strict=True)} == {27.7035}


def test_a_merged_branch_is_put_away_with_the_step_that_took_it_over(board: Place) -> None:
    branch = branched(board, INCIDENTS)
    put(board, branch, "Server EU", "Incidents", {4: 10_000})
    parent, branch = merged(board, branch), fresh(branch)
    assert branch.merged_as is not None
    assert (branch.state, branch.merged_as.seq) == ("archived", 13)
    with pytest.raises(UserError, match="Only a draft can be merged"):
        merged(board, branch)
    with pytest.raises(UserError, match="It was merged into “Global” by step 13"):
        lifecycle.restore_scenario(by=board.by, scenario=branch, version=branch.version)
    actions.undo_operation(by=board.by, scenario=parent, version=13, seq=13)
    lifecycle.restore_scenario(by=board.by, scenario=fresh(branch), version=branch.version)
    assert shares_of(merged(board, branch), "Server EU", "Incidents") == {4: 10_000}


def test_who_merges_what_has_changed_meanwhile_is_told(board: Place) -> None:
    branch = branched(board, INCIDENTS)
    put(board, branch, "Server EU", "Incidents", {4: 10_000})
    put(board, board.scenario, "Server AM", "Patching", {3: 10_000})
    for version, branch_version in ((12, 13), (13, 12)):
        with pytest.raises(Conflict):
            merge_branch(by=board.by, branch=fresh(branch), version=version, branch_version=branch_version, choices={})
    assert (fresh(branch).state, fresh(board.scenario).version) == ("draft", 13)


def test_on_a_parent_that_moved_cards_that_are_gone_are_said_and_not_carried(board: Place) -> None:
    branch = branched(board)
    for team in ("Server EU", "Network EU"):
        put(board, branch, team, "Incidents", {4: 10_000})
    other = BaselineFactory.create(organisation=board.lead.organisation, name="June")
    EffortFactory.create(
        baseline=other, team=Team.objects.get(name="Server EU"), activity=Activity.objects.get(name="Incidents")
    )
    parent = fresh(board.scenario)
    actions.move_scenario(by=board.by, scenario=parent, version=12, baseline=other)
    preview = merge_preview(fresh(branch))
    assert [line.what for line in preview.taken] == ["Server EU"]
    assert preview.left_out[-1].startswith("1 card that the branch moved is not in the parent's baseline any more")
    assert shares_of(merged(board, branch), "Server EU", "Incidents") == {4: 10_000}


def test_a_branch_of_a_branch_comes_back_by_the_branch(board: Place) -> None:
    first = branched(board, INCIDENTS, 3)
    second = fresh(branch_scenario(by=board.by, scenario=first, name="For Ben", functions=[3]))
    reach(board, second, 3, "regional")
    put(board, second, "Server EU", "Patching", {3: 10_000})
    merged(board, second)
    parent = merged(board, first)
    assert (reach_of(parent, 3), shares_of(parent, "Server EU", "Patching")) == ("regional", {3: 10_000})


def test_other_choices_and_roles_come_over_and_each_choice_of_a_function_counts_by_itself(board: Place) -> None:
    branch = branched(board, 4)
    by, steward = board.by, RoleForm(function=4, name="Steward", level=1)
    for scenario, name, value in ((branch, "sourcing", "sourced"), (board.scenario, "span_target", 7)):
        now = fresh(scenario)
        set_choices(by=by, scenario=now, version=now.version, choices=[Choice(4, name, value)])
    set_role(by=by, scenario=fresh(branch), version=13, facts=steward)
    preview = merge_preview(fresh(branch))
    assert (len(preview.taken), preview.conflicts) == (2, [])
    parent = merged(board, branch)
    assert [(role.name, role.function_code) for role in parent.roles.all()] == [("Steward", 4)]
    assert parent.designs.values_list("sourcing", "span_target").get(function_code=4) == ("sourced", 7)
    actions.undo_operation(by=by, scenario=parent, version=14, seq=14)
    assert not parent.roles.exists()
    assert parent.designs.values_list("sourcing", "span_target").get(function_code=4) == ("", 7)


def test_a_role_of_another_function_and_a_choice_of_the_whole_design_are_refused(board: Place) -> None:
    branch = branched(board, 4)
    for function, level in ((5, 1), (None, 5)):
        with pytest.raises(UserError, match="a choice must be of its functions"):
            set_role(by=board.by, scenario=branch, version=12, facts=RoleForm(function, "Somebody", level))
    budget = Choice(0, "budget", {"owner": "product", "candidates": ""})
    with pytest.raises(UserError, match="a choice must be of its functions"):
        set_choices(by=board.by, scenario=branch, version=12, choices=[budget])
