"""Reads about comments on a scenario."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from core.access import visible, visible_or_404
from core.actor import Actor
from functions.models import Comment, Scenario
from towers.functions_reference import BY_CODE


@dataclass(frozen=True, slots=True)
class Said:
    """A comment and what it is about, in words ("" for the scenario as a whole)."""

    comment: Comment
    about: str


def comment_of(actor: Actor, uid: UUID | str) -> Comment:
    """The visible comment with this uid, or 404."""
    return visible_or_404(Comment, actor, uid, "scenario")


def comments_of(actor: Actor, scenario: Scenario, figure_names: Iterable[tuple[str, str]] = ()) -> list[Said]:
    """What was said about a scenario, oldest first; `figure_names`: codes of metrics with their names."""
    names = dict(figure_names)
    rows = visible(Comment, actor).filter(scenario=scenario)
    found = rows.select_related("by", "resolved_by", "team", "activity").order_by("pk")
    return [Said(row, about_words(row, names)) for row in found]


def about_words(comment: Comment, figure_names: dict[str, str]) -> str:
    """What a comment is about."""
    if comment.about == Comment.About.FUNCTION and comment.function_code is not None:
        return BY_CODE[comment.function_code].name
    if comment.about == Comment.About.CARD and comment.team and comment.activity:
        return f"{comment.activity.name}, {comment.team.name}"
    if comment.about == Comment.About.FIGURE:
        return figure_names.get(comment.metric, comment.metric)
    return ""
