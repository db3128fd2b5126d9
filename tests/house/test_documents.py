"""The documents name every dependency and every variable of the configuration."""

import re

import pytest

from tools.processes import ROOT

LOCKS = ["requirements", "requirements-dev", "requirements-node"]


def required(name: str) -> set[str]:
    """The packages that `NAME.in` asks for."""
    lines = (ROOT / f"{name}.in").read_text().splitlines()
    return {re.split(r"[\[<>=]", line)[0] for line in lines if line and not line.startswith(("#", "-"))}


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_has_its_reason(name: str) -> None:
    section = (ROOT / "docs" / "dependencies.md").read_text().partition(f"({name}.in)")[2].partition("\n## ")[0]
    described = {
        package
        for row in re.findall(r"^\| ([^|]+) \| [^|]+ \|$", section, flags=re.MULTILINE)
        for package in row.split(", ")
    }
    assert described - {"package", "---"} == required(name)


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_is_locked_by_hash_and_names_no_registry(name: str) -> None:
    lock = (ROOT / f"{name}.txt").read_text()
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert {re.split(r"[\[=]", entry)[0] for entry in entries} >= required(name)
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "://" not in lock
    assert not re.search(r"^--", lock, flags=re.MULTILINE)


def test_every_variable_that_the_settings_read_is_described() -> None:
    source = (ROOT / "pbr_org" / "settings.py").read_text() + (ROOT / "pbr_org" / "environment.py").read_text()
    read = set(re.findall(r'(?:env\.\w+|secret|environ\.get)\("([A-Z_]+)"', source))
    operations = (ROOT / "docs" / "operations.md").read_text()
    assert {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "DATA_DIR", "ALLOWED_HOSTS"} <= read
    assert {name for name in read if f"| `{name}` |" not in operations} == set()
