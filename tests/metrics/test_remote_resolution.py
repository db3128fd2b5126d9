"""Remote resolution of a log and of a scenario, and the pair that throws tickets back and forth most."""

from typing import Any

import pytest

from core.actor import Role, Scope
from functions import actions
from functions.models import Scenario
from metrics.computations.remote_resolution import RemoteResolution
from metrics.computations.segments import SegmentTerms
from metrics.segment_actions import save_segment_rules
from metrics.selectors.remote_resolution import SCENARIO, TODAY, RemoteTickets, remote_tickets
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.visible_logs import replay_logs
from organisations.actions import create_token
from organisations.models import Membership
from services.actions.routing import save_policy
from services.models import Group
from services.routing.rules import Rule
from tests.factories import actor_of, client_for, member
from tests.services.logs import HOUR, bring_in, frame_of
from tests.towers.golden import golden_baseline
from towers.models import Team

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# kind, product, groups in order; a lower-case last letter leaves the ticket open. Touch follows from the words.
TICKETS = (
    *(("Incident", "Password", "A"),) * 5,
    *(("Incident", "Laptop", "AB"),) * 2,
    ("Incident", "Server room", "ABAB"),
    ("Incident", "Something", "AB"),
    ("Alert", "Laptop", "A"),
    ("Incident", "Password", "a"),
)


@pytest.fixture
def lead() -> Membership:
    """Five tickets without touch, three with it, one that says nothing; beside them an alert and an open one."""
    made = member(Role.MODELLER)
    rows: list[dict[str, Any]] = []
    for number, (kind, product, way) in enumerate(TICKETS):
        status = "working" if way.islower() else "closed"
        steps = [*way.upper(), way[-1].upper()]
        rows += [
            {"ticket": f"T{number:02}", "time": at * 24 * HOUR, "group": name, "kind": kind, "product": product}
            | {"status_class": status if at == len(way) else "working"}
            for at, name in enumerate(steps)
        ]
    bring_in(made.organisation, frame_of(rows))
    return made


@pytest.fixture
def scenario(lead: Membership) -> Scenario:
    """Its policy sends laptops to field service and nobody to the server room."""
    by, baseline = actor_of(lead), golden_baseline(lead.organisation)
    made = actions.create_scenario(by=by, baseline=baseline, name="Pool", preset="global")
    rules = [Rule("Laptops", 6, {"product": ("laptop",)}), Rule("Rest", 5)]
    save_policy(by=by, scenario=made, version=0, rules=rules)
    return made


def tickets(lead: Membership, scenario: Scenario | None = None) -> RemoteTickets:
    by = actor_of(lead)
    return remote_tickets(replay_logs(by)[0], segment_rules_of(by), scenario)


def test_closed_tickets_that_a_user_could_bring_are_counted_by_touch(lead: Membership) -> None:
    found = tickets(lead)
    assert found.found == {TODAY: RemoteResolution(without=5, touched=3, unknown=1)}
    assert found.unknown_origin == 9


def test_a_scenario_needs_hands_where_its_route_has_them_and_proves_nothing_by_leaving_them_out(
    lead: Membership, scenario: Scenario
) -> None:
    found = tickets(lead, scenario)
    assert found.found[TODAY] == RemoteResolution(without=5, touched=3, unknown=1)
    assert found.found[SCENARIO] == RemoteResolution(without=5, touched=2, unknown=2)
    assert found.handless == 1


def test_the_page_says_where_the_rate_stands_and_what_could_move_it(lead: Membership, scenario: Scenario) -> None:
    page = client_for(lead).get(f"/o/{lead.organisation.slug}/remote-resolution/?scenario={scenario.uid}")
    text = " ".join(page.content.decode().split())
    assert "62.5% is resolved remotely today, below the band of 80 to 85%" in text
    assert "Below the band of 80 to 85%, whatever the touch of the others was" in text
    assert "1 ticket that was touched would be sent to nobody with hands in Pool." in text
    answer = page.client.get(f"/o/{lead.organisation.slug}/remote-resolution/?format=csv")
    rows = answer.getvalue().decode().splitlines()
    assert rows[1].startswith("Today,9,5,3,1,0.625,")


def test_what_a_rule_for_all_tickets_says_is_told_as_assumed(lead: Membership) -> None:
    page = f"/o/{lead.organisation.slug}/remote-resolution/"
    assert "assumed" not in client_for(lead).get(page).content.decode()
    by = actor_of(lead)
    rules = (SegmentTerms("touch", "office", "Laptops", words=("laptop",)), SegmentTerms("touch", "none", "The rest"))
    save_segment_rules(by=by, version=0, rules=rules)
    assert tickets(lead).assumed == {"segment rule 2 “The rest”": 7}
    text = " ".join(client_for(lead).get(page).content.decode().split())
    assert "77.8% is resolved remotely today, below the band of 80 to 85%; for most tickets that is assumed" in text
    assert "For 7 tickets the touch is assumed: segment rule 2 “The rest” tests nothing" in text


def test_each_count_opens_tickets(lead: Membership) -> None:
    address = f"/o/{lead.organisation.slug}/remote-resolution/tickets/"
    touched = client_for(lead).get(f"{address}?when=today&part=touched")
    assert (touched.context["behind"]["count"], touched.context["behind"]["tickets"][0].key) == (3, "T07")
    assert client_for(lead).get(f"{address}?part=glimpsed").status_code == 404
    assert client_for(lead).get(f"{address}?when=scenario").status_code == 404


def test_rest_has_the_same(lead: Membership, scenario: Scenario) -> None:
    _, secret = create_token(by=actor_of(lead), name="t", scopes=[Scope.READ])
    headers = {"Authorization": f"Token {secret}"}
    rows = client_for(lead).get(f"/api/v1/remote-resolution/?scenario={scenario.uid}", headers=headers).json()
    assert [(row["when"], row["asked"], row["rate"], row["stands"], row["is_certain"]) for row in rows] == [
        ("today", 9, 0.625, "below", True),
        ("scenario", 9, 5 / 7, "below", True),
    ]


def test_the_summary_names_the_two_that_throw_tickets_back_and_forth(lead: Membership) -> None:
    address = f"/o/{lead.organisation.slug}/summary/bounces/"
    assert client_for(lead).get(address).context["finding"] == (
        "A and B throw tickets back and forth most: 2 times, on 1 ticket"
    )
    for group in Group.objects.all():
        group.team = Team.objects.create(organisation=lead.organisation, name=f"Team {group.name}", key=group.name)
        group.save()
    page = client_for(lead).get(address)
    assert page.context["unit"] == "team"
    assert page.context["finding"].startswith("Team A and Team B throw tickets")
    pair = page.context["pairs"][0]
    one, other = pair["keys"]
    assert pair["back_url"].endswith(f"?unit=team&from={other}&to={one}")
    assert [client_for(lead).get(pair[url]).status_code for url in ("url", "back_url")] == [200, 200]
