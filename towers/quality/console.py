"""The data-quality console: every kind of defect with its rows, what they touch, and who accepted what."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404

from core.actor import Actor
from towers.models import Baseline, QualityDecision
from towers.quality import files, guesses, lines, posts, repeats, units
from towers.quality.facts import Facts, facts_of
from towers.quality.kinds import Fix, Group, Hit, Kind, fte_of
from towers.quality.rows import FileFinding

KINDS: tuple[Kind, ...] = (
    *lines.KINDS,
    *repeats.KINDS,
    *posts.KINDS,
    *units.KINDS,
    *files.KINDS,
    *guesses.KINDS,
)
BY_CODE = {kind.code: kind for kind in KINDS}


@dataclass(frozen=True)
class Found:
    """What was found of one kind: open defects, and those that somebody accepted, with the decision."""

    kind: Kind
    facts: Facts
    open: tuple[Hit, ...]
    accepted: tuple[tuple[Hit, QualityDecision], ...]

    @property
    def count(self) -> int:
        """Open defects; of a file's findings their places."""
        return sum(hit.count for hit in self.open)

    @cached_property
    def fte(self) -> int:
        """FTE that the open ones touch, in 1/10,000."""
        return fte_of(self.open)

    @cached_property
    def money(self) -> float | None:
        """Yearly cost that they touch, as the reader gets to see it: known cost of their positions by share of FTE."""
        known = [price for hit in self.open if (price := money_of(self.facts, hit)) is not None]
        return sum(known) if known else None

    @cached_property
    def effect(self) -> str:
        """What they do to the figures."""
        return self.kind.effect(self.facts, self.open) if self.open else ""

    def helped_by(self, fix: Fix) -> list[Hit]:
        """The open ones that a remedy can help."""
        return [hit for hit in self.open if fix.can_help(self.facts, hit)]


@dataclass(frozen=True)
class Console:
    """All kinds in their order, with the facts that they were found in."""

    facts: Facts
    kinds: tuple[Found, ...]

    @property
    def count(self) -> int:
        """Open defects of all kinds; what was inferred here is none."""
        return sum(one.count for one in self.open_kinds)

    @property
    def open_kinds(self) -> list[Found]:
        """The kinds of which a defect is open; what was inferred here is none."""
        return [one for one in self.kinds if one.open and one.kind.group is not Group.INFERRED]

    @property
    def groups(self) -> list[tuple[str, list[Found]]]:
        """The kinds of which something was found, by group."""
        seen = [one for one in self.kinds if one.open or one.accepted]
        grouped = [(str(group), [one for one in seen if one.kind.group is group]) for group in Group]
        return [(name, found) for name, found in grouped if found]

    @property
    def clean(self) -> list[str]:
        """What was looked for and not found."""
        return [one.kind.label for one in self.kinds if not one.open and not one.accepted]


def console_of(actor: Actor, baseline: Baseline) -> Console:
    """Everything that is found in a baseline."""
    facts = facts_of(actor, baseline)
    return Console(facts, tuple(found_of(facts, kind) for kind in KINDS))


def kind_or_404(code: str) -> Kind:
    """The kind with this code."""
    if code not in BY_CODE:
        raise Http404("There is no such kind of defect.")
    return BY_CODE[code]


def found_of(facts: Facts, kind: Kind) -> Found:
    """What is found of one kind."""
    decisions = {one.subject: one for one in facts.decisions if one.kind == kind.code}
    hits = kind.find(facts)
    return Found(
        kind,
        facts,
        tuple(hit for hit in hits if hit.subject not in decisions),
        tuple((hit, decisions[hit.subject]) for hit in hits if hit.subject in decisions),
    )


def money_of(facts: Facts, hit: Hit) -> float | None:
    """Yearly cost that a defect touches; where it touches a part of its positions' FTE, that part of their cost."""
    whole, known = sum(post.fte for post in hit.posts), facts.money(hit.posts)
    return None if known is None or not whole else known * hit.fte / whole


def coverage(facts: Facts) -> dict[str, float | None]:
    """Which share of the filled FTE has a manager, a tower, a region, a cost, and stated effort."""
    if not facts.fte:
        return dict.fromkeys(("led", "tower", "region", "cost", "effort"))
    filled = [post for post in facts.posts if post.is_filled]
    place = {unit.team_id: unit for unit in facts.units}
    shares: dict[str, Iterable[Any]] = {
        "led": (post.fte for post in filled if post.manager_id is not None),
        "tower": (post.fte for post in filled if (unit := place.get(post.team_id or 0)) and unit.tower),
        "region": (post.fte for post in filled if (unit := place.get(post.team_id or 0)) and unit.region),
        "cost": (post.fte for post in filled if post.cost is not None),
        "effort": (min(facts.effort.get(team, 0), facts.team_fte(team)) for team in facts.by_team),
    }
    return {name: sum(units) / facts.fte for name, units in shares.items()}


def is_of_file(hit: Hit) -> bool:
    """It is about a file, not about a position or a team."""
    return isinstance(hit.about, FileFinding)
