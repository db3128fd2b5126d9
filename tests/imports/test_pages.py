"""The wizard in one address: columns with their reasons, questions, rows to fix, and the buttons."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.actor import Right, Role
from core.imports.headless import settled
from core.models import Import
from organisations.models import Membership
from tests.factories import client_for, member
from tests.imports.conftest import visible_parts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parts")]
GOOD = b"Part no,Name,Price,Condition\nA1,Bolt,7.77,neu\nA2,Nut,3.00,rusty\nA3,broken,1.00,new\n"
UNSURE = b"Code,Description,Due on,Made at\nA1,Bolt,5/3/2016,2016-07-15 12:00\n"


@pytest.fixture
def person() -> Membership:
    return member(Role.MODELLER)


def url(person: Membership, rest: str = "") -> str:
    return f"/o/{person.organisation.slug}/imports/{rest}"


def upload(client: Client, person: Membership, content: bytes) -> str:
    data = {"kind": "parts", "target_name": "", "files": [SimpleUploadedFile("parts.csv", content)]}
    return str(client.post(url(person, "upload/"), data)["Location"])


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def wizard(client: Client, person: Membership, content: bytes) -> tuple[str, Import]:
    address = upload(client, person, content)
    return address, settled(Import.objects.get(uid=address.rstrip("/").rsplit("/", 1)[-1]))


def press(client: Client, address: str, button: str, **fields: Any) -> Any:
    incoming = Import.objects.get(uid=address.rstrip("/").rsplit("/", 1)[-1])
    return client.post(f"{address}{button}/", {"version": incoming.version, **fields})


def test_an_empty_list_says_what_to_bring(person: Membership) -> None:
    assert "Bring a staff list first" in text(client_for(person), url(person))


def test_files_are_read_in_the_background_with_progress(person: Membership) -> None:
    client = client_for(person)
    address = upload(client, person, GOOD)
    assert 'hx-trigger="every 1s"' in text(client, address)
    fragment = client.get(address, headers={"HX-Request": "true"})
    assert b"<h1" not in fragment.content
    assert "HX-Refresh" not in fragment
    settled(Import.objects.get())
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_each_column_says_what_it_is_read_as_and_why(person: Membership) -> None:
    client = client_for(person)
    address, _ = wizard(client, person, GOOD)
    page = text(client, address)
    assert "2 rows can come in, 1 stays out" in page
    assert "“Part no” is one of its names" in page
    assert "Import 2 rows without the 1 rejected" in page
    assert "row 4, column “Name”: broken" in page


def test_pay_is_masked_without_the_right_and_shown_with_it(person: Membership) -> None:
    client = client_for(person)
    address, _ = wizard(client, person, GOOD)
    assert "7.77" not in text(client, address)
    paid = client_for(member(Role.VIEWER, Right.PAY, organisation=person.organisation))
    assert "7.77" in text(paid, address)


def test_questions_are_answered_in_the_form_and_the_rows_come_in(person: Membership) -> None:
    client = client_for(person)
    address, incoming = wizard(client, person, UNSURE)
    page = text(client, address)
    assert "2 questions before the rows can be checked" in page
    answers = {"column-0": "key", "column-1": "name", "column-2": "due", "column-3": "made"}
    press(client, address, "mapping", **answers)
    incoming = settled(Import.objects.get())
    page = text(client, address)
    assert "“5/3/2016” is 5 March 2016 or 3 May 2016" in page
    assert "Europe/Brussels" in page
    press(client, address, "mapping", **answers, **{"format-due": "%d/%m/%Y", "time_zone": "Europe/Brussels"})
    incoming = settled(Import.objects.get())
    assert incoming.state == Import.State.CHECKED
    assert "1 row can come in" in text(client, address)
    assert press(client, address, "confirm")["Location"] == address
    settled(Import.objects.get())
    assert "1 row came in" in text(client, address)
    assert visible_parts() == ["A1"]


def test_the_form_of_times_and_their_zone_are_asked_in_one_round(person: Membership) -> None:
    client = client_for(person)
    address, _ = wizard(client, person, b"Part no,Name,Made at\nA1,Bolt,5/3/2016 09:30\n")
    page = text(client, address)
    assert "2 questions before the rows can be checked" in page
    assert 'name="format-made"' in page
    assert 'name="time_zone"' in page
    columns = {"column-0": "key", "column-1": "name", "column-2": "made"}
    press(client, address, "mapping", **columns, **{"format-made": "%d/%m/%Y %H:%M", "time_zone": "UTC"})
    assert settled(Import.objects.get()).state == Import.State.CHECKED


def test_words_of_a_choice_are_mapped_one_by_one(person: Membership) -> None:
    client = client_for(person)
    address, incoming = wizard(client, person, GOOD)
    place = [value["raw"] for value in incoming.report["values"]["state"]].index("rusty")
    columns = {"column-0": "key", "column-1": "name", "column-3": "state"}
    press(client, address, "mapping", **columns, **{f"value-state-{place}": "used"})
    incoming = settled(Import.objects.get())
    assert incoming.report["spec"]["value_maps"] == {"state": {"rusty": "used"}}
    assert "unknown-value" not in [group["code"] for group in incoming.report["defects"]]
    assert "price" not in incoming.report["spec"]["columns"]


def test_one_value_for_all_rows_and_two_columns_for_one_field(person: Membership) -> None:
    client = client_for(person)
    address, _ = wizard(client, person, b"Part no,Day,Time,Name\nA1,2016-07-15,12:00,Bolt\n")
    columns = {"column-0": "key", "column-1": "made", "column-2": "made", "column-3": "name"}
    press(client, address, "mapping", **columns, **{"constant-state": "used", "time_zone": "UTC"})
    incoming = settled(Import.objects.get())
    spec = incoming.report["spec"]["columns"]
    assert spec["made"] == {"concat": ["Day", "Time"], "separator": " "}
    assert spec["state"] == {"constant": "used"}
    assert incoming.state == Import.State.CHECKED


def test_the_experts_json_is_checked(person: Membership) -> None:
    client = client_for(person)
    address, _ = wizard(client, person, GOOD)
    answer = client.post(f"{address}mapping/", {"version": 2, "spec": "{"}, follow=True, headers={"Referer": ""})
    assert "The mapping is no JSON" in answer.content.decode()


def test_an_import_is_taken_back(person: Membership) -> None:
    client = client_for(person)
    address, _ = wizard(client, person, GOOD)
    press(client, address, "confirm", accept_rejected="yes")
    settled(Import.objects.get())
    assert "Take this import back" in text(client, address)
    press(client, address, "undo")
    assert "This import was taken back" in text(client, address)
    assert visible_parts() == []


def test_an_old_page_does_not_win(person: Membership) -> None:
    client = client_for(person)
    address, _ = wizard(client, person, GOOD)
    assert client.post(f"{address}confirm/", {"version": 1, "accept_rejected": "yes"}).status_code == 409


def test_an_unreadable_file_says_why(person: Membership) -> None:
    client = client_for(person)
    address, _ = wizard(client, person, b"\xff\xd8\xff\xe0 picture")
    assert "Inside, the file is a JPEG picture. Upload CSV, XLSX or XES." in text(client, address)


def test_findings_are_listed_and_downloaded_pay_masked(person: Membership) -> None:
    client = client_for(person)
    address, _ = wizard(client, person, GOOD)
    assert "Repair it." in text(client, f"{address}findings/?code=broken-part")
    download = client.get(f"{address}findings/?format=csv")
    content = b"".join(download.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert rows[0] == ["Severity", "Code", "File", "Sheet", "Line", "Column", "Value", "What to do"]
    assert ["error", "broken-part", "1", "", "4", "Name", "broken", "Repair it."] in rows


def test_headings_to_fill_in_are_read_back_with_certainty(person: Membership) -> None:
    client = client_for(person)
    download = client.get(url(person, "headings/parts/"))
    head = b"".join(download.streaming_content)
    _, incoming = wizard(client, person, head + b"A1,Bolt,2016-07-15T12:00Z,2016-07-15,1.5,2.5,new\n")
    assert set(incoming.report["spec"]["columns"]) == {"key", "name", "made", "due", "weight", "price", "state"}
    assert incoming.state == Import.State.CHECKED


def test_a_viewer_looks_and_changes_nothing(person: Membership) -> None:
    address, _ = wizard(client_for(person), person, GOOD)
    viewer = client_for(member(Role.VIEWER, organisation=person.organisation))
    page = text(viewer, address)
    assert "<select" not in page
    assert "Import 2 rows" not in page
    assert viewer.get(url(person, "new/")).status_code == 403
    for button in ("mapping", "confirm", "undo", "discard"):
        assert viewer.post(f"{address}{button}/", {"version": 1}).status_code == 403


def test_strangers_find_nothing(person: Membership) -> None:
    address, _ = wizard(client_for(person), person, GOOD)
    stranger = member(Role.ADMIN)
    other = address.replace(person.organisation.slug, stranger.organisation.slug)
    for page in (other, f"{other}findings/"):
        assert client_for(stranger).get(page).status_code == 404


def test_pages_ask_the_database_the_same_few_times_whatever_the_rows(
    person: Membership, django_assert_max_num_queries: Any
) -> None:
    client = client_for(person)
    rows = b"".join(b"A%d,broken,1,new\n" % number for number in range(300))
    address, _ = wizard(client, person, GOOD + rows)
    for page in (url(person), address, f"{address}findings/"):
        with django_assert_max_num_queries(12):
            client.get(page)
