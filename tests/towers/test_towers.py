"""Towers: the seven classic ones, owners and the gap where there is none, their place in the taxonomy."""

from datetime import date

import pytest
from django.urls import reverse

from core.actor import Role
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from organisations.actions import make_person_free
from organisations.models import Membership
from tests.factories import TowerFactory, actor_of, client_for, member
from tests.pages.markup import text, tree
from tests.towers.golden import golden_baseline
from tests.towers.test_api import api
from towers.actions.towers import CLASSIC_TOWERS, add_classic_towers, add_tower, edit_tower
from towers.models import BaselineTeam, Tower
from towers.tbm_reference import taxonomies, tbm_towers
from towers.tower_selectors import tower_list

pytestmark = pytest.mark.django_db


def page(membership: Membership, name: str, *parts: object) -> str:
    answer = client_for(membership).get(reverse(name, args=[membership.organisation.slug, *parts]))
    assert answer.status_code == 200
    return text(tree(answer.text))


def test_the_taxonomy_is_known_by_version_and_day() -> None:
    taxonomy = taxonomies()[0]
    assert (taxonomy.name, taxonomy.version, taxonomy.published) == ("TBM Taxonomy", "4.0", date(2020, 12, 16))
    names = [tower.name for tower in taxonomy.towers if not tower.part]
    assert len(names) == 11
    assert names[:4] == ["Data Center", "Compute", "Storage", "Network"]
    assert len(tbm_towers()) == len(taxonomy.towers) == 11 + 43
    assert tbm_towers()["4.0/end-user/it-help-desk"].name == "End User: IT Help Desk"
    assert max(map(len, tbm_towers())) <= 60  # what the column holds
    assert set(CLASSIC_TOWERS.values()) <= set(tbm_towers())


def test_a_fresh_workspace_is_offered_exactly_the_seven_classic_towers(membership: Membership) -> None:
    assert "Not there yet: Mainframe, Server, Storage, Middleware, Database, Network, End user" in page(
        membership, "towers"
    )
    client_for(membership).post(reverse("towers-classic", args=[membership.organisation.slug]))
    rows = dict(Tower.objects.values_list("name", "tbm_code"))
    assert rows == CLASSIC_TOWERS
    assert len(rows) == 7
    add_tower(by=actor_of(membership), name="Cloud")
    assert "8 towers, 8 without an accountable owner" in page(membership, "towers")


def test_classic_towers_keep_what_was_said_of_them(membership: Membership) -> None:
    own = {"organisation": membership.organisation}
    TowerFactory.create(**own, name="Server", owner="Head of Server", tbm_code="4.0/compute")
    storage = TowerFactory.create(**own, name="Storage")
    assert len(add_classic_towers(by=actor_of(membership))) == 6
    assert Tower.objects.count() == 7
    assert list(Tower.objects.filter(name="Server").values_list("owner", "tbm_code")) == [
        ("Head of Server", "4.0/compute")
    ]
    assert (Tower.objects.get(name="Storage").tbm_code, storage.version) == ("4.0/storage", 1)
    assert add_classic_towers(by=actor_of(membership)) == []


def test_the_list_counts_teams_and_fte_and_names_who_has_no_owner(membership: Membership) -> None:
    baseline = golden_baseline(membership.organisation)
    by = actor_of(membership)
    server = Tower.objects.get(name="Server")
    edit_tower(by=by, tower=server, version=server.version, owner="Head of Server")
    rows = {row.tower.name: (row.teams, row.fte) for row in tower_list(by, baseline)}
    assert rows == {"Network": (3, 275_000), "Server": (3, 340_000)}
    shown = page(membership, "towers")
    assert "2 towers, 1 without an accountable owner" in shown
    assert "Data gap: nobody is named for Network." in shown


def test_a_tower_without_an_owner_is_a_gap_of_the_organisation(membership: Membership) -> None:
    golden_baseline(membership.organisation)
    assert "2 towers have no accountable owner" in page(membership, "organisation")
    by = actor_of(membership)
    for name in ("Server", "Network"):
        tower = Tower.objects.get(name=name)
        edit_tower(by=by, tower=tower, version=tower.version, owner=f"Head of {name}")
    assert "accountable owner" not in page(membership, "organisation")


