"""The organisation as it is over REST: lists, changes with If-Match, pay only with the right."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from core.actor import Right, Role, Scope
from core.models import AuditEntry
from organisations.actions import create_token
from organisations.models import Membership
from tests.factories import actor_of, member
from tests.towers.golden import golden_baseline
from towers.actions.rates import make_rate_card
from towers.models import Activity, Baseline, Team

pytestmark = pytest.mark.django_db


def api(membership: Membership) -> APIClient:
    scopes = [Scope.READ, Scope.WRITE]
    _, clear = create_token(by=actor_of(membership), name="test", scopes=scopes, days=1)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {clear}")
    return client


def rows(membership: Membership, path: str) -> list[dict[str, Any]]:
    response = api(membership).get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return list(response.json()["results"])


@pytest.mark.parametrize(
    ("path", "count"), [("baselines/", 1), ("teams/", 6), ("positions/", 12), ("activities/", 4), ("effort/", 20)]
)
def test_lists_hold_the_own_organisation_alone(
    membership: Membership, baseline: Baseline, path: str, count: int
) -> None:
    golden_baseline(member().organisation)
    assert len(rows(membership, path)) == count


def test_lists_can_be_filtered(membership: Membership, baseline: Baseline) -> None:
    team = Team.objects.get(name="N-EU")
    assert {row["key"] for row in rows(membership, f"positions/?team={team.uid}")} == {"P03", "P09", "P10"}
    assert len(rows(membership, "teams/?tower=Network")) == 3
    assert len(rows(membership, f"effort/?team={team.uid}&baseline={baseline.uid}")) == 4
    assert [row["name"] for row in rows(membership, "activities/?function_code=8")] == ["Incidents"]
    assert api(membership).get("/api/v1/positions/?baseline=x").status_code == 404
    assert api(membership).get("/api/v1/positions/?team=x").status_code == 400


def test_pay_is_a_rate_without_the_right_and_read_on_the_record_with_it(
    membership: Membership, baseline: Baseline
) -> None:
    address = "positions/?key=P01"
    assert [(row["cost_low"], row["cost_high"], row["basis"]) for row in rows(membership, address)] == [
        (None, None, "card")  # no card yet
    ]
    make_rate_card(by=actor_of(membership), baseline=baseline)
    assert [(row["cost_low"], row["cost_high"], row["basis"]) for row in rows(membership, address)] == [
        (9_900_000, 9_900_000, "card")
    ]
    rates = rows(membership, f"baselines/{baseline.uid}/rates/")
    assert {(rate["region"], rate["band"]): (rate["rate"], rate["persons"]) for rate in rates} == {
        ("AM", ""): (10_000_000, 18),
        ("AS", ""): (5_000_000, 14),
        ("EU", ""): (9_900_000, 30),
        (None, ""): (8_800_000, 0),
    }
    assert not AuditEntry.objects.filter(action="read_pay").exists()
    paid = member(Role.VIEWER, Right.PAY, organisation=membership.organisation)
    head = next(row for row in rows(paid, "positions/?key=P01"))
    assert (head["cost_low"], head["fte"], head["manager"]) == (15_000_000, 10_000, None)
    assert AuditEntry.objects.filter(action="read_pay", user=paid.user).count() == 1


def test_a_team_is_placed_with_the_version_that_was_seen(membership: Membership, baseline: Baseline) -> None:
    row = next(row for row in rows(membership, "teams/") if row["name"] == "S-AM")
    address = f"/api/v1/baselines/{baseline.uid}/teams/{row['uid']}/"
    client = api(membership)
    assert client.patch(address, {"tower": "Mainframe"}, format="json").status_code == 428
    done = client.patch(address, {"tower": "Mainframe"}, format="json", HTTP_IF_MATCH=str(row["version"]))
    assert (done.status_code, done.json()["tower"], done.json()["region"]) == (200, "Mainframe", "AM")
    lost = client.patch(address, {"tower": "Storage"}, format="json", HTTP_IF_MATCH=str(row["version"]))
    assert (lost.status_code, lost.json()["theirs"]["tower"]) == (412, "Mainframe")


def test_an_activity_is_changed_likewise(membership: Membership, baseline: Baseline) -> None:
    activity = Activity.objects.get(name="Incidents")
    address, client = f"/api/v1/activities/{activity.uid}/", api(membership)
    done = client.patch(address, {"function_code": 7}, format="json", HTTP_IF_MATCH='"1"')
    assert (done.status_code, done.json()["function_code"], done.headers["ETag"]) == (200, 7, '"2"')
    assert client.patch(address, {"function_code": 11}, format="json", HTTP_IF_MATCH="2").status_code == 400
    assert client.patch(address, {"name": "Reporting"}, format="json", HTTP_IF_MATCH="2").status_code == 409


def test_a_viewer_changes_nothing_and_a_stranger_finds_nothing(membership: Membership, baseline: Baseline) -> None:
    address = f"/api/v1/activities/{Activity.objects.get(name='Incidents').uid}/"
    change = {"function_code": 7}
    viewer = member(Role.VIEWER, organisation=membership.organisation)
    assert api(viewer).patch(address, change, format="json", HTTP_IF_MATCH="1").status_code == 403
    assert api(member()).patch(address, change, format="json", HTTP_IF_MATCH="1").status_code == 404
