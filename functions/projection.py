"""From a scenario's operations to its placements and designs: pure, so that a rebuild gives the same rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from functions.choosing import CHOOSING, Choices
from functions.owning import OWNING, Owners
from functions.staffing import STAFFING, Staffing

SHARE_UNIT = 10_000
MOVE = "move_baseline"  # the kind of step after which the design stands on another baseline
MOVE_CARDS = "move"  # the kind of step that places the effort of many pairs at once
MERGE = "merge"  # the kind of step that takes over what a branch has changed
HOME = 0  # stands for the function of effort that stays in its team

Pair = tuple[int, int]  # team id, activity id
Shares = dict[int, int]  # function code (or HOME) -> share of volume in 1/10,000
Minimums = dict[int, int]  # region id -> FTE (1/10,000) kept on top of an overlay's pool


@dataclass(frozen=True, slots=True)
class Step:
    """An operation as the projection sees it."""

    seq: int
    kind: str
    payload: Mapping[str, Any]
    reverses: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What a baseline offers to a design: pairs that can be placed, the function of each activity, ids of regions."""

    pairs: frozenset[Pair]
    default_functions: Mapping[int, int]
    regions: Sequence[int]

    def placed_by_default(self, pairs: Iterable[Pair]) -> dict[Pair, Shares]:
        """Each pair whole in the function of its activity."""
        return {pair: {self.default_functions[pair[1]]: SHARE_UNIT} for pair in pairs}


@dataclass(slots=True)
class Target:
    """What the operations add up to: shares per (team, activity), reach and minimums per function, other choices,
    roles and who sits in them, owners of services.
    """

    placements: dict[Pair, Shares] = field(default_factory=dict)
    designs: dict[int, tuple[str, Minimums]] = field(default_factory=dict)
    choices: Choices = field(default_factory=dict)
    staffing: Staffing = field(default_factory=Staffing)
    owners: Owners = field(default_factory=dict)


def undone(steps: Iterable[Step]) -> set[int]:
    """The numbers of the steps that are reversed now; an undo that is itself reversed reverses nothing.

    >>> sorted(undone([Step(1, "a", {}), Step(2, "undo", {}, 1), Step(3, "undo", {}, 2)]))
    [2]
    """
    numbers: set[int] = set()
    for step in sorted(steps, key=lambda step: -step.seq):
        if step.reverses is not None and step.seq not in numbers:
            numbers.add(step.reverses)
    return numbers


def steps_in_force(steps: Sequence[Step]) -> list[Step]:
    """The design steps that are not reversed, in order.

    >>> [s.seq for s in steps_in_force([Step(1, "a", {}), Step(2, "b", {}), Step(3, "undo", {}, 2)])]
    [1]
    >>> [s.seq for s in steps_in_force([Step(1, "a", {}), Step(2, "undo", {}, 1), Step(3, "undo", {}, 2)])]
    [1]
    """
    numbers = undone(steps)
    in_order = sorted(steps, key=lambda step: step.seq)
    return [step for step in in_order if step.reverses is None and step.seq not in numbers]


def unfolded(steps: Sequence[Step]) -> list[Step]:
    """The steps in force, in order; in place of a merge the steps that it brought, under its number.

    >>> merge = {"steps": [{"kind": "place", "payload": {}}]}
    >>> [(step.seq, step.kind) for step in unfolded([Step(1, "move", {}), Step(2, "merge", merge)])]
    [(1, 'move'), (2, 'place')]
    """
    found: list[Step] = []
    for step in steps_in_force(steps):
        if step.kind == MERGE:
            found += unfolded([Step(step.seq, one["kind"], one["payload"]) for one in step.payload["steps"]])
        else:
            found.append(step)
    return found


