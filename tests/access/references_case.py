"""A request that names something foreign, and what must come of it: no change, no link, no foreign word."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.db import connection, models, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse

from core.access import TenantQuerySet
from organisations.models import Organisation
from tests.access.matrix import has_canary, named
from tests.access.world import CANARY, World

APPS = ("core", "organisations", "towers", "functions", "services", "metrics")
MODELS = [model for model in apps.get_models() if model._meta.app_label in APPS]
TENANTS = [model for model in MODELS if isinstance(model._default_manager.all(), TenantQuerySet)]
READING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET CONSTRAINTS")


def nothing() -> None:
    """No preparation."""


def is_told(answer: Any) -> bool:
    """A form's answer carries an error message."""
    return any(message.level == messages.ERROR for message in messages.get_messages(answer.wsgi_request))


@dataclass(frozen=True)
class Case:
    """`what` is the address and the field; `status` and `is_right` say how the request is to be answered.

    Nothing may change; with `makes_own` rows of one's own may, and their text may repeat the name that was sent.
    """

    what: str
    send: Callable[[], Any]
    status: int
    is_right: Callable[[Any], bool] = lambda answer: True
    before: Callable[[], object] = nothing
    makes_own: bool = False


def fault(world: World, case: Case) -> str:
    """What is wrong about a case, "" for nothing; whatever it wrote is taken back."""
    forget_messages(world)
    with transaction.atomic():
        case.before()
        watch = Watch(world.foreign if case.makes_own else None)
        with connection.execute_wrapper(watch):
            answer = case.send()
        faults = {
            f"{answer.status_code}, not {case.status}": answer.status_code != case.status,
            "not as designed": answer.status_code == case.status and not case.is_right(answer),
            "LEAK": not case.makes_own and speaks_foreign(answer),
            "changed": watch.has_changed(),
            "linked": watch.has_written() and bool(links()),
        }
        transaction.set_rollback(True)
    found = ", ".join(text for text, is_so in faults.items() if is_so)
    return f"{case.what}: {found}" if found else ""


class Watch:
    """Holds the rows of an organisation, or all, as they were before the first statement that may write."""

    def __init__(self, guarded: Organisation | None) -> None:
        self.guarded = guarded
        self.before: list[list[tuple[Any, ...]]] | None = None

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Look at the rows once something else than a question comes."""
        if self.before is None and not sql.lstrip("( ").upper().startswith(READING):
            self.before = []  # the look itself only asks
            self.before = rows_of(self.guarded)
        return execute(sql, params, many, context)

    def has_written(self) -> bool:
        """True when any statement may have written."""
        return self.before is not None

    def has_changed(self) -> bool:
        """True when a row is not what it was, came or went."""
        return self.before is not None and rows_of(self.guarded) != self.before


def forget_messages(world: World) -> None:
    """What earlier answers have left to say must not turn up in a later one."""
    for browser in world.browsers.values():
        browser.cookies.pop("messages", None)


def rows_of(organisation: Organisation | None = None) -> list[list[tuple[Any, ...]]]:
    """Every row of the database, or of one organisation."""
    if organisation is None:
        return [list(model._default_manager.order_by("pk").values_list()) for model in MODELS]
    own = (model._default_manager.filter(**{path_of(model): organisation.pk}) for model in TENANTS)
    return [list(rows.order_by("pk").values_list()) for rows in own]


def path_of(model: type[models.Model]) -> str:
    """The lookup that leads to a row's organisation."""
    return getattr(model, "TENANT_PATH", "organisation_id")


def links() -> list[str]:
    """The relations by which a row of one organisation names a row of another."""
    found = []
    for model in TENANTS:
        for field in model._meta.concrete_fields:
            if field.related_model in TENANTS:
                there = f"{field.name}__{path_of(field.related_model)}"
                rows = model._default_manager.exclude(**{field.name: None}).exclude(**{there: F(path_of(model))})
                found += [f"{model.__name__}.{field.name}"] if rows.exists() else []
    return found


def speaks_foreign(answer: Any) -> bool:
    """Foreign text in the answer or in the messages that the next page shows."""
    told = " ".join(str(message) for message in messages.get_messages(answer.wsgi_request))
    return has_canary(answer) or CANARY in told


def posted(
    world: World, name: str, form: dict[str, Any], *, who: str = "modeller", query: str = "", **parts: Any
) -> Any:
    """The answer to a form."""
    return _browser(world, who).post(_page(name, parts) + query, form)


def looked(world: World, name: str, query: str, **parts: Any) -> Any:
    """The answer to a look at a page."""
    return _browser(world, "modeller").get(_page(name, parts) + query)


def sent(world: World, name: str, body: Any, *, query: str = "", **parts: Any) -> Any:
    """The answer to what a script of a page sends."""
    return _browser(world, "modeller").post(_page(name, parts) + query, body, content_type="application/json")


def called(
    world: World, method: str, name: str, body: Any = None, version: int = 0, query: str = "", **parts: Any
) -> Any:
    """The answer of an endpoint."""
    headers = {"Authorization": f"Token {world.tokens['modeller write']}", "If-Match": str(version)}
    address = reverse(name, kwargs={part: named(thing) for part, thing in parts.items()}) + query
    data = {} if body is None else {"data": body, "content_type": "application/json"}
    return getattr(Client(raise_request_exception=False), method)(address, headers=headers, **data)


def _browser(world: World, who: str) -> Client:
    browser = world.browsers[who]
    browser.raise_request_exception = False
    return browser


def _page(name: str, parts: dict[str, Any]) -> str:
    return reverse(name, kwargs={"organisation": "ours", **{part: named(thing) for part, thing in parts.items()}})
