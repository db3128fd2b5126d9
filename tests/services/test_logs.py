"""What is said of a ticket log as a whole: working hours, machines, what was reopened, what it cannot answer."""

import gzip
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction

from core.actor import Actor, Role, Scope
from core.errors import UserError
from core.imports.headless import settled
from core.models import AuditEntry, Import, Run
from core.runs.worker import execute_here
from core.versions import Conflict
from metrics.selectors.handoffs import handoff_analysis
from organisations.actions import create_token
from organisations.models import Membership, Organisation
from services.actions.calendars import Hours, add_calendar, remove_calendar
from services.actions.groups import edit_group
from services.actions.logs import edit_log
from services.clock_selectors import clocks_of
from services.clocks import Clocks
from services.facts import log_facts
from services.importers.ticket_check import check
from services.importers.tickets import IMPORTER
from services.log_summary import log_summary
from services.models import BusinessCalendar, Group, Person, TicketAddition, TicketLog
from services.selectors import group_list, log_list, log_of, machines_of, ticket_of, ticket_path
from tests.factories import actor_of, client_for, member
from tests.services.logs import HOUR, bring_in, frame_of, golden_rows, started_import

pytestmark = pytest.mark.django_db
MACHINES = "siebel\nrouter*\n!router desk"
PATH = (("A", "Ann"), ("Router 1", "Siebel"), ("B", "Bo"), ("Router 1", "SIEBEL"), ("B", "Cy"), ("Router desk", "Cy"))


@pytest.fixture
def person() -> Membership:
    return member()


@pytest.fixture
def actor(person: Membership) -> Actor:
    return actor_of(person)


@pytest.fixture
def office(actor: Actor) -> BusinessCalendar:
    spans = dict.fromkeys(range(5), ((540, 1_020),))
    return add_calendar(by=actor, hours=Hours("Office", "Europe/Brussels", spans, [(date(2026, 12, 25), "Christmas")]))


@pytest.fixture
def log(person: Membership) -> TicketLog:
    rows = [
        {"ticket": "T1", "time": hour * HOUR, "group": group, "person": name, "status": "In Progress"}
        for hour, (group, name) in enumerate(PATH, 1)
    ]
    return bring_in(person.organisation, frame_of(rows))[1]


def edited(actor: Actor, log: TicketLog, **said: Any) -> TicketLog:
    return edit_log(by=actor, log=log, **{"version": log.version, "calendar": None, "system_rule": MACHINES} | said)


def moves(actor: Actor, log: TicketLog) -> tuple[int, int, int]:
    """Handoffs, changes of hands, events without a group."""
    found = handoff_analysis(actor, log)
    return found.handoffs, found.reassigned, found.events_without_group


def test_a_log_gets_its_working_hours_once_and_for_all_to_see(
    actor: Actor, log: TicketLog, office: BusinessCalendar
) -> None:
    assert clocks_of(log) is None
    seen = log.version
    edited(actor, log, calendar=office, system_rule=log.system_rule)
    again = log_of(actor, log.uid)
    assert (clocks_of(again), again.version) == (Clocks((office.timed(),), (), ("Office",)), seen + 1)
    entry = AuditEntry.objects.get(action="edit_log")
    assert (entry.before["calendar"], entry.after["calendar"]) == (None, "Office")
    with pytest.raises(Conflict) as conflict:
        edited(actor, log, version=seen)
    assert conflict.value.theirs["calendar"] == "Office"


def test_a_calendar_in_use_stays(actor: Actor, log: TicketLog, office: BusinessCalendar) -> None:
    edited(actor, log, calendar=office)
    with pytest.raises(UserError, match="is the calendar of the ticket log “Log”"):
        remove_calendar(by=actor, calendar=office, version=1)


def test_a_viewer_says_nothing(log: TicketLog, person: Membership) -> None:
    with pytest.raises(PermissionDenied):
        edited(actor_of(member(Role.VIEWER, organisation=person.organisation)), log)


