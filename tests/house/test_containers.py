"""The container files start the programs that the tests start, and keep secrets out."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from pbr_org import environment, settings
from tools import serve
from tools.processes import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
SERVE = ["python", "-m", "tools.serve"]


def test_compose_has_web_worker_database_and_redis() -> None:
    assert sorted(SERVICES) == ["db", "migrate", "redis", "web", "worker"]


@pytest.mark.parametrize("name", ["web", "worker"])
def test_web_and_worker_run_the_same_programs_as_run_py(name: str) -> None:
    assert SERVICES[name]["command"] == [*SERVE, name]


def test_the_image_runs_the_web_program_by_default() -> None:
    assert DOCKERFILE.strip().endswith('CMD ["python", "-m", "tools.serve", "web"]')


def test_the_worker_carries_the_clock_and_nothing_else_does() -> None:
    assert "-B" in serve.worker_command()
    assert not any("beat" in str(service.get("command")) for service in SERVICES.values())


def test_web_and_worker_wait_for_the_migrated_database_and_for_redis() -> None:
    for name in ("web", "worker"):
        assert SERVICES[name]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"},
            "redis": {"condition": "service_healthy"},
        }


def test_every_variable_of_compose_is_one_that_the_settings_read() -> None:
    source = "".join(Path(str(module.__file__)).read_text() for module in (settings, environment))
    for name in SERVICES["web"]["environment"]:
        assert f'"{name.removesuffix("_FILE")}"' in source


def test_secrets_are_files_and_stay_out_of_the_image() -> None:
    assert COMPOSE["secrets"] == {
        name: {"file": f"./secrets/{name}"} for name in ("database_url", "database_password", "secret_key")
    }
    assert {"secrets", "var", ".git", ".venv"} <= set((ROOT / ".dockerignore").read_text().split())
    assert not re.search(r"SECRET_KEY|PASSWORD", DOCKERFILE)


def test_the_image_installs_by_hash_without_scripts_and_does_not_run_as_root() -> None:
    assert "pip install --no-cache-dir --require-hashes -r requirements.txt" in DOCKERFILE
    assert "npm ci --ignore-scripts" in DOCKERFILE
    assert DOCKERFILE.rindex("USER pbr") > DOCKERFILE.rindex("RUN ")


def test_every_file_that_the_image_copies_is_in_the_project() -> None:
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, flags=re.MULTILINE):
        assert all((ROOT / source).exists() for source in sources.split())
