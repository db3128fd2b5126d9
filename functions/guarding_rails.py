"""Guardrails: spans, smallest team, head count, cost, and ten functions that each have work. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from core.figures import fte, money, plural
from functions.guarding import (
    FTE_UNIT,
    REGIONAL,
    VOLUME,
    Layout,
    Posts,
    Standing,
    Violation,
    function_name,
    listed,
    volume_fte,
    volume_words,
)
from functions.projection import HOME
from towers.functions_reference import BY_CODE

SPAN, TEAM_SIZE, HEADCOUNT, COST, COMPLETE = "span", "team_size", "headcount", "cost", "complete"
TITLES = {
    SPAN: "Span of control",
    TEAM_SIZE: "Smallest team",
    HEADCOUNT: "Head-count target",
    COST: "Cost target",
    COMPLETE: "Ten functions with work",
}
FOR_EACH = (SPAN, TEAM_SIZE)  # without a function these hold for each, the others for all together
WHOLE = 0  # all functions together, or each that has no bound of its own
SMALLEST = 5 * FTE_UNIT  # assumed: fewer people cannot stand in for one another through leave and illness


@dataclass(frozen=True, slots=True)
class Rail:
    """Bounds of a measure, in its stored unit; `origin`: scenario, organisation, band or default.

    `key` and `version` are those of the row; a default has none.
    """

    kind: str
    function_code: int
    low: int | None
    high: int | None
    origin: str
    reason: str = ""
    owner: str = ""
    key: str = ""
    version: int = 0

    @property
    def label(self) -> str:
        """What is bounded."""
        return TITLES[self.kind]

    @property
    def scope(self) -> str:
        """The function that it is for."""
        if self.function_code != WHOLE:
            return function_name(self.function_code)
        return "each function" if self.kind in FOR_EACH else "all functions"

    @property
    def from_words(self) -> str:
        """Who set it."""
        return {"band": "band of spans", "organisation": "yours", "scenario": "this scenario"}.get(
            self.origin, "default"
        )

    def breach(self, measure: float) -> int | None:
        """The bound that the measure breaks.

        >>> Rail(SPAN, 0, 6, 10, "").breach(12), Rail(SPAN, 0, 6, 10, "").breach(6)
        (10, None)
        """
        if self.low is not None and measure < self.low:
            return self.low
        return self.high if self.high is not None and measure > self.high else None

    def words(self, written: Callable[[float], str]) -> str:
        """The bounds in words.

        >>> Rail(SPAN, 0, 6, 10, "").words(str), Rail(SPAN, 0, 6, None, "").words(str)
        ('6 to 10', 'at least 6')
        """
        if self.low is not None and self.high is not None:
            return f"{written(self.low)} to {written(self.high)}"
        return f"at least {written(self.low)}" if self.low is not None else f"at most {written(self.high or 0)}"


Rails = Mapping[tuple[str, int], Rail]


def in_force(rails: Rails, kind: str, code: int) -> Rail | None:
    """The function's own bound, else the one for all."""
    return rails.get((kind, code)) or rails.get((kind, WHOLE))


def rail_standings(layout: Layout, rails: Rails, currency: str) -> Iterator[Standing]:
    """All guardrails in order; a target that nobody set is none."""
    yield complete(layout)
    yield spans(layout, rails)
    yield team_sizes(layout, rails)
    for rail in sorted((rail for rail in rails.values()), key=lambda rail: (rail.kind, rail.function_code)):
        if rail.kind == HEADCOUNT:
            yield head_count(layout, rail)
        elif rail.kind == COST:
            yield cost(layout, rail, currency)


def rail_words(rail: Rail, currency: str) -> str:
    """The bounds of a guardrail with their unit.

    >>> rail_words(Rail(TEAM_SIZE, 0, SMALLEST, None, "default"), "EUR"), rail_words(Rail(SPAN, 3, 6, 10, "band"), "")
    ('at least 5.0 FTE', '6 to 10 reports')
    """
    if rail.kind == COST:
        return rail.words(lambda value: money(value, currency))
    if rail.kind == SPAN:
        return f"{rail.words(str)} reports"
    return f"{rail.words(lambda units: fte(units / FTE_UNIT))} FTE"


def complete(layout: Layout) -> Standing:
    """Each of the ten functions has work, once anything is placed."""
    held = {code for (code, _), volume in layout.volumes.items() if volume and code != HOME}
    empty = [code for code in BY_CODE if code not in held] if held else []
    violations = [
        _broken(
            COMPLETE,
            f"{function_name(code)} has no work.",
            f"Place work in {function_name(code)}, or say why the design does without it.",
            [function_name(code)],
            (0, 1, "functions"),
            str(code),
        )
        for code in empty
    ]
    measured = f"{plural(len(held), 'function')} with work" if held else "nothing is placed yet"
    return _standing(COMPLETE, measured, "all ten", violations)


def spans(layout: Layout, rails: Rails) -> Standing:
    """The span targets that the design has chosen, each against the band of its function."""
    violations = []
    for code, span in sorted(layout.spans.items()):
        rail, name = in_force(rails, SPAN, code), function_name(code)
        bound = rail.breach(span) if rail else None
        if rail and bound is not None:
            words = f"{name} is to have {span} reports per manager; {rail.words(str)} fit."
            remedy = f"Choose a span of {rail.words(str)} for {name}, or change the guardrail."
            figures = (span, bound, "reports per manager")
            violations.append(_broken(SPAN, words, remedy, [name], figures, str(code)))
    measured = f"{plural(len(layout.spans), 'span')} chosen" if layout.spans else "no span chosen"
    return _standing(SPAN, measured, "the band of each function", violations)