def test_a_tower_under_another_name_keeps_its_teams(membership: Membership) -> None:
    golden_baseline(membership.organisation)
    tower = Tower.objects.get(name="Server")
    edit_tower(by=actor_of(membership), tower=tower, version=tower.version, name="Compute", tbm_code="4.0/compute")
    assert BaselineTeam.objects.filter(tower__name="Compute").count() == 3
    shown = page(membership, "tower", tower.uid)
    assert "Compute: 3 teams, 34.0 FTE" in shown
    assert "Nobody is named who answers for its cost and uptime; Compute in the TBM Taxonomy" in shown
    entry = AuditEntry.objects.get(action="edit_tower")
    assert (entry.before["name"], entry.after["name"]) == ("Server", "Compute")


def test_what_can_not_be_said_of_a_tower_is_refused(membership: Membership) -> None:
    by = actor_of(membership)
    tower = TowerFactory.create(organisation=membership.organisation, name="Server")
    for wanted, message in (
        ({"name": " "}, "needs a name"),
        ({"tbm_code": "4.0/kitchen"}, "“4.0/kitchen” is no tower of the taxonomy"),
    ):
        with pytest.raises(UserError, match=message):
            edit_tower(by=by, tower=tower, version=1, **wanted)
    with pytest.raises(UserError, match="already a tower “SERVER”"):
        add_tower(by=by, name="SERVER")
    with pytest.raises(Conflict):
        edit_tower(by=by, tower=tower, version=7, owner="Somebody")
    assert Tower.objects.get().owner == ""


def test_towers_over_rest(membership: Membership) -> None:
    client = api(membership)
    made = client.post("/api/v1/towers/", {"name": "Server", "tbm_code": "4.0/compute/servers"}, format="json")
    assert made.status_code == 201
    path = f"/api/v1/towers/{made.json()['uid']}/"
    seen = client.get(path)
    changed = client.patch(path, {"owner": "Head of Server"}, format="json", HTTP_IF_MATCH=seen.headers["ETag"])
    assert (changed.status_code, changed.json()["owner"], changed.json()["version"]) == (200, "Head of Server", 2)
    late = client.patch(path, {"owner": "Other"}, format="json", HTTP_IF_MATCH=seen.headers["ETag"])
    assert late.status_code == 412
    add_tower(by=actor_of(membership), name="Unmapped")
    found = client.get("/api/v1/towers/?tbm_code=4.0/compute").json()["results"]
    assert [row["name"] for row in found] == ["Server"]
    assert len(client.get("/api/v1/tbm-towers/").json()) == len(tbm_towers())


def test_activities_are_made_over_rest(membership: Membership) -> None:
    client = api(membership)
    wanted = {"name": "Zorbing", "function_code": 6, "keywords": "Zorb", "is_coordination": True}
    made = client.post("/api/v1/activities/", wanted, format="json")
    assert (made.status_code, made.json()["keywords"], made.json()["is_coordination"]) == (201, "zorb", True)
    again = client.post("/api/v1/activities/", wanted, format="json")
    assert (again.status_code, "already an activity" in again.json()["detail"]) == (409, True)
    path = f"/api/v1/activities/{made.json()['uid']}/"
    change = client.patch(path, {"keywords": "ball care"}, format="json", HTTP_IF_MATCH='"1"')
    assert (change.status_code, change.json()["keywords"]) == (200, "ball care")


def test_owners_are_forgotten_when_an_organisation_goes_person_free() -> None:
    admin = member(Role.ADMIN)
    tower = add_tower(by=actor_of(admin), name="Server", owner="Ann Example")
    kept = add_tower(by=actor_of(member()), name="Server", owner="Bob Example")
    make_person_free(by=actor_of(admin), version=admin.organisation.version)
    assert list(Tower.objects.filter(pk__in=[tower.pk, kept.pk]).order_by("pk").values_list("owner", flat=True)) == [
        "", "Bob Example"
    ]  # fmt: skip
