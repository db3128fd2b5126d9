"""What “undo” and “redo” mean on the board: a person's own last step. Pure."""

from collections.abc import Collection, Sequence

from functions.projection import MERGE, MOVE_CARDS, Step, undone

OF_CARDS = frozenset({"place", MOVE_CARDS})
PLACING = OF_CARDS | {"place_rest", "apply_default_mapping", MERGE}


def step_to_undo(steps: Sequence[Step], own: Collection[int]) -> int | None:
    """The newest of one's `own` steps (by number) in force that moves cards; what others did stays.

    What lies before a step that places everything stays too.

    >>> steps = [Step(1, "place", {}), Step(2, "move", {}), Step(3, "undo", {}, 2), Step(4, "move", {})]
    >>> step_to_undo(steps, {1, 2, 3}), step_to_undo(steps, {4})
    (1, 4)
    >>> step_to_undo([Step(1, "place", {}), Step(2, "apply_default_mapping", {})], {1, 2})
    """
    reversed_now = undone(steps)
    in_force = [step for step in steps if step.kind in PLACING and step.seq not in reversed_now]
    bound = max((step.seq for step in in_force if step.kind not in OF_CARDS), default=0)
    return max((step.seq for step in in_force if step.seq > bound and step.seq in own), default=None)


def step_to_redo(steps: Sequence[Step], own: Collection[int]) -> int | None:
    """The newest of one's `own` undos in force of a step that places effort; reversing it brings the step back.

    None where another step was made after it.

    >>> steps = [Step(1, "place", {}), Step(2, "undo", {}, 1)]
    >>> step_to_redo(steps, {2}), step_to_redo([*steps, Step(3, "undo", {}, 2)], {2, 3}), step_to_redo(steps, {1})
    (2, None, None)
    >>> step_to_redo([*steps, Step(3, "move", {})], {2, 3})
    """
    made = {step.seq for step in steps if step.reverses is None}
    reversed_now, last = undone(steps), max(made, default=0)
    placing = {step.seq for step in steps if step.kind in PLACING}
    open_undos = (step.seq for step in steps if step.reverses in placing and step.seq not in reversed_now)
    return max((seq for seq in open_undos if seq > last and seq in own), default=None)
