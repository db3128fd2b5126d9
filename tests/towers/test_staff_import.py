"""A staff list comes in, is changed by a later one, and goes out again."""

from typing import Any

import pytest

from core.errors import UserError
from core.imports.understanding import in_words
from organisations.models import Organisation
from tests.factories import EffortFactory, OrganisationFactory, actor_of, member
from tests.towers.frames import bring_in, check, codes, frame_of, new_import
from towers.actions.baselines import lock_baseline
from towers.importers.positions import IMPORTER
from towers.models import Baseline, BaselineTeam, Position, Region, Team, Tower

pytestmark = pytest.mark.django_db

HEAD = {
    "id": "P1",
    "title": "Head",
    "team": "Server EU",
    "tower": "Server",
    "region": "Europe",
    "fte": 1.0,
    "cost": 15_000_000,
}
ANNA = {**HEAD, "id": "P2", "title": "Engineer", "manager": "P1", "cost": 9_000_000}
BERT = {**ANNA, "id": "P3", "fte": 0.5}


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


def positions() -> dict[str, Position]:
    return {row.key: row for row in Position.objects.select_related("team", "manager")}


def stored() -> list[dict[str, Any]]:
    """Everything of each position but how often it was written."""
    rows = Position.objects.order_by("id").values()
    return [{name: value for name, value in row.items() if name != "version"} for row in rows]


def test_rows_become_positions_of_a_new_draft(organisation: Organisation) -> None:
    counts = bring_in(IMPORTER, new_import("positions", organisation), frame_of(HEAD, ANNA, BERT))
    assert counts == {"created": 3, "changed": 0, "unchanged": 0}
    found = positions()
    bert = found["P3"]
    assert (bert.fte, bert.heads, bert.is_aggregate, bert.cost_low, bert.cost_high) == (
        5_000,
        1,
        False,
        9_000_000,
        9_000_000,
    )
    assert bert.manager == found["P1"]
    assert bert.import_row is not None
    assert (bert.import_row.file_no, bert.import_row.line) == (1, 4)
    baseline = Baseline.objects.get()
    assert (baseline.state, baseline.version) == ("draft", 2)
    placed = BaselineTeam.objects.get(baseline=baseline)
    assert (str(placed.team), str(placed.tower), str(placed.region)) == ("Server EU", "Server", "Europe")


def test_names_that_differ_in_case_and_spaces_are_one_team(organisation: Organisation) -> None:
    bring_in(IMPORTER, new_import("positions", organisation), frame_of(HEAD, {**ANNA, "team": " SERVER  eu "}))
    assert [str(team) for team in Team.objects.all()] == ["Server EU"]


def test_nothing_is_visible_before_it_is_published(organisation: Organisation) -> None:
    import_of = new_import("positions", organisation)
    report = check(IMPORTER, import_of, frame_of(HEAD, ANNA))
    IMPORTER.load(import_of, report.accepted, lambda *_: None)
    assert Position.objects.count() == Team.objects.count() == Baseline.objects.count() == 0
    assert import_of.rows.count() == 2


def test_a_load_that_broke_off_starts_over(organisation: Organisation) -> None:
    import_of = new_import("positions", organisation)
    IMPORTER.load(import_of, frame_of(HEAD, ANNA), lambda *_: None)
    loaded = IMPORTER.load(import_of, frame_of(HEAD, ANNA), lambda *_: None)
    assert IMPORTER.publish(import_of, loaded)["created"] == 2


def test_a_row_without_reference_is_named_after_its_line_and_counts_as_an_aggregate() -> None:
    import_of = new_import("positions")
    frame = frame_of({"title": "Officer", "team": "Unit", "fte": 4.5, "cost_low": 100, "cost_high": 200})
    report = check(IMPORTER, import_of, frame)
    assert "1 row has no reference: each got one of its file and line (row:1:17)." in report.notes
    bring_in(IMPORTER, import_of, frame)
    row = Position.objects.get()
    assert (row.key, row.fte, row.heads, row.is_aggregate, row.cost) == ("row:1:2", 45_000, 5, True, 150)


def test_pay_of_zero_is_shown_as_nothing_known() -> None:
    fields = {one.code: one for one in IMPORTER.fields}
    assert [in_words(fields["cost_low"], value, "UTC") for value in (0, 4_000_000, None)] == ["", 4_000_000, ""]
    assert in_words(fields["fte"], 0.0, "UTC") == 0.0


def test_pay_of_zero_is_unknown_and_counted() -> None:
    frame = frame_of(HEAD, {**ANNA, "cost": 0}, {**BERT, "cost": None})
    import_of = new_import("positions")
    report = check(IMPORTER, import_of, frame)
    assert "2 of 3 rows have no known pay. Unknown is not 0: what is unknown is left out of averages." in report.notes
    bring_in(IMPORTER, import_of, frame)
    assert [row.cost for row in positions().values()] == [15_000_000, None, None]