def test_a_log_begins_and_ends_on_the_days_of_the_organisation(actor: Actor, person: Membership) -> None:
    rows = [{"ticket": "T1", "time": hour * HOUR, "group": "A"} for hour in (23, 70)]  # 1 Jan 23:00, 3 Jan 22:00 UTC
    bring_in(person.organisation, frame_of(rows))
    assert days_of(actor) == [(date(1970, 1, 1), date(1970, 1, 3))]
    Organisation.objects.filter(pk=person.organisation_id).update(time_zone="Asia/Tokyo")
    assert days_of(actor) == [(date(1970, 1, 2), date(1970, 1, 4))]


def days_of(actor: Actor) -> list[tuple[date | None, date | None]]:
    return [(row.first_day, row.last_day) for row in log_list(actor)]


def test_the_rule_of_a_new_log_knows_usual_names(log: TicketLog) -> None:
    assert list(Person.objects.filter(is_system=True).values_list("name", flat=True)) == ["Siebel"]
    assert not Group.objects.filter(is_system=True).exists()


def test_a_machine_holds_no_work_and_changes_no_hands(actor: Actor, log: TicketLog) -> None:
    assert moves(actor, log) == (5, 0, 0)
    edited(actor, log)
    # A, (Router 1), B, (Router 1), B, Router desk; Bo and Cy follow each other in B
    assert moves(actor, log) == (2, 1, 2)
    facts = log_facts(log.pk)
    assert (machines_of(facts).groups, machines_of(facts).users, machines_of(facts).events) == (1, 1, 2)
    assert {row["group"].name: row["events"] for row in group_list(log, facts)}["Router 1"] == 2
    edited(actor, log, system_rule="")
    assert moves(actor, log) == (5, 0, 0)
    assert log.marks is not None


def test_the_path_of_a_ticket_shows_a_machine_and_no_handoff_to_it(actor: Actor, log: TicketLog) -> None:
    edited(actor, log)
    steps = [(step.group, step.is_handoff) for step in ticket_path(log, ticket_of(actor, log, "T1"))]
    assert steps == [
        ("A", False), ("Router 1", False), ("B", True), ("Router 1", False), ("B", False), ("Router desk", True)
    ]  # fmt: skip


def test_a_ticket_says_what_the_latest_import_says_until_that_is_undone(actor: Actor, person: Membership) -> None:
    def row(hour: int, **said: str) -> Any:
        return frame_of([{"ticket": "T1", "time": hour * HOUR, "group": "A", **said}])

    _, log = bring_in(person.organisation, row(1, priority="P3", product="Mail"))
    second, log = bring_in(person.organisation, row(2, priority="P1", product=""))
    ticket = ticket_of(actor, log, "T1")
    assert (ticket.priority, ticket.product, log_facts(log.pk).attributes["priority"].labels) == ("P1", "Mail", ["P1"])
    with transaction.atomic():
        IMPORTER.undo(second, actor)
    assert ticket_of(actor, log, "T1").priority == "P3"
    assert log_facts(log.pk).attributes["priority"].labels == ["P3"]
    execute_here(Run.objects.get(kind="tickets-removal"))
    assert not TicketAddition.objects.exists()


def test_json_lines_come_in_packed_and_their_mapping_is_remembered(person: Membership, tmp_path: Path) -> None:
    person.organisation.slug = "acme"
    person.organisation.save()

    def taken(name: str, *lines: dict[str, Any], mapping: str = "") -> dict[str, Any]:
        (tmp_path / name).write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
        out, options = StringIO(), ["--organisation", "acme", *(["--mapping", mapping] if mapping else [])]
        call_command("import", "tickets", str(tmp_path / name), *options, stdout=out)
        return dict(json.loads(out.getvalue()))

    said = {"columns": {"ticket": {"column": "id"}, "time": {"column": "on"}, "group": {"column": "by.code"}}}
    (tmp_path / "mapping.json").write_text(json.dumps(said))
    first = {"id": 1, "on": "2024-03-01T10:00:00Z", "by": {"code": "A"}}
    taken("1.jsonl.gz", first, mapping=str(tmp_path / "mapping.json"))
    later = taken("2.jsonl.gz", {"by": {"code": "B"}, "on": "2024-03-02T10:00:00Z", "id": 1})
    assert (later["state"], later["mapping"]["columns"]) == ("confirmed", said["columns"])
    log = TicketLog.objects.get()
    assert [step.group for step in ticket_path(log, ticket_of(actor_of(person), log, "1"))] == ["A", "B"]


