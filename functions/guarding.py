"""What a rule is held against, and what it finds. Pure: from placements, reach and today's effort alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from core.figures import fte
from functions.projection import HOME, SHARE_UNIT, Pair, Shares
from towers.functions_reference import BY_CODE

FTE_UNIT = 10_000
VOLUME = FTE_UNIT * SHARE_UNIT  # one full-time person, wholly placed
REGIONAL, OVERLAY = "regional", "overlay"
Region = int | None
Pool = tuple[int, Region]  # function code and region


@dataclass(frozen=True, slots=True)
class Posts:
    """Filled positions of a team at one site: persons employed, all FTE (1/10,000), and the yearly cost of one FTE."""

    site: str
    persons: int
    fte: int
    price: float | None = None


@dataclass(frozen=True)
class Layout:
    """A design over today's effort: FTE in 1/10,000, shares by function (HOME: in the team), reach by function.

    `defaults`: the function that each activity belongs to today; `kept`: what an overlay leaves in a region, where the
    design states it; `spans`: span targets that the design has chosen; `price_note`: stands beside money that is
    not true cost.
    """

    efforts: Mapping[Pair, int]
    shares: Mapping[Pair, Shares]
    defaults: Mapping[int, int]
    teams: Mapping[int, str]
    region_of: Mapping[int, Region]
    regions: Mapping[int, str]
    reaches: Mapping[int, str]
    kept: Mapping[tuple[int, int], int] = field(default_factory=dict)
    spans: Mapping[int, int] = field(default_factory=dict)
    posts: Mapping[int, Sequence[Posts]] = field(default_factory=dict)
    price_note: str = ""

    def reach(self, code: int) -> str:
        """Without a choice a function stays regional."""
        return self.reaches.get(code, REGIONAL)

    @cached_property
    def volumes(self) -> dict[Pool, int]:
        """FTE x share by function and region of the teams; HOME is what stays in its team."""
        return self.volumes_of(self.teams)

    def volumes_of(self, teams: Iterable[int], site: str = "") -> dict[Pool, int]:
        """The same of some teams; with `site` the part of them that sits there, by the FTE of their positions."""
        sums: dict[Pool, int] = defaultdict(int)
        for team in teams:
            here, whole = self.site_share(team, site)
            for pair, effort in self.work_of(team).items() if here else ():
                for code, share in self.shares[pair].items():
                    sums[code, self.region_of.get(team)] += effort * share * here // whole
        return dict(sums)

    @cached_property
    def _by_team(self) -> dict[int, dict[Pair, int]]:
        found: dict[int, dict[Pair, int]] = defaultdict(dict)
        for pair, effort in self.efforts.items():
            found[pair[0]][pair] = effort
        return found

    def work_of(self, team: int) -> Mapping[Pair, int]:
        """FTE (1/10,000) of a team by pair."""
        return self._by_team.get(team, {})

    def site_share(self, team: int, site: str) -> tuple[int, int]:
        """FTE of the team's positions at a site, and of all of them; everything without a site."""
        if not site:
            return 1, 1
        posts = self.posts.get(team, ())
        here = sum(one.fte for one in posts if site.casefold() in one.site.casefold())
        return here, sum(one.fte for one in posts) or 1

    def stays(self, pool: Pool) -> int | None:
        """The volume of a pool that surely stays in its region; None: all of it."""
        code, region = pool
        if code == HOME or self.reach(code) == REGIONAL:
            return None
        if self.reach(code) == OVERLAY and region is not None:
            return self.kept.get((code, region), 0) * SHARE_UNIT
        return 0

    def leaving(self, pool: Pool, volume: int) -> int:
        """What leaves the region of so much work in a pool."""
        stays = self.stays(pool)
        return 0 if stays is None else max(volume - stays, 0)


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that the design breaks: what, where and what to do; `key` is the same as long as it lasts.

    `shows`: the filter of the board that shows its cards, with the value. `measure` and `bound` are in `unit`: FTE,
    persons, reports per manager, functions, or minor units of a currency.
    """

    code: str
    label: str
    is_hard: bool
    words: str
    where: tuple[str, ...]
    measure: float
    bound: float
    unit: str
    remedy: str
    key: str
    shows: tuple[str, str] | None = None
    link: str = ""

    @property
    def mark(self) -> str:
        """The key in eight letters: what a page remembers of what it has shown."""
        return sha256(self.key.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a rule stands: held where it has no violation; what is measured and the bound in words."""

    key: str
    code: str
    label: str
    is_hard: bool
    measured: str
    bound: str
    violations: tuple[Violation, ...] = ()
    is_guardrail: bool = False
    reason: str = ""
    owner: str = ""

    @property
    def is_broken(self) -> bool:
        """At least one place where it does not hold."""
        return bool(self.violations)


def volume_fte(volume: int) -> float:
    """Volume in FTE.

    >>> volume_fte(12_500 * 5_000)
    0.625
    """
    return volume / VOLUME


def volume_words(volume: int) -> str:
    """Volume in words; what is less than a tenth says so.

    >>> volume_words(3 * VOLUME), volume_words(VOLUME // 100)
    ('3.0 FTE', 'less than 0.1 FTE')
    """
    return f"{fte(volume / VOLUME)} FTE" if not volume or 20 * volume >= VOLUME else "less than 0.1 FTE"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names as a sentence says them.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c", "d", "e"])
    ('a', 'a and b', 'a, b, c and 2 more')
    """
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def function_name(code: int) -> str:
    """The name of a function, or where effort is that stays."""
    return BY_CODE[code].name if code != HOME else "its own team"
