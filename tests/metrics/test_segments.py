"""Segments of tickets: shares, rules in versions, and the audit of samples."""

import re
from typing import Any

import pytest
from django.test import Client

from core.actor import Role, Scope
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from metrics.computations.segment_defaults import DEFAULT_RULES
from metrics.computations.segments import SegmentTerms
from metrics.models import SegmentAudit, SegmentRule
from metrics.segment_actions import judge_segment, restore_segment_defaults, save_segment_rules
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.question_ground import Asked, ground_of
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.segments import Segmented, class_of, precision_rows
from organisations.actions import create_token
from organisations.models import Membership
from services.models import TicketLog
from tests.factories import actor_of, client_for, member
from tests.pages.markup import cells
from tests.services.logs import HOUR, bring_in, frame_of

pytestmark = pytest.mark.django_db

SIMPLE = class_of("complexity-simple")


@pytest.fixture
def person() -> Membership:
    return member()


@pytest.fixture
def log(person: Membership) -> TicketLog:
    """Three tickets of level 1 in Europe (one about a laptop), two that go up, of which one came in in Asia."""
    paths: dict[str, tuple[str, ...]] = {
        "1": ("A",),
        "2": ("A",),
        "3": ("A", "C"),
        "4": ("A", "B"),
        "5": ("B", "A", "B"),
    }
    levels, regions = {"A": "1", "B": "2", "C": "1"}, {"A": "Europe", "B": "Asia", "C": "Europe"}
    rows: list[dict[str, Any]] = [
        {"ticket": ticket, "time": at * HOUR, "group": name, "level": levels[name], "region": regions[name]}
        | {"product": "Laptop" if ticket == "1" else "quux"}
        for ticket, names in paths.items()
        for at, name in enumerate((*names, names[-1]))
    ]
    return bring_in(person.organisation, frame_of(rows))[1]


def segmented(person: Membership, log: TicketLog, **filters: Any) -> Segmented:
    actor = actor_of(person)
    ground = ground_of(actor, log, Asked(HandoffFilters(**filters), prefers="tower"), "UTC")
    return Segmented(ground, segment_rules_of(actor))


def test_how_much_is_simple_pooled_and_per_line(person: Membership, log: TicketLog) -> None:
    found = segmented(person, log)
    assert [cell["tickets"] for cell in found.pooled("complexity")["cells"]] == [3, 2, 0, 0]
    lines = {row["label"]: [cell["tickets"] for cell in row["cells"]] for row in found.by_line("complexity")}
    assert lines == {"Europe": [3, 1, 0, 0], "Asia": [0, 1, 0, 0]}
    assert [cell["tickets"] for cell in found.pooled("touch")["cells"]] == [2, 1, 0, 2]
    decides = {row["rule"].name: row["decides"] for row in found.rule_rows() if row["decides"]}
    assert decides == {
        "Level 2 or 3": 2,
        "At most two groups of level 1": 3,
        "Words of the workplace": 1,
        "Level 1 alone within four hours": 2,
    }
    assert found.rule_rows()[3]["share"] == 0.4
    laptops = segmented(person, log, product="Laptop")
    assert [cell["tickets"] for cell in laptops.pooled("complexity")["cells"]] == [1, 0, 0, 0]


def test_rules_are_kept_in_versions_and_nothing_is_lost(person: Membership) -> None:
    by = actor_of(person)
    all_simple = SegmentTerms("complexity", "simple", "All", {"kind": ("incident",)}, ("sap",), {"groups": (None, 2.0)})
    assert segment_rules_of(by).version == 0
    held = save_segment_rules(by=by, version=0, rules=[all_simple, *DEFAULT_RULES])
    assert (held.version, held.rules[0]) == (1, all_simple)
    assert restore_segment_defaults(by=by, version=1).rules == DEFAULT_RULES
    assert SegmentRule.objects.filter(version=1).count() == len(DEFAULT_RULES) + 1
    with pytest.raises(Conflict, match="you saw version 1, it is now at 2"):
        save_segment_rules(by=by, version=1, rules=[all_simple])
    assert AuditEntry.objects.filter(action="save_segment_rules").count() == 2
    assert segment_rules_of(actor_of(member())).version == 0


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([], "1 to 100 rules"),
        ([SegmentTerms("complexity", "office", "x")], "no class “office”"),
        ([SegmentTerms("touch", "office", "x", ranges={"highest_level": (9, None)})], "a level is 1, 2 or 3, not 9"),
        (
            [SegmentTerms("touch", "office", "x", ranges={"groups": (3, 2)})],
            "no ticket has groups from 3 to 2. Swap the two",
        ),
    ],
)
def test_a_set_that_makes_no_sense_is_refused(person: Membership, rules: list[SegmentTerms], said: str) -> None:
    with pytest.raises(UserError, match=said):
        save_segment_rules(by=actor_of(person), version=0, rules=rules)
    assert not SegmentRule.objects.exists()


