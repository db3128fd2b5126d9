"""One position and one effort over REST: the rules of the grid, If-Match, and both values for the loser."""

from typing import Any

import pytest

from core.actor import Right, Role
from core.models import AuditEntry
from organisations.models import Membership
from tests.factories import BaselineFactory, PositionFactory, member
from tests.towers.golden import golden_baseline
from tests.towers.grids import effort, position
from tests.towers.test_api import api
from towers.models import Activity, Baseline, Team

pytestmark = pytest.mark.django_db


def patch(membership: Membership, address: str, version: int, **facts: Any) -> Any:
    return api(membership).patch(f"/api/v1/{address}/", facts, format="json", HTTP_IF_MATCH=f'"{version}"')


def test_a_position_is_changed_and_the_loser_sees_both_values(membership: Membership, baseline: Baseline) -> None:
    row, team = position(baseline, "P09"), Team.objects.get(name="N-AM", organisation=membership.organisation)
    address = f"positions/{row.uid}"
    leader = str(position(baseline, "P01").uid)
    done = patch(membership, address, 1, title="Network engineer", team=str(team.uid), manager=leader, fte=5_000)
    assert (done.status_code, done.headers["ETag"]) == (200, '"2"')
    told = done.json()
    assert (told["title"], told["team"], told["manager"], told["fte"]) == (
        "Network engineer",
        str(team.uid),
        leader,
        5_000,
    )
    lost = patch(membership, address, 1, title="Other")
    assert lost.status_code == 412
    assert (lost.json()["yours"], lost.json()["theirs"]) == ({"title": "Other"}, {"title": "Network engineer"})
    assert api(membership).patch(f"/api/v1/{address}/", {}, format="json").status_code == 428
    assert patch(membership, address, 2, manager=None, team=None).json()["manager"] is None


def test_one_wrong_field_keeps_all_others_back(membership: Membership, baseline: Baseline) -> None:
    address = f"positions/{position(baseline, 'P01').uid}"
    answer = patch(membership, address, 1, title="Chief", manager=str(position(baseline, "P04").uid))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "manager")
    assert position(baseline, "P01").title == "Engineer"
    foreign = golden_baseline(member().organisation)
    for field in ("team", "manager"):
        uid = position(foreign, "P01").uid if field == "manager" else position(foreign, "P01").team.uid
        assert patch(membership, address, 1, **{field: str(uid)}).status_code == 400
    other = PositionFactory.create(baseline=BaselineFactory.create(organisation=membership.organisation), key="X1")
    assert patch(membership, address, 1, manager=str(other.uid)).status_code == 400
    assert patch(membership, f"positions/{position(foreign, 'P01').uid}", 1, title="Taken").status_code == 404


def test_pay_needs_its_right_to_be_read_and_written(membership: Membership, baseline: Baseline) -> None:
    address = f"positions/{position(baseline, 'P09').uid}"
    assert "cost_low" not in api(membership).get(f"/api/v1/{address}/").json()
    assert patch(membership, address, 1, cost_low=1).status_code == 403
    paid = member(Role.MODELLER, Right.PAY, organisation=membership.organisation)
    assert api(paid).get(f"/api/v1/{address}/").json()["cost_low"] == 9_000_000
    assert AuditEntry.objects.filter(action="read_pay", user=paid.user).count() == 1
    assert patch(paid, address, 1, cost_low=8_000_000).json()["cost_low"] == 8_000_000


def test_an_effort_is_changed_within_its_team(membership: Membership, baseline: Baseline) -> None:
    row = effort(baseline, "N-EU", "Incidents")
    address = f"effort/{row.uid}"
    over = patch(membership, address, 1, fte=50_000)
    assert (over.status_code, "Above 100 %" in over.json()["errors"][0]["detail"]) == (400, True)
    other = Activity.objects.get(name="Engineering", organisation=membership.organisation)
    done = patch(membership, address, 1, fte=30_000, activity=str(other.uid), evidence="surveyed")
    assert (done.json()["fte"], done.json()["activity"], done.json()["version"]) == (30_000, str(other.uid), 2)
    assert api(membership).get(f"/api/v1/{address}/").headers["ETag"] == '"2"'
    listed = api(membership).get("/api/v1/effort/?evidence=surveyed").json()["results"]
    assert [(one["uid"], one["version"]) for one in listed] == [(str(row.uid), 2)]
