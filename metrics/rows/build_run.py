"""Behind figures of build and run: the filled posts, or what teams and classes have of them."""

from __future__ import annotations

from collections.abc import Callable

from core.actor import Actor
from metrics.models import Result
from metrics.registry import Rows, RowTable
from metrics.selectors.baseline_rows import MOST_ROWS, baseline_behind
from metrics.selectors.build_run import PLACES, MixedPost, build_run_view, whole_of

HEADERS = ["Reference", "Title", "Team", "Persons", "FTE of build", "FTE of run", "Class"]
Fold = Callable[[list[MixedPost]], float | None]


def post_rows(fold: Fold) -> Rows:
    """The posts that build or run; of a tower or region, or of a class, its posts alone."""

    def rows(result: Result, actor: Actor) -> RowTable:
        view = build_run_view(actor, baseline_behind(result, actor))
        found = [post for post in view.posts if post.mix != "neither" and _is_meant(post, result)]
        return RowTable(HEADERS, [_post(post) for post in found[:MOST_ROWS]], len(found), fold(found))

    return rows


def mixed_persons(posts: list[MixedPost]) -> float:
    """Persons whose share of build lies between the bounds."""
    return float(whole_of(posts).persons["mixed"])


def build_fte(posts: list[MixedPost]) -> float:
    """FTE of build."""
    return whole_of(posts).build_fte


def sourceable_share(posts: list[MixedPost]) -> float | None:
    """Build in posts that mostly build, of all build."""
    return whole_of(posts).sourceable_share


def _is_meant(post: MixedPost, result: Result) -> bool:
    if result.d1_kind == "mix":
        return post.mix == result.d1_key
    return result.d1_kind not in PLACES or post.place(result.d1_kind)[0] == result.d1_key


def _post(post: MixedPost) -> list[object]:
    position = post.position
    facts = [position["key"], position["title"], position["team__name"] or "", post.persons]
    return [*facts, post.build, post.run, post.mix]