def test_an_audit_is_kept_per_version_and_gives_a_precision(person: Membership, log: TicketLog) -> None:
    by = actor_of(person)
    for key, verdict in (("1", "right"), ("2", "wrong"), ("3", "unsure"), ("2", "right")):
        judge_segment(by=by, log=log, version=0, chosen=SIMPLE, sample=["1", "2", "3"], key=key, verdict=verdict)
    row = precision_rows(log, 0)[0]
    assert (row["judged"], row["right"], row["wrong"], row["unsure"], row["precision"]) == (3, 2, 0, 1, 1.0)
    assert row["low"] == pytest.approx(0.342, abs=0.001)
    assert AuditEntry.objects.filter(action="judge_segment").count() == 4
    assert precision_rows(log, 1)[0]["precision"] is None
    for key, verdict, said in (("9", "right", "not in the sample"), ("1", "maybe", "right, wrong or unsure")):
        with pytest.raises(UserError, match=said):
            judge_segment(by=by, log=log, version=0, chosen=SIMPLE, sample=["1"], key=key, verdict=verdict)
    with pytest.raises(Conflict):
        judge_segment(by=by, log=log, version=3, chosen=SIMPLE, sample=["1"], key="1", verdict="right")


def test_a_page_without_a_decision_claims_none(person: Membership) -> None:
    bring_in(person.organisation, frame_of([{"ticket": "1", "time": n * HOUR, "group": "G"} for n in (1, 2)]))
    page = client_for(person).get(f"/o/{person.organisation.slug}/segments/").text
    assert "How complex the work is is undecided: no rule fits any of 1 ticket" in page


def test_the_page_says_it_and_an_editor_changes_it(person: Membership, log: TicketLog) -> None:
    browser, start = client_for(person), f"/o/{person.organisation.slug}/segments/"
    page = browser.get(start).text
    assert "60% is simple, whatever the technology: 3 of 5 tickets" in page
    assert "The default rules" in page
    form = browser.get(f"{start}rules/4/").text
    assert "Rule 4: Level 2 or 3" in form
    assert re.search(r'name="highest_level_from" value="2[^>]*>', form)
    assert re.search(r'value="complexity-specialised" selected', form)
    sent = {"version": 0, "place": 0, "name": "Laptops", "outcome": "complexity-complex", "product": " LAPTOP \n"}
    assert browser.post(f"{start}rules/save/", sent).status_code == 302
    assert "40% is simple, whatever the technology: 2 of 5 tickets" in browser.get(start).text
    assert re.search(r'name="product"[^>]*>\s*laptop</textarea>', browser.get(f"{start}rules/1/").text)
    browser.post(f"{start}rules/move/", {"version": 1, "place": 1, "step": "down"})
    assert [rule.name for rule in segment_rules_of(actor_of(person)).rules[:2]] == ["Four groups or more", "Laptops"]
    browser.post(f"{start}rules/remove/", {"version": 2, "place": 2})
    assert segment_rules_of(actor_of(person)).rules == DEFAULT_RULES
    browser.post(f"{start}rules/default/", {"version": 3})
    assert segment_rules_of(actor_of(person)).version == 4


def test_the_page_has_shares_rules_and_audits(person: Membership, log: TicketLog) -> None:
    browser, start = client_for(person), f"/o/{person.organisation.slug}/segments/"
    browser.post(f"{start}{log.uid}/audit/complexity-simple/judge/", {"version": 0, "key": "1", "verdict": "wrong"})
    page = browser.get(start).text
    assert cells(page, "Complexity by line") == [
        ["All tickets in view", "5", "60% 3", "40% 2", "0", "0"],
        ["Europe", "4", "75% 3", "25% 1", "0", "0"],
        ["Asia", "1", "0", "100% 1", "0", "0"],
    ]
    assert cells(page, "Physical touch by line")[0] == ["All tickets in view", "5", "40% 2", "20% 1", "0", "40% 2"]
    rules = cells(page, "Rules")
    assert rules[0][:4] == ["1", "Four groups or more fits nothing in this log", "groups from 4", "Complex"]
    assert rules[3][:6] == ["4", "Level 2 or 3", "highest level from 2", "Specialised", "2", "40.0%"]
    assert len(rules) == len(DEFAULT_RULES)
    audits = cells(page, "Audit of each class")
    assert audits[0] == ["Simple", "1", "0", "1", "0", "0% 0% to 79%"]
    assert [row[-1] for row in audits[1:]] == ["not judged"] * 5


