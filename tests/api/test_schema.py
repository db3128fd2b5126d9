"""Requests made from the API's own description, by every kind of token: none ends in a server error."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings

from pbr_org.wsgi import application
from tests.access.world import World, build_world

pytestmark = pytest.mark.django_db
TOKENS = ("viewer read", "modeller write", "admin write", "no token")
QUIET: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "derandomize": True,
    "database": None,
}


@pytest.fixture(autouse=True)
def _kept_connection() -> Iterator[None]:
    """The server closes its connection around each request, and with it the transaction that the test lives in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def server_errors(operation: Any, world: World) -> tuple[int, list[str]]:
    """How many requests were made of an operation, and those that ended in a status of 500 or more."""
    sent, wrong = 0, []

    @settings(max_examples=8, **QUIET)
    @given(case=operation.as_strategy())
    def every_token(case: Any) -> None:
        nonlocal sent
        for name in TOKENS:
            token = world.tokens[name]
            answer = case.call(headers={"Authorization": f"Token {token}"} if token else {})
            sent += 1
            if answer.status_code >= 500:
                wrong.append(f"{operation.label} with {name}: {answer.status_code}")

    every_token()
    return sent, wrong


def test_no_request_ends_in_a_server_error(capsys: pytest.CaptureFixture[str]) -> None:
    world = build_world()
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", application)
    found = [server_errors(result.ok(), world) for result in schema.get_all_operations()]
    with capsys.disabled():
        print(f"\n  requests from the schema: {sum(sent for sent, _ in found)} over {len(found)} operations")
    assert len(found) > 35
    assert [line for _, wrong in found for line in wrong] == []
