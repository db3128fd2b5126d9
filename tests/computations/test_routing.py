"""Routing: each rule of the default policy by example, the order of rules, shadowed rules, many tickets at once."""

import json
from collections.abc import Mapping
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UserError
from sample.routing import POLICY
from services.routing.analysis import Shadow, changes, shadows
from services.routing.default import DEFAULT_POLICY
from services.routing.engine import Column, Tickets, matches, route, routes
from services.routing.promises import breaches
from services.routing.reading import checked_rules, tickets_from
from services.routing.rules import CLOSED, HAS, UNKNOWN, Rule, folded, holds
from services.routing_bulk import routes_body
from services.routing_rows import route_row
from services.routing_words import rule_rows, trace_of

EXAMPLES = (
    ({"kind": "Complex request", "complexity": "complex", "origin": "user"}, "Complex demand", (1, 3)),
    ({"touch": "data centre", "origin": "user"}, "Hands in a data centre", (5, 9)),
    ({"touch": "data centre", "origin": "monitoring"}, "Hands in a data centre", (7, 9)),
    ({"touch": "office", "origin": "user", "complexity": "simple"}, "Hands at an office", (5, 6)),
    ({"fault": "product", "product": "Mail", "origin": "user"}, "Fault of a product", (5, 8, 4)),
    ({"complexity": "specialised", "product": "SAP"}, "Specialised or complex", (8,)),
    ({"complexity": "complex", "kind": "incident", "origin": "monitoring"}, "Specialised or complex", (7, 8)),
    ({"complexity": "simple", "origin": "monitoring"}, "Simple, from monitoring", (7,)),
    ({"complexity": "simple", "origin": "user"}, "Simple", (5,)),
    ({"origin": "monitoring"}, "Monitoring", (7,)),
    ({"origin": "user", "kind": "incident"}, "User contact", (5,)),
    ({"entry_level": "3"}, "First seen at level 2 or 3", (8,)),
    ({"entry_level": "1"}, "First seen at level 1", (7,)),
)


@pytest.mark.parametrize(("ticket", "name", "path"), EXAMPLES)
def test_default_policy_sends_each_kind_of_ticket_to_its_function(
    ticket: dict[str, str], name: str, path: tuple[int, ...]
) -> None:
    found = next(routes(DEFAULT_POLICY, tickets_from([ticket])))
    assert (DEFAULT_POLICY[found.rule].name, found.path, found.function) == (name, path, path[-1])


def test_every_rule_of_the_default_policy_has_an_example_and_none_is_shadowed() -> None:
    assert {name for _, name, _ in EXAMPLES} == {rule.name for rule in DEFAULT_POLICY}
    assert shadows(DEFAULT_POLICY) == []
    assert checked_rules(DEFAULT_POLICY) == DEFAULT_POLICY


def test_the_default_policy_and_that_of_the_sample_keep_every_promise() -> None:
    assert breaches(DEFAULT_POLICY) == []
    assert breaches(POLICY) == []
    assert shadows(POLICY) == []


PLANTED = (
    (Rule("Portal", 1, {"service": ("portal",)}, is_direct=True), "front-door", {"origin": "user"}),
    (Rule("Alarms", 5, {"kind": ("alarm",)}, is_direct=True), "monitoring", {"origin": "monitoring"}),
    (Rule("Mail", 5, {"product_has": ("mail",)}), "specialists", {"complexity": "specialised"}),
    (Rule("No skill", 8, {"product_has": ("mail",)}), "specialists", {"complexity": "specialised"}),
    (Rule("Laptops", 6, {"product": ("laptop",)}), "data-centre-hands", {"touch": "data centre"}),
    (Rule("Desk first", 6, {"service": ("x",)}, via=(9,)), "data-centre-hands", {"touch": "data centre"}),
    (Rule("Racks", 9, {"service": ("racks",)}), "office-hands", {"touch": "office"}),
    (Rule("Requests", 3, {"kind_has": ("request",)}, via=(5,)), "builds", {"complexity": "complex"}),
    (Rule("At once", 4, {"product": ("mail",)}), "product-faults", {"fault": "product"}),
)


@pytest.mark.parametrize(("rule", "code", "said"), PLANTED)
def test_a_promise_that_a_rule_breaks_is_found_with_a_ticket_that_goes_there(
    rule: Rule, code: str, said: dict[str, str]
) -> None:
    policy = [rule, *DEFAULT_POLICY]
    found = next(one for one in breaches(policy) if one.promise.code == code)
    assert (found.rule, {name: found.ticket[name] for name in said}) == (0, said)
    taken = next(routes(policy, tickets_from([found.ticket])))
    assert (taken.rule, taken.path) == (0, found.path)


