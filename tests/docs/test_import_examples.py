"""The examples of docs/imports.md: the files, the mapping and what they are read as."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from core.actor import Actor
from core.figures import money_exact
from core.imports.headless import import_files
from core.models import Import
from organisations.models import Organisation
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
MANUAL = Path(__file__).resolve().parents[2] / "docs" / "imports.md"
FILE = re.compile(r"^`([\w.-]+)`\n\n```csv\n(.*?)```", re.DOTALL | re.MULTILINE)
MAPPING = re.compile(r"^```json\n(.*?)```", re.DOTALL | re.MULTILINE)
ROW = re.compile(r"^\|(.*)\|$", re.MULTILINE)


def examples() -> list[tuple[str, str]]:
    """(title, text) of each example."""
    chapter = MANUAL.read_text().split("\n## By example\n")[1].split("\n## ")[0]
    return [(part.splitlines()[0], part) for part in chapter.split("\n### ")[1:]]


def wanted(text: str) -> list[dict[str, str]]:
    """The table of an example, by field."""
    head, _, *rows = [[cell.strip() for cell in row.split("|")] for row in ROW.findall(text)]
    return [dict(zip(head, row, strict=True)) for row in rows]


def understood(incoming: Import) -> list[dict[str, str]]:
    """The preview in words, by field."""
    preview: dict[str, Any] = incoming.report["preview"]
    return [
        {
            column["code"]: money_exact(cell, "EUR") if column["kind"] == "money" and cell != "" else str(cell)
            for column, cell in zip(preview["columns"], row["cells"], strict=True)
        }
        for row in preview["rows"]
    ]


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create(currency="EUR")


@pytest.mark.parametrize("text", [text for _, text in examples()], ids=[title for title, _ in examples()])
def test_an_example_reads_as_the_manual_says(text: str, organisation: Organisation, tmp_path: Path) -> None:
    paths = []
    for name, content in FILE.findall(text):
        paths.append(tmp_path / name)
        paths[-1].write_text(content)
    (mapping,) = MAPPING.findall(text)
    by = Actor.system(organisation.pk, organisation.slug)
    incoming = import_files(by=by, kind="positions", paths=paths, mapping=json.loads(mapping), is_dry_run=True)
    assert [one["remedy"] for one in incoming.report["defects"] if one["severity"] != "warning"] == []
    assert incoming.state == Import.State.CHECKED
    rows = wanted(text)
    assert len(rows) > 1
    assert [{code: row[code] for code in rows[0]} for row in understood(incoming)] == rows


def test_the_examples_cover_the_language() -> None:
    text = "".join(text for _, text in examples())
    for part in ("joins", "times", "per", "part", "regex", "replace", "value_maps", "currency", "rates", "constant"):
        assert f'"{part}"' in text
