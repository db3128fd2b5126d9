"""What a kind of defect is: how it is found, why it matters, what it does to the figures, what can be done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.figures import fte, percent, plural
from towers.quality.facts import Facts
from towers.quality.rows import FileFinding, Post, Unit

LEAST_SHARE = 0.0005


class Group(StrEnum):
    """Where a kind stands in the console."""

    LINES = "Reporting lines"
    POSTS = "Positions"
    TEAMS = "Teams and effort"
    FILES = "What the files brought"
    INFERRED = "Inferred and assumed here"


@dataclass(frozen=True, slots=True)
class Hit:
    """One defect: what it is about, what is the matter with it, its FTE (1/10,000), and the positions it touches."""

    about: Post | Unit | FileFinding
    note: str
    fte: int = 0
    posts: tuple[Post, ...] = ()
    count: int = 1

    @property
    def subject(self) -> str:
        """What names it in decisions."""
        return self.about.subject


@dataclass(frozen=True, slots=True)
class Fix:
    """A remedy in bulk: what its button says, what it does, and which defects it can help; `is_pay`: it writes pay."""

    code: str
    label: str
    does: str
    can_help: Callable[[Facts, Hit], bool] = lambda facts, hit: True
    is_pay: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of defect. `effect` says what the open ones do to the figures."""

    code: str
    group: Group
    label: str
    why: str
    remedy: str
    find: Callable[[Facts], list[Hit]]
    effect: Callable[[Facts, Sequence[Hit]], str]
    fixes: tuple[Fix, ...] = ()

    def fix(self, code: str) -> Fix | None:
        """Its remedy of this code."""
        return next((one for one in self.fixes if one.code == code), None)


def of_post(post: Post, note: str) -> Hit:
    """A defect of one position."""
    return Hit(post, note, post.fte, (post,))


def of_unit(facts: Facts, unit: Unit, note: str, units: int | None = None) -> Hit:
    """A defect of one team with its filled positions; `units` where only a part of their FTE is touched."""
    posts = tuple(facts.by_team.get(unit.team_id, ()))
    return Hit(unit, note, sum(post.fte for post in posts) if units is None else units, posts)


def fte_of(hits: Iterable[Hit]) -> int:
    """FTE that the defects touch."""
    return sum(hit.fte for hit in hits)


def share_of_all(facts: Facts, units: int) -> str:
    """An FTE with its share of all filled FTE, in words; a share that would read as nothing is left out."""
    share = f" ({percent(units / facts.fte)} of all)" if facts.fte and units >= LEAST_SHARE * facts.fte else ""
    return f"{fte(units)} FTE{share}"


def stand(count: int, one: str, verb: str, verbs: str) -> str:
    """How many of what, with the verb in its number.

    >>> stand(1, "team", "is", "are"), stand(3, "team", "is", "are")
    ('1 team is', '3 teams are')
    """
    return f"{plural(count, one)} {verb if count == 1 else verbs}"