def test_specialist_work_names_the_technology_as_skill_and_stays_in_its_region() -> None:
    found = next(
        routes(DEFAULT_POLICY, tickets_from([{"complexity": "specialised", "product": "SAP", "region": "Asia"}]))
    )
    assert (found.level, found.skill, found.region) == (2, "SAP", "Asia")


def test_a_fixed_region_takes_the_place_of_the_tickets_own() -> None:
    rules = [Rule("All", 8, region="Europe", skill="{service} on {product}")]
    found = next(routes(rules, tickets_from([{"region": "Asia", "product": "Linux"}])))
    assert (found.region, found.skill) == ("Europe", " on Linux")


def test_the_trace_names_each_rule_before_the_taker_and_the_tests_that_failed() -> None:
    rules = [
        Rule("Office", 6, {"touch": ("office",), "origin": ("user",)}),
        Rule("Switch", 8, {"product_has": ("switch",)}),
        Rule("Rest", 5),
    ]
    found = next(routes(rules, tickets_from([{"origin": "user", "product": "Router"}])))
    assert [(one.rule, one.failed) for one in found.refusals] == [
        (0, (("touch", UNKNOWN, ""),)),
        (1, (("product_has", "router", ""),)),
    ]
    assert found.rule == 2


def test_a_ticket_that_no_rule_takes_has_been_refused_by_all() -> None:
    found = next(routes(DEFAULT_POLICY, tickets_from([{}])))
    assert (found.function, found.rule, len(found.refusals)) == (None, -1, len(DEFAULT_POLICY))


def test_a_missing_attribute_fits_only_a_rule_that_says_unknown() -> None:
    rules = [Rule("Known", 5, {"kind": ("incident",)}), Rule("Unsaid", 7, {"kind": (UNKNOWN,)})]
    tickets = tickets_from([{}, {"kind": " Incident "}, {"kind": "problem"}])
    assert route(rules, tickets).taker.tolist() == [1, 0, -1]


VALUES: dict[str, tuple[str, ...]] = {
    "product": ("sap", "sap erp", "mail"),
    "origin": CLOSED["origin"],
    "touch": CLOSED["touch"],
}
TICKETS = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()})
CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from((*values, UNKNOWN)), min_size=1, max_size=3, unique=True).map(tuple)
        for name, values in VALUES.items()
    }
    | {
        "product_has": st.lists(st.sampled_from(("sap", "erp", "mail")), min_size=1, max_size=2, unique=True).map(tuple)
    },
)
POLICIES = st.lists(CONDITIONS, min_size=1, max_size=7).map(
    lambda tests: [Rule(f"Rule {place}", place % 10 + 1, conditions) for place, conditions in enumerate(tests)]
)


def plainly(rules: list[Rule], ticket: Mapping[str, str]) -> int:
    """The first rule in the order displayed whose tests all hold, asked one by one."""
    for place, rule in enumerate(rules):
        values = {test: folded(ticket.get(HAS.get(test, test), "")) for test in rule.conditions}
        if all(holds(test, rule.conditions[test], value) for test, value in values.items()):
            return place
    return -1


@settings(max_examples=150, deadline=None)
@given(POLICIES, st.lists(TICKETS, min_size=1, max_size=12))
def test_the_taker_is_the_first_rule_in_the_order_displayed(rules: list[Rule], rows: list[dict[str, str]]) -> None:
    tickets = Tickets.from_rows(rows)
    expected = [plainly(rules, row) for row in rows]
    assert route(rules, tickets).taker.tolist() == expected
    traced = list(routes(rules, tickets))
    assert [found.rule for found in traced] == expected
    for found, place in zip(traced, expected, strict=True):
        assert [one.rule for one in found.refusals] == list(range(place if place >= 0 else len(rules)))
        assert all(one.failed for one in found.refusals)


@settings(max_examples=150, deadline=None)
@given(POLICIES, st.lists(TICKETS, min_size=1, max_size=12), st.data())
def test_swapping_two_neighbours_moves_only_tickets_that_fit_both(
    rules: list[Rule], rows: list[dict[str, str]], data: st.DataObject
) -> None:
    tickets = Tickets.from_rows(rows)
    place = data.draw(st.integers(0, len(rules) - 1))
    other = min(place + 1, len(rules) - 1)
    swapped = list(rules)
    swapped[place], swapped[other] = swapped[other], swapped[place]
    before = [rules[rule].name if rule >= 0 else "" for rule in route(rules, tickets).taker]
    after = [swapped[rule].name if rule >= 0 else "" for rule in route(swapped, tickets).taker]
    fits_both = matches(rules[place], tickets) & matches(rules[other], tickets)
    for row, (was, now) in enumerate(zip(before, after, strict=True)):
        is_theirs = was in (rules[place].name, rules[other].name)
        expected = was
        if fits_both[row] and is_theirs:
            expected = swapped[place].name
        assert now == expected


