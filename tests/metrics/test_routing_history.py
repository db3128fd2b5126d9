"""A policy on the history of a log: where each ticket would have gone, against where it was solved."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.actor import Role
from functions import actions
from functions.models import Scenario
from metrics.computations.segments import NUMBERS
from metrics.selectors.routing_history import RoutingHistory, routing_history
from metrics.selectors.routing_segments import classified
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.visible_logs import replay_logs
from organisations.models import Membership
from services.actions.routing import save_policy
from services.models import Group, GroupPlacement
from services.routing.default import DEFAULT_POLICY
from services.routing.reading import tickets_from
from services.routing.rules import CLOSED, SO_FAR, Rule
from services.routing_facts import completed
from tests.factories import actor_of, client_for, member
from tests.services.logs import bring_in, frame_of
from tests.towers.golden import golden_baseline
from towers.models import Region

pytestmark = pytest.mark.django_db

# ticket, kind, product, groups in order; D and L are of level 1, S of level 2, X of unknown level
TICKETS = (
    ("1", "Alert", "Linux", "L"),
    ("2", "Service request", "Mail", "D"),
    ("3", "Service request", "Mail", "DS"),
    ("4", "Incident", "SAP", "DSD"),
    ("5", "Incident", "SAP", "S"),
    ("6", "", "", "X"),
)
LEVELS = {"D": 1, "L": 1, "S": 2, "X": 0}
RULES = (
    Rule("SAP", 8, {"product": ("sap",)}),
    Rule("Network", 8, {"product_has": ("switch",)}),
    Rule("SAP again", 6, {"product": ("sap",)}),
    Rule("Monitoring", 7, {"origin": ("monitoring",)}),
    Rule("User", 7, {"origin": ("user",)}),
)


@pytest.fixture
def lead() -> Membership:
    return member(Role.MODELLER)


@pytest.fixture
def scenario(lead: Membership) -> Scenario:
    by = actor_of(lead)
    rows = [
        {"ticket": ticket, "time": hour, "group": group, "kind": kind, "product": product, "status_class": "working"}
        for ticket, kind, product, groups in TICKETS
        for hour, group in enumerate(groups, start=1)
    ]
    bring_in(lead.organisation, frame_of(rows))
    for group in Group.objects.all():
        group.level = LEVELS[group.name]
        group.save()
    return actions.create_scenario(by=by, baseline=golden_baseline(lead.organisation), name="Pool", preset="global")


def history(
    lead: Membership, scenario: Scenario, rules: tuple[Rule, ...], *, is_at_arrival: bool = True
) -> RoutingHistory:
    by = actor_of(lead)
    return routing_history(scenario, rules, replay_logs(by)[0], segment_rules_of(by), is_at_arrival=is_at_arrival)


def test_each_ticket_goes_to_the_rule_that_fits_what_was_known_when_it_came_in(
    lead: Membership, scenario: Scenario
) -> None:
    found = history(lead, scenario, RULES)
    assert found.routed.taker.tolist() == [3, 4, 4, 0, 0, -1]
    assert found.routed.counts() == [2, 0, 0, 1, 2, 1]
    assert (found.taken, found.unreached()) == (5, [1])
    by_default = history(lead, scenario, DEFAULT_POLICY)
    names = [DEFAULT_POLICY[place].name if place >= 0 else "" for place in by_default.routed.taker]
    expected = ["Monitoring", "User contact", "User contact", "First seen at level 1", "First seen at level 2 or 3", ""]
    assert names == expected


def test_the_function_of_the_last_group_is_where_it_was_solved(lead: Membership, scenario: Scenario) -> None:
    found = history(lead, scenario, RULES)
    assert found.solved.tolist() == [7, 7, 8, 7, 8, 0]
    table = found.table
    assert (table[7, 7], table[7, 8], table[8, 7], table[8, 8], table[0, 0], table.sum()) == (2, 1, 1, 1, 1, 6)
    assert found.same == (3, 5)


def test_what_a_log_does_not_say_is_unknown(lead: Membership, scenario: Scenario) -> None:
    known = dict(history(lead, scenario, RULES).known())
    assert {name: round(share, 3) for name, share in known.items()} == {
        "kind": 0.833,
        "priority": 0.0,
        "product": 0.833,
        "service": 0.0,
        "origin": 0.5,
        "complexity": 0.0,
        "touch": 0.0,
        "fault": 0.0,
        "entry_level": 0.833,
    }


def test_origin_and_fault_that_a_log_says_go_before_the_word_for_the_kind(lead: Membership) -> None:
    said = [("Alert", "user", "none"), ("Incident", "monitoring", ""), ("Alert", "", ""), ("Incident", "", "product")]
    rows = [
        {"ticket": f"T{number}", "time": number, "group": "G", "kind": kind, "origin": origin, "fault": fault}
        for number, (kind, origin, fault) in enumerate(said)
    ]
    bring_in(lead.organisation, frame_of(rows))
    scenario = actions.create_scenario(
        by=actor_of(lead), baseline=golden_baseline(lead.organisation), name="Pool", preset="global"
    )
    found = history(lead, scenario, DEFAULT_POLICY)
    assert takers(found) == ["User contact", "Monitoring", "Monitoring", "Fault of a product"]
    assert dict(found.known())["fault"] == 0.5


def takers(found: RoutingHistory) -> list[str]:
    return [found.rules[place].name if place >= 0 else "" for place in found.routed.taker]


def test_complexity_and_touch_follow_from_the_segment_rules_and_their_origin_is_told(
    lead: Membership, scenario: Scenario
) -> None:
    found = history(lead, scenario, DEFAULT_POLICY, is_at_arrival=False)
    special = "Specialised or complex"
    assert takers(found) == ["Simple, from monitoring", "Simple", special, special, special, ""]
    known = dict(found.known())
    assert (round(known["complexity"], 3), round(known["touch"], 3)) == (0.833, 0.333)
    assert [row[:4] for row in found.origins()] == [
        ("complexity", "specialised", "segment rule 4 “Level 2 or 3”", 3),
        ("complexity", "simple", "segment rule 7 “At most two groups of level 1”", 2),
        ("touch", "none", "segment rule 11 “Level 1 alone within four hours”", 2),
    ]


def test_a_single_ticket_is_classed_by_what_it_says_and_what_has_happened_so_far(lead: Membership) -> None:
    said = [
        {"product": "Laptop"},
        {"product": "Laptop", "touch": "none"},
        {"highest_level": 1, "groups": 1},
        {"highest_level": 2.0},
        {},
    ]
    tickets = completed(actor_of(lead), tickets_from(said))
    shown = {name: tickets.column(name) for name in ("touch", "complexity")}
    values = {
        name: [(column.labels[code], column.origin(code)) for code in column.codes] for name, column in shown.items()
    }
    assert values["touch"] == [("office", "segment rule 9 “Words of the workplace”"), ("none", ""), *[("", "")] * 3]
    assert values["complexity"][2:] == [
        ("simple", "segment rule 7 “At most two groups of level 1”"),
        ("specialised", "segment rule 4 “Level 2 or 3”"),
        ("", ""),
    ]


def test_segments_and_routing_use_the_same_words(lead: Membership) -> None:
    assert tuple(SO_FAR) == NUMBERS
    found = classified(actor_of(lead), tickets_from([{}]))
    assert set(found) == {"complexity", "touch"}
    assert set(found["complexity"].labels) - {""} <= set(CLOSED["complexity"]) | set(CLOSED["touch"])


def test_two_policies_differ_by_the_tickets_that_go_elsewhere(lead: Membership, scenario: Scenario) -> None:
    moved = history(lead, scenario, RULES).moved(RULES[2:])
    assert (moved[8, 6], moved[7, 7], moved[0, 0], moved.sum()) == (2, 3, 1, 6)


def page(browser: Client, scenario: Scenario, **query: Any) -> str:
    address = reverse("scenario-routing-history", args=[scenario.organisation.slug, scenario.uid])
    return " ".join(browser.get(address, query).content.decode().split())


def test_the_page_tells_shares_what_is_not_reached_and_the_difference(lead: Membership, scenario: Scenario) -> None:
    by, browser = actor_of(lead), client_for(lead)
    other = actions.create_scenario(by=by, baseline=scenario.baseline, name="Other", preset="global")
    save_policy(by=by, scenario=scenario, version=0, rules=RULES)
    save_policy(by=by, scenario=other, version=0, rules=RULES[2:])
    text = page(browser, scenario, **{"with": other.uid})
    assert "The 5 rules together take 83% of 6 tickets" in text
    assert "Both name the same function for 60% of 5 tickets" in text
    assert "Rule 1 takes all of its tickets first." in text
    assert text.count("not reached</span>") == 1
    assert "SAP: rule 1 here, not there" in text
    assert "8 Level 2 and 3 support operations</th><td>6 Field service</td>" in text
    assert f"with={other.uid}&amp;here=8&amp;there=6" in text
    with CaptureQueriesContext(connection) as captured:
        hindsight = page(browser, scenario)
    assert len(captured) <= 12
    assert "segment rule 4 “Level 2 or 3”" in hindsight
    assert "segment rule 4" not in page(browser, scenario, view="arrival")


def behind(browser: Client, scenario: Scenario, **query: Any) -> list[str]:
    """The numbers of all tickets behind a figure."""
    address = reverse("scenario-routing-tickets", args=[scenario.organisation.slug, scenario.uid])
    text = browser.get(address, query | {"format": "csv"}).getvalue().decode("utf-8-sig")
    return [line.split(",")[0] for line in text.splitlines()[1:]]


def test_each_number_opens_its_tickets_five_or_all(lead: Membership, scenario: Scenario) -> None:
    by, browser = actor_of(lead), client_for(lead)
    other = actions.create_scenario(by=by, baseline=scenario.baseline, name="Other", preset="global")
    save_policy(by=by, scenario=scenario, version=0, rules=RULES)
    save_policy(by=by, scenario=other, version=0, rules=RULES[2:])
    found = {
        "rule=1": ["4", "5"],
        "rule=0": ["6"],
        "here=7&solved=8": ["3"],
        "same=1": ["1", "2", "5"],
        "attribute=origin": ["1", "2", "3"],
        f"with={other.uid}&here=8&there=6": ["4", "5"],
    }
    for query, keys in found.items():
        asked = dict(part.split("=") for part in query.split("&"))
        assert behind(browser, scenario, **asked) == keys, query
    text = page(browser, scenario, **{"with": other.uid, "view": "arrival"})
    address = reverse("scenario-routing-tickets", args=[scenario.organisation.slug, scenario.uid])
    for query in ("rule=1", "rule=0", "here=7&amp;solved=8", "same=1", "attribute=origin", "here=8&amp;there=6"):
        assert f'href="{address}?view=arrival&amp;with={other.uid}&amp;{query}" data-drawer' in text, query
    drawer = browser.get(address, {"here": 8}, headers={"HX-Request": "true"}).content.decode()
    assert "2 real tickets" in drawer
    assert "All 2 of them as CSV" in drawer
    assert "<html" not in drawer
    for wrong in (
        {"rule": "9"},
        {"rule": "x"},
        {"here": "11"},
        {"attribute": "zzz"},
        {"attribute": "touch", "code": "99"},
    ):
        assert browser.get(address, wrong).status_code == 404, wrong


def test_its_tables_are_downloaded(lead: Membership, scenario: Scenario) -> None:
    browser = client_for(lead)
    save_policy(by=actor_of(lead), scenario=scenario, version=0, rules=RULES)
    address = reverse("scenario-routing-history", args=[scenario.organisation.slug, scenario.uid])

    def sheet(name: str) -> list[str]:
        answer = browser.get(address, {"format": "csv", "table": name})
        return answer.getvalue().decode("utf-8-sig").splitlines()

    rules = sheet("rules")
    assert len(rules) == 7
    assert rules[1].startswith("1,SAP,")
    assert rules[1].endswith(",2,0.3333333333333333")
    assert rules[-1].split(",")[1] == "no rule takes it"
    assert "7 Level 1 support operations,8 Level 2 and 3 support operations,1" in sheet("confusion")
    assert browser.get(address, {"format": "csv", "table": "moves"}).status_code == 404


def test_a_design_moves_where_a_ticket_was_solved(lead: Membership, scenario: Scenario) -> None:
    there = Region.objects.filter(organisation=lead.organisation)[0]
    desk = Group.objects.get(name="D")
    GroupPlacement.objects.create(scenario=scenario, group=desk, function_code=5, region=there)
    found = history(lead, scenario, (Rule("All", 5),))
    assert found.solved.tolist() == [7, 5, 8, 5, 8, 0]
    column = found.routed.tickets.column("region")
    assert [column.labels[code] for code in column.codes] == ["", there.name, there.name, there.name, "", ""]
