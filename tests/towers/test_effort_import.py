"""Who does what: an effort file comes in, is corrected, replaced and taken back."""

import csv
import io
from typing import Any

import pytest

from core.errors import UserError
from organisations.models import Organisation
from sample.generator import generate
from tests.factories import OrganisationFactory, PositionFactory, actor_of, member
from tests.towers.frames import bring_in, check, codes, frame_of, new_import
from towers.actions.wordings import correct_wording
from towers.importers.efforts import IMPORTER
from towers.importers.positions import IMPORTER as POSITIONS
from towers.models import Activity, Baseline, Effort, Position

pytestmark = pytest.mark.django_db

STAFF = [{"id": f"P{number}", "title": "Engineer", "team": "Server EU", "fte": 1.0} for number in range(1, 5)]
PACK = {"team": "Server EU", "activity": "Monthly capacity pack", "fte": 1.5}
FAULTS = {"team": "server  eu", "activity": "Fault fixing", "fte": 2.0}


@pytest.fixture
def organisation() -> Organisation:
    owner = OrganisationFactory.create()
    bring_in(POSITIONS, new_import("positions", owner), frame_of(*STAFF))
    return owner


def efforts() -> list[tuple[str, str, int]]:
    rows = Effort.objects.order_by("id").select_related("activity")
    return [(row.wording, row.activity.name, row.fte) for row in rows]


def stored() -> list[dict[str, Any]]:
    """Everything of each effort but how often and when it was written."""
    rows = Effort.objects.order_by("id").values()
    return [{name: value for name, value in row.items() if name not in ("version", "created")} for row in rows]


def test_wordings_become_known_activities_with_their_rule(organisation: Organisation) -> None:
    report = check(IMPORTER, new_import("effort", organisation), frame_of(PACK, FAULTS))
    assert report.notes == [
        "2 wordings were read as 2 known activities by the words in them. Check this under Activities.",
        "0.5 FTE of these teams stay unassigned: their efforts add up to less.",
    ]
    counts = bring_in(IMPORTER, new_import("effort", organisation), frame_of(PACK, FAULTS))
    assert counts == {"created": 2, "changed": 0, "unchanged": 0, "removed": 0}
    assert efforts() == [
        ("Monthly capacity pack", "Capacity reporting", 15_000),
        ("Fault fixing", "Incident resolution", 20_000),
    ]
    effort = Effort.objects.order_by("id")[0]
    assert (effort.evidence, effort.score) == ("surveyed", 0.7)
    assert effort.source_rule == "words “capacity pack” in “Monthly capacity pack”"
    assert (effort.activity.function_code, effort.activity.scale_class) == (10, "administrative")


def test_an_activity_that_no_word_explains_is_made_with_a_proposed_function(organisation: Organisation) -> None:
    frame = frame_of({**PACK, "activity": "Zorbing"})
    report = check(IMPORTER, new_import("effort", organisation), frame)
    assert [(d.code, d.value, d.line) for d in report.defects] == [("unknown-activity", "Zorbing", 2)]
    bring_in(IMPORTER, new_import("effort", organisation), frame)
    assert Activity.objects.get(name="Zorbing").function_code == 8


def test_more_effort_than_the_team_has_is_rejected_for_the_whole_team(organisation: Organisation) -> None:
    report = check(IMPORTER, new_import("effort", organisation), frame_of(PACK, {**FAULTS, "fte": 3.0}))
    assert codes(report) == ["effort-above-capacity", "effort-above-capacity"]
    assert report.counts["rejected"] == 2


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({**PACK, "team": "Nobody"}, "unknown-team"),
        ({**PACK, "fte": 0.0}, "fte-not-positive"),
        ({**PACK, "fte": None}, "missing-fte"),
        ({**PACK, "activity": " "}, "missing-activity"),
        ({**PACK, "evidence": "hearsay"}, "unknown-evidence"),
    ],
)
def test_what_can_not_be_is_rejected(organisation: Organisation, row: dict[str, object], code: str) -> None:
    report = check(IMPORTER, new_import("effort", organisation), frame_of(row))
    assert (codes(report), report.counts["rejected"]) == ([code], 1)


@pytest.mark.parametrize("shares", [(0.25, 0.5), (25.0, 50.0)])
def test_shares_are_of_the_team_and_may_be_per_cent(organisation: Organisation, shares: tuple[float, float]) -> None:
    rows = [{"team": "Server EU", "activity": "Patching", "share": shares[0]}]
    rows.append({"team": "Server EU", "activity": "Budget follow-up", "share": shares[1]})
    bring_in(IMPORTER, new_import("effort", organisation), frame_of(*rows))
    assert [fte for _, _, fte in efforts()] == [10_000, 20_000]