@settings(max_examples=150, deadline=None)
@given(POLICIES, st.lists(TICKETS, min_size=1, max_size=20))
def test_a_shadowed_rule_never_takes_a_ticket(rules: list[Rule], rows: list[dict[str, str]]) -> None:
    taken = set(route(rules, Tickets.from_rows(rows)).taker.tolist())
    assert not taken & {shadow.rule for shadow in shadows(rules)}


@settings(max_examples=100, deadline=None)
@given(st.lists(CONDITIONS, min_size=2, max_size=4), st.lists(TICKETS, min_size=1, max_size=8))
def test_in_every_order_the_first_rule_displayed_that_fits_takes_the_ticket(
    tests: list[Mapping[str, tuple[str, ...]]], rows: list[dict[str, str]]
) -> None:
    tickets = Tickets.from_rows(rows)
    for order in permutations(Rule(f"Rule {number}", 5, conditions) for number, conditions in enumerate(tests)):
        shown = {row.place: row.rule for row in rule_rows(order)}
        for found, row in zip(routes(order, tickets), rows, strict=True):
            fitting = [place for place, rule in shown.items() if plainly([rule], row) == 0]
            assert found.rule + 1 == min(fitting, default=0)
            asked = [place for place, _, _ in trace_of(order, found).lines]
            assert asked == list(range(1, (min(fitting) if fitting else len(order)) + 1))


CELLS = [
    {name: value for name, value in zip(CLOSED, cell, strict=True) if value != UNKNOWN}
    for cell in product(*((*values, UNKNOWN) for values in CLOSED.values()))
]
CLOSED_CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from((*values, UNKNOWN)), min_size=1, max_size=3, unique=True).map(tuple)
        for name, values in CLOSED.items()
    },
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CLOSED_CONDITIONS, min_size=1, max_size=8))
def test_of_closed_attributes_just_the_rules_that_no_ticket_reaches_are_shadowed(
    tests: list[Mapping[str, tuple[str, ...]]],
) -> None:
    rules = [Rule(f"Rule {place}", 5, conditions) for place, conditions in enumerate(tests)]
    reached = set(route(rules, Tickets.from_rows(CELLS)).taker.tolist())
    assert {shadow.rule for shadow in shadows(rules)} == set(range(len(rules))) - reached


@settings(max_examples=100, deadline=None)
@given(POLICIES, st.lists(TICKETS, min_size=1, max_size=12))
def test_without_its_shadowed_rules_a_policy_sends_every_ticket_where_it_did(
    rules: list[Rule], rows: list[dict[str, str]]
) -> None:
    hidden = {shadow.rule for shadow in shadows(rules)}
    left = [rule for place, rule in enumerate(rules) if place not in hidden]
    tickets = Tickets.from_rows(rows)
    assert [found.function for found in routes(left, tickets)] == [found.function for found in routes(rules, tickets)]


WORDS = st.sampled_from(("", "SAP", "sap", " Sap  ERP", "mail", "Ünïcode “x”", "unknown"))
WIDE_TICKETS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("kind", "priority", "product", "service", "region"), WORDS)
    | {name: st.sampled_from(values) for name, values in CLOSED.items()},
)
PARTS = st.lists(st.sampled_from(("sap", "erp", "mail", "ü", "k")), min_size=1, max_size=2, unique=True).map(tuple)
WIDE_CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(("sap", "mail", UNKNOWN)), min_size=1, max_size=2, unique=True).map(tuple)
        for name in ("kind", "priority", "product", "service")
    }
    | {
        name: st.lists(st.sampled_from((*values, UNKNOWN)), min_size=1, max_size=2).map(tuple)
        for name, values in CLOSED.items()
    }
    | dict.fromkeys(HAS, PARTS),
)
WIDE_POLICIES = st.lists(
    st.builds(
        Rule,
        st.just("A rule"),
        st.integers(1, 10),
        WIDE_CONDITIONS,
        st.lists(st.integers(1, 10), max_size=2).map(tuple),
        st.booleans(),
        st.integers(0, 3),
        st.sampled_from(("", "Europe")),
        st.sampled_from(("", "{product} in {service}", "Linux")),
    ),
    max_size=6,
)
INFERRED = st.tuples(
    st.lists(st.sampled_from((*CLOSED["touch"], "")), min_size=1, max_size=12), st.sampled_from(("", "segment rule 1"))
)


@settings(max_examples=120, deadline=None)
@given(WIDE_POLICIES, st.lists(WIDE_TICKETS, min_size=1, max_size=12), INFERRED)
def test_many_tickets_at_once_are_told_what_each_is_told_alone(
    rules: list[Rule], rows: list[dict[str, str]], inferred: tuple[list[str], str]
) -> None:
    values, origin = inferred
    texts = Column.from_texts((values * len(rows))[: len(rows)])
    touch = Column.of(texts.codes, texts.labels, [origin if label else "" for label in texts.labels])
    tickets = Tickets.from_rows(rows).filled({"touch": touch})
    assert json.loads(b"".join(routes_body(rules, tickets))) == [route_row(found) for found in routes(rules, tickets)]


