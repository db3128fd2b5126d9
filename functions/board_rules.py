"""Moves by rule: which cards it finds, and what becomes of them."""

from dataclasses import dataclass
from typing import Any

from core.errors import UserError
from core.figures import percent, plural
from functions.board import CODES, Board, moved_shares, volume_text
from functions.board_sent import sent_number, sent_uids, sent_words
from functions.projection import HOME, SHARE_UNIT, Pair, Shares
from towers.functions_reference import BY_CODE

MOST_NAMED = 3  # activities that the words of a rule name
MOST_SHOWN = 30  # cards that a preview lists
NOTHING = "No card is found: nothing that lies there matches."


@dataclass(frozen=True, slots=True)
class Rule:
    """From one column to another; no activities, tower or region (uids) means all. `share` in 1/10,000."""

    source: int
    target: int
    share: int = SHARE_UNIT
    activities: frozenset[str] = frozenset()
    tower: str = ""
    region: str = ""

    def moves(self, board: Board) -> dict[Pair, Shares]:
        """The shares of every pair that the rule changes."""
        found = {
            pair: moved_shares(shares, self.source, self.target, self.share)
            for pair, shares in board.shares.items()
            if self.source in shares and self._is_meant(board, pair)
        }
        return {pair: shares for pair, shares in found.items() if shares != board.shares[pair]}

    def _is_meant(self, board: Board, pair: Pair) -> bool:
        team, activity = pair
        return (
            (not self.activities or board.activities[activity][0] in self.activities)
            and self.tower in ("", board.towers.get(team, ("-",))[0])
            and self.region in ("", board.regions.get(team, ("-",))[0])
        )

    def payload(self, board: Board) -> dict[str, Any]:
        """What a step keeps of its rule."""
        facts = {"source": self.source, "target": self.target, "share": self.share, "words": self.words(board)}
        return facts | {"activities": sorted(self.activities), "tower": self.tower, "region": self.region}

    def words(self, board: Board) -> str:
        """The rule as people say it."""
        names = sorted(name for uid, name in board.activities.values() if uid in self.activities)
        what = f"{len(names)} activities" if len(names) > MOST_NAMED else ", ".join(names) or "all activities"
        places = [dict(board.towers.values()).get(self.tower), dict(board.regions.values()).get(self.region)]
        parts = [what, *filter(None, places), f"from {place_name(self.source)} to {place_name(self.target)}"]
        return ", ".join(parts if self.share == SHARE_UNIT else [*parts, percent(self.share / SHARE_UNIT, 0)])


def place_name(code: int) -> str:
    """The name of a column within a sentence."""
    return "its team" if code == HOME else BY_CODE[code].name


def checked_rule(board: Board, sent: dict[str, Any]) -> Rule:
    """The rule that a request holds; refused (400) where it names what the board does not have."""
    activities, tower, region = (
        sent_uids(sent, "activities"),
        sent_words(sent, "tower"),
        sent_words(sent, "region"),
    )
    towers, regions = ({uid for uid, _ in of.values()} | {""} for of in (board.towers, board.regions))
    known = {uid for uid, _ in board.activities.values()}
    if not activities <= known or tower not in towers or region not in regions:
        raise UserError("The rule names what this board does not have. Reload the page and choose again.", status=400)
    source, target, share = (sent_number(sent, name) for name in ("source", "target", "share"))
    if source not in CODES or target not in CODES or source == target:
        raise UserError("Choose two different columns, one to move from and one to move to.", status=400)
    if not 1 <= share <= SHARE_UNIT:
        raise UserError("The share lies between 0.01 % and 100 %.", status=400)
    return Rule(source, target, share, activities, tower, region)


def rule_preview(board: Board, rule: Rule) -> dict[str, Any]:
    """What the rule would do, in words, and its largest cards: [team, activity, FTE that moves]."""
    found = [
        (pair, board.efforts[pair] * _moving(board, pair, after, rule)) for pair, after in rule.moves(board).items()
    ]
    found.sort(key=lambda row: -row[1])
    total = sum(volume for _, volume in found)
    cards = plural(len(found), "card")
    return {
        "count": len(found),
        "words": f"{cards} with {volume_text(total)} FTE would move: {rule.words(board)}." if found else NOTHING,
        "button": f"Move {cards}, {volume_text(total)} FTE",
        "cards": [
            [board.teams[team][1], board.activities[activity][1], volume_text(volume)]
            for (team, activity), volume in found[:MOST_SHOWN]
        ],
    }


def _moving(board: Board, pair: Pair, after: Shares, rule: Rule) -> int:
    return board.shares[pair][rule.source] - after.get(rule.source, 0)
