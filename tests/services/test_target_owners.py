"""Who owns each service in the target: following from today's owners, or decided; and front doors beside today's."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from core.actor import ALL_SCOPES, Actor
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from functions.choices import Choice, set_choices
from functions.lifecycle import archive_scenario, clone_scenario
from functions.models import Role, Scenario
from functions.roles import RoleForm, remove_role, seat_positions, set_role
from functions.side_by_side import design_sums
from organisations.actions import create_token
from services.actions.portfolio import add_service, set_doors
from services.actions.target_owners import decide_owner, withdraw_owner
from services.front_doors import doors_in_all, front_doors
from services.models import CustomerGroup, Service, TargetOwner
from services.target_selectors import OwnedService, owned_service, owned_services
from tests.factories import PositionFactory
from tests.functions.boards import Place, place
from towers.models import Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Place:
    return place()


def role_of(board: Place, name: str, function: int, level: int = 1) -> Role:
    facts = RoleForm(function, name, level)
    set_role(by=board.by, scenario=board.scenario, version=board.scenario.version, facts=facts)
    return board.scenario.roles.get(name=name)


def seat(board: Place, team: str, role: Role) -> None:
    position = PositionFactory.create(baseline=board.scenario.baseline, team=Team.objects.get(name=team))
    version = board.scenario.version
    seat_positions(by=board.by, scenario=board.scenario, version=version, positions=[position], role=role)


def owned(board: Place, name: str) -> OwnedService:
    return owned_service(board.by, board.scenario, Service.objects.get(name=name).uid)


def test_the_owner_follows_from_where_the_owning_teams_work_and_people_go(board: Place) -> None:
    manager, lead, desk = (
        role_of(board, *facts) for facts in (("Manager", 7, 3), ("Operator", 7, 1), ("Desk head", 5, 4))
    )
    for role in (lead, lead, manager, desk):
        seat(board, "Server EU", role)
    add_service(by=board.by, name="Hosting", owners=["Server EU"])
    row = owned(board, "Hosting")
    assert [(one.function, one.role and one.role.key, one.why) for one in row.target.owners] == [
        (7, manager.key, "most work of Server EU lies there")
    ]
    assert row.target.state == "owned"


def test_a_name_that_is_the_title_of_one_position_follows_its_seat(board: Place) -> None:
    add_service(by=board.by, name="Hosting", owners=["head of server"])
    title = {"baseline": board.scenario.baseline, "title": "Head of Server"}
    position = PositionFactory.create(team=Team.objects.get(name="Server EU"), **title)
    assert owned(board, "Hosting").target.missing == ("head of server has no seat in a function",)
    head = role_of(board, "Head of run", 8, 4)
    step: dict[str, Any] = {"by": board.by, "scenario": board.scenario, "version": board.scenario.version}
    seat_positions(**step, positions=[position], role=head)
    [owner] = owned(board, "Hosting").target.owners
    assert (owner.words, owner.why) == ("8 Level 2 and 3 support operations, Head of run", "head of server sits there")
    PositionFactory.create(team=Team.objects.get(name="Server AM"), **title)
    assert owned(board, "Hosting").target.state == "nobody"


def test_two_roles_of_one_function_are_two_owners_and_a_function_alone_is_none_beside_its_role(board: Place) -> None:
    roles = {team: role_of(board, f"Lead of {team}", 7, 3) for team in ("Server EU", "Network EU")}
    seat(board, "Server EU", roles["Server EU"])
    add_service(by=board.by, name="Voice", owners=["Server EU", "Network EU"])
    one = owned(board, "Voice").target
    assert ([owner.role and owner.role.name for owner in one.owners], one.state) == (["Lead of Server EU"], "owned")
    seat(board, "Network EU", roles["Network EU"])
    both = owned(board, "Voice").target
    assert ([owner.function for owner in both.owners], both.state) == ([7, 7], "several")


def test_gaps_several_owners_and_missing_roles_are_told_and_stand_first(board: Place) -> None:
    seat(board, "Network EU", role_of(board, "Operator", 7))
    add_service(by=board.by, name="Settled", owners=["Network EU"])
    add_service(by=board.by, name="No role", owners=["Server AM"])
    add_service(by=board.by, name="Claimed", owners=["Server EU", "Head of Server"])
    add_service(by=board.by, name="Orphan")
    add_service(by=board.by, name="A name alone", owners=["Somebody"])
    add_service(by=board.by, name="Gone", stage="retired")
    found = owned_services(board.by, board.scenario)
    assert [(row.service.name, row.target.state) for row in found] == [
        ("A name alone", "nobody"),
        ("Orphan", "nobody"),
        ("Claimed", "several"),
        ("No role", "without a role"),
        ("Settled", "owned"),
    ]
    assert found[2].target.missing == (
        "Head of Server is no team and no single position, so that nothing follows from it",
    )
    assert found[1].target.missing == ("nobody owns it today",)
    text = board.client.get(address(board, "scenario-services")).text
    assert "1 of 5 services has one owner with a role in the target; nobody owns 2" in text
    lines = board.client.get(address(board, "scenario-services") + "?format=csv").getvalue().decode("utf-8-sig")
    assert "Settled,Network EU,7,Operator,owned,most work of Network EU lies there" in lines


def test_a_decision_takes_the_place_of_what_follows_and_can_be_withdrawn(board: Place) -> None:
    product = role_of(board, "Product manager", 2, 3)
    service = add_service(by=board.by, name="Mail", owners=["Server EU"])
    said: dict[str, Any] = {"by": board.by, "scenario": board.scenario, "service": service}
    decide_owner(**said, version=0, function_code=2, role=product.key, reason="One product")
    row = owned(board, "Mail")
    assert (row.target.state, row.target.owners[0].words) == ("owned", "2 Product management, Product manager")
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.after["service"]) == ("decide_owner", "Mail")
    for seen in (0, 2):
        with pytest.raises(Conflict):
            decide_owner(**said, version=seen, function_code=5)
    decide_owner(**said, version=1, function_code=8)
    assert owned(board, "Mail").target.state == "without a role"
    with pytest.raises(Conflict):
        withdraw_owner(**said, version=1)
    withdraw_owner(**said, version=2)
    assert not owned(board, "Mail").target.is_decided


def test_a_role_of_another_function_or_scenario_and_a_put_away_scenario_are_refused(board: Place) -> None:
    desk = role_of(board, "Agent", 5)
    service = add_service(by=board.by, name="Mail")
    said: dict[str, Any] = {"by": board.by, "scenario": board.scenario, "service": service, "version": 0}
    for function, role, words in (
        (2, desk.key, "no such role"),
        (5, uuid4(), "no such role"),
        (11, None, "function 11"),
    ):
        with pytest.raises(UserError, match=words):
            decide_owner(**said, function_code=function, role=role)
    archive_scenario(by=board.by, scenario=board.scenario, version=board.scenario.version)
    with pytest.raises(UserError, match="Only a draft"):
        decide_owner(**said, function_code=5)
    assert not TargetOwner.objects.exists()


def test_a_role_that_was_taken_out_is_missing_and_a_copy_goes_its_own_way(board: Place) -> None:
    agent = role_of(board, "Agent", 5)
    service = add_service(by=board.by, name="Mail")
    decide_owner(by=board.by, scenario=board.scenario, service=service, version=0, function_code=5, role=agent.key)
    copy = clone_scenario(by=board.by, scenario=board.scenario, name="Copy")
    remove_role(by=board.by, scenario=board.scenario, version=board.scenario.version, role=agent)
    row = owned(board, "Mail")
    assert row.target.state == "without a role"
    assert row.target.missing == ("the role that was chosen is not in this function any more",)
    assert owned_service(board.by, copy, service.uid).target.state == "owned"


def address(board: Place, name: str, *more: Any) -> str:
    return reverse(name, args=[board.lead.organisation.slug, board.scenario.uid, *more])


def test_an_owner_is_decided_and_withdrawn_in_the_browser(board: Place) -> None:
    agent = role_of(board, "Agent", 5)
    service = add_service(by=board.by, name="Mail", owners=["Server EU"])
    page = board.client.get(address(board, "scenario-service", service.uid)).text
    assert "Mail: 7 Level 1 support operations, no role yet" in page
    assert "5 Agent" in page
    form = {"version": 0, "owner": str(agent.key), "reason": "One door"}
    page = board.client.post(address(board, "scenario-service-decide", service.uid), form, follow=True).text
    assert "The owner of Mail is decided." in page
    assert "decided: One door" in page
    refused = form | {"version": 1, "owner": str(uuid4())}
    assert board.client.post(address(board, "scenario-service-decide", service.uid), refused).status_code == 302
    assert TargetOwner.objects.get().role == agent.key
    late = board.client.post(address(board, "scenario-service-withdraw", service.uid), {"version": 7})
    assert late.status_code == 409
    board.client.post(address(board, "scenario-service-withdraw", service.uid), {"version": 1})
    assert not TargetOwner.objects.exists()
    board.lead.role = "viewer"
    board.lead.save()
    assert '<form class="form' not in board.client.get(address(board, "scenario-service", service.uid)).text


def rest(by: Actor) -> Client:
    _, clear = create_token(by=by, name="targets", scopes=list(ALL_SCOPES))
    return Client(headers={"Authorization": f"Token {clear}"})


def test_owners_are_read_and_decided_over_rest(board: Place) -> None:
    agent = role_of(board, "Agent", 5)
    service = add_service(by=board.by, name="Mail", owners=["Server EU"])
    api, listed = rest(board.by), reverse("api-scenario-services", args=[board.scenario.uid])
    [row] = api.get(listed).json()
    assert (row["state"], row["owners"][0]["function"], row["version"]) == ("without a role", 7, 0)
    one = reverse("api-scenario-service", args=[board.scenario.uid, service.uid])
    said = {"function": 5, "role": str(agent.key), "reason": "One door"}
    assert api.put(one, said, "application/json").status_code == 428
    answer = api.put(one, said, "application/json", headers={"If-Match": "0"})
    assert (answer.status_code, answer.headers["ETag"], answer.json()["owners"][0]["role_name"]) == (
        200,
        '"1"',
        "Agent",
    )
    assert api.get(one).json() == answer.json() == api.get(listed).json()[0]
    assert api.put(one, said, "application/json", headers={"If-Match": "0"}).status_code == 412
    wrong = api.put(one, said | {"role": str(uuid4())}, "application/json", headers={"If-Match": "1"})
    assert wrong.status_code == 400
    assert api.delete(one, headers={"If-Match": "1"}).status_code == 204
    assert api.get(one).json()["is_decided"] is False


def test_front_doors_of_each_group_stand_beside_todays(board: Place) -> None:
    add_service(by=board.by, name="Mail", customers=["Sales", "Plants"])
    sales = CustomerGroup.objects.get(name="Sales")
    set_doors(by=board.by, group=sales, version=sales.version, doors=["Portal", "Desk", "A friend"])
    other = Scenario.objects.create(
        organisation=board.lead.organisation, baseline=board.scenario.baseline, name="Other"
    )
    choices = [Choice(1, "front_door", ["sales", "Suppliers"]), Choice(5, "front_door", ["Suppliers"])]
    set_choices(by=board.by, scenario=board.scenario, version=board.scenario.version, choices=choices)
    found = front_doors(board.by, design_sums([board.scenario, other]))
    assert [(one.name, one.today, one.target) for one in found] == [
        ("Sales", ["Portal", "Desk", "A friend"], [["Relationship management"], []]),
        ("Plants", [], [[], []]),
        ("Suppliers", None, [["Relationship management", "End-user service desk"], []]),
    ]
    assert doors_in_all(found, 0) == (1, 3, 1)
    page = reverse("scenario-comparison", args=[board.lead.organisation.slug])
    query = f"?scenario={board.scenario.uid}&scenario={other.uid}"
    assert "Global: 3 front doors of 1 group become 1." in board.client.get(page + query).text
    lines = board.client.get(f"{page}{query}&format=csv&table=doors").getvalue().decode("utf-8-sig").splitlines()
    assert lines == ["Customer group,Today,Global,Other", "Sales,3,1,", "Plants,,,", "Suppliers,,2,"]