def test_effort_may_name_its_position(organisation: Organisation) -> None:
    frame = frame_of({**PACK, "fte": 1.0, "position": "P2"}, {**FAULTS, "position": "P77"})
    report = check(IMPORTER, new_import("effort", organisation), frame)
    assert [(d.code, d.value) for d in report.defects] == [("unknown-position", "P77")]
    bring_in(IMPORTER, new_import("effort", organisation), frame)
    keys = [effort.position and effort.position.key for effort in Effort.objects.order_by("id")]
    assert keys == ["P2", None]


def test_a_later_file_speaks_for_the_whole_of_its_teams_and_undo_brings_back_what_it_replaced(
    organisation: Organisation,
) -> None:
    first = new_import("effort", organisation)
    bring_in(IMPORTER, first, frame_of(PACK, FAULTS))
    before = stored()
    second = new_import("effort", organisation)
    counts = bring_in(IMPORTER, second, frame_of({**PACK, "fte": 0.5}, {**PACK, "activity": "Patching"}))
    assert counts == {"created": 1, "changed": 1, "unchanged": 0, "removed": 1}
    assert sorted(efforts()) == [
        ("Monthly capacity pack", "Capacity reporting", 5_000), ("Patching", "Changes and patching", 15_000)
    ]  # fmt: skip
    by = actor_of(member(organisation=organisation))
    with pytest.raises(UserError, match="2 of these efforts were replaced since"):
        IMPORTER.undo(first, by)
    IMPORTER.undo(second, by)
    assert stored() == before
    assert list(Effort.objects.order_by("id").values_list("version", flat=True)) == [3, 1]
    assert not Activity.objects.filter(name="Changes and patching").exists()


def test_the_same_file_again_changes_nothing(organisation: Organisation) -> None:
    bring_in(IMPORTER, new_import("effort", organisation), frame_of(PACK, FAULTS))
    report = check(IMPORTER, new_import("effort", organisation), frame_of(PACK, FAULTS))
    assert report.counts == {"created": 0, "changed": 0, "unchanged": 2, "rejected": 0}


def test_a_correction_moves_the_effort_and_is_remembered(organisation: Organisation) -> None:
    bring_in(IMPORTER, new_import("effort", organisation), frame_of(PACK, FAULTS))
    by = actor_of(member(organisation=organisation))
    target = Activity.objects.get(name="Incident resolution")
    baseline = Baseline.objects.get()
    assert correct_wording(by=by, baseline=baseline, wording="monthly CAPACITY pack", activity=target) == 1
    assert {activity for _, activity, _ in efforts()} == {"Incident resolution"}
    bring_in(IMPORTER, new_import("effort", organisation), frame_of({**PACK, "fte": 1.0}, FAULTS))
    assert efforts()[0] == ("Monthly capacity pack", "Incident resolution", 10_000)


def test_vacant_and_eliminated_posts_do_no_work(organisation: Organisation) -> None:
    team = Position.objects.first().team
    PositionFactory.create(baseline=Baseline.objects.get(), team=team, status="vacant")
    assert codes(check(IMPORTER, new_import("effort", organisation), frame_of({**PACK, "fte": 4.5}))) == [
        "effort-above-capacity"
    ]


def test_the_sample_organisation_comes_in_whole_and_its_wordings_meet_again() -> None:
    files = generate()
    owner = OrganisationFactory.create()
    staff = [
        {
            "id": row["Position ID"], "title": row["Job title"], "team": row["Team"], "tower": row["Tower"] or None,
            "region": row["Region"], "manager": row["Manager ID"], "fte": float(row["FTE"]),
            "cost": int(row["Yearly cost EUR"]) * 100, "status": row["Status"].lower(),
        }
        for row in csv.DictReader(io.StringIO(files.positions_csv.decode("utf-8-sig")))
    ]  # fmt: skip
    report = check(POSITIONS, new_import("positions", owner), frame_of(*staff))
    flaws = files.facts.staff.flaws
    assert sorted(d.value for d in report.defects if d.code == "dangling-manager") == sorted(
        flaws.dangling_managers.values()
    )
    assert [d.value for d in report.defects if d.code == "repeated-key"] == [flaws.repeated_id]
    assert codes(report).count("eliminated-post") == len(flaws.eliminated)
    bring_in(POSITIONS, new_import("positions", owner), frame_of(*staff))
    managers = Position.objects.filter(status="filled", reports__isnull=False).distinct().count()
    assert managers == files.facts.staff.managers
    rows = [
        {
            "team": row["Team"],
            "activity": row["Activity"],
            "fte": float(row["FTE"]),
            "position": row["Position ID"] or None,
        }
        for row in csv.DictReader(io.StringIO(files.effort_csv.decode("utf-8-sig")))
    ]
    report = check(IMPORTER, new_import("effort", owner), frame_of(*rows))
    assert report.counts["rejected"] == 0
    bring_in(IMPORTER, new_import("effort", owner), frame_of(*rows))
    reporting = {wording for wording, activity, _ in efforts() if activity == "Capacity reporting"}
    wanted = {text for text, kind in files.facts.work.activity_of_wording.items() if kind == "capacity-reporting"}
    assert reporting == wanted