def test_what_is_inferred_is_told_with_its_origin() -> None:
    touch = Column.of(Column.from_texts(["office"]).codes, ["office"], ["segment rule 9 “Printers”"])
    tickets = tickets_from([{"touch": "none"}, {}])
    both = Column.of(tickets.column("product").codes, touch.labels, touch.origins)
    stated, unsaid = routes([Rule("Racks", 9, {"touch": ("data centre",)}), OFFICE], tickets.filled({"touch": both}))
    assert (stated.function, stated.inferred) == (None, ())
    assert (unsaid.function, unsaid.inferred) == (6, (("touch", "office", "segment rule 9 “Printers”"),))
    assert route_row(unsaid)["trace"][0]["because"] == ["physical touch is office (segment rule 9 “Printers”)"]


OFFICE = Rule("Office", 6, {"touch": ("office",)})
SHADOWED: tuple[tuple[list[Rule], list[Shadow]], ...] = (
    ([Rule("All", 5), OFFICE], [Shadow(1, (0,))]),
    ([OFFICE, Rule("All", 5)], []),
    ([OFFICE, Rule("SAP", 8, {"touch": ("office",), "product": ("sap",)})], [Shadow(1, (0,))]),
    ([Rule("SAP", 8, {"product_has": ("sap",)}), Rule("ERP", 8, {"product": ("sap erp",)})], [Shadow(1, (0,))]),
    ([Rule("SAP", 8, {"product_has": ("sap",)}), Rule("Words", 8, {"product_has": ("sap erp",)})], [Shadow(1, (0,))]),
    ([Rule("Words", 8, {"product_has": ("sap erp",)}), Rule("SAP", 8, {"product_has": ("sap",)})], []),
    ([Rule("SAP", 8, {"product_has": ("sap",)}), Rule("Unsaid", 8, {"product": (UNKNOWN,)})], []),
    ([Rule("Never", 8, {"product": ("mail",), "product_has": ("sap",)})], [Shadow(0, ())]),
    (
        [
            Rule("User", 5, {"origin": ("user",)}),
            Rule("Monitoring", 7, {"origin": ("monitoring",)}),
            Rule("Unsaid", 7, {"origin": (UNKNOWN,)}),
            OFFICE,
        ],
        [Shadow(3, (0, 1, 2))],
    ),
    ([Rule("User", 5, {"origin": ("user",)}), Rule("Monitoring", 7, {"origin": ("monitoring",)}), OFFICE], []),
)


@pytest.mark.parametrize(("rules", "expected"), SHADOWED)
def test_planted_shadows_are_found_and_nothing_else(rules: list[Rule], expected: list[Shadow]) -> None:
    assert shadows(rules) == expected


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([], "1 to 100 rules"),
        ([Rule(" ", 5)], "no name"),
        ([Rule("A", 11)], "no function 11"),
        ([Rule("A", 5, via=(0,))], "no function 0"),
        ([Rule("A", 5, level=4)], "a level is 1, 2 or 3"),
        ([Rule("A", 5, {"touch": ("roof",)})], "never “roof”"),
        ([Rule("A", 5, {"colour": ("red",)})], "“colour” is no test"),
        ([Rule("A", 5), Rule("a ", 6)], "Two rules are called “a”: 1 and 2"),
    ],
)
def test_a_policy_that_is_not_in_order_is_refused_by_rule(rules: list[Rule], words: str) -> None:
    with pytest.raises(UserError, match=words):
        checked_rules(rules)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "1 to 10,000"),
        ([{}, {"origin": "phone"}], "Ticket 2: origin is never “phone”"),
        ([{"colour": "red"}], "Ticket 1: there is no attribute “colour”"),
        ([{"kind": 3}], "Ticket 1: kind is a text"),
        ([{"groups": "3"}], "Ticket 1: groups is a number"),
        ([{"days": float("nan")}], "Ticket 1: days is a number"),
        (["incident"], "Ticket 1 is no object"),
    ],
)
def test_tickets_that_are_not_in_order_are_refused_by_number(rows: list[object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        tickets_from(rows)


def test_two_policies_differ_by_place_and_by_words() -> None:
    found = changes([OFFICE, Rule("Gone", 5)], [Rule("New", 5), Rule("Office", 9, {"touch": ("office",)})])
    assert [(one.name, one.place, one.other, one.is_other) for one in found] == [
        ("Office", 1, 2, True),
        ("Gone", 2, None, False),
        ("New", None, 1, False),
    ]
