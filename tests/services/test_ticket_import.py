"""A ticket log comes in as it is: all of it or nothing, in its order, once."""

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from django.db import transaction

from core.imports.headless import import_files
from core.models import Run
from core.runs.worker import execute_here
from services.facts import log_facts
from services.importers import ticket_load
from services.importers.ticket_check import check
from services.importers.tickets import IMPORTER
from services.models import Event, Group, LogSegment, Person, Status, Ticket
from services.selectors import log_list, visible_logs
from tests.factories import OrganisationFactory, actor_of, member
from tests.services.logs import HOUR, bring_in, frame_of, golden_rows, ignore_progress, started_import

pytestmark = pytest.mark.django_db


def test_rows_without_ticket_or_time_are_rejected_with_their_place() -> None:
    rows: list[dict[str, Any]] = [
        {"ticket": "T1", "time": HOUR, "group": "A"},
        {"ticket": None, "time": HOUR, "group": "A"},
        {"ticket": "T2", "time": None, "group": "A"},
        {"ticket": "x" * 121, "time": HOUR, "group": "A"},
    ]
    report = check(started_import(OrganisationFactory.create()), frame_of(rows))
    assert report.counts == {"created": 1, "changed": 0, "unchanged": 0, "rejected": 3}
    assert [(found.code, found.line, found.severity) for found in report.defects] == [
        ("missing-ticket", 3, "error"),
        ("long-ticket", 5, "error"),
        ("missing-time", 4, "error"),
    ]
    assert report.totals[0] == {"label": "Events", "in_file": 4, "after_import": 1, "unit": "events"}


def test_a_name_that_is_too_long_keeps_its_row_out_and_other_texts_stay_empty() -> None:
    long = "x" * 200
    rows: list[dict[str, Any]] = [
        {"ticket": "T1", "time": HOUR, "group": long, "product": long, "kind": "Standard change of " + "y" * 180},
        {"ticket": "T1", "time": HOUR, "group": long + "1", "product": "A", "kind": "k"},
        {"ticket": "T1", "time": HOUR, "group": long + "2", "product": "A", "kind": "k"},
        {"ticket": "T2", "time": HOUR, "group": "G", "product": long + "1", "kind": "k"},
    ]
    organisation = OrganisationFactory.create()
    report = check(started_import(organisation), frame_of(rows))
    assert [(found.severity, found.code, found.line, found.column) for found in report.defects] == [
        ("error", "long-group", 3, "group"),
        ("error", "long-group", 4, "group"),
        ("warning", "long-text", 5, "product"),
    ]
    assert report.counts["rejected"] == 2
    assert report.defect_counts == {"missing-ticket": 0, "long-ticket": 0, "missing-time": 0} | {
        "long-group": 2,
        "long-text": 1,
    }
    assert "A group has up to 200 characters, and two that differ behind them would become one." in (
        report.defects[0].remedy
    )
    bring_in(organisation, frame_of(rows))
    assert set(Group.objects.values_list("name", flat=True)) == {long, "G"}
    kept = {key: (product, kind) for key, product, kind in Ticket.objects.values_list("key", "product", "kind")}
    assert kept == {"T1": (long, "Standard change of " + "y" * 180), "T2": ("", "k")}


def test_all_findings_of_a_code_are_counted_though_a_thousand_are_listed() -> None:
    rows = [{"ticket": None, "time": HOUR, "group": "A"}] * 1_500
    report = check(started_import(OrganisationFactory.create()), frame_of(rows))
    assert (len(report.defects), report.defect_counts["missing-ticket"]) == (1_000, 1_500)


