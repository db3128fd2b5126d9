"""The static checks: style, types, layers, security, and that migrations, settings and API schema are in order."""

import os
import secrets

from tools.processes import PYTHON, run_shown

MODULES: dict[str, list[str]] = {
    "style": ["ruff", "check", "."],
    "layout": ["ruff", "format", "--check", "."],
    "types": ["mypy", "."],
    "security": ["bandit", "-q", "-r", ".", "-c", "pyproject.toml"],
}
DJANGO: dict[str, list[str]] = {
    "migrations": ["makemigrations", "--check", "--dry-run", "--no-input"],
    "API schema": ["spectacular", "--validate", "--fail-on-warn", "--file", os.devnull],
}


def commands() -> dict[str, list[str]]:
    """Every check by name, as the command that fails when it does not hold."""
    python = str(PYTHON)
    modules = {name: [python, "-m", *arguments] for name, arguments in MODULES.items()}
    django = {name: [python, "manage.py", *arguments] for name, arguments in DJANGO.items()}
    layers = {"layers": [str(PYTHON.parent / "lint-imports")]}
    deployment = {"deployment": [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]}
    return modules | layers | django | deployment


def production_environment() -> dict[str, str]:
    """What a production set-up states, for the deployment check; nothing listens at these addresses."""
    return {
        "DATABASE_URL": "postgres://pbr:check@127.0.0.1:5432/pbr",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": "pbr.example.org",
        "CSRF_TRUSTED_ORIGINS": "https://pbr.example.org",
        "BEHIND_TLS": "true",
    }


def run_checks() -> int:
    """Run every check, say how each went, and end with `N passed, N failed`; 1 when any failed."""
    failed = []
    for name, command in commands().items():
        status = run_shown(command, env=production_environment() if name == "deployment" else None)
        print(f"{name}: {'ok' if status == 0 else 'FAILED'}", flush=True)
        if status != 0:
            failed.append(name)
    print(f"{len(commands()) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0
