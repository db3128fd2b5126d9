"""What the place rules would do to a baseline: which team goes where, by which rule, and what none of them fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from core.access import visible_or_404
from core.actor import Actor
from towers.models import PlaceRule
from towers.quality.facts import Facts
from towers.quality.places import Placed, Row, Rule, placed_team
from towers.quality.rows import Post, Unit

TARGETS = tuple(str(target) for target in PlaceRule.Target.values)


@dataclass(frozen=True, slots=True)
class RuleUse:
    """What one rule would place: teams, their FTE (1/10,000), and how many of them other rules contest."""

    rule: PlaceRule
    teams: int
    fte: int
    contested: int

    @property
    def name(self) -> str:
        """The tower or region that it means."""
        return name_of(self.rule)


@dataclass(frozen=True, slots=True)
class Plan:
    """For one target: where teams would go, by team id; teams that no rule fits; teams whose place is stated."""

    target: str
    placed: Mapping[int, Placed]
    unplaced: tuple[Unit, ...]
    stated: int
    uses: tuple[RuleUse, ...]
    changes: int
    fte: int
    unplaced_fte: int


def place_rules_of(actor: Actor) -> QuerySet[PlaceRule]:
    """The organisation's rules."""
    return PlaceRule.objects.visible_to(actor)


def place_rules(actor: Actor) -> list[PlaceRule]:
    """The organisation's rules with what they mean, in their order."""
    return list(place_rules_of(actor).select_related("tower", "region").order_by("target", "place", "id"))


def place_rule_of(actor: Actor, uid: UUID | str) -> PlaceRule:
    """The visible rule with this uid, or 404."""
    return visible_or_404(PlaceRule, actor, uid, "tower", "region")


def name_of(rule: PlaceRule) -> str:
    """The tower or region that a rule means."""
    place = rule.tower or rule.region
    return place.name if place else ""


def is_open(unit: Unit, target: str) -> bool:
    """Its tower (region) is neither imported nor set by hand."""
    return getattr(unit, target) is None or bool(getattr(unit, f"{target}_rule"))


def place_plan(facts: Facts, rules: Sequence[PlaceRule], target: str) -> Plan:
    """What the rules of one target would do; teams whose place is stated are left alone."""
    own = [rule for rule in rules if rule.target == target]
    plain = [Rule(rule.pk, rule.source, rule.words, name_of(rule)) for rule in own]
    units = [unit for unit in facts.units if is_open(unit, target)]
    rows = _rows_by_team(facts)
    found = {unit.team_id: placed_team(rows.get(unit.team_id) or [_bare(unit)], plain) for unit in units}
    placed = {team: one for team, one in found.items() if one}
    unplaced = tuple(unit for unit in units if unit.team_id not in placed)
    return Plan(
        target,
        placed,
        unplaced,
        len(facts.units) - len(units),
        tuple(_use(facts, rule, placed) for rule in own),
        sum(_is_changed(unit, target, found[unit.team_id]) for unit in units),
        sum(facts.team_fte(team) for team in placed),
        sum(facts.team_fte(unit.team_id) for unit in unplaced),
    )


def _is_changed(unit: Unit, target: str, placed: Placed | None) -> bool:
    now = (getattr(unit, target), getattr(unit, f"{target}_rule"))
    return now != ((placed.name, placed.why) if placed else (None, ""))


def _use(facts: Facts, rule: PlaceRule, placed: Mapping[int, Placed]) -> RuleUse:
    own = [(team, one) for team, one in placed.items() if one.rule == rule.pk]
    fte = sum(facts.team_fte(team) for team, _ in own)
    return RuleUse(rule, len(own), fte, sum(one.is_contested for _, one in own))


def _rows_by_team(facts: Facts) -> dict[int, list[Row]]:
    rows: dict[int, list[Row]] = {}
    for post in facts.posts:
        if post.is_live and post.team_id in facts.units_by_team:
            rows.setdefault(post.team_id, []).append(_row(facts.units_by_team[post.team_id], post))
    return rows


def _row(unit: Unit, post: Post) -> Row:
    texts = {"unit": unit.name, "title": post.title, "profession": post.profession, "location": post.location}
    return Row(post.fte, texts)


def _bare(unit: Unit) -> Row:
    """A team without positions has its name alone."""
    return Row(0, {"unit": unit.name})
