"""What the grid loads: columns in parts of constant cost, pay with the right alone; what it sends is read strictly."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.actor import Right, Role
from core.models import AuditEntry
from organisations.models import Membership
from tests.factories import client_for, member
from tests.towers.golden import golden_baseline
from tests.towers.grids import position
from towers.grid import rows
from towers.models import Baseline, Position

pytestmark = pytest.mark.django_db
KINDS = ("positions", "teams", "effort")


@pytest.fixture
def client(membership: Membership) -> Client:
    return client_for(membership)


def address(membership: Membership, name: str, kind: str, baseline: Baseline, more: str = "") -> str:
    return reverse(name, args=[membership.organisation.slug, kind]) + f"?baseline={baseline.uid}{more}"


def part(client: Client, membership: Membership, kind: str, baseline: Baseline, number: int = 0) -> dict[str, Any]:
    return dict(client.get(address(membership, "grid-rows", kind, baseline, f"&part={number}")).json())


def column(answer: dict[str, Any], name: str) -> list[Any]:
    values = answer["columns"][name]
    return [values["names"][at] for at in values["at"]] if isinstance(values, dict) else list(values)


def post(client: Client, membership: Membership, kind: str, baseline: Baseline, body: Any) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post(address(membership, "grid-save", kind, baseline), text, content_type="application/json")


def test_rows_come_as_columns_with_what_may_stand_in_them(
    client: Client, membership: Membership, baseline: Baseline
) -> None:
    answer = part(client, membership, "positions", baseline)
    assert (answer["count"], answer["parts"], answer["version"]) == (12, 1, 1)
    assert column(answer, "key")[:2] == ["P01", "P02"]
    assert column(answer, "manager")[:3] == ["", "P01", "P01"]
    assert column(answer, "tower")[0] == "Server"
    assert answer["choices"]["team"] == ["N-AM", "N-AS", "N-EU", "S-AM", "S-AS", "S-EU"]
    effort = part(client, membership, "effort", baseline)
    assert effort["capacity"]["N-EU"] == 115_000
    assert len(column(effort, "fte")) == effort["count"] == 20
    teams = part(client, membership, "teams", baseline)
    assert (column(teams, "name")[2], column(teams, "fte")[2], teams["choices"]["region"]) == (
        "N-EU",
        115_000,
        ["AM", "AS", "EU"],
    )


def test_parts_are_small_and_each_costs_the_same(
    client: Client, membership: Membership, baseline: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def queries(kind: str, number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            part(client, membership, kind, baseline, number)
        return len(captured.captured_queries)

    few = {kind: queries(kind, 0) for kind in KINDS}
    made = [Position(baseline=baseline, key=f"X{n:05}", title="T" * 200, fte=10_000) for n in range(rows.PART_ROWS)]
    Position.objects.bulk_create(made)
    assert {kind: queries(kind, 0) for kind in KINDS} == few
    assert max(few.values()) <= 12
    assert len(client.get(address(membership, "grid-rows", "positions", baseline)).content) < 1_000_000
    second = part(client, membership, "positions", baseline, 1)
    assert (second["parts"], len(column(second, "key")), "choices" in second) == (2, 12, False)
    assert queries("positions", 1) < few["positions"]


def test_pay_is_a_column_with_the_right_alone_and_its_reading_is_kept(
    client: Client, membership: Membership, baseline: Baseline
) -> None:
    assert "cost_low" not in part(client, membership, "positions", baseline)["columns"]
    page = client.get(address(membership, "grid", "positions", baseline))
    assert "cost_low" not in page.content.decode()
    assert not AuditEntry.objects.filter(action="read_pay").exists()
    paid = member(Role.VIEWER, Right.PAY, organisation=membership.organisation)
    assert column(part(client_for(paid), membership, "positions", baseline), "cost_low")[0] == 15_000_000
    part(client_for(paid), membership, "positions", baseline, 1)
    assert AuditEntry.objects.filter(action="read_pay", user=paid.user).count() == 2


def test_changes_are_saved_and_answered(client: Client, membership: Membership, baseline: Baseline) -> None:
    row = position(baseline, "P09")
    sent = {"changed": [{"uid": str(row.uid), "version": 1, "cells": {"fte": "0,5", "grade": "B"}}]}
    answer = post(client, membership, "positions", baseline, sent)
    assert (answer.status_code, answer.json()["rows"][0]["values"]["fte"], answer.json()["version"]) == (200, 5_000, 2)
    assert post(client, membership, "positions", baseline, sent).json()["rows"][0]["version"] == 2


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        {"changed": 1},
        {"changed": [{"uid": "x"}]},
    ],
)
def test_what_cannot_be_read_is_refused(client: Client, membership: Membership, baseline: Baseline, body: Any) -> None:
    answer = post(client, membership, "positions", baseline, body)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/json")


def test_a_row_is_sent_once_and_not_too_many_at_once(
    client: Client, membership: Membership, baseline: Baseline
) -> None:
    one = {"uid": str(uuid4()), "version": 1, "cells": {}}
    assert post(client, membership, "positions", baseline, {"changed": [one, one]}).status_code == 400
    many = [{**one, "uid": str(uuid4())} for _ in range(1_001)]
    assert post(client, membership, "positions", baseline, {"changed": many}).status_code == 400


def test_other_baselines_kinds_and_parts_are_not_there(
    client: Client, membership: Membership, baseline: Baseline
) -> None:
    foreign = golden_baseline(member().organisation)
    for name in ("grid", "grid-rows"):
        assert client.get(address(membership, name, "positions", foreign)).status_code == 404
        assert client.get(address(membership, name, "ships", baseline)).status_code == 404
    assert post(client, membership, "positions", foreign, {}).status_code == 404
    assert client.get(address(membership, "grid-rows", "positions", baseline, "&part=x")).status_code == 404
    locked = Baseline.objects.filter(pk=baseline.pk).update(state="locked")
    assert (locked, post(client, membership, "positions", baseline, {}).status_code) == (1, 409)


def test_without_a_baseline_the_page_says_what_to_do() -> None:
    membership = member()
    page = client_for(membership).get(reverse("grid", args=[membership.organisation.slug, "teams"]))
    assert "Import a staff list" in page.content.decode()


def test_a_column_that_does_not_exist_is_refused(client: Client, membership: Membership, baseline: Baseline) -> None:
    row = {"uid": str(position(baseline, "P01").uid), "version": 1, "cells": {"salary": 1}}
    answer = post(client, membership, "positions", baseline, {"changed": [row]})
    assert (answer.status_code, "no column “salary”" in answer.json()["detail"]) == (400, True)
