"""What “undo” and “redo” mean on the board: the step that they reverse. Pure."""

from collections.abc import Sequence

from functions.projection import MOVE_CARDS, Step, undone

OF_CARDS = frozenset({"place", MOVE_CARDS})
PLACING = OF_CARDS | {"place_rest", "apply_default_mapping"}


def step_to_undo(steps: Sequence[Step]) -> int | None:
    """The newest step in force that moves cards; what lies before a step that places everything stays.

    >>> step_to_undo([Step(1, "place", {}), Step(2, "move", {}), Step(3, "undo", {}, 2)])
    1
    >>> step_to_undo([Step(1, "place", {}), Step(2, "apply_default_mapping", {})])
    """
    reversed_now = undone(steps)
    in_force = [step for step in steps if step.kind in PLACING and step.seq not in reversed_now]
    newest = max(in_force, key=lambda step: step.seq, default=None)
    return newest.seq if newest and newest.kind in OF_CARDS else None


def step_to_redo(steps: Sequence[Step]) -> int | None:
    """The newest undo in force of a step that places effort; reversing it brings the step back.

    None where another step was made after it.

    >>> steps = [Step(1, "place", {}), Step(2, "undo", {}, 1)]
    >>> step_to_redo(steps), step_to_redo([*steps, Step(3, "undo", {}, 2)]), step_to_redo([*steps, Step(3, "move", {})])
    (2, None, None)
    """
    made = {step.seq for step in steps if step.reverses is None}
    reversed_now, last = undone(steps), max(made, default=0)
    placing = {step.seq for step in steps if step.kind in PLACING}
    open_undos = (step.seq for step in steps if step.reverses in placing and step.seq not in reversed_now)
    return max((seq for seq in open_undos if seq > last), default=None)