def test_the_wizard_names_a_bad_line_and_shows_nobody(person: Membership) -> None:
    line = {
        "number": "I1",
        "time": "2024-03-01T10:00:00Z",
        "assignment_group": {"name": "Core"},
        "opened_by": {"x": "Ann"},
    }
    content = f'{json.dumps(line)}\n{{"number": "Ann"\n'.encode()
    client = client_for(person)
    data = {"kind": "tickets", "target_name": "", "files": [SimpleUploadedFile("log.jsonl", content)]}
    address = str(client.post(f"/o/{person.organisation.slug}/imports/upload/", data)["Location"])
    settled(Import.objects.get())
    page = client.get(address).content.decode()
    assert "assignment_group.name" in page
    assert "opened_by.x" in page
    assert "Each line must hold one whole JSON object." in page
    assert "log.jsonl" in page
    assert "Ann" not in page


def test_what_somebody_says_by_hand_stands_before_the_rule(actor: Actor, log: TicketLog) -> None:
    group = Group.objects.get(name="B")
    edit_group(by=actor, group=group, version=1, level=0, team=None, mark="system")
    log.refresh_from_db()
    edited(actor, log)
    marked = Group.objects.filter(is_system=True).order_by("name").values_list("name", flat=True)
    assert list(marked) == ["B", "Router 1"]
    edit_group(by=actor, group=group, version=2, level=0, team=None, mark="rule")
    assert list(marked.all()) == ["Router 1"]
    assert AuditEntry.objects.filter(action="edit_group").latest("pk").after["system"] == "rule"


def test_the_rule_holds_for_what_comes_later(actor: Actor, person: Membership, log: TicketLog) -> None:
    edited(actor, log)
    bring_in(person.organisation, frame_of([{"ticket": "T2", "time": HOUR, "group": "Router 2", "person": "Di"}]))
    assert Group.objects.get(name="Router 2").is_system


def test_users_of_a_person_free_organisation_keep_their_marks(actor: Actor, person: Membership, log: TicketLog) -> None:
    person.organisation.is_person_free = True
    person.organisation.save()
    edited(actor, log, system_rule="*n*")
    assert list(Person.objects.filter(is_system=True).values_list("name", flat=True)) == ["Siebel"]
    page = client_for(person).get(f"/o/{person.organisation.slug}/ticket-logs/{log.uid}/").content.decode()
    assert "users are pseudonyms, which no rule can tell apart" in page


def test_a_rule_that_is_too_long_is_refused(actor: Actor, log: TicketLog) -> None:
    with pytest.raises(UserError, match="longer than 200 letters"):
        edited(actor, log, system_rule="x" * 201)


def test_reopened_tickets_are_counted(person: Membership) -> None:
    _, log = bring_in(person.organisation, frame_of(golden_rows()))
    found = log_summary(log_facts(log.pk)).reopened
    assert (found.closed, found.tickets, found.times, found.share) == (3, 1, 1, 1 / 3)
    page = client_for(person).get(f"/o/{person.organisation.slug}/ticket-logs/{log.uid}/").content.decode()
    assert "33.3% of those ever closed, 1 time<" in page


def test_the_page_says_up_front_what_the_log_cannot_answer(person: Membership, log: TicketLog) -> None:
    page = client_for(person).get(f"/o/{person.organisation.slug}/ticket-logs/{log.uid}/").content.decode()
    for sentence in (
        "The levels of the groups are unknown",
        "No status closes a ticket: first-line resolution",
        "No status is a pending one",
        "No region is named",
        "No service is named: no agreement can be checked",
        "No front door is named: by which doors demand comes in cannot be counted.",
    ):
        assert sentence in page
    assert "No person is named" not in page


