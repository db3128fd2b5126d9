"""What a branch has changed, laid beside what its parent has changed since: three ways. Pure.

Base is the design when the branch began, theirs the parent's now, ours the branch's now, all on the parent's ground.
What only the branch changed is taken; what both changed, to different ends, is a conflict; the rest is as it is.
Placements are compared pair by pair. Choices are carried as the branch's own steps, so that new kinds of steps need
nothing here; steps that touch the same choice belong together.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from functions.pieces import Piece, choices, placed
from functions.projection import (
    HOME,
    MOVE,
    MOVE_CARDS,
    SHARE_UNIT,
    STEPS,
    Ground,
    Pair,
    Shares,
    Step,
    Target,
    project_on,
    unfolded,
)
from functions.undoing import PLACING

OF_EFFORT = PLACING | {MOVE}


@dataclass(frozen=True, slots=True)
class Card:
    """Effort that the branch places elsewhere than its parent does; shares without what stays in the team."""

    pair: Pair
    base: Shares
    theirs: Shares
    ours: Shares
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that the branch made by these steps, and what was said of it last when the branch began, in the parent
    now and in the branch now."""

    steps: list[Step]
    base: list[Step]
    theirs: list[Step]
    ours: list[Step]
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging would take over, and what somebody has to decide: conflicts are numbered from 1, cards first."""

    ground: Ground
    theirs: Target
    cards: list[Card]
    choices: list[Choice]

    @property
    def conflicts(self) -> dict[int, Card | Choice]:
        """By number; the same for the same versions of both."""
        both: list[Card | Choice] = [*self.cards, *self.choices]
        return dict(enumerate((one for one in both if one.is_conflict), 1))

    def taken(self, of_branch: Collection[int]) -> "Taken":
        """What comes into the parent where these conflicts are decided for the branch, the others for the parent."""
        lost = [one for number, one in self.conflicts.items() if number not in of_branch]
        return Taken(
            [one for one in self.cards if not any(one is other for other in lost)],
            [one for one in self.choices if not any(one is other for other in lost)],
        )

    def steps(self, of_branch: Collection[int]) -> list[dict[str, Any]]:
        """The payload's steps: the choices of the branch as it made them, then one move of all cards."""
        taken = self.taken(of_branch)
        wanted = placed(self.theirs) | {card.pair: card.ours for card in taken.cards}
        steps = sorted((step for one in taken.choices for step in one.steps), key=lambda step: step.seq)
        after = self._replayed(steps)
        moves = [
            placed_in(pair, wanted.get(pair, {}))
            for pair in sorted(self.ground.pairs)
            if after.get(pair, {}) != wanted.get(pair, {})
        ]
        carried = [{"kind": step.kind, "payload": dict(step.payload)} for step in steps]
        return [*carried, *([{"kind": MOVE_CARDS, "payload": {"moves": moves}}] if moves else [])]

    def _replayed(self, steps: Iterable[Step]) -> dict[Pair, Shares]:
        target = deepcopy(self.theirs)
        for step in steps:
            STEPS[step.kind](target, step.payload, self.ground)
        return placed(target)

    def after(self, of_branch: Collection[int]) -> dict[Pair, Shares]:
        """The placements as they become."""
        return placed(self.theirs) | {card.pair: card.ours for card in self.taken(of_branch).cards}


@dataclass(frozen=True, slots=True)
class Taken:
    """What comes into the parent."""

    cards: list[Card]
    choices: list[Choice]


def placed_in(pair: Pair, shares: Shares) -> dict[str, Any]:
    """A pair with its shares as a step states them, what stays in its team among them.

    >>> placed_in((1, 7), {3: 8_000})
    {'team': 1, 'activity': 7, 'shares': {'3': 8000, '0': 2000}}
    """
    rest = SHARE_UNIT - sum(shares.values())
    whole = {**shares, **({HOME: rest} if rest else {})}
    return {"team": pair[0], "activity": pair[1], "shares": {str(code): share for code, share in whole.items()}}


def merge_of(ground: Ground, parent: Sequence[Step], branch: Sequence[Step], began: int) -> Merge:
    """Lay the steps of a branch, which has those of its parent up to the step `began`, beside the parent's."""
    base = project_on(ground, [step for step in branch if step.seq <= began])
    theirs, ours = project_on(ground, parent), project_on(ground, branch)
    cards = list(_cards(*(placed(target) for target in (base, theirs, ours))))
    made = _Choices(choices(base), choices(theirs), choices(ours))
    return Merge(ground, theirs, cards, made.found(_touching(ground, branch), _touching(ground, parent), began))


def _cards(base: Mapping[Pair, Shares], theirs: Mapping[Pair, Shares], ours: Mapping[Pair, Shares]) -> Iterable[Card]:
    for pair in sorted(base.keys() | ours.keys()):
        then, parent, branch = (target.get(pair, {}) for target in (base, theirs, ours))
        if branch not in (then, parent):
            yield Card(pair, then, parent, branch, is_conflict=then != parent)


Touching = list[tuple[Step, set[Piece]]]


def _touching(ground: Ground, steps: Sequence[Step]) -> Touching:
    """The steps that make choices, each with the choices that are others after it."""
    target, found = Target(), []
    before = choices(target)
    for step in unfolded(steps):
        if step.kind in OF_EFFORT:
            continue
        STEPS[step.kind](target, step.payload, ground)
        now = choices(target)
        found.append((step, {piece for piece in before.keys() | now.keys() if before.get(piece) != now.get(piece)}))
        before = now
    return found


def _last(touching: Touching, meant: set[Piece]) -> list[Step]:
    """The steps that were the last to touch any of these choices."""
    newest = {piece: step for step, touched in touching for piece in touched & meant}
    return sorted({step.seq: step for step in newest.values()}.values(), key=lambda step: step.seq)


@dataclass(slots=True)
class _Group:
    steps: list[Step] = field(default_factory=list)
    pieces: set[Piece] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Choices:
    """The choices of all three sides, piece by piece."""

    base: Mapping[Piece, Any]
    theirs: Mapping[Piece, Any]
    ours: Mapping[Piece, Any]

    def found(self, branch: Touching, parent: Touching, began: int) -> list[Choice]:
        """A choice for each group of the branch's steps that leaves something other than the parent has."""
        since = [one for one in branch if one[0].seq > began]
        at_begin = [one for one in branch if one[0].seq <= began]
        return [
            Choice(
                steps=group.steps,
                base=_last(at_begin, group.pieces),
                theirs=_last(parent, group.pieces),
                ours=_last(since, group.pieces),
                is_conflict=self._clashes(group),
            )
            for group in _grouped(since)
            if self._differs(group)
        ]

    def _differs(self, group: _Group) -> bool:
        return any(self.ours.get(piece) not in (self.base.get(piece), self.theirs.get(piece)) for piece in group.pieces)

    def _clashes(self, group: _Group) -> bool:
        return any(self.theirs.get(piece) not in (self.base.get(piece), self.ours.get(piece)) for piece in group.pieces)


def _grouped(touching: Touching) -> list[_Group]:
    """Steps that touch the same choice belong together."""
    groups: list[_Group] = []
    for step, touched in touching:
        meant = [group for group in groups if group.pieces & touched]
        joined = _Group([step], set(touched))
        for group in meant:
            joined.steps = [*group.steps, *joined.steps]
            joined.pieces |= group.pieces
        groups = [*(group for group in groups if group not in meant), joined]
    return groups
