"""Cells of a grid are read, checked and saved one by one; two editors lose nothing; what is refused says why."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from core.actor import Actor, Right, Role
from core.errors import UserError
from core.models import AuditEntry
from organisations.models import Membership
from tests.factories import actor_of, member
from tests.towers.golden import golden_baseline
from tests.towers.grids import additions, back, deletions, edit, edits, effort, messages, position
from towers.actions.baselines import lock_baseline
from towers.actions.grid import save_grid
from towers.actions.grid_cells import Changes
from towers.actions.proposing import propose_effort
from towers.models import Baseline, BaselineTeam, Effort, Position, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(membership: Membership) -> Actor:
    return actor_of(membership)


def save(by: Actor, baseline: Baseline, kind: str, changes: Changes) -> dict[str, Any]:
    return save_grid(by=by, baseline=baseline, kind=kind, changes=changes)


def test_good_cells_are_saved_beside_bad_ones_that_say_why(by: Actor, baseline: Baseline) -> None:
    answer = save(
        by,
        baseline,
        "positions",
        edits(
            edit(position(baseline, "P09"), title="  Network   engineer ", fte="5,5", team="n-am", status="Vacant"),
            edit(position(baseline, "P10"), fte="50 %", team="Nowhere", title="", heads="1.5", tower="Server"),
            edit(position(baseline, "P11"), fte="1,234", heads="-1", employment="alien", key="P99"),
        ),
    )
    row = position(baseline, "P09")
    assert (row.title, row.fte, row.team and row.team.name, row.status) == (
        "Network engineer",
        55_000,
        "N-AM",
        "vacant",
    )
    assert answer["rows"][0]["version"] == row.version == 2
    assert answer["rows"][0]["values"]["region"] == "AM"
    told = {(error["uid"], error["field"]): error["message"] for error in answer["errors"]}
    about = {
        key: {field: text for (uid, field), text in told.items() if uid == str(position(baseline, key).uid)}
        for key in ("P10", "P11")
    }
    assert about["P10"] == {
        "fte": "“50 %” is a percentage. Write a number, such as 0.5 for half of it.",
        "team": "There is no team “Nowhere” in this baseline. Add it in the grid of teams first.",
        "title": "Title must not be empty.",
        "heads": "“1.5” is no whole number. Write one such as 3.",
        "tower": "Tower cannot be changed here.",
    }
    assert about["P11"] == {
        "fte": "“1,234” can be 1234 or 1.234. Write 1234 or 1.2340.",
        "heads": "Persons must not be negative.",
        "employment": "Employment is one of: employee, contractor, vendor.",
        "key": "Reference cannot be changed here.",
    }
    assert (position(baseline, "P10").version, position(baseline, "P11").version) == (1, 1)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("0.5", 5_000),
        ("0,5", 5_000),
        (" 1.25 ", 12_500),
        ("0,125", 1_250),
        ("1.234,5", 12_345_000),
        ("2", 20_000),
        (7_500, 7_500),
        ("1.2340", 12_340),
    ],
)
def test_both_decimal_signs_are_read(by: Actor, baseline: Baseline, text: str | int, stored: int) -> None:
    assert save(by, baseline, "positions", edits(edit(position(baseline, "P10"), fte=text)))["errors"] == []
    assert position(baseline, "P10").fte == stored


def test_a_save_moves_the_baseline_and_leaves_an_entry_per_row(by: Actor, baseline: Baseline) -> None:
    answer = save(by, baseline, "positions", edits(edit(position(baseline, "P09"), grade="B2")))
    baseline.refresh_from_db()
    assert (baseline.version, answer["version"]) == (2, 2)
    entry = AuditEntry.objects.get(action="edit_position")
    assert (entry.before, entry.after, entry.object_id) == (
        {"grade": ""},
        {"grade": "B2"},
        str(position(baseline, "P09").uid),
    )
    save(by, baseline, "positions", edits(edit(position(baseline, "P09"), fte="x")))
    baseline.refresh_from_db()
    assert baseline.version == 2


def test_of_two_editors_the_second_sees_both_values_cell_by_cell(by: Actor, baseline: Baseline) -> None:
    seen = position(baseline, "P09")
    save(by, baseline, "positions", edits(edit(seen, title="Engineer A", grade="A")))
    answer = save(by, baseline, "positions", edits(edit(seen, title="Engineer B", grade="A", fte="2")))
    [conflict] = answer["conflicts"]
    assert conflict["cells"] == {
        "title": {"yours": "Engineer B", "theirs": "Engineer A"},
        "fte": {"yours": "2", "theirs": 60_000},
    }
    assert (conflict["version"], position(baseline, "P09").title, position(baseline, "P09").fte) == (
        2,
        "Engineer A",
        60_000,
    )
    kept = save(by, baseline, "positions", edits(edit(seen, version=2, title="Engineer B")))
    assert (kept["conflicts"], position(baseline, "P09").title) == ([], "Engineer B")
    assert AuditEntry.objects.filter(action="edit_position").count() == 2


def test_what_both_wrote_alike_is_no_conflict(by: Actor, baseline: Baseline) -> None:
    seen = position(baseline, "P09")
    save(by, baseline, "positions", edits(edit(seen, fte="2", team="S-EU", manager="P01")))
    answer = save(by, baseline, "positions", edits(edit(seen, fte="2,0", team="s-eu", manager="P01")))
    assert (answer["conflicts"], answer["rows"][0]["version"]) == ([], 2)


def test_a_row_of_another_organisation_or_baseline_is_not_there(by: Actor, baseline: Baseline) -> None:
    foreign = golden_baseline(member().organisation)
    row = position(foreign, "P09")
    answer = save(by, baseline, "positions", edits(edit(row, title="Taken")))
    assert (answer["gone"], position(foreign, "P09").title) == ([str(row.uid)], "Engineer")
    added = Changes(added=(edit(row, key="NEW", title="Taken"),))
    assert "in use" in messages(save(by, baseline, "positions", added))[""]
    named = messages(save(by, baseline, "effort", edits(edit(effort(baseline, "N-EU", "Incidents"), team="Elsewhere"))))
    assert named["team"].startswith("There is no team “Elsewhere”")


def test_a_locked_baseline_and_a_viewer_change_nothing(by: Actor, baseline: Baseline, membership: Membership) -> None:
    changes = edits(edit(position(baseline, "P09"), title="Changed"))
    viewer = actor_of(member(Role.VIEWER, organisation=membership.organisation))
    with pytest.raises(PermissionDenied):
        save(viewer, baseline, "positions", changes)
    lock_baseline(by=by, baseline=baseline, version=1)
    with pytest.raises(UserError, match="locked and never changes"):
        save(by, baseline, "positions", changes)


def test_pay_is_written_with_the_right_alone_and_masked_in_the_trail(
    by: Actor, baseline: Baseline, membership: Membership
) -> None:
    row = position(baseline, "P09")
    with pytest.raises(PermissionDenied):
        save(by, baseline, "positions", edits(edit(row, cost_low="1")))
    told = save(by, baseline, "positions", edits(edit(row, grade="C")))["rows"][0]["values"]
    assert "cost_low" not in told
    paid = actor_of(member(Role.MODELLER, Right.PAY, organisation=membership.organisation))
    answer = save(paid, baseline, "positions", edits(edit(row, version=2, cost_low="80.448,00", cost_high="$90,000")))
    assert (answer["errors"], answer["rows"][0]["values"]["cost_high"]) == ([], 9_000_000)
    assert position(baseline, "P09").cost_low == 8_044_800
    entry = AuditEntry.objects.filter(action="edit_position").latest("pk")
    assert (entry.before, entry.after) == ({"cost_low": "masked", "cost_high": "masked"},) * 2
    wrong = messages(save(paid, baseline, "positions", edits(edit(row, version=3, cost_low="95000"))))
    assert wrong == {"cost_low": "The low end of the cost is above its high end."}
    save(paid, baseline, "positions", edits(edit(row, version=3, cost_low="")))
    assert position(baseline, "P09").cost_high is None


def test_conflicts_show_no_pay_without_the_right(by: Actor, baseline: Baseline) -> None:
    seen = position(baseline, "P09")
    save(by, baseline, "positions", edits(edit(seen, title="A")))
    [conflict] = save(by, baseline, "positions", edits(edit(seen, title="B")))["conflicts"]
    assert "cost_low" not in conflict["values"]


def test_nobody_leads_whoever_leads_them(by: Actor, baseline: Baseline) -> None:
    answer = save(
        by,
        baseline,
        "positions",
        edits(
            edit(position(baseline, "P01"), manager="P04"),
            edit(position(baseline, "P04"), manager="P03"),
            edit(position(baseline, "P05"), manager="P5x"),
        ),
    )
    told = {error["uid"]: error["message"] for error in answer["errors"]}
    assert (
        told[str(position(baseline, "P01").uid)]
        == "P04 reports to this position: reporting lines must not be a circle."
    )
    assert "no position “P5x”" in told[str(position(baseline, "P05").uid)]
    moved = position(baseline, "P04")
    assert (moved.manager and moved.manager.key, moved.manager_ref) == ("P03", "P03")


def test_new_rows_may_lead_each_other_and_say_what_they_miss(by: Actor, baseline: Baseline) -> None:
    answer = save(
        by,
        baseline,
        "positions",
        additions(
            {"key": "N2", "title": "Engineer", "manager": "N1", "team": "N-EU", "fte": "0,5"},
            {"key": "N1", "title": "Lead", "manager": "P01"},
            {"key": "P01", "title": "Twice"},
            {"title": "No reference"},
        ),
    )
    assert sorted(error["message"] for error in answer["errors"]) == [
        "Reference is missing.",
        "There is already a position “P01”. Choose another reference.",
    ]
    made = position(baseline, "N2")
    assert (made.manager and made.manager.key, made.fte, made.status, made.heads) == ("N1", 5_000, "filled", 1)
    assert Position.objects.filter(baseline=baseline).count() == 14
    assert AuditEntry.objects.filter(action="add_position").count() == 2


def test_a_new_row_that_was_sent_twice_is_there_once(by: Actor, baseline: Baseline) -> None:
    sent = additions({"key": "N1", "title": "Lead"})
    first, second = (save(by, baseline, "positions", sent)["rows"][0] for _ in range(2))
    assert (first["uid"], first["version"]) == (second["uid"], second["version"])
    assert Position.objects.filter(baseline=baseline, key="N1").count() == 1


def test_a_row_whose_manager_could_not_be_added_waits_too(by: Actor, baseline: Baseline) -> None:
    answer = save(
        by,
        baseline,
        "positions",
        additions({"key": "N1", "title": "Lead", "fte": "0"}, {"key": "N2", "title": "E", "manager": "N1"}),
    )
    assert [error["message"] for error in answer["errors"]] == [
        "FTE must be above 0 unless the post is eliminated.",
        "The new row N1 could not be added.",
    ]
    assert answer["rows"] == []


def test_what_others_rest_on_stays_and_what_goes_comes_back_as_it_was(
    by: Actor, baseline: Baseline, membership: Membership
) -> None:
    paid = actor_of(member(Role.MODELLER, Right.PAY, organisation=membership.organisation))
    assert (
        "P02 leads 4 positions" in messages(save(paid, baseline, "positions", deletions(position(baseline, "P02"))))[""]
    )
    gone = position(baseline, "P10")
    assert "pay that you cannot see" in messages(save(by, baseline, "positions", deletions(gone)))[""]
    Position.objects.filter(pk=gone.pk).update(person_ref="X1", occurrence=2)
    cells = {
        "key": "P10",
        "title": "Engineer",
        "team": "N-EU",
        "manager": "P03",
        "fte": 5_000,
        "cost_low": 9_000_000,
        "cost_high": 9_000_000,
    }
    answer = save(paid, baseline, "positions", deletions(gone))
    assert not Position.objects.filter(uid=gone.uid).exists()
    save(paid, baseline, "positions", back(answer, gone.uid, **cells))
    row = position(baseline, "P10")
    assert (row.uid, row.person_ref, row.occurrence, row.cost_low, row.fte) == (gone.uid, "X1", 2, 9_000_000, 5_000)
    assert AuditEntry.objects.get(action="delete_position").before["cost_low"] == "masked"


def test_a_row_that_moved_is_not_deleted(by: Actor, baseline: Baseline) -> None:
    seen = effort(baseline, "N-EU", "Incidents")
    save(by, baseline, "effort", edits(edit(seen, fte="3")))
    [conflict] = save(by, baseline, "effort", deletions(seen))["conflicts"]
    assert (conflict["values"]["fte"], conflict["cells"]) == (30_000, {})
    assert Effort.objects.filter(uid=seen.uid).exists()


def test_efforts_stay_within_the_positions_of_their_team(by: Actor, baseline: Baseline) -> None:
    """N-EU has 11.5 FTE filled and all of it stated: 1 reporting, 4 incidents, 1.5 engineering, 5 leading."""
    reporting, incidents = effort(baseline, "N-EU", "Reporting"), effort(baseline, "N-EU", "Incidents")
    answer = save(by, baseline, "effort", edits(edit(incidents, fte="4.5")))
    assert messages(answer) == {
        "fte": "Above 100 %: the efforts of N-EU would be 12 FTE, its filled positions have 11.5 FTE."
    }
    answer = save(by, baseline, "effort", edits(edit(incidents, fte="4.5"), edit(reporting, fte="0.5")))
    assert (answer["errors"], effort(baseline, "N-EU", "Incidents").fte) == ([], 45_000)
    assert effort(baseline, "N-EU", "Incidents").source_rule == "as corrected by hand"
    full = save(by, baseline, "effort", additions({"team": "N-EU", "activity": "Incidents", "fte": "0,1"}))
    assert "Above 100 %" in messages(full)["fte"]
    other = effort(baseline, "S-EU", "Reporting")
    assert "N-EU" in messages(save(by, baseline, "effort", edits(edit(other, team="N-EU"))))["team"]
    assert "above 0" in messages(save(by, baseline, "effort", edits(edit(other, fte="0"))))["fte"]


def test_positions_that_shrink_below_their_effort_are_told(by: Actor, baseline: Baseline) -> None:
    answer = save(by, baseline, "positions", edits(edit(position(baseline, "P10"), status="vacant")))
    assert answer["notes"] == ["Above 100 %: the efforts of N-EU are 11.5 FTE, its filled positions 11 FTE."]


def test_effort_stated_by_hand_is_never_proposed_over(by: Actor, baseline: Baseline) -> None:
    Effort.objects.filter(baseline=baseline, team__name="N-AS").delete()
    save(by, baseline, "effort", additions({"team": "N-AS", "activity": "Incidents", "fte": "1"}))
    propose_effort(by=by, baseline=baseline)
    assert effort(baseline, "N-AS", "Incidents").fte == 10_000


def test_teams_are_placed_added_and_removed_while_empty(by: Actor, baseline: Baseline) -> None:
    row = BaselineTeam.objects.select_related("team").get(baseline=baseline, team__name="S-AM")
    BaselineTeam.objects.filter(pk=row.pk).update(tower_rule="unit “S”")
    row.uid = row.team.uid
    answer = save(
        by,
        baseline,
        "teams",
        edits(edit(row, tower=" Mainframe ", region="", level="2", orientation="hybrid", capability=" Identity ")),
    )
    assert answer["rows"][0]["values"] == {
        "name": "S-AM",
        "tower": "Mainframe",
        "region": "",
        "level": 2,
        "orientation": "hybrid",
        "capability": "Identity",
    }
    row.refresh_from_db()
    assert (row.tower_rule, row.version) == ("", 2)
    assert messages(save(by, baseline, "teams", edits(edit(row, level="4")))) == {
        "level": "A level is 1, 2 or 3, or empty."
    }
    assert "has positions" in messages(save(by, baseline, "teams", deletions(row)))[""]
    made = save(by, baseline, "teams", additions({"name": "Cloud", "tower": "Mainframe"}, {"name": "s-am"}))
    assert messages(made) == {"name": "There is already a team “s-am” in this baseline."}
    cloud = BaselineTeam.objects.select_related("team").get(baseline=baseline, team__name="Cloud")
    assert made["rows"][0]["uid"] == str(cloud.team.uid)
    cloud.uid = cloud.team.uid
    save(by, baseline, "teams", deletions(cloud))
    assert not BaselineTeam.objects.filter(pk=cloud.pk).exists()
    assert Team.objects.filter(name="Cloud").exists()
