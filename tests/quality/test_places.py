"""Towers and regions are inferred by rules: editable, in order, dry first, and never over what is stated."""

import pytest
from django.core.exceptions import PermissionDenied

from core.actor import Role
from core.errors import UserError
from core.models import AuditEntry
from core.versions import Conflict
from tests.factories import actor_of, member
from tests.quality.world import Untidy
from towers.actions.place_rules import (
    add_default_rules,
    add_place_rule,
    delete_place_rule,
    edit_place_rule,
    move_place_rule,
)
from towers.actions.placing import apply_place_rules
from towers.actions.quality import fix_defects
from towers.actions.teams import place_team
from towers.models import BaselineTeam, PlaceRule, Team
from towers.quality.facts import facts_of
from towers.quality.places import Row, Rule, first_fit, fitting_phrase, placed_team
from towers.quality.placing import Plan, name_of, place_plan, place_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def untidy() -> Untidy:
    return Untidy(member())


def add(untidy: Untidy, target: str, source: str, words: str, name: str) -> PlaceRule:
    return add_place_rule(by=untidy.by, target=target, source=source, words=words, name=name)


def plan(untidy: Untidy, target: str) -> Plan:
    return place_plan(facts_of(untidy.by, untidy.baseline), place_rules(untidy.by), target)


def apply(untidy: Untidy) -> dict[str, int]:
    untidy.baseline.refresh_from_db()
    return apply_place_rules(by=untidy.by, baseline=untidy.baseline, version=untidy.baseline.version)


def place_of(team: Team) -> tuple[str | None, str, str | None, str]:
    row = BaselineTeam.objects.select_related("tower", "region").get(team=team)
    tower, region = (place.name if place else None for place in (row.tower, row.region))
    return tower, row.tower_rule, region, row.region_rule


@pytest.mark.parametrize(
    ("words", "text", "phrase"),
    [
        ("us", "Austin, US", "us"),
        ("us", "Russia", ""),
        ("north america", "North-America office", "north america"),
        ("net*", "Networks and voice", "net*"),
        ("net", "Networks", ""),
        ("devops", "DevOps Europe", "devops"),
        (" , ,", "anything", ""),
    ],
)
def test_phrases_fit_whole_words(words: str, text: str, phrase: str) -> None:
    assert fitting_phrase(words, text) == phrase


def test_the_first_rule_that_fits_a_row_decides_for_it() -> None:
    rules = [Rule(1, "title", "sap", "Applications"), Rule(2, "unit", "server", "Server")]
    assert first_fit(rules, {"unit": "Server team", "title": "SAP basis"}) == (rules[0], "sap")


def test_most_fte_of_a_team_decide_and_the_rest_is_told() -> None:
    rules = [Rule(1, "location", "london", "EMEA"), Rule(2, "location", "pune", "Asia-Pacific")]
    rows = [Row(30_000, {"location": "Pune"}), Row(10_000, {"location": "London"}), Row(10_000, {"location": ""})]
    placed = placed_team(rows, rules)
    assert placed is not None
    assert (placed.name, placed.share, placed.others) == ("Asia-Pacific", 0.6, ("EMEA",))
    assert placed.why == "“pune” in the site of 60% of its FTE"


def test_what_less_than_a_quarter_of_the_fte_says_is_not_enough() -> None:
    rules = [Rule(1, "title", "voice", "Network")]
    rows = [Row(10_000, {"title": "Voice engineer"}), Row(30_000, {"title": "Clerk"})]
    assert placed_team(rows, rules) is not None
    assert placed_team([*rows, Row(1, {"title": "Clerk"})], rules) is None
    assert placed_team([], rules) is None


def test_the_default_rules_know_towers_and_regions_and_come_once(untidy: Untidy) -> None:
    assert add_default_rules(by=untidy.by) == 26
    assert add_default_rules(by=untidy.by) == 0
    untidy.post("A", untidy.network, location="Bengaluru")
    assert apply(untidy) == {"tower": 1, "region": 1}
    assert place_of(untidy.network) == ("Network", "“network*” in the unit", "Asia-Pacific", "“bengaluru” in the site")
    names = {name_of(rule) for rule in PlaceRule.objects.filter(target="tower")}
    assert names == {"Mainframe", "Server", "Storage", "Middleware", "Database", "Network", "End user"}


