"""The rules of an organisation, held against a design. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from core.figures import day, plural
from functions.guarding import (
    OVERLAY,
    VOLUME,
    Layout,
    Pool,
    Standing,
    Violation,
    function_name,
    listed,
    volume_fte,
    volume_words,
)
from functions.projection import HOME, SHARE_UNIT, Pair

STAY, LANGUAGE, WORKS_COUNCIL, KEEP_TEAM = "stay", "language", "works_council", "keep_team"


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent: so many persons may change."""

    persons: int
    given_on: date
    given_by: str
    note: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is checked; regions by id and name, the team by id and name."""

    key: str
    kind: str
    is_hard: bool
    regions: tuple[tuple[int, str], ...] = ()
    function_code: int | None = None
    team: tuple[int, str] | None = None
    site: str = ""
    language: str = ""
    amount: int = 0
    reason: str = ""
    owner: str = ""
    consent: Agreed | None = None

    @property
    def place(self) -> str:
        """Regions and site in words.

        >>> Rule("", STAY, True, regions=((1, "Europe"),), site="Bonn").place
        'Europe, sites called “Bonn”'
        """
        parts = [listed([name for _, name in self.regions], 5)] if self.regions else []
        return ", ".join([*parts, *([f"sites called “{self.site}”"] if self.site else [])])

    @property
    def label(self) -> str:
        """The rule in words."""
        return LABELS[self.kind](self)

    @property
    def bound(self) -> str:
        """What it asks for, in words; a consent changes it."""
        return BOUNDS[self.kind](self)

    @property
    def allowed(self) -> int:
        """Persons that may change: as the rule says, or as many as the consent covers."""
        return max(self.amount, self.consent.persons if self.consent else 0)

    def teams(self, layout: Layout) -> list[int]:
        """The teams of its regions, or all where it names a site only."""
        ids = {region for region, _ in self.regions}
        return [team for team in layout.teams if not ids or layout.region_of.get(team) in ids]


def standing(rule: Rule, layout: Layout) -> Standing:
    """How one rule stands."""
    return CHECKS[rule.kind](rule, layout)


def _found(rule: Rule, measured: str, violations: list[Violation]) -> Standing:
    said = (rule.label, rule.is_hard, measured, rule.bound)
    return Standing(rule.key, rule.kind, *said, tuple(violations), reason=rule.reason, owner=rule.owner)


def _violation(rule: Rule, words: str, remedy: str, where: list[str], measure: float, bound: float) -> Violation:
    unit = "persons" if rule.kind == WORKS_COUNCIL else "FTE"
    return Violation(rule.kind, rule.label, rule.is_hard, words, tuple(where), measure, bound, unit, remedy, rule.key)


def _stay(rule: Rule, layout: Layout) -> Standing:
    """Per function what leaves: under a global reach all, under an overlay what its stated minimum leaves out."""
    volumes = layout.volumes_of(rule.teams(layout), rule.site)
    gone = {pool: layout.leaving(pool, volume) for pool, volume in volumes.items()}
    violations = [
        _leaving(rule, layout, code, {pool: volume for pool, volume in gone.items() if pool[0] == code and volume})
        for code in sorted({code for (code, _), volume in gone.items() if volume})
    ]
    measured = f"{volume_words(sum(gone.values()))} of {volume_words(sum(volumes.values()))} leave"
    return _found(rule, measured, violations)


def _leaving(rule: Rule, layout: Layout, code: int, gone: dict[Pool, int]) -> Violation:
    name, total = function_name(code), sum(gone.values())
    regions = sorted(layout.regions[region] if region else "no region" for _, region in gone)
    is_overlay = layout.reach(code) == OVERLAY
    pool = "its overlay keeps less there than the work that it takes" if is_overlay else "its pool is global"
    remedy = f"Make it regional, or let an overlay keep all of the work in {listed(regions)}."
    words = f"{volume_words(total)} of work in {listed(regions)} leave through {name}: {pool}."
    found = _violation(rule, words, remedy, [name, *regions], volume_fte(total), 0)
    return replace(found, key=f"{rule.key} {code}")


def _language(rule: Rule, layout: Layout) -> Standing:
    """What the function surely keeps in the regions together."""
    code = rule.function_code or HOME
    kept = 0
    for region, _ in rule.regions:
        volume = layout.volumes.get((code, region), 0)
        kept += volume - layout.leaving((code, region), volume)
    needed, name = rule.amount * SHARE_UNIT, function_name(code)
    violations = []
    if kept < needed:
        words = (
            f"{name} keeps {volume_words(kept)} in {rule.place} for {rule.language}; {volume_words(needed)} are needed."
        )
        violations = [
            _violation(
                rule, words, _cover(rule, layout, code), [name, rule.place], volume_fte(kept), volume_fte(needed)
            )
        ]
    return _found(rule, f"{volume_words(kept)} kept", violations)


def _cover(rule: Rule, layout: Layout, code: int) -> str:
    if layout.reach(code) == OVERLAY:
        return f"Raise what the overlay keeps in {rule.place}, or place more of the work done there in it."
    if layout.stays((code, rule.regions[0][0])) is None:
        return f"Place more of the work done in {rule.place} in {function_name(code)}."
    return f"Make {function_name(code)} regional, or let an overlay keep enough in {rule.place}."


def _works_council(rule: Rule, layout: Layout) -> Standing:
    """Persons whose function changes or whose work leaves the region; a consent covers as many as it names."""
    persons = {team: changing(layout, team, rule.site) for team in rule.teams(layout)}
    teams = sorted((team for team in persons if persons[team]), key=lambda team: (-persons[team], layout.teams[team]))
    count = sum(persons.values())
    allowed = rule.allowed
    violations = []
    if count > allowed:
        names = [layout.teams[team] for team in teams]
        who = f"{plural(count, 'person')} of {listed(names)} in {rule.place}"
        words = f"{who} would change function or leave the region; {rule.bound}."
        remedy = f"Record the works council's consent to {plural(count, 'person')}, or take moves of these teams back."
        found = _violation(rule, words, remedy, names, count, allowed)
        violations = [replace(found, shows=("region", rule.regions[0][1]) if len(rule.regions) == 1 else None)]
    return _found(rule, f"{plural(count, 'person')} would change", violations)


def changing(layout: Layout, team: int, site: str = "") -> int:
    """Persons of a team that change: its persons by the share of its work that changes, rounded up to whole ones.

    Work changes where it goes into another function than its activity belongs to, or leaves the region. Where a team
    has no positions, its FTE stand for persons.
    """
    own = layout.work_of(team)
    total = sum(own.values()) * SHARE_UNIT
    changed = sum(_changed(layout, pair, effort) for pair, effort in own.items())
    if not changed:
        return 0
    posts = [one for one in layout.posts.get(team, ()) if site.casefold() in one.site.casefold()]
    if not layout.posts.get(team):
        return 0 if site else -(-changed // VOLUME)
    return -(-changed * sum(one.persons for one in posts) // total)


def _changed(layout: Layout, pair: Pair, effort: int) -> int:
    changed, region = 0, layout.region_of.get(pair[0])
    for code, share in layout.shares[pair].items():
        volume, pool = effort * share, (code, region)
        if code == HOME:
            continue
        if code != layout.defaults[pair[1]]:
            changed += volume
        elif whole := layout.volumes[pool]:
            changed += volume * layout.leaving(pool, whole) // whole
    return changed


def _keep_team(rule: Rule, layout: Layout) -> Standing:
    """The team's work outside of the one place."""
    team, name = rule.team or (0, "")
    place = rule.function_code or HOME
    elsewhere: dict[int, int] = {}
    for pair, effort in layout.work_of(team).items():
        for code, share in layout.shares[pair].items():
            if code != place:
                elsewhere[code] = elsewhere.get(code, 0) + effort * share
    volume, there = sum(elsewhere.values()), function_name(place)
    violations = []
    if volume:
        names = [function_name(code) for code in sorted(elsewhere)]
        words = f"{volume_words(volume)} of {name} lie in {listed(names)}; all of its work is to lie in {there}."
        remedy = f"Move these cards of {name} back to {there}."
        found = _violation(rule, words, remedy, [name, *names], volume_fte(volume), 0)
        violations = [replace(found, shows=("find", name))]
    return _found(rule, f"{volume_words(volume)} lie elsewhere", violations)


