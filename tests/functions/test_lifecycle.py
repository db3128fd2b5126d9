"""A scenario as a whole: copied, put away, taken out again."""

from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from core.actor import Role, Scope
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from functions import actions
from functions.lifecycle import archive_scenario, clone_scenario, restore_scenario
from functions.models import Scenario
from organisations.actions import create_token
from organisations.models import Membership
from tests.factories import actor_of, client_for, member
from tests.towers.golden import golden_baseline
from towers.models import Activity, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def scenario(lead: Membership) -> Scenario:
    """All by default and global; then a placement by hand that was undone, and one that holds."""
    by = actor_of(lead)
    made = actions.create_scenario(by=by, baseline=golden_baseline(lead.organisation), name="One pool", preset="global")
    incidents = Activity.objects.get(name="Incidents")
    for name, function in (("S-EU", 5), ("N-EU", 8)):
        team = Team.objects.get(name=name)
        shares = {function: 10_000}
        actions.place(
            by=by, scenario=made, version=made.version, team=team, activity=incidents, shares=shares, reason="try"
        )
    actions.undo_operation(by=by, scenario=made, version=made.version, seq=made.version - 1)
    return made


def placed(scenario: Scenario) -> set[tuple[Any, ...]]:
    return set(scenario.placements.values_list("team", "activity", "function_code", "share"))


def test_a_copy_has_the_same_steps_placements_and_version(lead: Membership, scenario: Scenario) -> None:
    copy = clone_scenario(by=actor_of(lead), scenario=scenario, name="Copy")
    columns = ("seq", "kind", "payload", "reason", "by", "reverses__seq")
    assert list(copy.operations.values_list(*columns)) == list(scenario.operations.values_list(*columns))
    assert (placed(copy), copy.version, copy.state) == (placed(scenario), scenario.version, "draft")
    assert set(copy.designs.values_list("reach", flat=True)) == {"global"}
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.after["of"]) == ("clone_scenario", str(scenario.uid))


def test_the_copy_and_its_original_go_their_own_ways(lead: Membership, scenario: Scenario) -> None:
    before = placed(scenario)
    copy = clone_scenario(by=actor_of(lead), scenario=scenario, name="Copy")
    actions.undo_operation(by=actor_of(lead), scenario=copy, version=copy.version, seq=copy.version)
    assert placed(copy) != before
    assert placed(scenario) == before
    with pytest.raises(UserError, match="There is a scenario “Copy” already"):
        clone_scenario(by=actor_of(lead), scenario=scenario, name="Copy")


def test_what_is_archived_is_not_changed_until_it_is_taken_out(lead: Membership, scenario: Scenario) -> None:
    by = actor_of(lead)
    archive_scenario(by=by, scenario=scenario, version=scenario.version)
    with pytest.raises(UserError, match=r"is archived\. Only a draft can be changed"):
        actions.apply_default_mapping(by=by, scenario=scenario, version=scenario.version)
    with pytest.raises(UserError, match="is archived; only what is draft can become archived"):
        archive_scenario(by=by, scenario=scenario, version=scenario.version)
    restore_scenario(by=by, scenario=scenario, version=scenario.version)
    actions.apply_default_mapping(by=by, scenario=scenario, version=scenario.version)
    assert [entry.after["state"] for entry in AuditEntry.objects.filter(action="set_state").order_by("pk")] == [
        "archived",
        "draft",
    ]


def test_archiving_sees_what_somebody_else_did_meanwhile(lead: Membership, scenario: Scenario) -> None:
    seen = scenario.version
    actions.apply_default_mapping(by=actor_of(lead), scenario=Scenario.objects.get(), version=seen)
    with pytest.raises(Conflict):
        archive_scenario(by=actor_of(lead), scenario=scenario, version=seen)
    assert Scenario.objects.get().state == "draft"


def test_the_pages_copy_put_away_and_take_out(lead: Membership, scenario: Scenario) -> None:
    browser, slug = client_for(lead), lead.organisation.slug
    copied = browser.post(reverse("scenario-clone", args=[slug, scenario.uid]), {"name": "Another try"}, follow=True)
    assert "This is the copy of “One pool”" in copied.text
    for name, state in (("scenario-archive", "archived"), ("scenario-restore", "draft")):
        browser.post(reverse(name, args=[slug, scenario.uid]), {"version": scenario.version})
        assert Scenario.objects.get(pk=scenario.pk).state == state


def test_the_dashboard_offers_no_archived_scenario_but_still_opens_it(lead: Membership, scenario: Scenario) -> None:
    archive_scenario(by=actor_of(lead), scenario=scenario, version=scenario.version)
    browser, address = client_for(lead), reverse("summary", args=[lead.organisation.slug])
    assert "One pool" not in browser.get(address).text
    assert "One pool has no saving computed yet" in browser.get(address, {"scenario": str(scenario.uid)}).text


def test_the_same_over_rest(lead: Membership, scenario: Scenario) -> None:
    _, token = create_token(by=actor_of(lead), name="tool", scopes=(Scope.READ, Scope.WRITE))
    api = APIClient(headers={"Authorization": f"Token {token}"})
    copied = api.post(f"/api/v1/scenarios/{scenario.uid}/clone/", {"name": "By REST"}, format="json")
    assert (copied.status_code, copied.json()["name"], copied.json()["version"]) == (201, "By REST", scenario.version)
    address = f"/api/v1/scenarios/{scenario.uid}/"
    for state in ("archived", "draft"):
        seen = f'"{scenario.version}"'
        assert api.patch(address, {"state": state}, format="json", headers={"If-Match": seen}).json()["state"] == state
    late = api.patch(address, {"state": "archived"}, format="json", headers={"If-Match": '"1"'})
    assert late.status_code == 412
