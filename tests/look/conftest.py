"""Pages of the gallery, rendered on their own, and a browser that is served them with the product's headers."""

import mimetypes
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template.backends.django import DjangoTemplates

from tests.environment import chromium as chromium_path
from tests.look.gallery import page_context

BASE = Path(settings.BASE_DIR)
POLICY = "; ".join(
    f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

Render = Callable[..., str]


@pytest.fixture(autouse=True)
def _own_urls(settings: Any) -> None:
    """The frame names the addresses of signing in and out; nothing else of the product is needed here."""
    settings.ROOT_URLCONF = "tests.look.urls"


@pytest.fixture
def render() -> Render:
    """`render("components/tile.html", label="Cost")`: a template with exactly this context."""
    engine = DjangoTemplates(
        {"NAME": "look", "DIRS": [BASE / "templates", BASE / "tests/look/gallery"], "APP_DIRS": False, "OPTIONS": {}}
    )
    return lambda template, **context: str(engine.get_template(template).render(context))


@pytest.fixture
def page_of(render: Render) -> Callable[[str], str]:
    """The markup of one page of the gallery."""
    return lambda name: render(f"{name}.html", **page_context(name))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The machine's Chromium, started once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, page_of: Callable[[str], str]) -> Iterator[Callable[..., Any]]:
    """`open_page("dashboard", width=360, scheme="dark")`: the loaded page, and what the console complained of."""
    contexts = []

    def open_one(name: str, width: int, scheme: str) -> tuple[Any, list[str]]:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page, complaints = context.new_page(), []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", lambda route: answer(route, page_of))
        page.goto(f"http://look.test/{name}")
        page.locator(".chart-canvas:not(:has(svg text))").first.wait_for(state="detached")
        return page, complaints

    yield open_one
    for context in contexts:
        context.close()


def answer(route: Any, page_of: Callable[[str], str]) -> None:
    """A gallery page, or a file of the bundle."""
    path = urlsplit(route.request.url).path
    headers = {"Content-Security-Policy": POLICY}
    if not path.startswith("/static/"):
        route.fulfill(body=page_of(path.strip("/")), content_type="text/html; charset=utf-8", headers=headers)
        return
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    route.fulfill(body=(BASE / path.lstrip("/")).read_bytes(), content_type=kind, headers=headers)