def project(
    steps: Sequence[Step], pairs: Iterable[Pair], default_functions: Mapping[int, int], regions: Sequence[int] = ()
) -> Target:
    """Apply the steps in force to an empty design.

    `pairs`: the (team, activity) pairs of the baseline that can be placed; `default_functions`: activity -> function;
    `regions`: ids of the baseline's regions. What a step says of a pair or a region that the baseline no longer has is
    kept out of the result, and so is what stays in its team.
    """
    return project_on(Ground(frozenset(pairs), default_functions, regions), steps)


def project_on(ground: Ground, steps: Sequence[Step]) -> Target:
    """The same on a ground that is known already."""
    target = Target()
    for step in steps_in_force(steps):
        STEPS[step.kind](target, step.payload, ground)
    return target


def _apply_default_mapping(target: Target, payload: Mapping[str, Any], ground: Ground) -> None:
    target.placements = ground.placed_by_default(ground.pairs)


def _place_rest(target: Target, payload: Mapping[str, Any], ground: Ground) -> None:
    target.placements |= ground.placed_by_default(ground.pairs - target.placements.keys())


def _place(target: Target, payload: Mapping[str, Any], ground: Ground) -> None:
    pair = (int(payload["team"]), int(payload["activity"]))
    if pair in ground.pairs:
        shares = {int(code): int(share) for code, share in payload["shares"].items()}
        target.placements[pair] = {code: share for code, share in shares.items() if code != HOME}


def _move(target: Target, payload: Mapping[str, Any], ground: Ground) -> None:
    for placed in payload["moves"]:
        _place(target, placed, ground)


def _move_baseline(target: Target, payload: Mapping[str, Any], ground: Ground) -> None:
    """What was decided about moves whose source is another one on the new baseline; nothing for the others."""
    by_default = {(team, activity) for team, activity in payload.get("by_default", ())}
    target.placements |= ground.placed_by_default(by_default & ground.pairs)
    _move(target, {"moves": payload.get("moves", ())}, ground)


def _merge(target: Target, payload: Mapping[str, Any], ground: Ground) -> None:
    for step in payload["steps"]:
        STEPS[step["kind"]](target, step["payload"], ground)


def _set_reach(target: Target, payload: Mapping[str, Any], ground: Ground) -> None:
    minimums = minimums_of(payload.get("region_minimum"), ground.regions)
    target.designs[int(payload["function"])] = (str(payload["reach"]), minimums)


STEPS: dict[str, Callable[[Target, Mapping[str, Any], Ground], None]] = {
    "apply_default_mapping": _apply_default_mapping,
    "place_rest": _place_rest,
    "place": _place,
    MOVE_CARDS: _move,
    "set_reach": _set_reach,
    MOVE: _move_baseline,
    MERGE: _merge,
    **CHOOSING,
    **STAFFING,
    **OWNING,
}


def baseline_in_force(steps: Sequence[Step], baseline: int) -> int:
    """The baseline that a scenario stands on: where its last move in force led, else where its first move began.

    >>> moved = Step(1, "move_baseline", {"from": 7, "to": 8})
    >>> baseline_in_force([moved], 8), baseline_in_force([moved, Step(2, "undo", {}, 1)], 8), baseline_in_force([], 8)
    (8, 7, 8)
    """
    moves = [step for step in steps if step.kind == MOVE]
    if not moves:
        return baseline
    in_force = [step for step in steps_in_force(steps) if step.kind == MOVE]
    return int(in_force[-1].payload["to"] if in_force else min(moves, key=lambda step: step.seq).payload["from"])


def minimums_of(stated: int | Mapping[str, int] | None, regions: Iterable[int]) -> Minimums:
    """Minimums by region of a step that states none, one for all regions, or one by region id.

    >>> minimums_of(3_000, [1, 2]), minimums_of({"2": 3_000, "9": 1}, [1, 2]), minimums_of(None, [1, 2])
    ({1: 3000, 2: 3000}, {2: 3000}, {})
    """
    if stated is None:
        return {}
    if isinstance(stated, int):
        return dict.fromkeys(regions, stated)
    return {region: int(stated[str(region)]) for region in regions if str(region) in stated}
