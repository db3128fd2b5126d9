"""The rules of the organisation as bounds of a proposal, and what of them a design breaks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from core.actor import Actor
from core.figures import percent
from core.runs.actions import Input
from functions.guard_reading import layout_of, rails_of, rules_of
from functions.guarding import OVERLAY, REGIONAL, Layout, function_name
from functions.guarding_rails import TEAM_SIZE, Rail, in_force
from functions.guarding_rules import KEEP_TEAM, LANGUAGE, STAY, WORKS_COUNCIL, Rule, standing
from functions.models import Scenario
from functions.projection import HOME, SHARE_UNIT, Pair, Shares
from metrics.computations.optimise_inputs import (
    AtLeast,
    AtMost,
    Bounds,
    Cell,
    Forbidden,
    Regional,
    Smallest,
    most_moved,
)
from metrics.inputs.proposal import Settings
from towers.functions_reference import BY_CODE
from towers.models import FTE_UNIT

RULES_INPUT = "rules"
SMALLEST_UNITS = "smallest-units"  # stands for the guardrail of the smallest team among the keys of rules
SMALLEST_LABEL = "Smallest teams as the guardrails say"


@dataclass(frozen=True, slots=True)
class Keepable:
    """A rule that a proposal can be asked to keep."""

    key: str
    label: str
    is_hard: bool


@dataclass(frozen=True, eq=False)
class RuleGround:
    """The rules in force, the guardrails, and the design that they are held against."""

    rules: tuple[Rule, ...]
    rails: dict[tuple[str, int], Rail]
    layout: Layout

    def keepable(self) -> list[Keepable]:
        """What can be asked for, hard ones first."""
        return _keepable(self.rules)

    def chosen(self, settings: Settings) -> set[str]:
        """The keys to keep: those asked for, or the hard ones."""
        if settings.kept is not None:
            return set(settings.kept)
        return {one.key for one in self.keepable() if one.is_hard}


def rule_ground(actor: Actor, scenario: Scenario) -> RuleGround:
    """Read them; nine queries at most."""
    rules = rules_of(actor, scenario)
    return RuleGround(tuple(rules), rails_of(actor, scenario), layout_of(actor, scenario, rules, set()))


def keepable_rules(actor: Actor, scenario: Scenario) -> list[Keepable]:
    """What a proposal can be asked to keep, hard ones first; one query."""
    return _keepable(rules_of(actor, scenario))


def _keepable(rules: Iterable[Rule]) -> list[Keepable]:
    known = [Keepable(rule.key, rule.label, rule.is_hard) for rule in rules]
    return [*known, Keepable(SMALLEST_UNITS, SMALLEST_LABEL, is_hard=False)]


def rules_input(actor: Actor, scenario: Scenario) -> Input:
    """Rules and guardrails by what they say, with the consents to this scenario."""
    rails = rails_of(actor, scenario)
    facts = [
        [asdict(rule) for rule in rules_of(actor, scenario)],
        [asdict(rail) for _, rail in sorted(rails.items(), key=lambda entry: entry[0])],
    ]
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()
    return Input(RULES_INPUT, scenario.pk, int(digest[:7], 16), digest)


def wanted_functions(ground: RuleGround, settings: Settings, pairs: Sequence[Pair]) -> dict[int, int]:
    """The function in which a kept rule wants a team's work, by the number of the pair."""
    keys = ground.chosen(settings)
    teams = {
        rule.team[0]: rule.function_code or HOME
        for rule in ground.rules
        if rule.kind == KEEP_TEAM and rule.team and rule.key in keys
    }
    return {number: teams[team] for number, (team, _) in enumerate(pairs) if team in teams}


def bounds_of(ground: RuleGround, settings: Settings, cells: Sequence[Cell], pairs: Sequence[Pair]) -> Bounds:
    """The kept rules and the share of the effort that may move, as bounds on cells in the order of `pairs`."""
    moved = sum(cell.fte for cell in cells) * settings.moved_share
    found = Bounds(at_most=(most_moved(moved_name(settings.moved_share), cells, moved),))
    keys = ground.chosen(settings)
    for rule in ground.rules:
        if rule.key in keys:
            found = _joined(found, _OF_KIND[rule.kind](rule, ground.layout, cells, pairs))
    return _joined(found, _smallest(ground.rails)) if SMALLEST_UNITS in keys else found


def moved_name(share: float) -> str:
    """The constraint of the form in words.

    >>> moved_name(0.15)
    'At most 15% of the effort moves'
    """
    return f"At most {percent(share, 0)} of the effort moves"


def broken_rules(
    ground: RuleGround, settings: Settings, shares: dict[Pair, Shares], reach: dict[int, str]
) -> list[str]:
    """The kept rules that another placement breaks, checked as a scenario's own page checks them."""
    layout = replace(ground.layout, shares={**ground.layout.shares, **shares}, reaches=reach)
    keys = ground.chosen(settings)
    return [rule.label for rule in ground.rules if rule.key in keys and standing(rule, layout).is_broken]


def _joined(one: Bounds, other: Bounds) -> Bounds:
    return Bounds(
        one.forbidden + other.forbidden,
        one.at_least + other.at_least,
        one.at_most + other.at_most,
        one.smallest + other.smallest,
        one.regional + other.regional,
    )


