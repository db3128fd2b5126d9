"""manage.py import: JSON out, exit code 1 with JSON that says what to state."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.imports.registry import Importer
from organisations.models import Organisation
from tests.factories import OrganisationFactory
from tests.imports.conftest import visible_parts

pytestmark = pytest.mark.django_db
GOOD = "Part no,Name,Weight\nA1,Bolt,1.5\nA2,broken,1\n"


@pytest.fixture
def organisation(parts: Importer) -> Organisation:
    return OrganisationFactory.create(slug="acme")


def run(path: Path, content: str, *options: str) -> dict[str, Any]:
    path.write_text(content)
    out = StringIO()
    try:
        call_command("import", "parts", str(path), "--organisation", "acme", *options, stdout=out)
    except CommandError as error:
        return {"failed": str(error), **json.loads(out.getvalue())}
    return dict(json.loads(out.getvalue()))


@pytest.mark.usefixtures("organisation")
def test_a_dry_run_prints_what_it_understood_and_lets_nothing_in(tmp_path: Path) -> None:
    answer = run(tmp_path / "parts.csv", GOOD, "--dry-run")
    assert (answer["state"], answer["counts"]["rejected"]) == ("checked", 1)
    assert answer["mapping"]["columns"]["key"] == {"column": "Part no"}
    assert answer["guesses"][0]["why"].startswith("“Part no” is one of its names")
    assert [group["code"] for group in answer["defects"]] == ["broken-part"]
    assert visible_parts() == []


@pytest.mark.usefixtures("organisation")
def test_rejected_rows_fail_it_unless_they_are_accepted(tmp_path: Path) -> None:
    answer = run(tmp_path / "parts.csv", GOOD)
    assert "1 row is rejected. Correct it, or import without it" in answer["failed"]
    assert run(tmp_path / "parts.csv", GOOD, "--accept-rejected")["state"] == "confirmed"
    assert visible_parts() == ["A1"]


@pytest.mark.usefixtures("organisation")
def test_what_is_not_certain_must_be_stated(tmp_path: Path) -> None:
    answer = run(tmp_path / "parts.csv", "Code,Name\nA1,Bolt\n")
    assert "columns.key" in answer["error"]
    (tmp_path / "mapping.json").write_text('{"columns": {"key": {"column": "Code"}, "name": {"column": "Name"}}}')
    stated = run(tmp_path / "parts.csv", "Code,Name\nA1,Bolt\n", "--mapping", str(tmp_path / "mapping.json"))
    assert stated["state"] == "confirmed"


@pytest.mark.usefixtures("organisation")
def test_a_mapping_may_join_several_files(tmp_path: Path) -> None:
    files = [tmp_path / "parts.csv", tmp_path / "prices.csv"]
    files[0].write_text(GOOD)
    files[1].write_text("Code,Unit price\nA1,2.50\n")
    mapping = {
        "columns": {"key": {"column": "Part no"}, "name": {"column": "Name"}, "price": {"column": "Unit price"}},
        "joins": [{"table": "prices.csv", "left": "Part no", "right": "Code"}],
    }
    (tmp_path / "mapping.json").write_text(json.dumps(mapping))
    options = ["--organisation", "acme", "--mapping", str(tmp_path / "mapping.json"), "--accept-rejected"]
    out = StringIO()
    call_command("import", "parts", *map(str, files), *options, stdout=out)
    answer = json.loads(out.getvalue())
    assert (answer["state"], answer["mapping"]["joins"]) == ("confirmed", mapping["joins"])
    assert answer["preview"]["rows"][0]["cells"] == ["A1", "Bolt", 250]


@pytest.mark.usefixtures("organisation")
def test_a_time_zone_can_be_stated(tmp_path: Path) -> None:
    content = "Part no,Name,Made at\nA1,Bolt,2016-07-15 12:00\n"
    assert "--time-zone" in run(tmp_path / "parts.csv", content)["error"]
    assert run(tmp_path / "parts.csv", content, "--time-zone", "Europe/Brussels")["state"] == "confirmed"


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize(
    ("content", "word"), [('{"columns": {"colour": {}}}', "no such field"), ("{", "cannot be read as JSON")]
)
def test_a_bad_mapping_is_said(tmp_path: Path, content: str, word: str) -> None:
    (tmp_path / "mapping.json").write_text(content)
    assert word in run(tmp_path / "parts.csv", GOOD, "--mapping", str(tmp_path / "mapping.json"))["failed"]


@pytest.mark.usefixtures("organisation")
def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match=r"nowhere.csv cannot be read"):
        call_command("import", "parts", str(tmp_path / "nowhere.csv"), "--organisation", "acme", stdout=out)


@pytest.mark.usefixtures("parts")
def test_an_organisation_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "create_organisation" in run(tmp_path / "parts.csv", GOOD)["failed"]
