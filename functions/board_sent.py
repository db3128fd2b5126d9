"""What the board's script sends, read with care: refused (400) where it has another form."""

import json
from typing import Any
from uuid import UUID

from core.errors import UserError
from functions.projection import Shares

MOST_REASON = 300


def sent_body(body: bytes) -> dict[str, Any]:
    """The object that a request holds."""
    try:
        sent = json.loads(body)
    except ValueError as error:
        raise _unreadable() from error
    if not isinstance(sent, dict):
        raise _unreadable()
    return sent


def sent_version(sent: dict[str, Any]) -> int:
    """The version that the page saw (428 without one)."""
    if type(sent.get("version")) is not int:
        raise UserError("The page did not say which version it saw. Reload it and try again.", status=428)
    return int(sent["version"])


def sent_number(sent: dict[str, Any], name: str) -> int:
    """A whole number."""
    if type(sent.get(name)) is not int:
        raise _unreadable()
    return int(sent[name])


def sent_words(sent: dict[str, Any], name: str) -> str:
    """A text; nothing is an empty one."""
    text = sent.get(name) or ""
    if not isinstance(text, str) or len(text) > MOST_REASON:
        raise UserError(f"The {name} is a text of at most {MOST_REASON} letters.", status=400)
    return text.strip()


def sent_uids(sent: dict[str, Any], name: str) -> frozenset[str]:
    """A list of uids; nothing is an empty one."""
    uids = sent.get(name) or []
    if not isinstance(uids, list) or not all(isinstance(uid, str) for uid in uids):
        raise _unreadable()
    return frozenset(uids)


def sent_moves(sent: dict[str, Any]) -> dict[tuple[UUID, UUID], Shares]:
    """Shares by uids of team and activity, from a list of [team, activity, {code: share}]."""
    try:
        moves = {
            (UUID(team), UUID(activity)): {int(code): int(share) for code, share in shares.items()}
            for team, activity, shares in sent["moves"]
        }
        is_each_once = len(moves) == len(sent["moves"])
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise _unreadable() from error
    if not is_each_once:
        raise UserError("A card is named twice. Name each card once.", status=400)
    return moves


def _unreadable() -> UserError:
    return UserError("This move cannot be read. Reload the page and repeat it.", status=400)
