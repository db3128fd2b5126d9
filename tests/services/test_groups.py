"""What the organisation says of a log's groups: level, team, and that nobody else may say it."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from core.actor import Actor, Role, Scope
from core.models import AuditEntry
from core.versions import Conflict
from organisations.actions import create_token
from organisations.models import Membership
from services.actions.groups import edit_group, make_teams_of_groups
from services.models import Group, TicketLog
from services.selectors import group_of, log_of, ticket_of, ticket_path
from tests.factories import BaselineFactory, TeamFactory, actor_of, client_for, member
from tests.services.logs import bring_in, frame_of, golden_rows
from towers.models import BaselineTeam, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Membership:
    return member()


@pytest.fixture
def actor(person: Membership) -> Actor:
    return actor_of(person)


@pytest.fixture
def log(person: Membership) -> TicketLog:
    return bring_in(person.organisation, frame_of(golden_rows()))[1]


def test_a_group_gets_a_level_and_a_team_and_the_logs_results_become_stale(actor: Actor, log: TicketLog) -> None:
    group = Group.objects.get(name="A")
    team = TeamFactory.create(organisation_id=actor.organisation_id, name="Desk")
    edit_group(by=actor, group=group, version=1, level=2, team=team)
    group.refresh_from_db()
    assert (group.level, group.team, group.version) == (2, team, 2)
    before = log.version
    log.refresh_from_db()
    assert log.version == before + 1
    entry = AuditEntry.objects.get(action="edit_group")
    assert (entry.before, entry.after) == (
        {"level": 0, "team": None, "system": "rule"},
        {"level": 2, "team": "Desk", "system": "rule"},
    )


def test_a_lost_race_shows_both_values(actor: Actor, log: TicketLog) -> None:
    group = Group.objects.get(name="A")
    edit_group(by=actor, group=group, version=1, level=2, team=None)
    with pytest.raises(Conflict) as conflict:
        edit_group(by=actor, group=group, version=1, level=3, team=None)
    assert conflict.value.yours == {"level": 3, "team": None, "system": "rule"}
    assert conflict.value.theirs == {"level": 2, "team": None, "system": "rule"}


def test_a_viewer_changes_nothing(log: TicketLog, person: Membership) -> None:
    viewer = actor_of(member(Role.VIEWER, organisation=person.organisation))
    with pytest.raises(PermissionDenied):
        edit_group(by=viewer, group=Group.objects.get(name="A"), version=1, level=2, team=None)


def test_teams_are_made_of_groups_and_known_ones_are_linked_by_folded_name(actor: Actor, log: TicketLog) -> None:
    known = TeamFactory.create(organisation_id=actor.organisation_id, name="a ", key="a")
    baseline = BaselineFactory.create(organisation_id=actor.organisation_id)
    assert make_teams_of_groups(by=actor, log=log, baseline=baseline) == {"known": 1, "new": 2}
    teams = {group.name: group.team for group in Group.objects.select_related("team")}
    assert teams["A"] == known
    assert {team.name for team in teams.values() if team} == {"a ", "B", "C"}
    assert BaselineTeam.objects.filter(baseline=baseline).count() == 3
    assert make_teams_of_groups(by=actor, log=log, baseline=baseline) == {"known": 0, "new": 0}


def test_another_organisations_log_and_group_do_not_exist(log: TicketLog) -> None:
    stranger = actor_of(member())
    with pytest.raises(Http404):
        log_of(stranger, log.uid)
    with pytest.raises(Http404):
        group_of(stranger, log, Group.objects.get(name="A").uid)


def test_pages_of_logs_show_groups_and_save_them_with_the_version_seen(person: Membership, log: TicketLog) -> None:
    client = client_for(person)
    start = f"/o/{person.organisation.slug}/ticket-logs/"
    assert "17" in client.get(start).content.decode()
    page = client.get(f"{start}{log.uid}/").content.decode()
    assert "4 tickets passed through 3 groups" in page
    group = Group.objects.get(name="A")
    address = f"{start}{log.uid}/groups/{group.uid}/"
    assert 'name="version" value="1"' in client.get(address).content.decode()
    assert client.post(f"{address}edit/", {"version": 1, "level": 1, "team": ""}).status_code == 302
    assert client.post(f"{address}edit/", {"version": 1, "level": 2, "team": ""}).status_code == 409
    assert Group.objects.get(name="A").level == 1


def test_the_page_makes_teams_in_the_draft_that_is_chosen(person: Membership, log: TicketLog) -> None:
    baseline = BaselineFactory.create(organisation=person.organisation)
    address = f"/o/{person.organisation.slug}/ticket-logs/{log.uid}/"
    client = client_for(person)
    assert "Make teams of 3 groups" in client.get(address).content.decode()
    assert client.post(f"{address}teams/", {"baseline": baseline.uid}).status_code == 302
    assert sorted(Team.objects.values_list("name", flat=True)) == ["A", "B", "C"]


def test_groups_and_paths_can_be_had_as_csv(person: Membership, log: TicketLog) -> None:
    client = client_for(person)
    address = f"/o/{person.organisation.slug}/ticket-logs/{log.uid}/"
    groups = b"".join(client.get(f"{address}?format=csv").streaming_content).decode()
    assert groups.splitlines()[1] == "A,,,,,no,7"
    path = b"".join(client.get(f"{address}ticket/?key=T2&format=csv").streaming_content).decode()
    assert path.splitlines()[3] == "1970-01-01T03:00:00+00:00,C,,queued,yes,7200.0,3600.0"


def test_a_ticket_shows_its_whole_path_and_nobodys_name(person: Membership) -> None:
    _, log = bring_in(person.organisation, frame_of(golden_rows(person="Petronella")), "named")
    page = client_for(person).get(f"/o/{person.organisation.slug}/ticket-logs/{log.uid}/ticket/?key=T1")
    text = page.content.decode()
    assert "T1 changed hands 4 times in 5.0 h" in text
    assert "Petronella" not in text
    assert (
        client_for(person).get(f"/o/{person.organisation.slug}/ticket-logs/{log.uid}/ticket/?key=T9").status_code == 404
    )


def test_an_event_that_two_imports_hold_is_shown_once_in_a_path(person: Membership, log: TicketLog) -> None:
    _, log = bring_in(person.organisation, frame_of(golden_rows()))
    ticket = ticket_of(actor_of(person), log, "T3")
    steps = [(step.group, step.is_handoff) for step in ticket_path(log, ticket)]
    assert steps == [("A", False), ("A", False), ("B", True), ("B", False)]


def test_the_api_lists_groups_and_corrects_one_with_if_match(person: Membership, log: TicketLog) -> None:
    client = client_for(person)
    _, token = create_token(by=actor_of(person), name="tests", scopes=list(Scope))
    headers = {"Authorization": f"Token {token}"}
    logs = client.get("/api/v1/ticket-logs/", headers=headers).json()["results"]
    assert [(row["name"], row["events"], row["groups"]) for row in logs] == [("Log", 17, 3)]
    groups = client.get(f"/api/v1/ticket-logs/{log.uid}/groups/", headers=headers).json()["results"]
    assert sorted((row["name"], row["level"], row["team"]) for row in groups) == [
        ("A", 0, None),
        ("B", 0, None),
        ("C", 0, None),
    ]
    address = f"/api/v1/ticket-logs/{log.uid}/groups/{Group.objects.get(name='A').uid}/"

    def patch(body: dict[str, object], **more: str) -> tuple[int, dict[str, object]]:
        answer = client.patch(address, json.dumps(body), "application/json", headers=headers | more)
        return answer.status_code, answer.json()

    team = TeamFactory.create(organisation=person.organisation)
    assert patch({"level": 2})[0] == 428
    status, body = patch({"level": 2, "team": str(team.uid)}, **{"If-Match": '"1"'})
    assert (status, body["level"], body["team"], body["version"]) == (200, 2, str(team.uid), 2)
    assert patch({"level": 3}, **{"If-Match": '"1"'})[0] == 412
    assert patch({"team": str(TeamFactory.create().uid)}, **{"If-Match": '"2"'})[0] == 400
    assert patch({"team": None}, **{"If-Match": '"2"'})[1]["team"] is None
