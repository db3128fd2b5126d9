"""The moves of a design whose source is another one on another baseline, and what becomes of each. Pure.

A move is effort of a team on an activity that a step made by hand has placed: by form, on the board, by rule, or as
part of a merge. What the default mapping placed follows the baseline by itself and is nobody's decision.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.merging import placed_in
from functions.projection import HOME, MOVE, MOVE_CARDS, SHARE_UNIT, Pair, Shares, Step, unfolded
from functions.sources import Following, PostChange, Sources

KEEP, FOLLOW, BY_DEFAULT, DROP = "keep", "follow", "default", "drop"
RESOLUTIONS = {
    KEEP: "kept",
    FOLLOW: "following their people",
    BY_DEFAULT: "placed by the default mapping",
    DROP: "left in their teams",
}
CODES = tuple(RESOLUTIONS)


def placed_by_hand(steps: Sequence[Step]) -> dict[Pair, int]:
    """The number of the step made by hand that each pair lies by.

    >>> card = {"team": 1, "activity": 7, "shares": {}}
    >>> placed_by_hand([Step(1, "place", card)])
    {(1, 7): 1}
    >>> placed_by_hand([Step(1, "place", card), Step(2, "apply_default_mapping", {})])
    {}
    """
    found: dict[Pair, int] = {}
    for step in unfolded(steps):
        if step.kind == "apply_default_mapping":
            found.clear()
        elif step.kind == "place":
            found[_pair(step.payload)] = step.seq
        elif step.kind in (MOVE, MOVE_CARDS):
            found |= {_pair(card): step.seq for card in step.payload.get("moves", ())}
            for team, activity in step.payload.get("by_default", ()):
                found.pop((team, activity), None)
    return found


def _pair(card: Mapping[str, Any]) -> Pair:
    return int(card["team"]), int(card["activity"])


@dataclass(frozen=True, slots=True)
class TouchedMove:
    """A move with another source: its step and shares, FTE (1/10,000) before and after, and who changed it.

    Without `changes` its FTE were stated anew. `is_team_gone`: the team has no filled position any more.
    """

    pair: Pair
    seq: int
    shares: Shares
    before: int
    after: int
    changes: list[PostChange]
    is_team_gone: bool
    following: Following | None
    suggestion: str

    @property
    def options(self) -> list[str]:
        """The resolutions that make sense."""
        placing = [BY_DEFAULT] if self.after else []
        return [KEEP, *([FOLLOW] if self.following else []), *placing, DROP]


def touched_moves(steps: Sequence[Step], said: Mapping[Pair, Shares], sources: Sources) -> list[TouchedMove]:
    """The moves of a design with another source, those with most FTE first; `said`: what its steps say of each pair."""
    found = []
    for pair, seq in placed_by_hand(steps).items():
        before, after = sources.before.total.get(pair, 0), sources.after.total.get(pair, 0)
        changes = sources.changing(pair) if before or after else []
        if changes or before != after:
            following = sources.following(pair, changes)
            found.append(
                TouchedMove(
                    pair=pair,
                    seq=seq,
                    shares=said.get(pair, {}),
                    before=before,
                    after=after,
                    changes=changes,
                    is_team_gone=not sources.after.filled.get(pair[0], 0),
                    following=following,
                    suggestion=_suggestion(pair, after, changes, following, sources),
                )
            )
    return sorted(found, key=lambda one: (-max(one.before, one.after), one.pair))


def _suggestion(
    pair: Pair, after: int, changes: Iterable[PostChange], following: Following | None, sources: Sources
) -> str:
    """Follow the people where nothing is left or more than half of the team went; else keep, or drop what is gone."""
    if following is None:
        return KEEP if after else DROP
    went = sum(
        change.was.fte
        for change in changes
        if change.was and change.now and change.was.team == pair[0] and change.now.team == following.team
    )
    return FOLLOW if not after or 2 * went > sources.before.filled.get(pair[0], 0) else KEEP


def decided(
    moves: Sequence[TouchedMove], chosen: Mapping[Pair, str], then: Mapping[Pair, Shares], defaults: Mapping[int, int]
) -> dict[str, Any]:
    """What the step that moves the design says of these moves.

    `then`: the placements on the later baseline as they are without it; `defaults`: activity -> function. In the answer
    `moves` are placed with shares, `by_default` as the default mapping says; `chosen` counts the resolutions in words.
    """
    dropped = {one.pair: Shares() for one in moves if chosen[one.pair] == DROP}
    default = {one.pair: {defaults[one.pair[1]]: SHARE_UNIT} for one in moves if chosen[one.pair] == BY_DEFAULT}
    joining: dict[Pair, list[tuple[float, Shares]]] = {}
    for one in moves:
        if chosen[one.pair] == FOLLOW and one.following:
            target = (one.following.team, one.pair[1])
            joining.setdefault(target, []).append((one.following.fraction, one.shares))
    before = {**then, **dropped, **default}
    placed = dropped | {pair: mixed(before.get(pair, {}), parts) for pair, parts in joining.items()}
    counts = [(words, sum(chosen[one.pair] == code for one in moves)) for code, words in RESOLUTIONS.items()]
    return {
        "moves": [placed_in(pair, shares) for pair, shares in sorted(placed.items())],
        "by_default": [list(pair) for pair in default if pair not in placed],
        "chosen": {words: count for words, count in counts if count},
    }


def mixed(before: Shares, parts: Iterable[tuple[float, Shares]]) -> Shares:
    """Shares of an effort of which some parts (fraction, shares) lie otherwise; nothing is lost in rounding.

    >>> mixed({8: 10_000}, [(0.25, {3: 10_000})]), mixed({}, [(0.5, {3: 8_000})])
    ({8: 7500, 3: 2500}, {3: 4000})
    >>> mixed({8: 10_000}, [(0.9, {3: 10_000}), (0.9, {4: 10_000})])
    {3: 5000, 4: 5000}
    """
    joining = list(parts)
    scale = 1 / max(1.0, sum(fraction for fraction, _ in joining))
    rest = max(0.0, 1 - scale * sum(fraction for fraction, _ in joining))
    sums: dict[int, float] = {}
    for fraction, shares in [(rest, before), *((fraction * scale, shares) for fraction, shares in joining)]:
        for code, share in {**shares, HOME: SHARE_UNIT - sum(shares.values())}.items():
            sums[code] = sums.get(code, 0.0) + fraction * share
    whole = {code: int(share + 1e-6) for code, share in sums.items()}
    largest = max(whole, key=lambda code: whole[code])
    whole[largest] += SHARE_UNIT - sum(whole.values())
    return {code: share for code, share in whole.items() if share and code != HOME}