def test_what_can_not_be_is_rejected_with_its_place() -> None:
    frame = frame_of(HEAD, {**ANNA, "fte": -1.0}, {**BERT, "fte": 0.0}, {**BERT, "id": "P4", "fte": None})
    report = check(IMPORTER, new_import("positions"), frame)
    assert report.counts == {"created": 1, "changed": 0, "unchanged": 0, "rejected": 3}
    found = [(defect.code, defect.line, defect.column, defect.value) for defect in report.defects]
    assert found == [
        ("missing-fte", 5, "fte", ""),
        ("fte-not-positive", 3, "fte", "-1.0"),
        ("fte-not-positive", 4, "fte", "0.0"),
    ]
    assert len(report.accepted) == 1


def test_a_repeated_reference_is_a_second_post_and_an_equal_row_is_told() -> None:
    frame = frame_of(HEAD, ANNA, {**ANNA, "title": "Job share"}, ANNA)
    import_of = new_import("positions")
    report = check(IMPORTER, import_of, frame)
    assert [(d.code, d.line) for d in report.defects] == [
        ("repeated-key", 4),
        ("repeated-key", 5),
        ("duplicate-row", 5),
    ]
    assert "1 row repeats an earlier row in every mapped column, which adds 1.0 FTE." in report.notes
    bring_in(IMPORTER, import_of, frame)
    twos = Position.objects.filter(key="P2").order_by("occurrence")
    assert [(row.occurrence, row.title) for row in twos] == [(1, "Engineer"), (2, "Job share"), (3, "Engineer")]


def test_broken_reporting_lines_come_in_empty_and_keep_the_source_value() -> None:
    frame = frame_of(
        {**HEAD, "manager": "XX"},
        {**ANNA, "manager": "P3"},
        {**BERT, "manager": "P2"},
        {**ANNA, "id": "P5", "manager": "P5"},
    )
    import_of = new_import("positions")
    report = check(IMPORTER, import_of, frame)
    found = [(defect.code, defect.line, defect.value) for defect in report.defects]
    assert found == [("dangling-manager", 2, "XX"), ("manager-cycle", 3, "P3"), ("manager-cycle", 5, "P5")]
    bring_in(IMPORTER, import_of, frame)
    assert {key: str(row.manager and row.manager.key) for key, row in positions().items()} == {
        "P1": "None", "P2": "None", "P3": "P2", "P5": "None"
    }  # fmt: skip
    assert positions()["P1"].manager_ref == "XX"


def test_an_eliminated_post_comes_in_outside_every_total() -> None:
    report = check(IMPORTER, new_import("positions"), frame_of(HEAD, {**ANNA, "status": "eliminated"}))
    assert codes(report) == ["eliminated-post"]
    totals = {total["label"]: (total["in_file"], total["after_import"]) for total in report.totals}
    assert totals == {
        "Rows": (2, 2),
        "Persons in scope": (1, 1),
        "FTE, eliminated posts included": (20_000, 20_000),
        "FTE in scope": (10_000, 10_000),
        "Labour cost in scope": (15_000_000, 15_000_000),
    }


def test_the_difference_between_file_and_baseline_is_explained(organisation: Organisation) -> None:
    bring_in(IMPORTER, new_import("positions", organisation), frame_of(HEAD, ANNA))
    broken = {**ANNA, "id": "P9", "fte": -1.0}
    report = check(IMPORTER, new_import("positions", organisation), frame_of(HEAD, broken))
    (fte,) = [total for total in report.totals if total["label"] == "FTE in scope"]
    assert (fte["in_file"], fte["before"], fte["after_import"]) == (0, 20_000, 20_000)
    assert [(part["label"], part["value"]) for part in fte["because"]] == [
        ("rejected rows, which stay out", 10_000),
        ("in the baseline already and not in this file", 10_000),
    ]


def test_a_reference_that_two_posts_share_leads_to_the_live_one() -> None:
    gone = {**HEAD, "status": "eliminated"}
    bring_in(
        IMPORTER, new_import("positions"), frame_of(gone, {**HEAD, "status": "filled"}, {**ANNA, "status": "filled"})
    )
    assert Position.objects.get(key="P2").manager == Position.objects.get(key="P1", occurrence=2)


def test_most_fte_decide_the_tower_of_a_team() -> None:
    frame = frame_of(HEAD, ANNA, {**BERT, "tower": "Network"})
    report = check(IMPORTER, new_import("positions"), frame)
    assert [(d.code, d.line, d.value) for d in report.defects] == [("team-in-two-towers", 4, "Network")]
    bring_in(IMPORTER, new_import("positions"), frame)
    assert str(BaselineTeam.objects.get().tower) == "Server"


