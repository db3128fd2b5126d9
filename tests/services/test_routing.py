"""The routing policy of a scenario: written whole, versioned, copied, audited; its page and its endpoints."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from core.actor import Role, Scope
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from functions import actions
from functions.lifecycle import archive_scenario, clone_scenario
from functions.models import Scenario
from organisations.actions import create_token
from organisations.models import Membership
from services.actions.routing import restore_policy, save_policy
from services.routing.default import DEFAULT_POLICY
from services.routing.rules import Rule
from services.routing_selectors import policy_of, policy_versions
from tests.factories import actor_of, client_for, member
from tests.towers.golden import golden_baseline
from towers.models import Region

pytestmark = pytest.mark.django_db

OFFICE, REST = Rule("Office", 6, {"touch": ("office",)}), Rule("Rest", 5)


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def scenario(lead: Membership) -> Scenario:
    by = actor_of(lead)
    return actions.create_scenario(by=by, baseline=golden_baseline(lead.organisation), name="Pool", preset="global")


def saved(lead: Membership, scenario: Scenario, *rules: Rule) -> int:
    version = policy_of(scenario).version
    return save_policy(by=actor_of(lead), scenario=scenario, version=version, rules=rules).version


def test_a_scenario_has_the_default_policy_until_it_has_its_own(lead: Membership, scenario: Scenario) -> None:
    assert (policy_of(scenario).version, policy_of(scenario).rules) == (0, DEFAULT_POLICY)
    region = Region.objects.filter(organisation=lead.organisation).first()
    assert region is not None
    own = Rule("SAP", 8, {"product_has": ("sap",)}, via=(5,), is_direct=True, level=3, region=region.name, skill="SAP")
    assert saved(lead, scenario, own, REST) == 1
    assert policy_of(scenario).rules == (own, REST)


def test_each_write_is_a_version_and_an_audit_entry_and_any_can_be_taken_up_again(
    lead: Membership, scenario: Scenario
) -> None:
    by = actor_of(lead)
    saved(lead, scenario, OFFICE, REST)
    saved(lead, scenario, REST)
    assert policy_versions(scenario) == [(2, 1), (1, 2)]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.object_id) == ("save_routing_policy", str(scenario.uid))
    assert [list(facts or ()) for facts in (entry.before, entry.after)] == [["rule 1", "rule 2"], ["rule 1"]]
    restore_policy(by=by, scenario=scenario, version=2, earlier=1)
    assert (policy_of(scenario).version, policy_of(scenario).rules) == (3, (OFFICE, REST))
    restore_policy(by=by, scenario=scenario, version=3, earlier=0)
    assert policy_of(scenario).rules == DEFAULT_POLICY
    with pytest.raises(UserError, match="no version 9"):
        restore_policy(by=by, scenario=scenario, version=4, earlier=9)


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_who_saw_another_version_loses_nothing(lead: Membership, scenario: Scenario, seen: int) -> None:
    saved(lead, scenario, OFFICE)
    saved(lead, scenario, OFFICE, REST)
    with pytest.raises(Conflict) as lost:
        save_policy(by=actor_of(lead), scenario=scenario, version=seen, rules=[REST])
    assert (lost.value.now, policy_of(scenario).rules) == (2, (OFFICE, REST))


def test_a_copy_begins_with_the_rules_and_goes_its_own_way(lead: Membership, scenario: Scenario) -> None:
    region = Region.objects.filter(organisation=lead.organisation)[0].name
    saved(lead, scenario, OFFICE)
    saved(lead, scenario, Rule("There", 8, region=region), REST)
    copy = clone_scenario(by=actor_of(lead), scenario=scenario, name="Copy")
    assert (policy_of(copy).version, policy_of(copy).rules) == (1, policy_of(scenario).rules)
    saved(lead, copy, REST)
    assert len(policy_of(scenario).rules) == 2


def test_only_a_draft_changes_and_only_regions_of_ones_own_are_named(lead: Membership, scenario: Scenario) -> None:
    with pytest.raises(UserError, match="region that this organisation does not have"):
        saved(lead, scenario, Rule("There", 8, region="Atlantis"))
    archive_scenario(by=actor_of(lead), scenario=scenario, version=scenario.version)
    with pytest.raises(UserError, match="Only a draft"):
        saved(lead, scenario, REST)


def address(scenario: Scenario, name: str, *more: Any) -> str:
    return reverse(name, args=[scenario.organisation.slug, scenario.uid, *more])


@pytest.fixture
def browser(lead: Membership) -> Client:
    return client_for(lead)


def names(scenario: Scenario) -> list[str]:
    return [rule.name for rule in policy_of(scenario).rules]


def test_rules_are_added_edited_moved_and_removed_in_the_browser(browser: Client, scenario: Scenario) -> None:
    save, move = address(scenario, "scenario-routing-save"), address(scenario, "scenario-routing-move")
    new = {"version": 0, "place": 0, "name": "Mail", "function": 8, "level": 2, "product_has": "mail\nexchange"}
    answer = browser.post(save, new | {"touch": ["office", "unknown"], "first": 5})
    assert answer["Location"].endswith("?moved=12")
    rule = policy_of(scenario).rules[-1]
    assert rule == Rule(
        "Mail", 8, {"touch": ("office", "unknown"), "product_has": ("mail", "exchange")}, via=(5,), level=2
    )
    shown = browser.get(address(scenario, "scenario-routing-rule", 12)).content.decode()
    assert "Rule 12: Mail" in shown
    assert "mail\nexchange" in shown
    browser.post(move, {"version": 1, "place": 12, "step": "up"})
    assert names(scenario)[10:] == ["Mail", "First seen at level 1"]
    browser.post(move, {"version": 2, "place": 11, "step": "down"})
    assert names(scenario)[10:] == ["First seen at level 1", "Mail"]
    browser.post(save, {"version": 3, "place": 12, "name": "Post", "function": 5, "level": 0})
    assert policy_of(scenario).rules[-1] == Rule("Post", 5)
    browser.post(address(scenario, "scenario-routing-remove"), {"version": 4, "place": 1})
    assert names(scenario)[0] == "Hands in a data centre"
    browser.post(address(scenario, "scenario-routing-restore"), {"version": 5, "earlier": 0})
    assert names(scenario) == [rule.name for rule in DEFAULT_POLICY]


def test_a_rule_is_put_where_the_form_says_and_told_of_only_when_it_is_kept(
    browser: Client, scenario: Scenario
) -> None:
    save = address(scenario, "scenario-routing-save")
    mail = {"place": 0, "name": "Mail", "function": 8, "level": 0}
    answer = browser.post(save, mail | {"version": 0, "order": 2}, follow=True)
    assert names(scenario)[:3] == ["Complex demand", "Mail", "Hands in a data centre"]
    assert "“Mail” is rule 2 of 12." in answer.content.decode()
    browser.post(save, mail | {"version": 1, "place": 2, "order": 99})
    assert names(scenario)[-1] == "Mail"
    form = browser.get(address(scenario, "scenario-routing-rule", 12)).content.decode()
    assert '<option value="12" selected>12, as the last</option>' in form
    many = mail | {"version": 2, "name": "Many", "kind": "\n".join(map(str, range(60)))}
    refused = browser.post(save, many, follow=True).content.decode()
    assert "is rule 13" not in refused
    assert len(names(scenario)) == 12


def test_the_page_names_the_promises_that_a_policy_breaks_with_a_ticket(
    browser: Client, lead: Membership, scenario: Scenario
) -> None:
    assert ">broken by" not in browser.get(address(scenario, "scenario-routing")).content.decode()
    laptops = Rule("Laptops", 6, {"product": ("laptop",)}, via=(5,))
    saved(lead, scenario, DEFAULT_POLICY[0], laptops, *DEFAULT_POLICY[1:])
    text = " ".join(browser.get(address(scenario, "scenario-routing")).content.decode().split())
    assert "1 rule of 12 can send a ticket where the ten functions never would" in text
    assert "A ticket with data-centre touch can end in 6 Field service by rule 2" in text
    query = "?try=1&amp;product=laptop&amp;complexity=simple&amp;touch=data+centre#try"
    assert query in text
    tried = browser.get(f"{address(scenario, 'scenario-routing')}{query.replace('&amp;', '&')}").content.decode()
    assert "2 Laptops: takes it" in tried


@pytest.mark.parametrize(
    ("name", "sent", "status"),
    [
        ("move", {"version": 0, "place": 1, "step": "up"}, 302),
        ("move", {"version": 0, "place": 99, "step": "down"}, 302),
        ("remove", {"version": 7, "place": 1}, 409),
        ("save", {"version": 0, "place": 0, "name": "x", "function": 12, "level": 0}, 422),
    ],
)
def test_what_is_not_possible_changes_nothing(
    browser: Client, scenario: Scenario, name: str, sent: dict[str, Any], status: int
) -> None:
    assert browser.post(address(scenario, f"scenario-routing-{name}"), sent).status_code == status
    assert policy_of(scenario).version == 0


def test_the_page_shows_what_is_shadowed_and_traces_a_ticket(
    browser: Client, lead: Membership, scenario: Scenario
) -> None:
    saved(lead, scenario, OFFICE, Rule("SAP there", 8, {"touch": ("office",), "product": ("sap",)}), REST)
    ticket = {"try": "1", "touch": "none", "origin": "monitoring"}
    page = browser.get(address(scenario, "scenario-routing"), ticket)
    text = " ".join(page.content.decode().split())
    assert "1 rule of 3 can take no ticket" in text
    assert "Rule 1 takes all of its tickets first." in text
    assert "7 Level 1 support operations, then 5 End-user service desk" in text
    assert "2 SAP there: not taken, product is unknown; physical touch is none" in text
    printer = {"try": "1", "product": "Printer 7"}
    text = " ".join(browser.get(address(scenario, "scenario-routing"), printer).content.decode().split())
    assert "Physical touch is office, by segment rule 9 “Words of the workplace”." in text
    assert "1 Office: takes it" in text


def api(lead: Membership, scope: Scope = Scope.WRITE) -> APIClient:
    _, secret = create_token(by=actor_of(lead), name=scope.value, scopes=[Scope.READ, scope])
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client


def test_a_policy_is_read_and_written_over_rest(lead: Membership, scenario: Scenario) -> None:
    client, place = api(lead), reverse("api-routing", args=[scenario.uid])
    body = client.get(place).json()
    assert (body["version"], len(body["rules"]), body["shadowed"]) == (0, len(DEFAULT_POLICY), [])
    rules = [{"name": "Rest", "function": 5}, {"name": "Office", "function": 6, "conditions": {"touch": ["office"]}}]
    assert client.put(place, {"rules": rules}, format="json").status_code == 428
    answer = client.put(place, {"rules": rules}, format="json", headers={"If-Match": '"0"'})
    assert (answer.status_code, answer["ETag"]) == (200, '"1"')
    assert answer.json()["shadowed"] == [{"rule": 2, "by": [1]}]
    assert body["broken"] == []
    assert answer.json()["broken"][0] == {
        "promise": "specialists",
        "rule": 1,
        "words": "A specialised or complex ticket can end in 5 End-user service desk by rule 1, "
        "without a skill at level 2 and 3",
        "ticket": {"complexity": "specialised", "touch": "none"},
        "path": [5],
    }
    assert client.put(place, {"rules": rules}, format="json", headers={"If-Match": "0"}).status_code == 412
    again = client.put(place, {"rules": body["rules"]}, format="json", headers={"If-Match": "1"})
    assert again.json()["rules"] == body["rules"]


def test_tickets_are_routed_over_rest_with_their_trace(lead: Membership, scenario: Scenario) -> None:
    saved(lead, scenario, OFFICE, Rule("User", 5, {"origin": ("user",)}, level=1))
    client, place = api(lead), reverse("api-route", args=[scenario.uid])
    sent = {"tickets": [{"origin": "user", "region": "Asia"}, {"touch": "office"}, {}]}
    answer = client.post(place, sent, format="json")
    assert answer.json()["version"] == 1
    first, second, third = answer.json()["routes"]
    assert first == {
        "rule": 2,
        "function": 5,
        "path": [5],
        "level": 1,
        "region": "Asia",
        "skill": "",
        "inferred": [],
        "trace": [{"rule": 1, "because": ["physical touch is unknown"]}, {"rule": 2, "because": []}],
    }
    unsaid = client.post(place, {"tickets": [{"product": "Printer 7"}, {"groups": 9}]}, format="json").json()["routes"]
    rule = "segment rule 9 “Words of the workplace”"
    assert [route["inferred"] for route in unsaid] == [
        [{"attribute": "touch", "value": "office", "by": rule}],
        [{"attribute": "complexity", "value": "complex", "by": "segment rule 1 “Four groups or more”"}],
    ]
    assert unsaid[0]["function"] == 6
    assert (second["function"], second["trace"]) == (6, [{"rule": 1, "because": []}])
    assert (third["function"], third["rule"], len(third["trace"])) == (None, None, 2)
    refused: list[Any] = [{}, {"tickets": []}, {"tickets": [{"touch": "roof"}]}, [1]]
    for wrong in refused:
        assert client.post(place, wrong, format="json").status_code == 400
