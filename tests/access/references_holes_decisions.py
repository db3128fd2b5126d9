"""Look-ups of decisions and comments."""

from functions import comment_selectors
from functions.api import comments as api_comments
from functions.comment_forms import CommentForm
from functions.models import Comment
from functions.views import comments
from metrics.decisions import reading
from metrics.models import Decision, FrozenEvidence
from metrics.selectors import decisions
from tests.access.references_plants import all_rows, any_row, hole, together, unscoped, widened
from towers.models import Activity, Team

_any_decision = any_row(decisions, Decision)
_CARD = (("team", Team), ("activity", Activity))

OF_DECISIONS = (
    hole(
        "decisions",
        _any_decision,
        *(f"decision-{what}" for what in ("object", "withdraw", "reject", "approve", "verify", "verification")),
        *(f"api-decision{what}" for what in ("", "-approve", "-reject", "-withdraw", "-objections", "-verify")),
    ),
    hole("frozen evidence", together(_any_decision, all_rows(reading, FrozenEvidence)), "decision-evidence"),
    hole("decisions filtered", widened(Decision, "scenario__uid"), "api-decisions: scenario of the log"),
    hole("comments", any_row(comment_selectors, Comment), "comment-resolve", "api-comment-resolve"),
    *(hole(f"{name} asked for", any_row(comments, model), f"scenario-comments: {name}") for name, model in _CARD),
    *(hole(f"{name} named", unscoped(name, CommentForm, model), f"scenario-comment: {name}") for name, model in _CARD),
    *(hole(f"{name} over REST", any_row(api_comments, model), f"api-comments: {name}") for name, model in _CARD),
)
