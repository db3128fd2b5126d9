"""The sample organisation behind a real server, a worker beside it, and browsers of its people."""

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connections
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from core.runs.worker import execute_run
from organisations.models import Organisation
from sample.actions import load_sample
from tests.browser.pages import Visitor
from tests.environment import chromium as chromium_path
from tests.look.conftest import FLAGS

PATIENCE_MS = 20_000
ACCOUNT = re.compile(r"^\s+(\w+)@\S+\s+(\S+)", re.MULTILINE)
Visit = Callable[..., Visitor]


@dataclass(frozen=True)
class Installation:
    """Where the product answers, and the passwords of the sample's people by the name before the @."""

    address: str
    slug: str
    passwords: dict[str, str]

    def url(self, path: str = "") -> str:
        """An address below the organisation."""
        return f"{self.address}/o/{self.slug}/{path}"


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """A database beside that of the other tests; for SQLite a file, since threads cannot share one in memory."""
    settings, shared = connections.settings["default"], connections["default"]
    name, test_name = settings["NAME"], settings["TEST"]["NAME"]
    settings["TEST"]["NAME"] = str(folder / "browser") if shared.vendor == "sqlite" else f"{name}_browser"
    own = connections["default"] = connections.create_connection("default")
    own.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        own.creation.destroy_test_db(name, verbosity=0)
        connections["default"], settings["TEST"]["NAME"] = shared, test_name


@contextmanager
def worker() -> Iterator[None]:
    """Executes each run that is asked for, one after the other, in a thread of its own."""

    def execute(run_id: int) -> None:
        try:
            execute_run(run_id)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as thread, patch("core.runs.actions.ring") as ring:
        ring.side_effect = lambda run_id: thread.submit(execute, run_id)
        yield


@pytest.fixture(scope="package")
def installation(
    django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """The product with the sample organisation in it, for all tests of this folder; they share what they change."""
    # Playwright leaves its event loop marked as running in this thread; Django would refuse all queries here.
    allowed = patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="yes")
    with allowed, django_db_blocker.unblock(), own_database(tmp_path_factory.mktemp("browser")):
        steps = load_sample(address="http://localhost/", say=lambda line: None)
        assert steps is not None
        passwords = dict(ACCOUNT.findall(steps.read_text()))
        steps.unlink()
        with worker():
            server = LiveServer("localhost")
            yield Installation(server.url, Organisation.objects.get().slug, passwords)
            server.stop()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """The machine's Chromium, started once for this folder."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def sessions() -> dict[str, Any]:
    """The cookies of those who have signed in already."""
    return {}


@pytest.fixture
def visit(chromium: Any, installation: Installation, sessions: dict[str, Any]) -> Iterator[Visit]:
    """`visit("lead", width=390, scheme="dark")`: a browser of its own, signed in; `visit("")`: a stranger's."""
    contexts = []

    def visit_as(name: str, width: int = 1400, scheme: str = "light") -> Visitor:
        options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
        context = chromium.new_context(**options, storage_state=sessions.get(name))
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        visitor = Visitor(context.new_page(), installation.url())
        if name and name not in sessions:
            visitor.sign_in(name, installation.passwords[name])
            sessions[name] = context.storage_state()
        return visitor

    yield visit_as
    for context in contexts:
        context.close()
