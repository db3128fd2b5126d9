"""Who mixes build and run: the filled posts of a baseline by what they do, and the build that could be sourced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from core.actor import Actor
from metrics.computations.build_run import BUILD_FUNCTIONS, MIXES, RUN_FUNCTIONS, build_run
from metrics.selectors.post_table import PostTable, post_table
from metrics.selectors.spans import place_of
from towers.models import Baseline, BaselineTeam, Position

PLACES = ("tower", "region")
BY = (*PLACES, "employment")
OUTSIDE = (Position.Employment.CONTRACTOR, Position.Employment.VENDOR)


@dataclass(frozen=True, slots=True)
class MixedPost:
    """A filled post: FTE of build and run, build over both (None without either) and its class of `MIXES`.

    `is_told`: most of that is stated of the post itself, and one person holds it; else its mix is that of several.
    """

    position: dict[str, Any]
    build: float
    run: float
    share: float | None
    mix: str
    is_told: bool
    team: BaselineTeam | None

    @property
    def persons(self) -> int:
        """Who holds it."""
        return int(self.position["heads"])

    def place(self, kind: str) -> tuple[str, str]:
        """Key and name of its tower, region or kind of employment."""
        if kind == "employment":
            return self.position["employment"], self.position["employment"]
        return place_of(self.team, kind)


@dataclass(slots=True)
class PlaceMix:
    """Persons by class at a place, FTE of their build by class, and FTE of their run."""

    key: str = ""
    name: str = ""
    persons: Counter[str] = field(default_factory=Counter)
    build: Counter[str] = field(default_factory=Counter)
    run: float = 0.0

    def add(self, post: MixedPost) -> None:
        """Count a post."""
        self.persons[post.mix] += post.persons
        self.build[post.mix] += post.build  # type: ignore[assignment]  # a counter of FTE
        self.run += post.run

    @property
    def build_fte(self) -> float:
        """Of all posts."""
        return float(sum(self.build.values()))

    @property
    def working(self) -> int:
        """Persons who build or run."""
        return self.persons.total() - self.persons["neither"]

    @property
    def mixed_share(self) -> float | None:
        """Of the persons who build or run."""
        return self.persons["mixed"] / self.working if self.working else None

    @property
    def sourceable_share(self) -> float | None:
        """Of the build: what stands in posts that mostly build."""
        return self.build["build"] / self.build_fte if self.build_fte else None


@dataclass(frozen=True)
class BuildRunView:
    """The filled posts, those nearest to half build and half run first; FTE of build and run of teams without a filled
    post; on what most of build and run rests."""

    posts: list[MixedPost]
    unplaced_build: float
    unplaced_run: float
    evidence: str

    @cached_property
    def whole(self) -> PlaceMix:
        """All of them."""
        return whole_of(self.posts)

    @cached_property
    def outside(self) -> PlaceMix:
        """Contractors and staff of vendors."""
        return whole_of(post for post in self.posts if post.position["employment"] in OUTSIDE)

    @property
    def untold(self) -> int:
        """Mixed persons whose mix is stated of several together."""
        return sum(post.persons for post in self.posts if post.mix == "mixed" and not post.is_told)

    def by(self, kind: str) -> list[PlaceMix]:
        """By tower, region or employment: most mixed persons first, the unknown place last."""
        found: dict[str, PlaceMix] = {}
        for post in self.posts:
            key, name = post.place(kind)
            found.setdefault(key, PlaceMix(key, name)).add(post)
        return sorted(found.values(), key=lambda row: (not row.key, -row.persons["mixed"], -row.build_fte, row.name))

    def at(self, mixes: Collection[str], kind: str = "", key: str = "") -> list[MixedPost]:
        """The posts of these classes, all or at one place."""
        return [post for post in self.posts if post.mix in mixes and (not kind or post.place(kind)[0] == key)]


def build_run_view(actor: Actor, baseline: Baseline) -> BuildRunView:
    """The posts that somebody holds; three queries, on the rate card four."""
    table = post_table(actor, baseline)
    unplaced = table.work.time.unplaced_functions
    build, run = (float(unplaced[list(codes)].sum()) for codes in (BUILD_FUNCTIONS, RUN_FUNCTIONS))
    posts = sorted(_posts(table), key=lambda post: (_from_half(post), post.position["key"]))
    return BuildRunView(posts, build, run, table.work.mix_evidence)


def _posts(table: PostTable) -> Iterable[MixedPost]:
    time = table.work.time
    found, own = build_run(time.functions), build_run(time.own)
    for at in np.flatnonzero(table.units).tolist():
        build, run = float(found.build[at]), float(found.run[at])
        stated = float(own.build[at] + own.run[at])
        yield MixedPost(
            position=table.rows[at],
            build=build,
            run=run,
            share=None if np.isnan(found.share[at]) else float(found.share[at]),
            mix=MIXES[found.mix[at]],
            is_told=table.rows[at]["heads"] == 1 and stated * 2 >= build + run,
            team=table.team_of(at),
        )


def whole_of(posts: Iterable[MixedPost]) -> PlaceMix:
    """Their sums."""
    whole = PlaceMix()
    for post in posts:
        whole.add(post)
    return whole


def _from_half(post: MixedPost) -> float:
    return 1.0 if post.share is None else abs(post.share - 0.5)
