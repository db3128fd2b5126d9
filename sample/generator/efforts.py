"""Effort: FTE per team and activity in the team's own words, managing and coordinating by position."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from sample.generator.facts import PlantedDuplicate
from sample.generator.posts import FILLED, Post
from sample.generator.tables import csv_bytes
from sample.generator.teams import Team
from sample.generator.wordings import COORDINATION, PEOPLE_MANAGEMENT, wording
from sample.generator.work import COORDINATION_SHARE, PEOPLE_MANAGEMENT_SHARE, PROFILES

HEADER = ("Team", "Activity", "FTE", "Position ID")
# Activities that the product should find to be one and the same in many teams.
DUPLICATED = ("capacity-reporting", "service-level-reporting", "project-coordination", "budget-tracking")
_STEP_FTE = 0.05


@dataclass(frozen=True, slots=True)
class Effort:
    """FTE that a team, or one position of it, spends on an activity."""

    team: Team
    activity: str
    wording: str
    fte: float
    position_id: str = ""


def efforts(posts: list[Post], rng: np.random.Generator) -> list[Effort]:
    """Return the effort rows. A team's rows add up to at most the FTE of its filled posts."""
    members: dict[Team, list[Post]] = defaultdict(list)
    for post in posts:
        if post.status == FILLED:
            members[post.team].append(post)
    return [row for team, own in members.items() for row in _team_efforts(team, own, rng)]


def _team_efforts(team: Team, members: list[Post], rng: np.random.Generator) -> list[Effort]:
    named = [row for post in members for row in _post_efforts(post)]
    free_fte = sum(post.fte for post in members) - sum(row.fte for row in named)
    shares = PROFILES[team.kind]
    weights = np.array(list(shares.values())) * rng.uniform(0.75, 1.25, size=len(shares))
    weights *= min(1.0, 0.97 / weights.sum())
    ftes = np.floor(weights * free_fte / _STEP_FTE) * _STEP_FTE
    rows = [Effort(team, key, wording(key, team), float(fte)) for key, fte in zip(shares, ftes.round(2), strict=True)]
    return named + [row for row in rows if row.fte > 0]


def _post_efforts(post: Post) -> list[Effort]:
    if post.is_manager:
        share = PEOPLE_MANAGEMENT_SHARE[post.layer]
        return [Effort(post.team, "people-management", PEOPLE_MANAGEMENT, share, post.id)]
    if post.layer == "architect":
        return [Effort(post.team, "coordination", COORDINATION, COORDINATION_SHARE, post.id)]
    return []


def effort_file(rows: list[Effort]) -> bytes:
    """Return the time survey as the teams filled it in."""
    return csv_bytes(HEADER, ((row.team.name, row.wording, row.fte, row.position_id) for row in rows))


def planted_duplicates(rows: list[Effort]) -> tuple[PlantedDuplicate, ...]:
    """Return what is in the file of each duplicated activity."""
    return tuple(_duplicate(activity, [row for row in rows if row.activity == activity]) for activity in DUPLICATED)


def _duplicate(activity: str, rows: list[Effort]) -> PlantedDuplicate:
    wordings: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        wordings[row.team.tower or row.team.name].add(row.wording)
    teams = tuple(sorted({row.team.name for row in rows}))
    by_tower = {tower: tuple(sorted(texts)) for tower, texts in wordings.items()}
    return PlantedDuplicate(activity, by_tower, teams, round(sum(row.fte for row in rows), 2))
