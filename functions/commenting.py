"""Writes about comments on a scenario. Every member may comment; nothing is ever deleted, only marked as resolved."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from core import audit
from core.access import require_edit, require_write
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from functions.models import Comment, Scenario
from functions.selectors import pairs_of
from towers.functions_reference import BY_CODE
from towers.models import Activity, Team

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a comment is about: a function, a card (team and activity), a figure (code of a metric), else the whole."""

    function_code: int | None = None
    team: Team | None = None
    activity: Activity | None = None
    metric: str = ""

    @property
    def about(self) -> Comment.About:
        """Which of them."""
        if self.function_code is not None:
            return Comment.About.FUNCTION
        if self.team is not None or self.activity is not None:
            return Comment.About.CARD
        return Comment.About.FIGURE if self.metric else Comment.About.SCENARIO


WHOLE = Anchor()


def comment_scenario(*, by: Actor, scenario: Scenario, text: str, anchor: Anchor = WHOLE) -> Comment:
    """Say something about a scenario in any state, also after it was approved."""
    require_write(by)
    said = checked_text(text, "comment")
    _check_anchor(by, scenario, anchor)
    with transaction.atomic():
        comment = Comment.objects.create(
            scenario=scenario,
            about=anchor.about,
            function_code=anchor.function_code,
            team=anchor.team,
            activity=anchor.activity,
            metric=anchor.metric,
            text=said,
            by_id=by.user_id,
        )
        after = {"scenario": str(scenario.uid), "about": comment.about, "text": said}
        audit.record(by, "comment", "comment", comment.uid, after=after)
    return comment


def resolve_comment(*, by: Actor, comment: Comment, version: int) -> Comment:
    """Mark a comment as settled; whoever may change the model may."""
    require_edit(by)
    if comment.resolved_at:
        raise UserError("This comment is resolved already.")
    with transaction.atomic():
        claim_version(comment, version, kind="comment", yours="resolved", theirs=None)
        comment.resolved_by_id, comment.resolved_at = by.user_id, timezone.now()
        comment.save(update_fields=["resolved_by", "resolved_at"])
        audit.record(by, "resolve_comment", "comment", comment.uid, after={"resolved": True})
    return comment


def checked_text(text: str, what: str) -> str:
    """A text that says something and is not too long."""
    said = text.strip()
    if not said:
        raise UserError(f"The {what} is empty. Write what you want to say.", status=400)
    if len(said) > LONGEST:
        raise UserError(f"The {what} has {len(said):,} characters; {LONGEST:,} fit. Shorten it.", status=400)
    return said


def _check_anchor(by: Actor, scenario: Scenario, anchor: Anchor) -> None:
    if anchor.function_code is not None and anchor.function_code not in BY_CODE:
        raise UserError(f"There is no function {anchor.function_code}; functions are numbered 1 to 10.", status=400)
    if anchor.about is not Comment.About.CARD:
        return
    if anchor.team is None or anchor.activity is None:
        raise UserError("A card is named by its team and its activity. Name both.", status=400)
    if (anchor.team.pk, anchor.activity.pk) not in pairs_of(by, scenario):
        raise UserError(f"{anchor.team.name} has no effort on “{anchor.activity.name}” in this baseline.", status=400)
