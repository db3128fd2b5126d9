"""Nobody is shown whom a file names, and pay is shown with the right alone: on the page, over REST and in downloads."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.actor import Right, Role
from core.imports.headless import settled
from core.imports.selectors import shown_preview
from core.models import Import
from organisations.models import Membership
from tests.factories import actor_of, client_for, member

pytestmark = pytest.mark.django_db
LOG = (
    b"Number,Updated at,Assignment group,Assigned to,Opened by,State\n"
    b"T1,2024-01-05T08:00:00Z,Desk,Petronella Quist,Ulf Ekdahl,New\n"
    b"T1,2024-01-05T09:00:00Z,Server,Bo Lindqvist,Ulf Ekdahl,Closed\n"
    b"T2,2024-01-06T08:00:00Z,Desk,Petronella Quist,Vera Ostlund,New\n"
    b"T3,2024-01-06T08:30:00Z,Desk,,Vera Ostlund,New\n"
)
STAFF = (
    b"Personnel no,Employee name,Job title,Team,FTE,Annual salary,Bonus,Salary range minimum,Salary range maximum\n"
    b"1,Petronella Quist,Head,Server,1,91357.5,7531,80123,70456\n"
    b"2,Bo Lindqvist,Engineer,Server,1,-64321.5,7532,50000,60000\n"
)
NAMES = ("Petronella", "Lindqvist", "Ekdahl", "Ostlund")
PAY = ("91357", "91,357", "64321", "64,321", "7531", "80123", "80,123", "70456", "70,456")


@pytest.fixture
def person() -> Membership:
    return member(Role.MODELLER)


def uploaded(person: Membership, kind: str, content: bytes) -> tuple[str, Import]:
    files = [SimpleUploadedFile("file.csv", content)]
    data = {"kind": kind, "target_name": "", "files": files}
    address = client_for(person).post(f"/o/{person.organisation.slug}/imports/upload/", data)["Location"]
    return str(address), settled(Import.objects.get())


def everything_shown(client: Client, address: str) -> str:
    """The wizard's page, the findings, and their download."""
    pages = [client.get(address), client.get(f"{address}findings/")]
    download = client.get(f"{address}findings/?format=csv")
    content = b"".join(download.streaming_content).decode()
    return "".join(page.content.decode() for page in pages) + content


def cells(person: Membership, incoming: Import, code: str) -> list[Any]:
    preview = shown_preview(actor_of(person), incoming)
    place = [column["code"] for column in preview["columns"]].index(code)
    return [row["cells"][place] for row in preview["rows"]]


def test_people_of_a_log_are_numbered_in_the_preview(person: Membership) -> None:
    _, incoming = uploaded(person, "tickets", LOG)
    assert cells(person, incoming, "person") == ["person 1", "person 2", "person 1", ""]
    assert cells(person, incoming, "group") == ["Desk", "Server", "Desk", "Desk"]


@pytest.mark.parametrize("rights", [(), (Right.PAY,)])
def test_nobody_reads_a_name_of_a_log_anywhere(person: Membership, rights: tuple[Right, ...]) -> None:
    address, _ = uploaded(person, "tickets", LOG)
    reader = member(Role.MODELLER, *rights, organisation=person.organisation)
    text = everything_shown(client_for(reader), address)
    assert "person 2" in text
    assert not [name for name in NAMES if name in text]


def test_a_column_that_is_left_out_shows_no_names_either(person: Membership) -> None:
    address, _ = uploaded(person, "tickets", LOG)
    answers = {"column-0": "ticket", "column-1": "time", "column-2": "group"}
    client_for(person).post(f"{address}mapping/", {"version": Import.objects.get().version, **answers})
    incoming = settled(Import.objects.get())
    assert "person" not in incoming.report["spec"]["columns"]
    text = everything_shown(client_for(person), address)
    assert "Opened by" in text
    assert not [name for name in NAMES if name in text]


def test_names_and_pay_of_a_staff_list_are_masked(person: Membership) -> None:
    address, incoming = uploaded(person, "positions", STAFF)
    assert {"cost", "cost_low", "cost_high"} <= set(incoming.report["spec"]["columns"])
    assert cells(person, incoming, "cost") == ["masked", "masked"]
    assert cells(person, incoming, "fte") == [1.0, 1.0]
    text = everything_shown(client_for(person), address)
    assert "negative-cost" in text
    assert "band-reversed" in text
    assert not [word for word in (*NAMES, *PAY) if word in text]


def test_the_right_to_pay_shows_pay_and_no_names(person: Membership) -> None:
    address, incoming = uploaded(person, "positions", STAFF)
    paid = member(Role.MODELLER, Right.PAY, organisation=person.organisation)
    assert cells(paid, incoming, "cost") == [9_135_750, -6_432_150]
    text = everything_shown(client_for(paid), address)
    assert "EUR 91,358" in text
    assert "-6432150" in text
    assert not [name for name in NAMES if name in text]


def test_a_question_about_the_decimal_sign_spells_out_no_pay(person: Membership) -> None:
    staff = b"Personnel no,Job title,Team,FTE,Annual salary\n1,Head,Server,1,91.357\n2,Engineer,Server,1,64.321\n"
    address, incoming = uploaded(person, "positions", staff)
    (group,) = incoming.report["defects"]
    assert (group["code"], group["column"], group["value"]) == ("ambiguous-number", "Annual salary", "91.357")
    text = everything_shown(client_for(person), address)
    assert "This amount reads differently with a decimal point and with a decimal comma" in text
    assert "91.357" not in text
    paid = member(Role.MODELLER, Right.PAY, organisation=person.organisation)
    assert "91.357" in everything_shown(client_for(paid), address)


def test_the_download_of_findings_masks_the_cell_and_keeps_its_place(person: Membership) -> None:
    address, _ = uploaded(person, "positions", STAFF)
    download = client_for(person).get(f"{address}findings/?format=csv&code=negative-cost")
    rows = list(csv.reader(io.StringIO(b"".join(download.streaming_content).decode("utf-8-sig"))))
    assert rows[1][:7] == ["error", "negative-cost", "1", "", "3", "cost", "masked"]
