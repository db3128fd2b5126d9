"""The reporting tree: one CIO, heads of towers, regional managers, team leads, section leads, staff."""

import numpy as np

from sample.generator.posts import Post, PostOffice
from sample.generator.teams import DIGITAL, OFFICE, REGIONS, TOWERS, Team

POSITIONS, MANAGERS = 1_000, 135
SMALLEST_SPAN, LARGEST_SPAN = 3, 12


def staff(teams: tuple[Team, ...], rng: np.random.Generator) -> list[Post]:
    """Return the thousand posts, managers before those who report to them."""
    return _Tree(teams, rng).grow()


class _Tree:
    """Grows the tree from its root; `_unplaced` counts the staff of each team that has no post yet."""

    def __init__(self, teams: tuple[Team, ...], rng: np.random.Generator) -> None:
        self._teams, self._rng = teams, rng
        self._office = PostOffice(rng, POSITIONS)
        self._posts: list[Post] = []
        self._unplaced = dict(zip(teams, _head_counts(teams), strict=True))
        self._regional: dict[tuple[str, str], Post] = {}

    def grow(self) -> list[Post]:
        office = next(team for team in self._teams if team.name == OFFICE)
        cio = self._open(office, "cio", "")
        for tower in TOWERS:
            self._grow_tower(tower, self._open(office, "head", cio.id, tower))
        head = self._open(office, "head", cio.id, DIGITAL)
        self._place(
            self._team(DIGITAL, "Europe", "digital engineering"), "architect", head, int(self._rng.integers(1, 3))
        )
        self._grow_teams({team: self._boss(team, cio, head) for team in self._teams})
        return self._posts

    def _boss(self, team: Team, cio: Post, digital_head: Post) -> Post:
        if team.tower == DIGITAL:
            return digital_head
        return self._regional.get((team.tower, team.region), cio)

    def _grow_tower(self, tower: str, head: Post) -> None:
        self._place(self._team(tower, "Europe", "engineering"), "architect", head, int(self._rng.integers(1, 4)))
        for region in REGIONS:
            support = self._team(tower, region, "support", "field")
            manager = self._open(support, "regional", head.id, f"{tower} {region}")
            self._regional[tower, region] = manager
            led = len(self._teams_of(tower, region))
            fewest = max(SMALLEST_SPAN - led, 0)
            self._place(support, "coordinator", manager, fewest + int(self._rng.integers(0, 3)))

    def _grow_teams(self, bosses: dict[Team, Post]) -> None:
        leads = len(self._teams)
        sections = _sections(self._unplaced, MANAGERS - leads - sum(post.is_manager for post in self._posts))
        for team, boss in bosses.items():
            lead = self._open(team, "lead", boss.id)
            own, *others = _split(self._unplaced[team], sections[team], self._rng)
            self._place(team, "staff", lead, own)
            for size in others:
                self._place(team, "staff", self._open(team, "section", lead.id), size)

    def _open(self, team: Team, layer: str, manager_id: str, place: str = "") -> Post:
        post = self._office.open(team, layer, manager_id, place)
        self._posts.append(post)
        return post

    def _place(self, team: Team, layer: str, manager: Post, count: int) -> None:
        for _ in range(count):
            self._open(team, layer, manager.id)
        self._unplaced[team] -= count

    def _teams_of(self, tower: str, region: str) -> list[Team]:
        return [team for team in self._teams if (team.tower, team.region) == (tower, region)]

    def _team(self, tower: str, region: str, *kinds: str) -> Team:
        return next(team for team in self._teams_of(tower, region) if team.kind in kinds)


def _head_counts(teams: tuple[Team, ...]) -> list[int]:
    """Return staff per team in proportion to its size, by largest remainder."""
    weights = np.array([team.size for team in teams])
    exact = weights / weights.sum() * (POSITIONS - MANAGERS)
    counts = np.floor(exact).astype(int)
    short = POSITIONS - MANAGERS - int(counts.sum())
    counts[np.argsort(counts - exact, kind="stable")[:short]] += 1
    return [int(count) for count in counts]


def _sections(staff_of: dict[Team, int], available: int) -> dict[Team, int]:
    """Deal section leads one by one to the team whose groups are the largest."""
    sections = dict.fromkeys(staff_of, 0)
    for _ in range(available):
        largest = max(staff_of, key=lambda team: staff_of[team] / (sections[team] + 1))
        sections[largest] += 1
    return sections


def _split(people: int, sections: int, rng: np.random.Generator) -> list[int]:
    """Split people over the lead (first, who also leads the sections) and the sections, unevenly, within the spans.

    >>> _split(9, 0, np.random.default_rng(1))
    [9]
    """
    lowest = np.array([max(SMALLEST_SPAN - sections, 0)] + [SMALLEST_SPAN] * sections)
    highest = np.array([LARGEST_SPAN - sections] + [LARGEST_SPAN] * sections)
    sizes, liking = lowest.copy(), rng.gamma(3.0, size=sections + 1)
    for _ in range(people - int(lowest.sum())):
        sizes[np.argmax(liking * (sizes < highest) * rng.random(sections + 1))] += 1
    return [int(size) for size in sizes]