def test_events_whose_order_is_that_of_the_file_are_told_before_and_after(person: Membership) -> None:
    rows: list[dict[str, Any]] = [{"ticket": "T1", "time": HOUR, "group": name} for name in "ABA"]
    rows.append({"ticket": "T2", "time": HOUR, "group": "A"})
    told = "2 events share ticket and instant with another: the order is that of the file."
    assert told in check(started_import(person.organisation), frame_of(rows)).notes
    _, log = bring_in(person.organisation, frame_of(rows), "Ties")
    client, address = client_for(person), f"/o/{person.organisation.slug}/ticket-logs/"
    assert told in client.get(f"{address}{log.uid}/").content.decode()
    numbered = [row | {"sequence": float(number)} for number, row in enumerate(rows)]
    _, log = bring_in(person.organisation, frame_of(numbered), "Numbered")
    assert "ticket and instant with another" not in client.get(f"{address}{log.uid}/").content.decode()


def test_a_large_log_on_sqlite_is_told_of_postgresql(person: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.importers.ticket_answers.connection.vendor", "sqlite")
    monkeypatch.setattr("services.log_answers.SQLITE_EVENTS", 20)
    bring_in(person.organisation, frame_of(golden_rows()))
    others = [row | {"ticket": f"{row['ticket']}b"} for row in golden_rows()]
    notes = check(started_import(person.organisation), frame_of([*golden_rows(), *others])).notes
    assert [note for note in notes if "PostgreSQL" in note] == [
        "With 34 events this log is larger than SQLite reads quickly (20): run the product on PostgreSQL "
        "(DATABASE_URL, see the page Operations)."
    ]


def test_the_report_tells_the_share_of_machines(person: Membership) -> None:
    rows = [{"ticket": "T1", "time": hour, "group": "A", "person": name} for hour, name in enumerate(["x", "siebel"])]
    notes = " ".join(check(started_import(person.organisation), frame_of(rows)).notes)
    assert "By the log's rule 1 user counts as a machine, with 50.0% of the events" in notes


def test_hours_and_rule_are_saved_from_the_page(person: Membership, log: TicketLog, office: BusinessCalendar) -> None:
    client, address = client_for(person), f"/o/{person.organisation.slug}/ticket-logs/{log.uid}/"
    form = {"version": log.version, "calendar": office.uid, "system_rule": MACHINES}
    assert client.post(f"{address}edit/", form).status_code == 302
    assert client.post(f"{address}edit/", form).status_code == 409
    page = client.get(address).content.decode()
    assert "1 group and 1 user. Events of such a group are left out of handoffs" in page
    assert "33.3%" in page
    assert "Europe/Brussels" in page
    assert "Ann" not in page
    assert "Siebel" not in page
    handoffs = client.get(f"/o/{person.organisation.slug}/handoffs/{log.uid}/").content.decode()
    assert "2 events name no group, or one that is a machine" in handoffs


def test_the_api_tells_a_log_and_takes_its_hours(person: Membership, log: TicketLog, office: BusinessCalendar) -> None:
    client, address = client_for(person), f"/api/v1/ticket-logs/{log.uid}/"
    _, token = create_token(by=actor_of(person), name="tests", scopes=list(Scope))
    headers = {"Authorization": f"Token {token}"}
    told = client.get(address, headers=headers)
    assert (told.json()["events"], told.json()["calendar"], told["ETag"]) == (6, None, f'"{log.version}"')

    def patched(body: dict[str, Any], **seen: str) -> Any:
        return client.patch(address, json.dumps(body), content_type="application/json", headers=headers | seen)

    said = {"calendar": str(office.uid), "system_rule": MACHINES}
    assert patched(said).status_code == 428
    seen = {"If-Match": str(log.version)}
    changed = patched(said, **seen).json()
    assert (changed["calendar"], changed["machines"]["events"]) == (str(office.uid), 2)
    assert patched(said, **seen).status_code == 412
    seen = {"If-Match": str(changed["version"])}
    unknown = patched({"calendar": str(log.uid)}, **seen)
    assert (unknown.status_code, "calendar" in unknown.content.decode()) == (400, True)
    nothing = patched({"calendar": None}, **seen).json()
    assert (nothing["calendar"], nothing["system_rule"]) == (None, MACHINES)
    assert client.get("/api/v1/ticket-logs/", headers=headers).json()["results"][0]["calendar"] is None
