"""The comparison on its page, as a download and over REST; the flow by its forms."""

import csv
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.actor import Role, Scope
from core.models import AuditEntry
from functions.actions import create_scenario, place
from functions.models import Scenario
from tests.access.world import token_of
from tests.factories import client_for, member
from tests.pages.markup import text, tree
from tests.refresh.world import STAFF, Enterprise, later, post
from towers.actions.rates import make_rate_card
from towers.models import Baseline, Rate, Refresh, SamePost

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Enterprise:
    return Enterprise()


def page_of(world: Enterprise, baseline: Baseline, query: str = "", client: Client | None = None) -> str:
    address = reverse("baseline-compare", args=[world.organisation.slug, baseline.uid])
    answer = (client or client_for(world.membership)).get(address + query)
    assert answer.status_code == 200
    return " ".join(text(tree(answer.text)).split())


def table_of(world: Enterprise, baseline: Baseline, query: str, client: Client | None = None) -> list[list[str]]:
    address = reverse("baseline-compare", args=[world.organisation.slug, baseline.uid])
    answer: Any = (client or client_for(world.membership)).get(f"{address}?format=csv{query}")
    return list(csv.reader(answer.getvalue().decode("utf-8-sig").splitlines()))


def post_to(world: Enterprise, address_name: str, baseline: Baseline, **form: Any) -> Any:
    address = reverse(address_name, args=[world.organisation.slug, baseline.uid])
    return client_for(world.membership).post(address, form)


def test_the_page_says_what_differs_and_what_it_does_to_a_scenario(world: Enterprise) -> None:
    scenario = create_scenario(by=world.by, baseline=world.baseline, name="By hand")
    place(by=world.by, scenario=scenario, version=1, team=world.server, activity=world.incidents, shares={3: 10_000})
    draft = world.refreshed(*later())
    said = page_of(world, draft)
    assert "5 positions differ, 2 touch your scenario" in said
    assert "From Year end" in said
    assert "FTE filled 14.0 → to 15.0" in said
    assert "Team: Server → to Network" in said
    assert "Yearly cost, lower end: EUR 60,400 → to EUR 66,000" in said
    assert "1 position leaves the draft" in said
    assert "Accept the refresh first, then it can move." in said
    assert "X0" not in page_of(world, draft, "?kind=left")
    assert "S0" in page_of(world, draft, "?kind=left")


def test_without_the_right_to_see_pay_money_is_the_card_s_and_cost_is_no_change(world: Enterprise) -> None:
    make_rate_card(by=world.by, baseline=world.baseline)
    draft = world.refreshed(*later())
    viewer = client_for(member(Role.VIEWER, organisation=world.organisation))
    said = page_of(world, draft, client=viewer)
    assert "4 positions differ" in said
    assert "60,400" not in said
    assert "66,000" not in said
    assert "from the rate card" in said
    rows = table_of(world, draft, "", viewer)
    assert {row[5] for row in rows[1:]} == {"", "Team", "Tower", "Region"}
    assert page_of(world, draft, "?kind=cost", viewer) == said
    Rate.objects.filter(card__baseline=draft).update(rate=77_000_00)
    assert "4 positions differ" in page_of(world, draft, client=viewer)
    assert not AuditEntry.objects.filter(action="read_pay").exists()
    page_of(world, draft)
    assert AuditEntry.objects.filter(action="read_pay").count() == 2


def test_the_downloads_hold_every_difference_and_the_steps(world: Enterprise) -> None:
    draft = world.refreshed(*later())
    rows = table_of(world, draft, "")
    assert rows[0][:3] == ["What", "Reference before", "Reference now"]
    assert sorted(row[0] for row in rows[1:]) == ["Changed"] * 5 + ["Joined"] * 2 + ["Left"]
    assert ["Changed", "S1", "S1", "Engineer", "Network", "Team", "Server", "Network"] in rows
    steps = table_of(world, draft, "&table=bridge")
    assert [row[:3] for row in steps[1:]] == [
        ["Year end, filled posts", "", "14.0"],
        ["Joined", "2", "+2.0"],
        ["Left", "1", "−1.0"],
        ["Filled or vacated", "0", "0.0"],
        ["Other FTE", "0", "0.0"],
        ["Cost per FTE", "1", "0.0"],
        ["June, filled posts", "", "15.0"],
    ]


def test_any_two_baselines_can_be_compared_and_one_alone_says_so(world: Enterprise) -> None:
    assert "There is no other baseline to compare with" in page_of(world, world.baseline)
    other = world.bring("Other", *STAFF[:3])
    assert "Which baseline shall Other be compared with?" in page_of(world, other)
    assert "11 positions differ" in page_of(world, other, f"?with={world.baseline.uid}")
    stranger = Enterprise()
    address = reverse("baseline-compare", args=[world.organisation.slug, other.uid])
    assert client_for(world.membership).get(f"{address}?with={stranger.baseline.uid}").status_code == 404