def test_a_stated_place_is_never_overwritten(untidy: Untidy) -> None:
    add(untidy, "tower", "unit", "storage, network", "Elsewhere")
    assert apply(untidy)["tower"] == 1
    assert place_of(untidy.storage)[:2] == ("Storage", "")
    assert place_of(untidy.network)[:2] == ("Elsewhere", "“network” in the unit")


def test_a_place_set_by_hand_is_inferred_no_more(untidy: Untidy) -> None:
    add(untidy, "tower", "unit", "network", "Elsewhere")
    apply(untidy)
    row = BaselineTeam.objects.get(team=untidy.network)
    untidy.baseline.refresh_from_db()
    row = place_team(by=untidy.by, row=row, version=untidy.baseline.version, tower="Network")
    assert (row.tower_rule, apply(untidy)["tower"]) == ("", 0)
    assert place_of(untidy.network)[0] == "Network"


def test_what_no_rule_fits_any_more_is_unknown_again(untidy: Untidy) -> None:
    rule = add(untidy, "tower", "unit", "network", "Elsewhere")
    apply(untidy)
    edit_place_rule(by=untidy.by, rule=rule, version=1, source="unit", words="mainframe", name="Elsewhere")
    assert plan(untidy, "tower").changes == 1
    assert apply(untidy)["tower"] == 1
    assert place_of(untidy.network)[:2] == (None, "")


def test_the_dry_run_counts_per_rule_and_writes_nothing(untidy: Untidy) -> None:
    untidy.post("A", untidy.network, title="Voice engineer", fte=30_000, heads=3)
    untidy.post("B", untidy.network, title="LAN engineer")
    voice = add(untidy, "tower", "title", "voice", "Voice")
    add(untidy, "tower", "title", "lan", "LAN")
    found = plan(untidy, "tower")
    uses = [(use.rule.pk, use.teams, use.fte, use.contested) for use in found.uses]
    assert uses[0] == (voice.pk, 1, 40_000, 1)
    assert uses[1][1:] == (0, 0, 0)
    assert (found.stated, found.unplaced, found.changes) == (1, (), 1)
    assert place_of(untidy.network)[0] is None


def test_rules_change_places_with_their_neighbours(untidy: Untidy) -> None:
    first, second = (add(untidy, "tower", "unit", "network", name) for name in ("One", "Two"))
    move_place_rule(by=untidy.by, rule=second, version=1, is_up=True)
    assert [rule.pk for rule in place_rules(untidy.by)] == [second.pk, first.pk]
    move_place_rule(by=untidy.by, rule=second, version=2, is_up=True)
    assert [rule.place for rule in place_rules(untidy.by)] == [1, 2]
    with pytest.raises(Conflict):
        move_place_rule(by=untidy.by, rule=second, version=1, is_up=False)


def test_rules_are_checked_and_audited(untidy: Untidy) -> None:
    for source, words, name in (
        ("unit", " , ", "X"),
        ("unit", "a", " "),
        ("moon", "a", "X"),
        ("unit", "ab, " * 90, "X"),
    ):
        with pytest.raises(UserError):
            add(untidy, "tower", source, words, name)
    rule = add(untidy, "region", "location", "berlin,  paris", "EMEA")
    assert rule.words == "berlin, paris"
    delete_place_rule(by=untidy.by, rule=rule, version=1)
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {"add_place_rule", "delete_place_rule"}


def test_the_console_places_and_takes_back(untidy: Untidy) -> None:
    add(untidy, "tower", "unit", "network", "Network")
    baseline, subject = untidy.baseline, str(untidy.network.uid)
    fix_defects(by=untidy.by, baseline=baseline, version=1, kind="no-tower", fix="place", subjects=[subject])
    assert place_of(untidy.network)[0] == "Network"
    fix_defects(by=untidy.by, baseline=baseline, version=2, kind="inferred-tower", fix="take-back")
    assert place_of(untidy.network)[:2] == (None, "")


def test_a_viewer_makes_no_rule(untidy: Untidy) -> None:
    untidy.by = actor_of(member(Role.VIEWER, organisation=untidy.organisation))
    with pytest.raises(PermissionDenied):
        add(untidy, "tower", "unit", "network", "Network")
    with pytest.raises(PermissionDenied):
        apply(untidy)
