"""What each status of a log means: proposed from one or two columns, shown, corrected and remembered."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.actor import Scope
from core.imports.headless import import_files
from core.imports.wizard_form import stated_mapping
from core.models import AuditEntry, Import
from organisations.actions import create_token
from organisations.models import Membership
from services.facts import log_facts
from services.log_summary import log_summary
from services.models import Status, TicketLog
from tests.factories import actor_of, client_for, member
from tests.services.logs import HOUR, bring_in, frame_of

pytestmark = pytest.mark.django_db
HEAD = "Number;Updated at;Assignment group;Status;Sub Status"
ROWS = (
    "T1;2024-03-01T08:00:00Z;A;Queued;Awaiting Assignment",
    "T1;2024-03-01T09:00:00Z;A;Accepted;In Progress",
    "T1;2024-03-01T10:00:00Z;A;Accepted;Wait - User",
    "T1;2024-03-01T11:00:00Z;A;Accepted;Assigned",
    "T1;2024-03-01T12:00:00Z;A;Completed;In Call",
)


@pytest.fixture
def person() -> Membership:
    return member()


def came_in(person: Membership, folder: Path, *rows: str, **more: Any) -> Import:
    path = folder / "log.csv"
    path.write_text("\n".join([HEAD, *(rows or ROWS)]))
    return import_files(by=actor_of(person), kind="tickets", paths=[path], target_name="Log", **more)


def classes() -> dict[str, str]:
    return {row.name: row.get_kind_display().casefold() for row in Status.objects.all()}


def test_the_finer_of_two_columns_is_the_status_and_both_give_its_class(person: Membership, tmp_path: Path) -> None:
    came_in(person, tmp_path)
    assert classes() == {
        "Awaiting Assignment": "queued",
        "In Progress": "working",
        "Wait - User": "pending",
        "Assigned": "working",
        "In Call": "closed",
    }
    assert log_summary(log_facts(TicketLog.objects.get().pk)).reopened.closed == 1


def test_the_wizard_shows_each_class_and_a_correction_is_remembered(person: Membership, tmp_path: Path) -> None:
    incoming = came_in(person, tmp_path, is_dry_run=True)
    spec = incoming.report["spec"]["columns"]
    assert spec["status"] == {"column": "Sub Status"}
    assert spec["status_class"] == {"concat": ["Status", "Sub Status"], "separator": " / "}
    shown = [(row["raw"], row["choice"]) for row in incoming.report["values"]["status_class"]]
    assert ("Accepted / Wait - User", "pending") in shown
    place = [raw for raw, _ in shown].index("Accepted / Assigned")
    read_as = {"Number": "ticket", "Updated at": "time", "Assignment group": "group"}
    read_as |= {"Sub Status": "status", "Status": "status_class"}
    form = {f"column-{number}": read_as[column["name"]] for number, column in enumerate(incoming.report["columns"])} | {
        f"value-status_class-{other}": choice for other, (_, choice) in enumerate(shown)
    }
    stated = stated_mapping(incoming, form | {f"value-status_class-{place}": "queued"})
    assert stated["columns"]["status_class"] == spec["status_class"]
    came_in(person, tmp_path, mapping=stated)
    assert classes()["Assigned"] == "queued"
    later = came_in(person, tmp_path, *ROWS, "T2;2024-03-02T08:00:00Z;A;Accepted;Assigned", is_dry_run=True)
    assert later.report["mapping_from"] == "remembered"
    assert later.report["spec"]["value_maps"]["status_class"]["Accepted / Assigned"] == "queued"


def test_a_single_column_of_statuses_shows_its_classes_too(person: Membership, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("Number;Updated at;Assignment group;State\nT1;2024-03-01T08:00:00Z;A;Closed\n")
    path.write_text(path.read_text() + "T1;2024-03-01T07:00:00Z;A;Chipmunk\n")
    found = import_files(by=actor_of(person), kind="tickets", paths=[path], target_name="One", is_dry_run=True)
    assert found.report["spec"]["columns"]["status_class"] == {"column": "State"}
    shown = {row["raw"]: row["choice"] for row in found.report["values"]["status_class"]}
    assert shown == {"Closed": "closed", "Chipmunk": ""}
    assert [group["code"] for group in found.report["defects"]] == ["unknown-value"]


def test_classes_are_corrected_on_the_page_and_later_imports_keep_them(person: Membership) -> None:
    rows = [
        {"ticket": "T1", "time": HOUR, "group": "A", "status": "In Progress"},
        {"ticket": "T1", "time": 2 * HOUR, "group": "A", "status": "Parked"},
    ]
    _, log = bring_in(person.organisation, frame_of(rows))
    assert log_facts(log.pk).status.tolist() == [2, 0]
    log.refresh_from_db()
    client, address = client_for(person), f"/o/{person.organisation.slug}/ticket-logs/{log.uid}/"
    parked = Status.objects.get(name="Parked")
    page = client.get(address).content.decode()
    assert f'name="class-{parked.pk}"' in page
    form: dict[str, Any] = {f"class-{row.pk}": row.get_kind_display().casefold() for row in Status.objects.all()}
    form |= {"version": log.version, f"class-{parked.pk}": "closed"}
    assert client.post(f"{address}statuses/", form).status_code == 302
    assert client.post(f"{address}statuses/", form).status_code == 409
    assert log_facts(log.pk).status.tolist() == [2, 4]
    assert log_summary(log_facts(log.pk)).reopened.closed == 1
    audited = AuditEntry.objects.filter(action="edit_statuses").get()
    assert (audited.before, audited.after) == ({"Parked": "unknown"}, {"Parked": "closed"})
    form |= {"version": log.version + 1, f"class-{parked.pk}": "unknown"}
    assert client.post(f"{address}statuses/", form).status_code == 302
    bring_in(person.organisation, frame_of([rows[1] | {"time": 3 * HOUR, "status_class": "pending"}]))
    assert classes()["Parked"] == "unknown"
    assert log_facts(log.pk).status.tolist() == [2, 0, 0]


def test_the_api_tells_the_classes_and_takes_them(person: Membership) -> None:
    _, log = bring_in(
        person.organisation, frame_of([{"ticket": "T", "time": n, "group": "A", "status": "Odd"} for n in range(3)])
    )
    log.refresh_from_db()
    _, token = create_token(by=actor_of(person), name="tests", scopes=list(Scope))
    headers = {"Authorization": f"Token {token}"}
    client, address = client_for(person), f"/api/v1/ticket-logs/{log.uid}/"
    assert client.get(address, headers=headers).json()["statuses"] == [
        {"name": "Odd", "kind": "unknown", "is_by_hand": False, "rows": 3}
    ]

    def patched(classes: dict[str, str], version: int) -> Any:
        seen = headers | {"If-Match": f'"{version}"'}
        body = json.dumps({"statuses": classes})
        return client.patch(address, body, content_type="application/json", headers=seen)

    assert patched({"Odd": "pending"}, log.version).json()["statuses"][0]["kind"] == "pending"
    assert patched({"Odd": "queued"}, log.version).status_code == 412
    refused = patched({"Even": "queued"}, log.version + 1)
    assert (refused.status_code, "“Even” is no status of this log" in refused.content.decode()) == (400, True)
