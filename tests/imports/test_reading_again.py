"""The line of the header and the sheets to read, as somebody states them: on the page, in a mapping, the next time."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.actor import Actor, Role
from core.errors import UserError
from core.imports import registry
from core.imports.headless import import_files, settled
from core.imports.mapping import parse_spec
from core.imports.registry import Importer
from core.models import Import
from organisations.models import Organisation
from tests.factories import OrganisationFactory, client_for, member
from tests.imports.conftest import visible_parts, workbook

pytestmark = pytest.mark.django_db
ODD = b"Parts,of,March\nplant,hall,row\nPart no,Name,Weight\nA1,Bolt,1.5\nA2,Nut,2\n"
NOTHING = b"1,2,3\n4,5,6\n7,8,9\n"


@pytest.fixture
def client(parts: Importer) -> Client:
    return client_for(member(Role.MODELLER))


def start(client: Client, content: bytes, name: str = "parts.csv") -> Import:
    form = {"kind": "parts", "files": [SimpleUploadedFile(name, content)]}
    answer = client.post(f"/o/{Organisation.objects.get().slug}/imports/upload/", form)
    uid = urlsplit(answer["Location"]).path.rstrip("/").rsplit("/", 1)[-1]
    return settled(Import.objects.get(uid=uid))


def post(client: Client, incoming: Import, step: str, **form: Any) -> Any:
    address = f"/o/{incoming.organisation.slug}/imports/{incoming.uid}/{step}/"
    answer = client.post(address, {"version": incoming.version, **form})
    incoming.refresh_from_db()
    settled(incoming)
    return answer


def said(answer: Any) -> str:
    """The messages that the next page will show."""
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_another_line_is_stated_and_remembered(client: Client) -> None:
    incoming = start(client, ODD)
    assert [column["name"] for column in incoming.report["columns"]] == ["plant", "hall", "row"]
    post(client, incoming, "reading", **{"line-0": "3"})
    assert [column["name"] for column in incoming.report["columns"]] == ["Part no", "Name", "Weight"]
    assert incoming.report["spec"]["header_lines"] == {"parts.csv": 3}
    post(client, incoming, "confirm")
    assert visible_parts() == ["A1", "A2"]
    again = start(client, ODD.replace(b"A2", b"A3"))
    assert (again.report["mapping_from"], again.counts["rows"]) == ("remembered", 2)
    renamed = start(client, ODD.replace(b"A2", b"A4"), "april.csv")
    assert (renamed.report["mapping_from"], renamed.counts["rows"]) == ("remembered", 2)
    assert renamed.report["spec"]["header_lines"] == {"april.csv": 3}


def test_a_file_without_a_header_can_be_told_where_it_is(client: Client) -> None:
    incoming = start(client, NOTHING + b"Part no,Name,Weight\nA1,Bolt,1\n")
    assert (incoming.state, incoming.report["defects"][0]["code"]) == ("refused", "no-header")
    page = client.get(f"/o/{incoming.organisation.slug}/imports/{incoming.uid}/").content.decode()
    assert "Line of the header of parts.csv" in page
    post(client, incoming, "reading", **{"line-0": "4"})
    assert (incoming.state, incoming.counts["rows"]) == ("checked", 1)


@pytest.mark.parametrize(("line", "code"), [("9", "no-header"), ("2", "no-header")])
def test_a_blank_or_missing_line_is_said(client: Client, line: str, code: str) -> None:
    incoming = start(client, b"Part no,Name\n\nA1,Bolt\n")
    post(client, incoming, "reading", **{"line-0": line})
    assert (incoming.state, incoming.report["defects"][0]["code"]) == ("refused", code)
    assert f"Line {line}" in incoming.report["defects"][0]["remedy"]


def test_sheets_are_ticked(client: Client) -> None:
    rows = [["Part no", "Name"], ["A1", "Bolt"]]
    other = [["Part no", "Name", "Weight"], ["A2", "Nut", 2]]
    legend = [["Word", "Meaning"], ["x", "y"], ["z", "y"]]
    incoming = start(client, workbook(("One", rows), ("Two", other), ("Legend", legend)), "parts.xlsx")
    assert incoming.report["spec"]["sheets"] == ["One", "Two"]
    assert (
        "The sheet “Legend” (2 rows) is left out: it has no column for Part number and Name."
        in incoming.report["notes"]
    )
    lines = {"line-0": "1", "line-1": "1", "line-2": "1"}
    post(client, incoming, "reading", sheet=["Two"], **lines)
    assert (incoming.report["spec"]["sheets"], incoming.counts["rows"]) == (["Two"], 1)
    assert "The sheet “One” (1 row) is left out: it was not chosen." in incoming.report["notes"]
    assert "Tick at least one sheet" in said(post(client, incoming, "reading", **lines))


def test_a_line_that_is_no_number_is_refused(client: Client) -> None:
    incoming = start(client, ODD)
    assert "Give a number such as 4" in said(post(client, incoming, "reading", **{"line-0": "x"}))


@pytest.mark.usefixtures("parts")
def test_a_stated_mapping_names_the_line_too(tmp_path: Path) -> None:
    organisation = OrganisationFactory.create()
    by = Actor.system(organisation.pk, organisation.slug)
    (tmp_path / "parts.csv").write_bytes(ODD)
    mapping = {
        "columns": {"key": {"column": "Part no"}, "name": {"column": "Name"}},
        "header_lines": {"parts.csv": 3},
    }
    incoming = import_files(by=by, kind="parts", paths=[tmp_path / "parts.csv"], mapping=mapping)
    assert (incoming.state, visible_parts()) == ("confirmed", ["A1", "A2"])


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize(
    ("lines", "words"),
    [([4], "must be an object"), ({"a": 0}, "from 1 to 200"), ({"a": "4"}, "from 1 to 200"), ({"a": True}, "1 to 200")],
)
def test_a_bad_line_in_a_mapping_is_refused(lines: Any, words: str) -> None:
    with pytest.raises(UserError, match=words):
        parse_spec({"header_lines": lines}, registry.importer("parts"))