def team_sizes(layout: Layout, rails: Rails) -> Standing:
    """FTE of each pool that has work: one per region of a regional function, else one for the function."""
    violations, pools = [], pool_volumes(layout)
    for (code, region), volume in sorted(pools.items(), key=lambda one: (one[0][0], one[1])):
        rail = in_force(rails, TEAM_SIZE, code)
        bound = rail.breach(volume * FTE_UNIT / VOLUME) if rail else None
        if rail and bound is not None:
            names = [function_name(code), *([region] if region else [])]
            words = f"{', '.join(names)} has {volume_words(volume)}; {fte(bound / FTE_UNIT)} FTE are the least."
            remedy = "Pool it with other regions by a wider reach, or move its work to where there is more of it."
            figures = (volume_fte(volume), bound / FTE_UNIT, "FTE")
            found = _broken(TEAM_SIZE, words, remedy, names, figures, f"{code} {region}")
            violations.append(replace(found, shows=("region", region) if region in layout.regions.values() else None))
    smallest = min(pools.values(), default=None)
    measured = f"smallest of {plural(len(pools), 'pool')}: {volume_words(smallest)}" if smallest else "no pool yet"
    bounds = {in_force(rails, TEAM_SIZE, code) for code in BY_CODE}
    least = sorted({rail.low or 0 for rail in bounds if rail})
    text = f"at least {listed([f'{fte(one / FTE_UNIT)}' for one in least], 10)} FTE" if least else "no bound"
    return _standing(TEAM_SIZE, measured, text, violations)


def pool_volumes(layout: Layout) -> dict[tuple[int, str], int]:
    """Volume of each pool that has any, by function and name of the region ("" for all)."""
    pools: dict[tuple[int, str], int] = {}
    for (code, region), volume in layout.volumes.items():
        if code != HOME and volume:
            name = "" if layout.reach(code) != REGIONAL else layout.regions[region] if region else "no region"
            pools[code, name] = pools.get((code, name), 0) + volume
    return pools


def head_count(layout: Layout, rail: Rail) -> Standing:
    """Today's effort in a function, or all of it, against the target."""
    code = rail.function_code
    volume = sum(volume for (own, _), volume in layout.volumes.items() if code in (WHOLE, own))
    measure = volume * FTE_UNIT / VOLUME

    def written(units: float) -> str:
        return f"{fte(units / FTE_UNIT)} FTE"

    figures = (measure / FTE_UNIT, (rail.breach(measure) or 0) / FTE_UNIT, "FTE")
    return _target(rail, measure, figures, written)


def cost(layout: Layout, rail: Rail, currency: str) -> Standing:
    """The yearly cost of today's effort in a function, or of all of it, against the target."""

    def written(minor: float) -> str:
        return money(minor, currency)

    measure = yearly_cost(layout, rail.function_code)
    if measure is None:
        return _standing(COST, "no cost is known", rail.words(written), [], rail)
    found = _target(rail, measure, (measure, rail.breach(measure) or 0, currency), written)
    return replace(found, measured=f"{found.measured} {layout.price_note}".strip())


def yearly_cost(layout: Layout, code: int = WHOLE) -> float | None:
    """Minor units: effort at the mean cost of one FTE of its team, else of all teams; None where no cost is known."""
    prices = {team: price for team in layout.teams if (price := _mean(layout.posts.get(team, ()))) is not None}
    of_all = _mean(one for posts in layout.posts.values() for one in posts)
    if of_all is None:
        return None
    total = 0.0
    for pair, effort in layout.efforts.items():
        share = sum(share for own, share in layout.shares[pair].items() if code in (WHOLE, own))
        total += effort * share / VOLUME * prices.get(pair[0], of_all)
    return total


def _mean(posts: Iterable[Posts]) -> float | None:
    known = [(one.fte, one.price) for one in posts if one.price is not None and one.fte]
    weight = sum(units for units, _ in known)
    return sum(units * price for units, price in known) / weight if weight else None


def _target(
    rail: Rail,
    measure: float,
    figures: tuple[float, float, str],
    written: Callable[[float], str],
) -> Standing:
    violations = []
    if (bound := rail.breach(measure)) is not None:
        is_above, is_whole = measure > bound, rail.function_code == WHOLE
        name = function_name(rail.function_code) if not is_whole else "The design"
        off = f"{written(abs(measure - bound))} {'above' if is_above else 'below'} the target"
        words = f"{name} has {written(measure)} of today’s effort, {off}."
        remedy = REMEDIES[is_above]
        violations = [_broken(rail.kind, words, remedy, [] if is_whole else [name], figures, str(rail.function_code))]
    return _standing(rail.kind, written(measure), rail.words(written), violations, rail)


REMEDIES = {
    True: "Place less there, or see on Consequences whether what the design frees makes up for it.",
    False: "Place more work there, or change the target.",
}


def _broken(
    kind: str, words: str, remedy: str, where: list[str], figures: tuple[float, float, str], key: str
) -> Violation:
    return Violation(kind, TITLES[kind], False, words, tuple(where), *figures, remedy, f"{kind} {key}")


def _standing(kind: str, measured: str, bound: str, violations: list[Violation], rail: Rail | None = None) -> Standing:
    key, label = (f"{kind} {rail.function_code}", f"{TITLES[kind]}, {rail.scope}") if rail else (kind, TITLES[kind])
    reason, owner = (rail.reason, rail.owner) if rail else ("", "")
    return Standing(key, kind, label, False, measured, bound, tuple(violations), True, reason, owner)