def _cells_of(teams: Iterable[int], pairs: Sequence[Pair]) -> list[int]:
    known = set(teams)
    return [number for number, (team, _) in enumerate(pairs) if team in known]


def _stay(rule: Rule, layout: Layout, cells: Sequence[Cell], pairs: Sequence[Pair]) -> Bounds:
    """Nothing of the teams there is pooled over regions, unless an overlay keeps all of it."""
    teams = [team for team in rule.teams(layout) if layout.site_share(team, rule.site)[0]]
    forbidden = [
        Forbidden(rule.label, number, code, is_pooled_only=True)
        for number in _cells_of(teams, pairs)
        for code in _functions(cells[number])
        if not _is_kept_there(layout, code, pairs[number][0])
    ]
    return Bounds(forbidden=tuple(forbidden))


def _is_kept_there(layout: Layout, code: int, team: int) -> bool:
    pool = (code, layout.region_of.get(team))
    volume = layout.volumes.get(pool, 0)
    return layout.reach(code) == OVERLAY and volume > 0 and layout.leaving(pool, volume) == 0


def _language(rule: Rule, layout: Layout, cells: Sequence[Cell], pairs: Sequence[Pair]) -> Bounds:
    """The function keeps FTE there, and is not pooled over regions unless its overlay keeps as much."""
    code, ids = rule.function_code or HOME, {region for region, _ in rule.regions}
    places = frozenset(cells[number].region for number in _cells_of(rule.teams(layout), pairs))
    least = AtLeast(rule.label, code, places, rule.amount / FTE_UNIT)
    kept = sum(layout.kept.get((code, region), 0) for region in ids)
    is_covered = layout.reach(code) == OVERLAY and kept >= rule.amount
    return Bounds(at_least=(least,), regional=() if is_covered else (Regional(rule.label, code),))


def _works_council(rule: Rule, layout: Layout, cells: Sequence[Cell], pairs: Sequence[Pair]) -> Bounds:
    """Persons whose function changes: FTE by the persons of the team; none of them leaves its region by a proposal."""
    weights: dict[tuple[int, int], float] = {}
    forbidden: list[Forbidden] = []
    for number in _cells_of(rule.teams(layout), pairs):
        team, activity = pairs[number]
        if not (persons := _persons_per_fte(rule, layout, team)):
            continue
        default = layout.defaults[activity]
        for option, shares in enumerate(cells[number].options):
            weights[number, option] = cells[number].fte * _changing(shares, default, layout) * persons
        regional = [code for code in _functions(cells[number]) if layout.reach(code) == REGIONAL]
        forbidden += [Forbidden(rule.label, number, code, is_pooled_only=True) for code in regional]
    allowed = max(rule.amount, rule.consent.persons if rule.consent else 0)
    return Bounds(forbidden=tuple(forbidden), at_most=(AtMost(rule.label, allowed, weights, is_whole=True),))


def _changing(shares: Iterable[tuple[int, float]], default: int, layout: Layout) -> float:
    """Share that lies in another function than the activity's, or in one that the design pools over regions."""
    placed = ((code, share) for code, share in shares if code != HOME)
    return sum(share for code, share in placed if code != default or layout.reach(code) != REGIONAL)


def _persons_per_fte(rule: Rule, layout: Layout, team: int) -> float:
    posts = layout.posts.get(team, ())
    total = sum(layout.work_of(team).values()) / FTE_UNIT
    if not posts or not total:
        return 0.0 if rule.site else 1.0
    return sum(one.persons for one in posts if rule.site.casefold() in one.site.casefold()) / total


def _keep_team(rule: Rule, layout: Layout, cells: Sequence[Cell], pairs: Sequence[Pair]) -> Bounds:
    """All work of the team in one place."""
    place, team = rule.function_code or HOME, rule.team[0] if rule.team else 0
    forbidden = [
        Forbidden(rule.label, number, code)
        for number in _cells_of([team], pairs)
        for code in (*_functions(cells[number]), HOME)
        if code != place
    ]
    return Bounds(forbidden=tuple(forbidden))


_OF_KIND = {STAY: _stay, LANGUAGE: _language, WORKS_COUNCIL: _works_council, KEEP_TEAM: _keep_team}


def _functions(cell: Cell) -> list[int]:
    return sorted({code for shares in cell.options for code, _ in shares} - {HOME})


def _smallest(rails: dict[tuple[str, int], Rail]) -> Bounds:
    bounds = ((code, in_force(rails, TEAM_SIZE, code)) for code in BY_CODE)
    found = [
        Smallest(f"Smallest team of {function_name(code)}", code, rail.low / FTE_UNIT)
        for code, rail in bounds
        if rail and rail.low
    ]
    return Bounds(smallest=tuple(found))


def shares_in_units(shares: Iterable[tuple[int, float]]) -> Shares:
    """Shares of one as a scenario keeps them, in 1/10,000.

    >>> shares_in_units(((0, 0.4), (7, 0.6)))
    {0: 4000, 7: 6000}
    """
    return {code: round(share * SHARE_UNIT) for code, share in shares}
