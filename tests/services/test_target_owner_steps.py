"""Owners of services in a target are steps: undone, copied, handed over, merged; told when a service goes."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from core.errors import UserError
from functions.actions import move_scenario, undo_operation
from functions.branching import branch_scenario, merge_branch
from functions.lifecycle import clone_scenario
from functions.merge_preview import merge_preview
from functions.models import Scenario
from functions.owner_selectors import stated_owners
from functions.selectors import scenario_page
from services.actions.portfolio import add_service, edit_service, remove_service
from services.actions.target_owners import decide_owner, withdraw_owner
from services.models import Service
from services.target_selectors import owned_service, owned_services
from tests.factories import BaselineFactory
from tests.functions.boards import Place, place

pytestmark = pytest.mark.django_db
DESK, LEVEL_1, PRODUCTS = 5, 7, 2


@pytest.fixture
def board() -> Place:
    return place()


@pytest.fixture
def mail(board: Place) -> Service:
    return add_service(by=board.by, name="Mail", owners=["Server EU"])


def fresh(scenario: Scenario) -> Scenario:
    return Scenario.objects.select_related("parent", "merged_as").get(pk=scenario.pk)


def decide(board: Place, scenario: Scenario, service: Service, function: int, **said: Any) -> None:
    now = fresh(scenario)
    decide_owner(by=board.by, scenario=now, service=service, version=now.version, function_code=function, **said)


def withdraw(board: Place, scenario: Scenario, service: UUID) -> None:
    now = fresh(scenario)
    withdraw_owner(by=board.by, scenario=now, service=service, version=now.version)


def undo(board: Place, scenario: Scenario, seq: int) -> None:
    now = fresh(scenario)
    undo_operation(by=board.by, scenario=now, version=now.version, seq=seq)


def owners(scenario: Scenario) -> dict[str, int]:
    return {one.name: one.function for one in stated_owners(scenario).values()}


def branched(board: Place, *functions: int) -> Scenario:
    return fresh(branch_scenario(by=board.by, scenario=fresh(board.scenario), name="For Ann", functions=functions))


def merged(board: Place, branch: Scenario, **choices: str) -> Scenario:
    now = fresh(branch)
    assert now.parent is not None
    merge_branch(
        by=board.by,
        branch=now,
        version=now.parent.version,
        branch_version=now.version,
        choices={int(name[1:]): side for name, side in choices.items()},
    )
    return fresh(board.scenario)


def test_an_owner_is_undone_and_done_again_and_the_steps_say_it(board: Place, mail: Service) -> None:
    decide(board, board.scenario, mail, DESK, reason="One door")
    decide(board, board.scenario, mail, PRODUCTS)
    last = fresh(board.scenario).version
    undo(board, board.scenario, last)
    assert owners(board.scenario) == {"Mail": DESK}
    undo(board, board.scenario, last + 1)
    assert owners(board.scenario) == {"Mail": PRODUCTS}
    withdraw(board, board.scenario, mail.uid)
    assert owners(board.scenario) == {}
    undo(board, board.scenario, last + 3)
    assert owners(board.scenario) == {"Mail": PRODUCTS}
    told = [row["words"] for row in scenario_page(fresh(board.scenario))["history"]]
    assert told[:6] == [
        f"Undo of step {last + 3}",
        "Owner of “Mail” follows from today’s",
        f"Undo of step {last + 1}",
        f"Undo of step {last}",
        "Owner of “Mail”: Product management",
        "Owner of “Mail”: End-user service desk",
    ]


def test_a_copy_and_a_branch_begin_with_the_owner_and_go_their_own_ways(board: Place, mail: Service) -> None:
    decide(board, board.scenario, mail, DESK, reason="One door")
    copy = clone_scenario(by=board.by, scenario=fresh(board.scenario), name="Copy")
    branch = branched(board)
    decide(board, board.scenario, mail, PRODUCTS)
    for one in (copy, branch):
        [stated] = stated_owners(one).values()
        assert (stated.function, stated.reason, stated.by) == (DESK, "One door", str(board.lead.user))
    undo(board, copy, copy.version)
    assert (owners(copy), owners(board.scenario)) == ({}, {"Mail": PRODUCTS})


def test_a_merge_brings_the_owner_that_only_the_branch_changed(board: Place, mail: Service) -> None:
    voice = add_service(by=board.by, name="Voice")
    decide(board, board.scenario, mail, DESK)
    branch = branched(board)
    withdraw(board, branch, mail.uid)
    decide(board, branch, voice, LEVEL_1)
    decide(board, board.scenario, add_service(by=board.by, name="Files"), PRODUCTS)
    lines = merge_preview(fresh(branch)).taken
    assert [(line.before, line.parent, line.branch) for line in lines] == [
        (
            "Owner of “Mail”: End-user service desk",
            "Owner of “Mail”: End-user service desk",
            "Owner of “Mail” follows from today’s",
        ),
        ("not chosen", "not chosen", "Owner of “Voice”: Level 1 support operations"),
    ]
    parent = merged(board, branch)
    assert owners(parent) == {"Files": PRODUCTS, "Voice": LEVEL_1}
    assert stated_owners(parent)[voice.uid].step == parent.version
    undo(board, parent, parent.version)
    assert owners(parent) == {"Mail": DESK, "Files": PRODUCTS}


@pytest.mark.parametrize(("side", "kept"), [("parent", PRODUCTS), ("branch", LEVEL_1)])
def test_an_owner_that_both_changed_is_a_conflict_with_both_values(
    board: Place, mail: Service, side: str, kept: int
) -> None:
    decide(board, board.scenario, mail, DESK)
    branch = branched(board)
    decide(board, branch, mail, LEVEL_1)
    decide(board, board.scenario, mail, PRODUCTS)
    [line] = merge_preview(fresh(branch)).conflicts
    assert (line.number, line.before, line.parent, line.branch) == (
        1,
        "Owner of “Mail”: End-user service desk",
        "Owner of “Mail”: Product management",
        "Owner of “Mail”: Level 1 support operations",
    )
    assert owners(merged(board, branch, c1=side)) == {"Mail": kept}


def test_a_branch_of_one_function_gives_and_takes_its_own_services_alone(board: Place, mail: Service) -> None:
    voice = add_service(by=board.by, name="Voice")
    decide(board, board.scenario, voice, PRODUCTS)
    branch = branched(board, DESK)
    decide(board, branch, mail, DESK)
    with pytest.raises(UserError, match="This branch has End-user service desk"):
        decide(board, branch, voice, LEVEL_1)
    with pytest.raises(UserError, match="This branch has End-user service desk"):
        withdraw(board, branch, voice.uid)
    withdraw(board, branch, mail.uid)


def test_owners_stay_on_another_baseline(board: Place, mail: Service) -> None:
    decide(board, board.scenario, mail, DESK)
    later = BaselineFactory.create(organisation=board.lead.organisation, name="Later")
    now = fresh(board.scenario)
    move_scenario(by=board.by, scenario=now, version=now.version, baseline=later)
    assert owners(board.scenario) == {"Mail": DESK}


def test_what_is_renamed_retired_or_removed_is_told(board: Place, mail: Service) -> None:
    voice, files = (add_service(by=board.by, name=name) for name in ("Voice", "Files"))
    for service in (mail, voice, files):
        decide(board, board.scenario, service, DESK)
    edit_service(by=board.by, service=mail, version=mail.version, name="E-mail")
    edit_service(by=board.by, service=voice, version=voice.version, stage="retired")
    gone = files.uid
    remove_service(by=board.by, service=files, version=files.version)
    found = owned_services(board.by, fresh(board.scenario))
    assert [(row.name, row.called_then, row.standing) for row in found.live] == [("E-mail", "Mail", "live")]
    assert [(row.name, row.standing) for row in found.left] == [("Voice", "retired"), ("Files", "gone")]
    page = board.client.get(address(board, "scenario-services")).text
    assert "it was called “Mail” then" in page
    assert "Decided, but not delivered any more" in page
    assert "0 of 1 service have one owner with a role in the target" in page
    lines = board.client.get(address(board, "scenario-services") + "?format=csv").getvalue().decode("utf-8-sig")
    assert [line.rsplit(",", 1)[-1] for line in lines.splitlines()] == ["In the portfolio", "live", "retired", "gone"]
    for uid, words in (
        (voice.uid, "It is retired in the portfolio"),
        (gone, "The portfolio does not have it any more"),
    ):
        page = board.client.get(address(board, "scenario-service", uid)).text
        assert words in page
        assert "Withdraw the decision" in page
        assert 'name="owner"' not in page
    scenario = fresh(board.scenario)
    board.client.post(address(board, "scenario-service-withdraw", gone), {"version": scenario.version})
    assert board.client.get(address(board, "scenario-service", gone)).status_code == 404
    undo(board, scenario, scenario.version + 1)
    assert owned_service(board.by, fresh(scenario), gone).target.owners[0].words == "5 End-user service desk"


def address(board: Place, name: str, *more: Any) -> str:
    return reverse(name, args=[board.lead.organisation.slug, board.scenario.uid, *more])


def test_owners_that_stood_beside_the_steps_become_the_first_step(board: Place, mail: Service) -> None:
    migration = import_module("services.migrations.0009_owners_are_steps")
    role = uuid4()
    row = SimpleNamespace(service=mail, function_code=DESK, role=role, reason="One door")
    other = SimpleNamespace(service=SimpleNamespace(uid=uuid4(), name="Voice"), function_code=7, role=None, reason="")
    payload = {"owners": [migration._owner(row, "Agent"), migration._owner(other, "")]}
    assert migration._reasons([row, other]) == "One door"
    board.scenario.operations.create(seq=migration.FIRST, kind="set_service_owners", payload=payload)
    assert owners(board.scenario) == {"Mail": DESK, "Voice": LEVEL_1}
    assert stated_owners(board.scenario)[mail.uid].role == role
