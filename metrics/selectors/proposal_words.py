"""A proposal's changes as people say them."""

from __future__ import annotations

from collections.abc import Mapping

from core.figures import percent
from functions.models import Design
from functions.projection import HOME, SHARE_UNIT
from metrics.selectors.proposal_content import Amounts, CellChange, ReachChange
from towers.functions_reference import BY_CODE

SMALL = 0.05  # of the gain: what is less is not named as a reason


def place_words(shares: Mapping[str, int]) -> str:
    """Where effort lies, largest share first.

    >>> place_words({"8": 10_000}), place_words({"0": 4_000, "7": 6_000})
    ('Level 2 and 3 support operations', '60% Level 1 support operations, 40% its team')
    """
    ordered = sorted(shares.items(), key=lambda entry: (-entry[1], int(entry[0])))
    named = [(BY_CODE[int(code)].name if int(code) != HOME else "its team", share) for code, share in ordered]
    if len(named) == 1:
        return named[0][0]
    return ", ".join(f"{percent(share / SHARE_UNIT, 0)} {name}" for name, share in named)


def reach_words(change: ReachChange) -> str:
    """From one reach to another."""
    before, after = (Design.Reach(reach).label for reach in (change.before, change.after))
    return f"{before} → {after}"


def why_words(change: CellChange | ReachChange, gain: Amounts | None) -> str:
    """Why it is proposed: what it is needed for, else where its gain comes from."""
    if change.needed:
        return f"Needed to keep: {', '.join(change.needed)}."
    if gain is None:
        return "Part of the placement that costs least."
    larger = max(abs(gain["cost"]), abs(gain["handoffs"])) or 1.0
    parts = [words for name, words in _parts(change) if gain[name] > SMALL * larger]
    costs = [words for name, words in _prices(change) if gain[name] < -SMALL * larger]
    text = " and ".join(parts) or "other changes gain by it"
    alone = "; gains only together with others" if parts and sum(gain.values()) < 0 else ""
    return f"{text[0].upper()}{text[1:]}{f', though it {costs[0]}' if costs else ''}{alone}."


def _parts(change: CellChange | ReachChange) -> list[tuple[str, str]]:
    if isinstance(change, ReachChange):
        pooled = "one pool over all regions needs less effort"
        return [
            ("cost", pooled if change.before == Design.Reach.REGIONAL else "regions need no overlay"),
            ("handoffs", "tickets no longer change hands between regions"),
        ]
    return [
        ("cost", "joins more of the same work"),
        ("handoffs", "tickets are handed on less, since those it works with lie there"),
    ]


def _prices(change: CellChange | ReachChange) -> list[tuple[str, str]]:
    return [("cost", "loses some scale"), ("handoffs", "makes some handoffs")]
