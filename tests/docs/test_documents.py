"""README.md and docs/: every link, table name, file and command of the project that they name exists."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver

from pbr_org.navigation import ADMIN, GROUPS
from tests.docs.documents import anchors, blocks, document, links, tables
from tests.environment import ROOT

DOCUMENTS = ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
OUR_APPS = ("core", "organisations", "towers", "functions", "services", "metrics", "sample")
PLACE = re.compile(
    r"`((?:core|organisations|towers|functions|services|metrics|sample|pbr_org|tests|docs|tools)/[\w/.]*)`"
)


def broken(name: str, target: str) -> bool:
    """True for a link to a file or heading that is not there."""
    path, _, anchor = target.partition("#")
    known = (ROOT / name).parent / path if path else ROOT / name
    return not known.exists() or (bool(anchor) and anchor not in anchors(known.read_text()))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    assert [target for target in links(document(name)) if "://" not in target and broken(name, target)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_places_exist(name: str) -> None:
    named = PLACE.findall(document(name))
    assert [place for place in named if not Path(ROOT / place).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_exist(name: str) -> None:
    named = re.findall(r"manage\.py ([a-z_]+)", document(name))
    assert [command for command in named if command not in get_commands()] == []


def test_the_model_page_names_every_table_once() -> None:
    (table,) = [one for one in tables(document("docs/model.md")) if one.headers[0] == "table"]
    models = [f"`{app}.{model.__name__}`" for app in OUR_APPS for model in apps.get_app_config(app).get_models()]
    assert sorted(row[0] for row in table.rows) == sorted(models)


def test_the_first_page_gives_both_commands_first() -> None:
    commands = "\n".join(blocks(document("README.md"), "console")[:1]).splitlines()
    assert [line.removeprefix("$ ") for line in commands] == ["python3 run.py", "python3 run.py test"]


def test_the_pages_of_the_first_hour_are_in_the_navigation() -> None:
    known = {f"{group} > {page}" for group, _, pages in GROUPS for page, _, _ in pages}
    known |= {f"Administration > {page}" for page, _, _ in ADMIN}
    named = {page for name in DOCUMENTS for page in re.findall(r"\*\*(\w+ > [\w ]+)\*\*", document(name))}
    assert named
    assert named - known == set()


def api_addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> set[str]:
    """The first words of the addresses below /api/v1/."""
    words: set[str] = set()
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            words |= api_addresses(pattern.url_patterns, address)
        elif address.startswith("api/v1/"):
            words.add(address.split("/")[2])
    return words


def test_the_api_page_names_every_address() -> None:
    (table,) = [one for one in tables(document("docs/api.md")) if one.headers[0] == "address"]
    assert sorted(row[0].strip("`") for row in table.rows) == sorted(api_addresses(get_resolver().url_patterns))