def test_channel_fault_and_the_result_of_the_sla_come_in_with_their_words_understood(tmp_path: Path) -> None:
    path = tmp_path / "incidents.csv"
    path.write_text(
        "number,opened_at,assignment_group,contact_type,defect,made_sla\n"
        "INC1,2024-03-01T08:00:00Z,Desk,self-service,true,true\n"
        "INC2,2024-03-01T09:00:00Z,Desk,Event,no,false\n"
        "INC3,2024-03-01T10:00:00Z,Desk,pigeon,,\n"
    )
    incoming = import_files(by=actor_of(member()), kind="tickets", paths=[path], target_name="Incidents")
    assert incoming.state == "confirmed"
    told = {key: said for key, *said in Ticket.objects.values_list("key", "origin", "fault", "sla")}
    assert told == {
        "INC1": ["user", "product", "yes"],
        "INC2": ["monitoring", "none", "no"],
        "INC3": ["", "", ""],
    }
    assert [(group["code"], group["value"]) for group in incoming.report["defects"]] == [("unknown-value", "pigeon")]


def test_what_origin_and_fault_are_missed_for_is_said() -> None:
    silent = " ".join(check(started_import(OrganisationFactory.create()), frame_of(golden_rows())).notes)
    assert "No origin (channel) is named: it is known where the word for the kind says it" in silent
    assert "No fault is named: rules of routing that ask for a product's fault take no ticket" in silent
    rows = golden_rows(origin="user", fault="none")
    said = " ".join(check(started_import(OrganisationFactory.create()), frame_of(rows)).notes)
    assert "No origin" not in said
    assert "No fault" not in said


def test_a_list_with_one_row_per_ticket_says_what_it_cannot_answer() -> None:
    rows = [{"ticket": f"T{n}", "opened": n * HOUR, "group": "A"} for n in range(3)]
    report = check(started_import(OrganisationFactory.create()), frame_of(rows))
    assert len(report.notes) == 1
    assert "has no history, so handoffs, ping-pong, waiting and first-line resolution" in report.notes[0]


def test_notes_say_where_levels_come_from_and_what_is_missing() -> None:
    rows = [
        {"ticket": "T1", "time": HOUR, "group": "G1", "status": "Chipmunk"},
        {"ticket": "T1", "time": HOUR, "group": "G2 2nd", "status": "Closed"},
        {"ticket": "T1", "time": 2 * HOUR, "group": None, "status": None},
    ]
    notes = " ".join(check(started_import(OrganisationFactory.create()), frame_of(rows)).notes)
    assert "the suffix of the name (none is level 1): 1 group of level 1, 1 of 2" in notes
    assert "1 status has no class yet (“Chipmunk”): say whether it is queued" in notes
    assert "1 event names no group" in notes
    assert "1 event shares ticket and instant" in notes
    assert "No person is named: changes of hands" in notes
    assert "No priority is named: figures cannot be filtered by it, and agreements" in notes
    assert "No status says that work has begun" in notes


def test_events_come_back_in_the_order_ticket_instant_sequence_line() -> None:
    organisation = OrganisationFactory.create()
    rows = [
        {"ticket": "B", "time": 5 * HOUR, "group": "late", "sequence": 2},
        {"ticket": "B", "time": 5 * HOUR, "group": "early", "sequence": 1},
        {"ticket": "A", "time": 9 * HOUR, "group": "last", "sequence": 1},
        {"ticket": "A", "time": 1 * HOUR, "group": "first", "sequence": 9},
        {"ticket": "B", "time": 5 * HOUR, "group": "later", "sequence": 2},
    ]
    _, log = bring_in(organisation, frame_of(rows))
    facts = log_facts(log.pk)
    names = dict(Group.objects.values_list("pk", "name"))
    keys = dict(Ticket.objects.values_list("pk", "key"))
    in_order = [
        (keys[facts.ticket_ids[ticket]], names[facts.group_ids[group]])
        for ticket, group in zip(facts.ticket, facts.group, strict=True)
    ]
    assert [name for key, name in in_order if key == "B"] == ["early", "late", "later"]
    assert [name for key, name in in_order if key == "A"] == ["first", "last"]


