"""Runs the table: each cell is one request whose status and body are held against what is expected."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access.table import Row
from tests.access.world import CANARY, World

MEMBERS = ("viewer", "modeller", "admin")
REACH = {"view": MEMBERS, "own": MEMBERS, "edit": ("modeller", "admin"), "admin": ("admin",), "own admin": ("admin",)}
READ = ("get", "head")


@dataclass(frozen=True)
class Cell:
    """One request and what came of it."""

    what: str
    expected: int
    status: int
    leaks: bool

    @property
    def is_wrong(self) -> bool:
        """Another status than expected, or foreign text in the answer."""
        return self.status != self.expected or self.leaks


def send(client: Client, method: str, address: str, **headers: str) -> Any:
    """The answer; whatever it wrote is taken back."""
    client.raise_request_exception = False
    with transaction.atomic():
        body: dict[str, Any] = {"content_type": "application/json"} if address.startswith("/api/") else {}
        if method not in READ and body:
            body["data"] = "{}"
        answer = getattr(client, method)(address, headers=headers, **body)
        transaction.set_rollback(True)
    return answer


def has_canary(answer: Any) -> bool:
    """Foreign text in the body or a header."""
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    body = answer.getvalue() if answer.streaming else answer.content
    return CANARY.encode() in body or CANARY in headers


def arguments(row: Row, objects: dict[str, Any]) -> dict[str, Any]:
    """The parts of the address that name objects."""
    return {part: named(objects[word]) for part, word in row.named.items()} | row.plain


def named(thing: Any) -> Any:
    """How an address names a thing: by its uid, a figure by its number, a ticket by its key."""
    return getattr(thing, "uid", thing)


def behind(row: Row, objects: dict[str, Any]) -> str:
    """The parameters behind the address."""
    return f"?{urlencode({name: named(objects[word]) for name, word in row.query.items()})}" if row.query else ""


def places(world: World, row: Row) -> list[tuple[str, str, dict[str, Any]]]:
    """What is asked for: one's own, a foreign object below one's own address, a foreign organisation's address."""
    own, foreign = ("own", "ours", world.ours), ("foreign object", "ours", world.theirs)
    return [own, *([foreign] if row.named else []), ("foreign organisation", "theirs", world.theirs)]


def page_cells(world: World, rows: Iterable[Row]) -> Iterator[Cell]:
    """Every page and form target x every person x own, foreign object, foreign organisation."""
    cases = product(rows, world.browsers.items())
    for row, (who, browser) in cases:
        for (method, (needs, ok)), (where, slug, objects) in product(row.methods.items(), places(world, row)):
            if (expected := _page_status(who, where, needs, ok)) is not None:
                address = reverse(row.name, kwargs={"organisation": slug, **arguments(row, objects)}) + behind(
                    row, objects
                )
                answer = send(browser, method, address)
                what = f"{method} {row.name} by {who}, {where}"
                yield Cell(what, expected, answer.status_code, has_canary(answer))


def _page_status(who: str, where: str, needs: str, ok: int) -> int | None:
    if who == "nobody":
        return 302
    if who == "removed":
        return 404
    if who == "stranger":
        return 404 if where != "foreign organisation" else None  # at home there
    if where == "foreign organisation":
        return 404
    return _member_status(who, where, needs, ok, is_write=True)


def api_cells(world: World, rows: Iterable[Row]) -> Iterator[Cell]:
    """Every endpoint x every token x own and foreign object."""
    client = Client()
    for row, (who, token) in product(rows, world.tokens.items()):
        for (method, (needs, ok)), (where, _, objects) in product(row.methods.items(), places(world, row)[:-1]):
            if (expected := _api_status(row, who, where, needs, ok, method)) is not None:
                headers = {"Authorization": f"Token {token}"} if token else {}
                answer = send(client, method, reverse(row.name, kwargs=arguments(row, objects)), **headers)
                what = f"{method} {row.name} with {who}, {where}"
                yield Cell(what, expected, answer.status_code, has_canary(answer))


def _api_status(row: Row, who: str, where: str, needs: str, ok: int, method: str) -> int | None:
    person, _, scope = who.partition(" ")
    if person in ("no", "removed"):
        return 401
    if person == "stranger":
        return None if where != "own" or not row.named else (405 if ok == 405 else 404)
    if method not in READ and scope == "read":
        return 403
    return _member_status(person, where, needs, ok, is_write=method not in READ)


def _member_status(person: str, where: str, needs: str, ok: int, *, is_write: bool) -> int:
    """The role is asked first; an object that is one's own or an administrator's business is looked up before."""
    is_looked_up_first = needs == "own admin"
    if where == "foreign object" and ok != 405 and is_looked_up_first:
        return 404
    if person not in REACH[needs] and is_write:
        return 403
    return ok if where == "own" or ok == 405 else 404
