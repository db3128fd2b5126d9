"""Assignment groups as the ticket tool spells them, and who works in them."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from sample.generator.clock import Ints
from sample.generator.demand import PLACES
from sample.generator.posts import FILLED, Post
from sample.generator.teams import REGIONS, Team

BRIDGE, VENDOR = "Major Incident Bridge", "Vendor Support External L3"
GROUPS_WITHOUT_TEAM = (BRIDGE, VENDOR)
BOTTLENECK_TEAM = "Database Support Europe L2"
# The tool's spelling where it differs from the staff list by case or spaces.
_SPELLINGS = {
    "Server Operations Asia L1": "SERVER OPERATIONS ASIA L1",
    "Storage Support Americas L2": "Storage  Support Americas L2",
    "Network Engineering Europe L3": "network engineering europe L3",
    "Data Centre Americas L2": " Data Centre Americas L2",
    "Service Desk Asia L1": "Service Desk ASIA L1",
    "Middleware Support Europe L2": "Middleware Support Europe  L2 ",
}
_PERSONS_WITHOUT_TEAM = 6


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups by index: the tool's name, the team's name ("" for none), level (0 unknown), region, persons."""

    names: tuple[str, ...]
    teams: tuple[str, ...]
    level: Ints
    region: Ints
    persons: Ints
    kinds: tuple[str, ...]
    towers: tuple[str, ...]

    def lookup(self, kinds: tuple[str, ...]) -> Ints:
        """Return the group for each (tower, region): one of `kinds` in that region, else in Europe,
        else anywhere; -1 where the tower has none."""
        return np.array([[self._find(kinds, tower, region) for region in range(len(REGIONS))] for tower in PLACES])

    def _find(self, kinds: tuple[str, ...], tower: str, region: int) -> int:
        here = [no for no, own in enumerate(self.towers) if own == tower and self.kinds[no] in kinds]
        nearest = (region, REGIONS.index("Europe"))
        found = [no for place in nearest for no in here if self.region[no] == place]
        return next(iter([*found, *here]), -1)


def groups(teams: tuple[Team, ...], posts: list[Post]) -> Groups:
    """Return the groups of all teams that handle tickets, then those that no team stands behind."""
    filled = Counter(post.team.name for post in posts if post.status == FILLED)
    own = [team for team in teams if team.kind not in ("office", "digital product")]
    extra = len(GROUPS_WITHOUT_TEAM)
    names = [_SPELLINGS.get(team.name, team.name) for team in own]
    return Groups(
        (*names, *GROUPS_WITHOUT_TEAM),
        tuple(team.name for team in own) + ("",) * extra,
        np.array([int(team.name[-1]) for team in own] + [0, 3]),
        np.array([REGIONS.index(team.region) for team in own] + [REGIONS.index("Europe")] * extra),
        np.array([filled[team.name] for team in own] + [_PERSONS_WITHOUT_TEAM] * extra),
        tuple(team.kind for team in own) + ("",) * extra,
        tuple(team.tower for team in own) + ("",) * extra,
    )