def test_a_log_comes_in_alike_as_texts_and_as_codes() -> None:
    rows = [row | {"priority": f"P{number % 3}"} for number, row in enumerate(golden_rows(person=" Ann"))]
    codes = frame_of(rows).with_columns(pl.col(pl.String).cast(pl.Categorical))
    facts = [log_facts(bring_in(OrganisationFactory.create(), frame)[1].pk) for frame in (frame_of(rows), codes)]
    for name in ("ticket", "at", "group", "status"):
        assert getattr(facts[0], name).tolist() == getattr(facts[1], name).tolist()
    one, other = (found.attributes["priority"] for found in facts)
    assert (one.codes.tolist(), one.labels) == (other.codes.tolist(), other.labels)


def test_lines_carry_the_number_of_their_file() -> None:
    first = frame_of([{"ticket": "A", "time": HOUR, "group": "x"}])
    second = frame_of([{"ticket": "A", "time": HOUR, "group": "y"}], file_no=2)
    bring_in(OrganisationFactory.create(), pl.concat([second, first]))
    assert list(Event.objects.order_by("pk").values_list("line", flat=True)) == [2, 1_000_000_002]


def test_names_that_differ_in_case_or_spaces_only_are_one_group() -> None:
    organisation = OrganisationFactory.create()
    bring_in(
        organisation, frame_of([{"ticket": "A", "time": n, "group": g} for n, g in enumerate(["Net  1", "net 1"])])
    )
    bring_in(organisation, frame_of([{"ticket": "A", "time": 9, "group": " NET 1 "}]))
    assert list(Group.objects.values_list("name", flat=True)) == ["Net 1"]


def test_levels_come_from_a_column_or_from_the_suffix_as_stated() -> None:
    rows = [{"ticket": "A", "time": n, "group": g} for n, g in enumerate(["S1", "S2 2nd", "S3 2nd 3rd"])]
    bring_in(OrganisationFactory.create(), frame_of(rows), "by suffix")
    bring_in(OrganisationFactory.create(), frame_of([row | {"level_rule": "none"} for row in rows]), "none")
    bring_in(OrganisationFactory.create(), frame_of([row | {"level": "L3"} for row in rows]), "by column")
    levels = {
        name: list(Group.objects.filter(log__name=name).order_by("name").values_list("level", "level_label"))
        for name in ("by suffix", "none", "by column")
    }
    assert levels["by suffix"] == [(1, ""), (2, "2nd"), (3, "2nd 3rd")]
    assert levels["none"] == [(0, ""), (0, ""), (0, "")]
    assert levels["by column"] == [(3, "L3"), (3, "L3"), (3, "L3")]


def test_a_status_takes_its_class_from_the_mapping_else_from_its_name() -> None:
    rows = [
        {"ticket": "A", "time": 1, "group": "g", "status": "Parked", "status_class": "pending"},
        {"ticket": "A", "time": 2, "group": "g", "status": "In Progress", "status_class": None},
        {"ticket": "A", "time": 3, "group": "g", "status": "Odd", "status_class": None},
        {"ticket": "A", "time": 4, "group": "g", "status": None, "status_class": "closed"},
    ]
    bring_in(OrganisationFactory.create(), frame_of(rows))
    kinds = {name: Status.Kind(kind).label for name, kind in Status.objects.values_list("name", "kind")}
    assert kinds == {"Parked": "Pending", "In Progress": "Working", "Odd": "Unknown", "closed": "Closed"}


def test_a_tickets_latest_attributes_count() -> None:
    rows = [
        {"ticket": "A", "time": 2 * HOUR, "group": "g", "priority": "P1", "status": "Closed"},
        {"ticket": "A", "time": HOUR, "group": "g", "priority": "P3", "status": "New"},
    ]
    bring_in(OrganisationFactory.create(), frame_of(rows))
    assert Ticket.objects.values_list("priority", "opened", "closed").get() == ("P1", HOUR, 2 * HOUR)


