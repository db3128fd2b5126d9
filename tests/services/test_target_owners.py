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
from functions.models import Operation, Role, Scenario
from functions.owning import SET_OWNERS
from functions.roles import RoleForm, remove_role, seat_positions, set_role
from functions.side_by_side import design_sums
from organisations.actions import create_token
from services.actions.portfolio import add_service, set_doors
from services.actions.target_owners import decide_owner, withdraw_owner
from services.front_doors import doors_in_all, front_doors
from services.models import CustomerGroup, Service
from services.target_selectors import OwnedService, owned_service, owned_services
from tests.factories import PositionFactory
from tests.functions.boards import Place, place
from tests.services.logs import HOUR, bring_in, frame_of
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


def decide(board: Place, service: Service, **said: Any) -> Operation:
    return decide_owner(by=board.by, scenario=board.scenario, service=service, version=board.scenario.version, **said)


def withdraw(board: Place, service: Service) -> Operation:
    return withdraw_owner(by=board.by, scenario=board.scenario, service=service.uid, version=board.scenario.version)


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
    found = owned_services(board.by, board.scenario).live
    assert [(row.name, row.target.state) for row in found] == [
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
    seen = board.scenario.version
    decide(board, service, function_code=2, role=product.key, reason="One product")
    row = owned(board, "Mail")
    assert (row.target.state, row.target.owners[0].words) == ("owned", "2 Product management, Product manager")
    assert row.decision is not None
    assert (row.decision.step, row.decision.reason) == (seen + 1, "One product")
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.after["payload"]["owners"][0]["name"]) == ("set_service_owners", "Mail")
    for late in (0, seen):
        with pytest.raises(Conflict):
            decide_owner(by=board.by, scenario=board.scenario, service=service, version=late, function_code=5)
    decide(board, service, function_code=8)
    assert owned(board, "Mail").target.state == "without a role"
    withdraw(board, service)
    assert not owned(board, "Mail").target.is_decided
    with pytest.raises(UserError, match="Nothing is decided"):
        withdraw(board, service)


def test_a_role_of_another_function_or_scenario_and_a_put_away_scenario_are_refused(board: Place) -> None:
    desk = role_of(board, "Agent", 5)
    service = add_service(by=board.by, name="Mail")
    seen = board.scenario.version
    said: dict[str, Any] = {"by": board.by, "scenario": board.scenario, "service": service, "version": seen}
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
    assert not board.scenario.operations.filter(kind=SET_OWNERS).exists()


def test_a_role_that_was_taken_out_is_missing_and_a_copy_goes_its_own_way(board: Place) -> None:
    agent = role_of(board, "Agent", 5)
    service = add_service(by=board.by, name="Mail")
    decide(board, service, function_code=5, role=agent.key)
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
    seen = board.scenario.version
    form = {"version": seen, "owner": str(agent.key), "reason": "One door"}
    page = board.client.post(address(board, "scenario-service-decide", service.uid), form, follow=True).text
    assert "The owner of Mail is decided." in page
    assert f"decided in step {seen + 1}: One door" in page
    refused = form | {"version": seen + 1, "owner": str(uuid4())}
    assert board.client.post(address(board, "scenario-service-decide", service.uid), refused).status_code == 422
    assert owned(board, "Mail").target.owners[0].words == "5 End-user service desk, Agent"
    late = board.client.post(address(board, "scenario-service-withdraw", service.uid), {"version": seen})
    assert late.status_code == 409
    board.client.post(address(board, "scenario-service-withdraw", service.uid), {"version": seen + 1})
    assert not owned(board, "Mail").target.is_decided
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
    seen = board.scenario.version
    assert (row["state"], row["owners"][0]["function"], row["version"]) == ("without a role", 7, seen)
    one = reverse("api-scenario-service", args=[board.scenario.uid, service.uid])
    said = {"function": 5, "role": str(agent.key), "reason": "One door"}
    assert api.put(one, said, "application/json").status_code == 428
    answer = api.put(one, said, "application/json", headers={"If-Match": str(seen)})
    assert (answer.status_code, answer.headers["ETag"]) == (200, f'"{seen + 1}"')
    assert (answer.json()["owners"][0]["role_name"], answer.json()["step"]) == ("Agent", seen + 1)
    assert api.get(one).json() == answer.json() == api.get(listed).json()[0]
    assert api.put(one, said, "application/json", headers={"If-Match": str(seen)}).status_code == 412
    wrong = api.put(one, said | {"role": str(uuid4())}, "application/json", headers={"If-Match": str(seen + 1)})
    assert wrong.status_code == 400
    gone = api.delete(one, headers={"If-Match": str(seen + 1)})
    assert (gone.status_code, gone.headers["ETag"]) == (204, f'"{seen + 2}"')
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
    assert lines == [
        *("Customer group,Today,How that is known,Global,Other", "Sales,3,as stated,1,", "Plants,,,,", "Suppliers,,,2,")
    ]
    came = [("Sales", "Desk"), ("sales", "Phone"), ("Nobody known", "Phone")]
    rows = [
        {"ticket": f"T{place}", "time": HOUR, "group": "A", "customer": customer, "door": door}
        for place, (customer, door) in enumerate(came)
    ]
    bring_in(board.lead.organisation, frame_of(rows), "Doors")
    text = " ".join(board.client.get(page + query).text.split())
    assert "Global: 2 front doors of 1 group become 1." in text
    assert '2 <small class="soft">by tickets</small>' in text