def test_the_flow_by_its_forms(world: Enterprise) -> None:
    scenario = create_scenario(by=world.by, baseline=world.baseline, name="Global", preset="global")
    form = {"name": "June", "as_of": "2026-06-30", "extract": "complete"}
    started = post_to(world, "baseline-refresh", world.baseline, **form)
    assert started.url.endswith("/imports/new/?kind=positions&target=June")
    assert 'value="June"' in client_for(world.membership).get(started.url).text
    draft = Baseline.objects.get(name="June")
    assert "“June” waits for its extract" in page_of(world, draft)
    draft = world.bring("June", *(row for row in STAFF if row["id"] != "S0"), post("Z9"))
    assert "S0" in page_of(world, draft)
    pair = SamePost._meta.get_field("before").related_model.objects
    same = ":".join(str(pair.get(baseline=of, key=key).uid) for of, key in ((world.baseline, "S0"), (draft, "Z9")))
    post_to(world, "baseline-same-posts", draft, same=same)
    assert SamePost.objects.count() == 1
    assert "1 pair confirmed to be one post" in page_of(world, draft)
    post_to(world, "baseline-same-posts", draft, separate="yes")
    assert SamePost.objects.count() == 0
    post_to(world, "baseline-accept", draft, version=draft.version)
    assert Refresh.objects.get().accepted_at is not None
    address = reverse("scenario-move", args=[world.organisation.slug, scenario.uid])
    move = {"version": Scenario.objects.get().version, "baseline": draft.uid, "reason": "June in place of Year end"}
    assert client_for(world.membership).post(address, move).url.endswith(f"/scenarios/{scenario.uid}/")
    assert Scenario.objects.get().baseline == draft
    said = client_for(world.membership).get(reverse("scenario", args=[world.organisation.slug, scenario.uid])).text
    assert "Moved from “Year end” to “June”" in said


def test_an_open_refresh_with_a_scenario_takes_twelve_queries_however_many_rows(world: Enterprise) -> None:
    create_scenario(by=world.by, baseline=world.baseline, name="Global", preset="global")
    draft = world.refreshed(*later())
    client = client_for(world.membership)
    address = reverse("baseline-compare", args=[world.organisation.slug, draft.uid])

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return sum(query["sql"].startswith("SELECT") for query in captured.captured_queries)

    few = queries()
    world.bring("June", *later(), *(post(f"Y{n}", team=f"Team {n}") for n in range(20)))
    assert queries() == few <= 12


def test_over_rest(world: Enterprise) -> None:
    headers = {"Authorization": f"Token {token_of(world.membership, Scope.READ, Scope.WRITE)}"}
    client = Client(headers=headers)
    body = {"name": "June", "as_of": "2026-06-30", "is_complete": True}
    made = client.post(reverse("api-refresh", args=[world.baseline.uid]), body, content_type="application/json")
    assert made.status_code == 201
    draft = world.bring(made.json()["name"], *later())
    address = reverse("api-comparison", args=[draft.uid])
    told = client.get(address).json()
    assert told["counts"]["joined"] == 2
    assert told["is_open_refresh"] is True
    assert told["after"]["fte"] - told["before"]["fte"] == sum(step["fte"] for step in told["bridge"]) == 10_000
    moved = client.get(f"{address}?kind=moved").json()["results"]
    assert [(row["key"], row["changes"][0]) for row in moved] == [
        ("S1", {"fact": "team", "before": "Server", "now": "Network"})
    ]
    paged = client.get(f"{address}?page=2&page_size=2").json()
    assert (paged["page"], paged["pages"], len(paged["results"])) == (2, 3, 2)
    assert client.get(f"{address}?kind=odd").status_code == 400
    assert client.get(reverse("api-comparison", args=[world.baseline.uid])).status_code == 400
    accept = reverse("api-refresh-accept", args=[draft.uid])
    assert client.post(accept).status_code == 428
    done = client.post(accept, headers=headers | {"If-Match": str(draft.version)})
    assert (done.status_code, done.json()["left"], done.json()["efforts"]) == (200, 1, 2)
    scenario = create_scenario(by=world.by, baseline=world.baseline, name="Global")
    step = json.dumps({"kind": "move_baseline", "baseline": str(draft.uid)})
    added = client.post(
        reverse("api-operations", args=[scenario.uid]),
        step,
        content_type="application/json",
        headers=headers | {"If-Match": "1"},
    )
    assert added.status_code == 201
    assert Scenario.objects.get().baseline == draft
