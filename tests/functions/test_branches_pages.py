"""Branches and merges on their pages and over REST."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from core.actor import Role, Scope
from functions.models import Scenario
from organisations.actions import create_token
from tests.factories import client_for, member
from tests.functions.boards import Place, place, shares_of
from tests.functions.test_branches import branched, put, reach
from tests.pages.markup import text, tree
from towers.models import Tower

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def board() -> Place:
    return place()


def address(name: str, scenario: Scenario) -> str:
    return reverse(name, args=[scenario.organisation.slug, scenario.uid])


def said(board: Place, name: str, scenario: Scenario, client: Any = None) -> str:
    answer = (client or board.client).get(address(name, scenario))
    assert answer.status_code == 200
    page = answer.text if "<main" in answer.text else f"<main>{answer.text}</main>"
    return " ".join(text(tree(page)).split())


def with_conflict(board: Place) -> Scenario:
    """One card comes over, one is in conflict, and a choice comes over."""
    branch = branched(board, 7)
    put(board, branch, "Server EU", "Incidents", {4: 10_000})
    put(board, branch, "Server AM", "Incidents", {4: 10_000})
    put(board, board.scenario, "Server AM", "Incidents", {5: 10_000})
    reach(board, branch, 7, "regional")
    return Scenario.objects.get(pk=branch.pk)


def test_a_part_is_handed_over_by_a_form_and_named_where_it_stands(board: Place) -> None:
    form = {"name": "Support of Ann", "functions": ["7"], "towers": [str(Tower.objects.get(name="Network").uid)]}
    made = board.client.post(address("scenario-branch", board.scenario), form, follow=True)
    assert "This is the branch for Level 1 support operations and Network." in made.text
    branch = Scenario.objects.get(name="Support of Ann")
    part = said(board, "scenario-branches", branch)
    assert "A branch for Level 1 support operations and Network" in part
    assert "It began at step 12 of Global ." in part
    row = "Support of Ann Level 1 support operations and Network draft 0 Merge Support of Ann"
    assert row in said(board, "scenario-branches", board.scenario)
    list_page = board.client.get(reverse("scenarios", args=[board.lead.organisation.slug]))
    assert "branch of Global" in list_page.text


def test_the_page_of_a_merge_lists_what_comes_over_and_asks_for_the_rest(board: Place) -> None:
    branch = with_conflict(board)
    page = said(board, "scenario-merge", branch)
    assert "2 changes come over, 1 conflict waits for your choice" in page
    assert "Parent: End-user service desk Branch: Product engineering 6.0" in page
    assert "Server EU Incidents Level 1 support operations Product engineering 6.0" in page
    assert "Choice Reach of Level 1 support operations: Global" in page
    assert "Product engineering 0.0 6.0 12.0" in page
    assert "Assumptions, comments and results of the branch stay with it" in page
    viewer = client_for(member(Role.VIEWER, organisation=board.lead.organisation))
    assert "Merge into" not in said(board, "scenario-merge", branch, viewer)


def test_the_form_needs_every_choice_and_then_merges(board: Place) -> None:
    branch = with_conflict(board)
    form = {"version": 13, "branch_version": branch.version}
    refused = board.client.post(address("scenario-merge-apply", branch), form, follow=True)
    assert "value in conflict 1" in refused.text
    done = board.client.post(address("scenario-merge-apply", branch), form | {"conflict_1": "branch"}, follow=True)
    assert "“For Ann” is merged as step 14; undo of that step takes it out again." in done.text
    assert "Merged “For Ann”: 2 cards and 1 choice" in done.text
    assert shares_of(board.scenario, "Server AM", "Incidents") == {4: 10_000}
    assert "This branch came back as step 14" in said(board, "scenario-merge", branch)
    assert "merged step 14" in said(board, "scenario-branches", board.scenario)
    late = board.client.post(address("scenario-merge-apply", branch), form | {"conflict_1": "branch"}, follow=True)
    assert "Only a draft can be merged" in late.text


def test_who_merges_after_somebody_changed_the_parent_gets_both_values_and_a_new_preview(board: Place) -> None:
    branch = with_conflict(board)
    form = {"version": 13, "branch_version": branch.version, "conflict_1": "branch"}
    put(board, board.scenario, "Server EU", "Incidents", {5: 10_000})
    lost = board.client.post(address("scenario-merge-apply", branch), form)
    assert lost.status_code == 409
    assert "The merge as of step 13" in lost.text
    assert "Global, step 14: 1 card moved, now in End-user service desk" in lost.text
    assert "1 change comes over, 2 conflicts wait" in said(board, "scenario-merge", branch)


def test_a_scenario_that_is_no_branch_has_no_page_of_a_merge(board: Place) -> None:
    assert board.client.get(address("scenario-merge", board.scenario)).status_code == 404


def test_the_pages_take_few_queries_however_much_has_changed(board: Place) -> None:
    branch = branched(board, 7)
    put(board, branch, "Server EU", "Incidents", {4: 10_000})
    counts: list[int] = []
    board.client.get(address("scenario-merge", branch))
    for _ in range(2):
        for name in ("scenario-merge", "scenario-branches"):
            with CaptureQueriesContext(connection) as captured:
                board.client.get(address(name, branch))
            counts.append(len(captured))
        put(board, branch, "Server AM", "Incidents", {4: 10_000})
        reach(board, branch, 7, "regional")
    assert counts[:2] == counts[2:]
    assert max(counts) <= MOST_QUERIES


def test_the_same_over_rest(board: Place) -> None:
    _, token = create_token(by=board.by, name="tool", scopes=(Scope.READ, Scope.WRITE))
    api = APIClient(headers={"Authorization": f"Token {token}"})
    base = "/api/v1/scenarios/"
    body = {"name": "By REST", "functions": [7]}
    made = api.post(f"{base}{board.scenario.uid}/branches/", body, format="json")
    assert (made.status_code, made.json()["branch_of"]) == (201, str(board.scenario.uid))
    branch = Scenario.objects.get(name="By REST")
    put(board, branch, "Server EU", "Incidents", {4: 10_000})
    put(board, board.scenario, "Server EU", "Incidents", {5: 10_000})
    merge = f"{base}{branch.uid}/merge/"
    preview = api.get(merge).json()
    assert (preview["version"], preview["branch_version"], preview["taken"]) == (13, 13, [])
    (conflict,) = preview["conflicts"]
    assert (conflict["number"], conflict["in_parent"], conflict["in_branch"]) == (
        1,
        "End-user service desk",
        "Product engineering",
    )
    told = {"branch_version": 13, "choices": {"1": "branch"}}
    assert api.post(merge, told, format="json", headers={"If-Match": '"12"'}).status_code == 412
    done = api.post(merge, told, format="json", headers={"If-Match": '"13"'})
    assert (done.status_code, done.json()["kind"], done.headers["ETag"]) == (201, "merge", '"14"')
    assert shares_of(board.scenario, "Server EU", "Incidents") == {4: 10_000}
    assert api.get(f"{base}{board.scenario.uid}/").json()["branch_of"] is None
