"""From a scenario's operations to its placements and designs: pure, so that a rebuild gives the same rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SHARE_UNIT = 10_000
REGIONAL, GLOBAL = "regional", "global"

Pair = tuple[int, int]  # team id, activity id
Shares = dict[int, int]  # function code -> share of volume in 1/10,000


@dataclass(frozen=True, slots=True)
class Step:
    """An operation as the projection sees it."""

    seq: int
    kind: str
    payload: Mapping[str, Any]
    reverses: int | None = None


@dataclass(slots=True)
class Target:
    """What the operations add up to: shares per (team, activity), reach and minimum per function."""

    placements: dict[Pair, Shares] = field(default_factory=dict)
    designs: dict[int, tuple[str, int | None]] = field(default_factory=dict)


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


def project(steps: Sequence[Step], pairs: Iterable[Pair], default_functions: Mapping[int, int]) -> Target:
    """Apply the steps in force to an empty design.

    `pairs`: the (team, activity) pairs of the baseline that can be placed; `default_functions`: activity -> function.
    A place step for a pair that the baseline no longer has is kept out of the result.
    """
    known = set(pairs)
    target = Target()
    for step in steps_in_force(steps):
        if step.kind == "apply_default_mapping":
            target.placements = {pair: {default_functions[pair[1]]: SHARE_UNIT} for pair in known}
        elif step.kind == "place":
            pair = (int(step.payload["team"]), int(step.payload["activity"]))
            if pair in known:
                target.placements[pair] = {int(code): int(share) for code, share in step.payload["shares"].items()}
        elif step.kind == "set_reach":
            minimum = step.payload.get("region_minimum")
            target.designs[int(step.payload["function"])] = (str(step.payload["reach"]), minimum)
    return target
