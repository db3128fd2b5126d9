"""Refresh day on its pages and over REST."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from core.actor import Role, Scope
from functions.branching import branch_scenario
from functions.models import Scenario
from functions.rebase import rebase_of, suggested
from organisations.actions import create_token
from tests.factories import client_for, member
from tests.functions.test_rebase import Shop, changed, shares, staff
from tests.pages.markup import text, tree
from towers.models import Baseline

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def shop() -> Shop:
    return Shop()


def address(name: str, scenario: Scenario) -> str:
    return reverse(name, args=[scenario.organisation.slug, scenario.uid])


def said(shop: Shop, query: str = "", scenario: Scenario | None = None, client: Any = None) -> str:
    answer = (client or client_for(shop.membership)).get(address("scenario-rebase", scenario or shop.scenario) + query)
    assert answer.status_code == 200
    return " ".join(text(tree(answer.text)).split())


def form_of(shop: Shop, baseline: Baseline, **more: str) -> dict[str, Any]:
    """What the page would send with its suggestions."""
    chosen = suggested(rebase_of(shop.by, shop.scenario, baseline))
    fields = {f"move_{team}:{activity}": code for (team, activity), code in chosen.items()}
    return {"version": shop.scenario.version, "baseline": baseline.uid, **fields, **more}


def test_the_page_says_what_changed_and_what_is_suggested(shop: Shop) -> None:
    baseline = shop.later(changed("De0", "De1"))
    page = said(shop)  # the baseline that continues the scenario's is meant
    assert "Move to another baseline" in client_for(shop.membership).get(address("scenario", shop.scenario)).text
    assert "Server Incidents Deployment, step 13 Other people Se1 Engineer: 1.0 FTE became 0.5" in page
    assert "Keep it as it is (suggested)" in page
    assert "2 changed positions that no move made by hand rests on" in page
    assert said(shop, f"?baseline={baseline.uid}") == page
    viewer = client_for(member(Role.VIEWER, organisation=shop.organisation))
    looked = said(shop, client=viewer)
    assert "Keep it as it is" in looked
    assert "(suggested)" not in looked
    assert "Move to June" not in looked


def test_the_form_applies_what_was_chosen(shop: Shop) -> None:
    baseline = shop.later(changed())
    form = form_of(shop, baseline)
    server = next(name for name in form if name.startswith(f"move_{shop.team('Server').uid}"))
    browser = client_for(shop.membership)
    answer = browser.post(address("scenario-move", shop.scenario), form | {server: "drop"}, follow=True)
    assert "“Design” stands on “June” now; undo brings it back." in answer.text
    assert "of the moves with another source 2 kept, 1 left in their teams" in answer.text
    assert shares(shop.scenario, "Server") == {}
    bad = {"version": shop.scenario.version, "baseline": shop.baseline.uid, "move_x:y": "keep"}
    answer = browser.post(address("scenario-move", shop.scenario), bad, follow=True)
    assert "cannot be read" in answer.text


def test_the_page_says_where_nothing_can_be_moved_yet(shop: Shop) -> None:
    assert "To which baseline shall Design move?" in said(shop)
    branch = branch_scenario(by=shop.by, scenario=shop.scenario, name="Part", functions=[3])
    baseline = shop.later(changed(), is_accepted=False)
    page = said(shop)
    assert "The refresh is not accepted yet" in page
    assert "(suggested)" not in page
    assert "A branch stands where its parent stands" in said(shop, scenario=branch)
    compared = client_for(shop.membership).get(reverse("baseline-compare", args=[shop.organisation.slug, baseline.uid]))
    compared_text = " ".join(text(tree(compared.text)).split())
    assert "3 positions differ, 3 touch your scenario" in compared_text
    assert "Design : 3 positions touch 3 of its moves" in compared_text
    assert "A branch stands where its parent “Design” stands" in compared_text


def test_the_page_takes_few_queries_however_much_has_changed(shop: Shop) -> None:
    shop.later(changed())
    browser, page, counts = client_for(shop.membership), address("scenario-rebase", shop.scenario), []
    browser.get(page)
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            browser.get(page)
        counts.append(len(captured))
        shop.move({("Desk", "Incidents"): {5: 10_000}, ("Desk", "Patching"): {5: 10_000}}, shop.scenario)
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_the_same_over_rest(shop: Shop) -> None:
    rows = staff()
    for n in range(4):
        rows[f"Ne{n}"] |= {"team": "Desk", "tower": "Desk"}
    baseline = shop.later(rows)
    _, token = create_token(by=shop.by, name="tool", scopes=(Scope.READ, Scope.WRITE))
    api = APIClient(headers={"Authorization": f"Token {token}"})
    base = f"/api/v1/scenarios/{shop.scenario.uid}/"
    found = api.get(f"{base}rebase/").json()
    assert (found["baseline"], found["positions"], found["positions_touching"]) == (str(baseline.uid), 4, 4)
    (move,) = found["moves"]
    assert (move["team_name"], move["suggestion"], move["before"], move["now"]) == ("Network", "follow", 36_000, 12_000)
    assert {option["resolution"] for option in move["options"]} == {"keep", "follow", "default", "drop"}
    body = {
        "kind": "move_baseline",
        "baseline": str(baseline.uid),
        "resolutions": [{"team": move["team"], "activity": move["activity"], "resolution": "follow"}],
    }
    seen = {"If-Match": f'"{found["version"]}"'}
    done = api.post(f"{base}operations/", body, format="json", headers=seen)
    assert (done.status_code, done.json()["payload"]["chosen"]) == (201, {"following their people": 1})
    assert shares(shop.scenario, "Desk") == {8: 7_500, 4: 2_500}