CHECKS: dict[str, Callable[[Rule, Layout], Standing]] = {
    STAY: _stay,
    LANGUAGE: _language,
    WORKS_COUNCIL: _works_council,
    KEEP_TEAM: _keep_team,
}
LABELS: dict[str, Callable[[Rule], str]] = {
    STAY: lambda rule: f"No move of work out of {rule.place}",
    LANGUAGE: lambda rule: f"{rule.language} in {function_name(rule.function_code or HOME)}, {rule.place}",
    WORKS_COUNCIL: lambda rule: f"Works council of {rule.place}",
    KEEP_TEAM: lambda rule: (
        f"{rule.team[1] if rule.team else ''} stays together in {function_name(rule.function_code or HOME)}"
    ),
}


def _council_bound(rule: Rule) -> str:
    if rule.consent is None:
        return f"at most {rule.allowed:,} without a consent"
    return f"at most {rule.allowed:,}: consent of {day(rule.consent.given_on)}, {rule.consent.given_by}"


BOUNDS: dict[str, Callable[[Rule], str]] = {
    STAY: lambda rule: "none may leave",
    LANGUAGE: lambda rule: f"at least {volume_words(rule.amount * SHARE_UNIT)}",
    WORKS_COUNCIL: _council_bound,
    KEEP_TEAM: lambda rule: f"all in {function_name(rule.function_code or HOME)}",
}
MEANINGS = {
    STAY: "Work of these regions or sites may not lie in a pool elsewhere. A global function takes it away; an overlay "
    "does, unless what the region keeps is stated and is all of it; a regional function leaves it where it is.",
    LANGUAGE: "A function keeps people who speak a language: so many FTE of its work stay in the regions, by a "
    "regional reach or by what an overlay keeps there.",
    WORKS_COUNCIL: "Persons whose work goes into another function than it belongs to today, or out of the region. "
    "More of them need a consent, which is recorded on the guardrails page of the scenario.",
    KEEP_TEAM: "All work of a team lies in one place: the team itself, or one function.",
}
