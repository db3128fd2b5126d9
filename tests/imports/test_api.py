"""Imports over REST."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from core.actor import Role, Scope
from core.imports.headless import settled
from core.imports.registry import Importer
from core.models import Import
from organisations.actions import create_token
from organisations.models import Membership
from tests.factories import actor_of, member
from tests.imports.conftest import visible_parts

pytestmark = pytest.mark.django_db
GOOD = b"Part no,Name,Weight,Price\nA1,Bolt,1.5,7.77\nA2,broken,1,2.00\n"


def client_of(membership: Membership, *scopes: Scope) -> APIClient:
    _, clear = create_token(by=actor_of(membership), name="t", scopes=scopes or (Scope.READ, Scope.WRITE))
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {clear}")
    return client


@pytest.fixture
def client(parts: Importer) -> APIClient:
    return client_of(member())


def send(client: APIClient, content: bytes = GOOD, **fields: Any) -> Any:
    files = [SimpleUploadedFile("parts.csv", content)]
    return client.post("/api/v1/imports/", {"kind": "parts", "files": files, **fields}, format="multipart")


def checked(client: APIClient, **fields: Any) -> dict[str, Any]:
    answer = send(client, **fields)
    assert answer.status_code == 202, answer.json()
    settled(Import.objects.get(uid=answer.json()["uid"]))
    return dict(client.get(answer["Location"]).json())


def test_files_are_taken_and_checked_in_the_background(client: APIClient) -> None:
    answer = send(client)
    assert answer.status_code == 202
    assert answer.json()["state"] == "uploaded"
    assert answer["Location"] == f"/api/v1/imports/{answer.json()['uid']}/"
    assert client.get(answer.json()["run"]).json()["state"] == "queued"
    detail = checked(client, target="elsewhere")
    assert (detail["state"], detail["target"], detail["counts"]["rejected"]) == ("checked", "elsewhere", 1)
    assert visible_parts() == []


def test_confirming_names_the_version_and_says_what_to_do_with_rejected_rows(client: APIClient) -> None:
    detail = checked(client)
    url = f"/api/v1/imports/{detail['uid']}/confirm/"
    assert client.post(url).status_code == 428
    assert client.post(url, headers={"If-Match": "1"}, data={"accept_rejected": True}, format="json").status_code == 412
    seen = {"If-Match": str(detail["version"])}
    assert client.post(url, headers=seen).status_code == 409
    answer = client.post(url, headers=seen, data={"accept_rejected": True}, format="json")
    assert (answer.status_code, answer.json()["state"]) == (202, "loading")
    incoming = settled(Import.objects.get(uid=detail["uid"]))
    assert visible_parts() == ["A1"]
    undo = client.post(f"/api/v1/imports/{detail['uid']}/undo/", headers={"If-Match": str(incoming.version)})
    assert (undo.status_code, undo.json()["state"]) == (200, "undone")


def test_without_a_dry_run_it_comes_in_at_once(client: APIClient) -> None:
    detail = checked(client, dry_run="false", accept_rejected="true")
    assert settled(Import.objects.get(uid=detail["uid"])).state == "confirmed"
    assert visible_parts() == ["A1"]


def test_defects_are_paged_and_pay_is_masked(client: APIClient) -> None:
    mapping = {"columns": {"key": {"column": "Part no"}, "name": {"column": "Name"}, "price": {"column": "Price"}}}
    detail = checked(client, content=GOOD.replace(b"7.77", b"secret"), mapping=json.dumps(mapping))
    page = client.get(f"/api/v1/imports/{detail['uid']}/defects/").json()
    assert [(row["code"], row["line"], row["value"]) for row in page["results"]] == [
        ("broken-part", 3, "broken"),
        ("no-number", 2, "masked"),
    ]
    only = client.get(f"/api/v1/imports/{detail['uid']}/defects/?code=no-number").json()
    assert len(only["results"]) == 1


def test_the_list_shows_the_organisations_own(client: APIClient) -> None:
    checked(client)
    (row,) = client.get("/api/v1/imports/").json()["results"]
    assert (row["kind"], row["state"], row["counts"]["rows"]) == ("parts", "checked", 2)
    assert client_of(member()).get("/api/v1/imports/").json()["results"] == []


@pytest.mark.parametrize(
    ("fields", "status", "word"),
    [
        ({"kind": "cars"}, 400, "cannot be imported"),
        ({"mapping": "{"}, 400, "no JSON"),
        ({"mapping": '{"columns": {"colour": {}}}'}, 400, "no such field"),
        ({"time_zone": "Belgium"}, 400, "no time zone"),
    ],
)
def test_a_bad_request_is_told_what_is_wrong(client: APIClient, fields: dict[str, Any], status: int, word: str) -> None:
    answer = send(client, **fields)
    assert answer.status_code == status
    assert word in answer.json()["detail"]
    assert Import.objects.count() == 0


def test_no_file_is_no_request(client: APIClient) -> None:
    assert client.post("/api/v1/imports/", {"kind": "parts"}, format="multipart").status_code == 400


@pytest.mark.usefixtures("parts")
def test_a_reader_sends_nothing_and_a_stranger_sees_nothing(client: APIClient) -> None:
    detail = checked(client)
    for reader in (client_of(member(Role.VIEWER)), client_of(member(), Scope.READ)):
        assert send(reader).status_code == 403
    stranger = client_of(member())
    assert stranger.get(f"/api/v1/imports/{detail['uid']}/").status_code == 404
    assert stranger.get(f"/api/v1/imports/{detail['uid']}/defects/").status_code == 404
    for what in ("confirm", "undo"):
        assert stranger.post(f"/api/v1/imports/{detail['uid']}/{what}/", headers={"If-Match": "1"}).status_code == 404


def post(client: APIClient, detail: dict[str, Any], step: str, body: dict[str, Any]) -> dict[str, Any]:
    """Take the step from the version that was seen; the import once its run has ended."""
    url = f"/api/v1/imports/{detail['uid']}/"
    answer = client.post(f"{url}{step}/", body, format="json", headers={"If-Match": f'"{detail["version"]}"'})
    assert answer.status_code == 202, answer.json()
    settled(Import.objects.get())
    return dict(client.get(url).json())


def test_another_mapping_is_checked_with_the_same_files(client: APIClient) -> None:
    detail = checked(client)
    mapping = {**detail["mapping"], "units": {"weight": {"times": 2}}}
    changed = post(client, detail, "mapping", {"mapping": mapping})
    assert (changed["mapping"]["units"], changed["mapping_from"]) == ({"weight": {"times": 2}}, "stated")
    place = [column["code"] for column in changed["preview"]["columns"]].index("weight")
    assert changed["preview"]["rows"][0]["cells"][place] == 3.0


def test_files_are_read_again_from_another_line_with_or_without_a_mapping(client: APIClient) -> None:
    answer = send(client, b"Parts,of,March\nplant,hall,row\nPart no,Name,Weight\nA1,Bolt,1.5\n")
    settled(Import.objects.get())
    detail = client.get(answer["Location"]).json()
    again = post(client, detail, "reading", {"header_lines": {"parts.csv": 3}})
    assert (again["state"], again["mapping"]["header_lines"]) == ("checked", {"parts.csv": 3})
    back = post(client, again, "mapping", {"mapping": {**again["mapping"], "header_lines": {"parts.csv": 2}}})
    assert [group["code"] for group in back["defects"]][:1] == ["unknown-column"]
    stated = {"columns": {"key": {"column": "Part no"}, "name": {"column": "Name"}}, "header_lines": {"parts.csv": 3}}
    assert post(client, back, "mapping", {"mapping": stated})["state"] == "checked"


@pytest.mark.parametrize(
    ("step", "body", "word"),
    [
        ("mapping", {"mapping": {"joins": [{"table": "a"}]}}, "three texts"),
        ("mapping", {"mapping": {"columns": {"key": {"column": "Nowhere"}}}}, "no column"),
        ("mapping", {}, "required"),
        ("reading", {"header_lines": {"parts.csv": 0}}, "greater than or equal to 1"),
        ("reading", {"header_lines": {"parts.csv": 900}}, "line from 1 to 200"),
    ],
)
def test_a_bad_change_is_told_what_is_wrong(client: APIClient, step: str, body: dict[str, Any], word: str) -> None:
    detail = checked(client)
    url = f"/api/v1/imports/{detail['uid']}/{step}/"
    answer = client.post(url, body, format="json", headers={"If-Match": f'"{detail["version"]}"'})
    assert (answer.status_code, word in answer.content.decode()) == (400, True)
    assert client.post(url, body, format="json").status_code == 428