def test_an_auditor_judges_the_sample_of_a_class(person: Membership, log: TicketLog) -> None:
    browser = client_for(person)
    address = f"/o/{person.organisation.slug}/segments/{log.uid}/audit/complexity-simple/"
    page = browser.get(address).text
    assert "3 tickets, drawn at random" in page
    sample = {row[0]: row[1:7] for row in cells(page, "Sample of tickets")}
    assert sample["3"] == ["quux", "1", "2", "1", "0.1", "At most two groups of level 1"]
    assert sample["1"][0] == "Laptop"
    assert page.count('value="unsure"') == len(sample) == 3
    browser.post(f"{address}judge/", {"version": 0, "key": "2", "verdict": "right"})
    assert list(SegmentAudit.objects.values_list("ticket_key", "outcome", "verdict")) == [("2", "simple", "right")]
    browser.post(f"{address}judge/", {"version": 0, "key": "4", "verdict": "right"})
    assert SegmentAudit.objects.count() == 1
    assert browser.get(address.replace("simple", "hard")).status_code == 404
    viewer = client_for(member(Role.VIEWER, organisation=person.organisation))
    assert 'name="verdict"' not in viewer.get(address).text


def test_each_table_can_be_had_as_a_file(person: Membership, log: TicketLog) -> None:
    browser, start = client_for(person), f"/o/{person.organisation.slug}/segments/"
    for table, line in (("complexity", "Europe,4,3,1,0,0"), ("touch", "Asia,1,0,0,0,1"), ("rules", "Level 2 or 3")):
        assert line in b"".join(browser.get(f"{start}?format=csv&table={table}")).decode()
    assert browser.get(f"{start}?format=csv&table=x").status_code == 404


def test_shares_and_rules_are_read_over_rest(person: Membership, log: TicketLog) -> None:
    _, token = create_token(by=actor_of(person), name="tests", scopes=[Scope.READ])
    headers = {"Authorization": f"Token {token}"}
    browser = client_for(person)
    shares = browser.get(f"/api/v1/segments/?log={log.uid}", headers=headers).json()
    assert shares[0] == {
        "log": str(log.uid),
        "aspect": "complexity",
        "line": "",
        "segment": "simple",
        "tickets": 3,
        "share": 0.6,
    }
    assert {row["line"] for row in shares} == {"", "Asia", "Europe"}
    rules = browser.get("/api/v1/segment-rules/", headers=headers).json()
    assert len(rules) == len(DEFAULT_RULES)
    assert rules[0] == {
        "version": 0,
        "place": 1,
        "name": "Four groups or more",
        "aspect": "complexity",
        "outcome": "complex",
        "conditions": {"groups": [4, None]},
    }
    for wrong in ("x", str(person.organisation.pk), "00000000-0000-4000-8000-000000000000"):
        assert browser.get(f"/api/v1/segments/?log={wrong}", headers=headers).status_code == 404


def test_rules_are_added_moved_changed_and_removed_over_rest(person: Membership) -> None:
    _, token = create_token(by=actor_of(person), name="rules", scopes=list(Scope))
    api, rules = Client(headers={"Authorization": f"Token {token}"}), "/api/v1/segment-rules/"
    body = {
        "name": "Mail",
        "aspect": "complexity",
        "outcome": "simple",
        "conditions": {"product": [" MAIL "], "days": [None, 2]},
    }
    assert api.post(rules, body, "application/json").status_code == 428
    made = api.post(rules, body, "application/json", headers={"If-Match": '"0"'})
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    assert made.json()["conditions"] == {"product": ["mail"], "days": [None, 2.0]}
    assert (made.json()["place"], len(api.get(rules).json())) == (1, len(DEFAULT_RULES) + 1)
    assert api.post(rules, body, "application/json", headers={"If-Match": "0"}).status_code == 412
    moved = api.patch(f"{rules}1/", {"place": 3, "outcome": "complex"}, "application/json", headers={"If-Match": "1"})
    assert (moved.json()["place"], moved.json()["outcome"], moved.json()["version"]) == (3, "complex", 2)
    names = [row["name"] for row in api.get(rules).json()]
    assert names[:3] == [DEFAULT_RULES[0].name, DEFAULT_RULES[1].name, "Mail"]
    assert api.get(f"{rules}3/").json() == moved.json()
    assert api.delete(f"{rules}3/", headers={"If-Match": "1"}).status_code == 412
    assert api.delete(f"{rules}3/", headers={"If-Match": "2"}).status_code == 204
    assert segment_rules_of(actor_of(person)).rules == DEFAULT_RULES
    assert AuditEntry.objects.filter(action="save_segment_rules").count() == 3
    assert api.get(f"{rules}99/").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "office"},
        {"conditions": {"colour": ["red"]}},
        {"conditions": {"days": [3]}},
        {"conditions": {"days": [3, 1]}},
        {"conditions": {"days": ["nan", 1]}},
        {"conditions": [1]},
        {"place": 99},
        {"name": ""},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_over_rest(person: Membership, wrong: dict[str, Any]) -> None:
    _, token = create_token(by=actor_of(person), name="rules", scopes=list(Scope))
    body = {"name": "Mail", "aspect": "complexity", "outcome": "simple"} | wrong
    headers = {"Authorization": f"Token {token}", "If-Match": "0"}
    assert Client().post("/api/v1/segment-rules/", body, "application/json", headers=headers).status_code == 400
    assert not SegmentRule.objects.exists()
