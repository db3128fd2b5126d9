"""The set-up does each step once, again when its inputs change, and says in one line what to do when it cannot."""

import importlib.util
import shutil
from pathlib import Path
from typing import Any

import pytest

from tools import setup_steps
from tools.processes import CommandError
from tools.stamps import Stamps

EMBEDDED: dict[str, str] = {}
OWN_DATABASE = {"DATABASE_URL": "postgres://127.0.0.1/pbr"}


class House:
    """A project folder with nothing installed, and the commands that the steps would run."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data_dir = root / "var"
        self.commands: list[str] = []
        for name in ("requirements", "requirements-dev", "requirements-node"):
            (root / f"{name}.txt").write_text(f"{name}==1")
        (root / "static").mkdir()
        (root / "static" / "app.js").write_text("1")
        (root / "package.json").write_text("{}")

    def run(self, command: list[Any], **rest: Any) -> None:
        self.commands.append(" ".join(Path(str(part)).name for part in command))
        if "build" in command:
            (self.root / "static" / "dist").mkdir(exist_ok=True)
            (self.root / "static" / "dist" / "app.js").write_text("bundled")
        if "ci" in command:
            (self.root / "node_modules").mkdir(exist_ok=True)
        if "migrate" in command:
            self.data_dir.mkdir(exist_ok=True)
            (self.data_dir / "pbr_org.sqlite3").touch()

    def ran(self) -> list[str]:
        """The commands since the last call."""
        commands, self.commands = self.commands, []
        return commands


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    made = House(tmp_path)
    monkeypatch.setattr(setup_steps, "ROOT", tmp_path)
    monkeypatch.setattr(setup_steps, "INSTALLED", Stamps(tmp_path / "stamps"))
    monkeypatch.setattr(setup_steps, "run_logged", made.run)
    monkeypatch.setattr(setup_steps, "find_npm", lambda: "npm")
    return made


def test_packages_are_installed_by_hash_and_once(house: House) -> None:
    setup_steps.install_packages("requirements")
    assert house.ran() == ["python -m pip install --require-hashes --no-input -r requirements.txt"]

    setup_steps.install_packages("requirements")
    assert house.ran() == []

    (house.root / "requirements.txt").write_text("requirements==2")
    setup_steps.install_packages("requirements")
    assert len(house.ran()) == 1


def test_a_failed_step_is_done_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **rest: Any) -> None:
        raise CommandError("no network")

    with monkeypatch.context() as patch:
        patch.setattr(setup_steps, "run_logged", fail)
        with pytest.raises(CommandError):
            setup_steps.install_packages("requirements")

    setup_steps.install_packages("requirements")
    assert len(house.ran()) == 1


def test_the_front_end_is_bundled_again_when_a_source_changes_but_not_installed_again(house: House) -> None:
    setup_steps.bundle_front_end()
    assert house.ran() == ["npm ci --ignore-scripts --no-audit --no-fund", "npm run build"]

    setup_steps.bundle_front_end()
    assert house.ran() == []

    (house.root / "static" / "app.js").write_text("2")
    setup_steps.bundle_front_end()
    assert house.ran() == ["npm run build"]

    shutil.rmtree(house.root / "static" / "dist")
    setup_steps.bundle_front_end()
    assert house.ran() == ["npm run build"]


@pytest.mark.parametrize(
    ("node", "npm", "chosen"),
    [("v22.1.0", "/usr/bin/npm", "/usr/bin/npm"), ("v18.19.0", "/usr/bin/npm", ".venv"), ("v22.1.0", None, ".venv")],
)
def test_the_machines_node_is_used_when_it_is_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, node: str, npm: str | None, chosen: str
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(setup_steps, "first_line_of", lambda command: node)
    monkeypatch.setattr(shutil, "which", lambda name: npm)
    monkeypatch.setattr(setup_steps, "install_packages", installed.append)

    assert chosen in setup_steps.find_npm()
    assert installed == ([] if chosen == npm else ["requirements-node"])


def test_the_embedded_database_is_migrated_once_and_when_migrations_change(house: House) -> None:
    setup_steps.migrate_database(house.data_dir, EMBEDDED)
    setup_steps.migrate_database(house.data_dir, EMBEDDED)
    assert house.ran() == ["python manage.py migrate --no-input"]

    (house.root / "core" / "migrations").mkdir(parents=True)
    (house.root / "core" / "migrations" / "0001_initial.py").write_text("")
    setup_steps.migrate_database(house.data_dir, EMBEDDED)
    assert len(house.ran()) == 1


def test_a_database_of_ones_own_is_migrated_at_every_start(house: House) -> None:
    setup_steps.migrate_database(house.data_dir, OWN_DATABASE)
    setup_steps.migrate_database(house.data_dir, OWN_DATABASE)
    assert len(house.ran()) == 2


def test_the_sample_is_loaded_once_and_again_into_a_new_database(house: House) -> None:
    setup_steps.migrate_database(house.data_dir, EMBEDDED)
    setup_steps.load_sample(house.data_dir, EMBEDDED, "http://127.0.0.1:8000/")
    setup_steps.load_sample(house.data_dir, EMBEDDED, "http://127.0.0.1:8000/")
    assert house.ran() == [
        "python manage.py migrate --no-input",
        "python manage.py load_sample --address 127.0.0.1:8000",
    ]

    (house.data_dir / "pbr_org.sqlite3").unlink()
    setup_steps.migrate_database(house.data_dir, EMBEDDED)
    setup_steps.load_sample(house.data_dir, EMBEDDED, "http://127.0.0.1:8000/")
    assert house.ran() == [
        "python manage.py migrate --no-input",
        "python manage.py load_sample --address 127.0.0.1:8000",
    ]


def test_a_missing_venv_module_is_one_line_that_says_what_to_install(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_steps, "PYTHON", house.root / "no-python")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(CommandError) as refusal:
        setup_steps.make_environment()
    assert str(refusal.value) == (
        "Python's venv module is missing: run `apt-get install python3-venv`, then this again."
    )


def test_a_working_environment_is_kept_and_a_broken_one_made_anew(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = house.root / "venv" / "bin" / "python"
    monkeypatch.setattr(setup_steps, "PYTHON", python)
    monkeypatch.setattr(setup_steps, "VENV", house.root / "venv")
    python.parent.mkdir(parents=True)
    python.touch()

    monkeypatch.setattr(setup_steps, "first_line_of", lambda command: "pip 26 from .venv")
    setup_steps.make_environment()
    assert house.ran() == []
    assert python.exists()

    setup_steps.INSTALLED.forget("environment")
    monkeypatch.setattr(setup_steps, "first_line_of", lambda command: "")
    setup_steps.make_environment()
    assert house.ran()[0].endswith("-m venv venv")
    assert not python.exists()