def test_the_same_event_in_two_segments_counts_as_often_as_where_it_occurs_most() -> None:
    organisation = OrganisationFactory.create()
    twice = [{"ticket": "A", "time": HOUR, "group": "g"}] * 2
    bring_in(organisation, frame_of([*twice, {"ticket": "A", "time": 2 * HOUR, "group": "h"}]))
    _, log = bring_in(organisation, frame_of([twice[0], {"ticket": "A", "time": 3 * HOUR, "group": "g"}]))
    assert (log_facts(log.pk).at // HOUR).tolist() == [1, 1, 2, 3]
    assert log.version == 3


class Killed(Exception):
    """Stands for a worker that dies."""


def test_a_killed_load_leaves_nothing_visible_and_is_loaded_again_cleanly(monkeypatch: pytest.MonkeyPatch) -> None:
    person = member()
    actor = actor_of(person)
    incoming = started_import(person.organisation)
    for name in ("BATCH_ROWS", "COPIED_ROWS"):
        monkeypatch.setattr(f"services.bulk.{name}", 5)

    def die_halfway(done: int, total: int, stage: str = "") -> None:
        if done >= 10:
            raise Killed

    with pytest.raises(Killed):
        ticket_load.load(incoming, frame_of(golden_rows()), die_halfway)
    assert Event.objects.count() == 10
    assert not visible_logs(actor).exists()
    assert log_list(actor) == []

    loaded = ticket_load.load(incoming, frame_of(golden_rows()), ignore_progress)
    ticket_load.publish(incoming, loaded)
    assert Event.objects.count() == 17
    assert [(row.events, row.tickets, row.groups) for row in log_list(actor)] == [(17, 4, 3)]


def test_a_second_import_that_is_still_loading_changes_nothing_that_is_seen() -> None:
    person = member()
    _, log = bring_in(person.organisation, frame_of(golden_rows()))
    ticket_load.load(
        started_import(person.organisation), frame_of([{"ticket": "T9", "time": 1, "group": "Z"}]), ignore_progress
    )
    assert len(log_facts(log.pk).at) == 17
    assert [(row.events, row.groups, row.is_exact) for row in log_list(actor_of(person))] == [(17, 3, True)]


def test_what_a_load_that_failed_for_good_left_goes_with_the_next_one() -> None:
    organisation = OrganisationFactory.create()
    failed = started_import(organisation)
    ticket_load.load(failed, frame_of(golden_rows()), ignore_progress)
    failed.run = Run.objects.create(organisation=organisation, kind="x", fingerprint="x", state=Run.State.FAILED)
    failed.save()
    bring_in(organisation, frame_of([{"ticket": "T9", "time": 1, "group": "Z"}]))
    assert Event.objects.count() == 1


def test_undo_hides_at_once_and_removes_exactly_what_came_in() -> None:
    person = member()
    _, log = bring_in(person.organisation, frame_of(golden_rows(person="Ann")))
    before = log_facts(log.pk)
    second, log = bring_in(
        person.organisation,
        frame_of([{"ticket": t, "time": 99, "group": g, "person": "Bo"} for t, g in (("T1", "A"), ("T9", "Z"))]),
    )
    with transaction.atomic():
        IMPORTER.undo(second, actor_of(person))
    assert np.array_equal(log_facts(log.pk).at, before.at)
    run = execute_here(Run.objects.get(kind="tickets-removal"))
    assert run.outcome == {"tickets": 1, "groups": 1}
    assert sorted(Group.objects.values_list("name", flat=True)) == ["A", "B", "C"]
    assert (Event.objects.count(), Ticket.objects.count(), Person.objects.get().name) == (17, 4, "Ann")
    log.refresh_from_db()
    assert log.version == 4


def test_undoing_the_only_import_leaves_no_log_to_see_and_it_may_come_again() -> None:
    person = member()
    incoming, log = bring_in(person.organisation, frame_of(golden_rows()))
    with transaction.atomic():
        IMPORTER.undo(incoming, actor_of(person))
    assert log_list(actor_of(person)) == []
    execute_here(Run.objects.get(kind="tickets-removal"))
    assert (Event.objects.count(), Ticket.objects.count(), Group.objects.count()) == (0, 0, 0)
    bring_in(person.organisation, frame_of(golden_rows()))
    assert len(log_facts(log.pk).at) == 17
    assert LogSegment.objects.filter(state="ready").count() == 1