def test_a_later_file_changes_what_it_names_and_leaves_the_rest(organisation: Organisation) -> None:
    bring_in(IMPORTER, new_import("positions", organisation), frame_of(HEAD, ANNA, BERT))
    uid = Position.objects.get(key="P2").uid
    later = frame_of(HEAD, {**ANNA, "title": "Architect"}, {**ANNA, "id": "P9", "manager": "P3"})
    report = check(IMPORTER, new_import("positions", organisation), later)
    assert report.counts == {"created": 1, "changed": 1, "unchanged": 1, "rejected": 0}
    bring_in(IMPORTER, new_import("positions", organisation), later)
    found = positions()
    assert (found["P2"].title, found["P2"].uid) == ("Architect", uid)
    assert sorted(found) == ["P1", "P2", "P3", "P9"]
    assert found["P9"].manager == found["P3"]


def test_a_column_that_a_later_file_lacks_keeps_its_values(organisation: Organisation) -> None:
    bring_in(IMPORTER, new_import("positions", organisation), frame_of(HEAD, ANNA))
    later = frame_of({"id": "P2", "title": "Engineer", "team": "Server EU", "cost": 9_900_000})
    assert bring_in(IMPORTER, new_import("positions", organisation), later)["changed"] == 1
    anna = positions()["P2"]
    assert (anna.cost, anna.fte, anna.manager_ref) == (9_900_000, 10_000, "P1")
    assert str(BaselineTeam.objects.get().tower) == "Server"


def test_a_manager_who_comes_later_gets_the_reports_that_waited(organisation: Organisation) -> None:
    bring_in(IMPORTER, new_import("positions", organisation), frame_of(ANNA))
    assert positions()["P2"].manager is None
    bring_in(IMPORTER, new_import("positions", organisation), frame_of(HEAD))
    assert positions()["P2"].manager == positions()["P1"]


def test_undo_restores_what_was_there(organisation: Organisation) -> None:
    bring_in(IMPORTER, new_import("positions", organisation), frame_of(HEAD, ANNA))
    before = stored()
    second = new_import("positions", organisation)
    changed = {**ANNA, "title": "Architect", "manager": "P7", "tower": "Network"}
    new = {**HEAD, "id": "P7", "team": "Network EU", "tower": "Network", "region": "EMEA"}
    bring_in(IMPORTER, second, frame_of(changed, new))
    assert positions()["P2"].manager == positions()["P7"]
    IMPORTER.undo(second, actor_of(member(organisation=organisation)))
    assert stored() == before
    assert [str(team) for team in Team.objects.all()] == ["Server EU"]
    assert [str(tower) for tower in Tower.objects.all()] == ["Server"]
    assert [str(region) for region in Region.objects.all()] == ["Europe"]
    assert str(BaselineTeam.objects.get().tower) == "Server"


def test_who_saw_a_row_before_an_import_changed_it_can_tell(organisation: Organisation) -> None:
    bring_in(IMPORTER, new_import("positions", organisation), frame_of(HEAD, ANNA))
    second = new_import("positions", organisation)
    bring_in(IMPORTER, second, frame_of({**HEAD, "tower": "Network"}, {**ANNA, "title": "Architect"}))
    assert {key: row.version for key, row in positions().items()} == {"P1": 1, "P2": 2}
    assert BaselineTeam.objects.get().version == 2
    IMPORTER.undo(second, actor_of(member(organisation=organisation)))
    assert {key: row.version for key, row in positions().items()} == {"P1": 1, "P2": 3}
    assert BaselineTeam.objects.get().version == 3


def test_undo_is_refused_where_something_rests_on_the_import(organisation: Organisation) -> None:
    by = actor_of(member(organisation=organisation))
    first = new_import("positions", organisation)
    bring_in(IMPORTER, first, frame_of(HEAD, ANNA))
    second = new_import("positions", organisation)
    bring_in(IMPORTER, second, frame_of({**ANNA, "title": "Architect"}))
    with pytest.raises(UserError, match="A later import changed 1 of these positions"):
        IMPORTER.undo(first, by)
    IMPORTER.undo(second, by)
    baseline = Baseline.objects.get()
    row = positions()["P1"].import_row
    EffortFactory.create(baseline=baseline, team=Team.objects.get(), position=positions()["P1"], import_row=row)
    with pytest.raises(UserError, match="1 imported effort names these positions"):
        IMPORTER.undo(first, by)


def test_a_locked_baseline_takes_nothing_and_gives_nothing_back(organisation: Organisation) -> None:
    by = actor_of(member(organisation=organisation))
    first = new_import("positions", organisation, target_name="March")
    bring_in(IMPORTER, first, frame_of(HEAD))
    baseline = Baseline.objects.get()
    lock_baseline(by=by, baseline=baseline, version=baseline.version)
    with pytest.raises(UserError, match="locked and never changes"):
        IMPORTER.undo(first, by)
    report = check(IMPORTER, new_import("positions", organisation, target_name="March"), frame_of(ANNA))
    assert (report.defects[0].severity, report.defects[0].code) == ("fatal", "baseline-locked")
