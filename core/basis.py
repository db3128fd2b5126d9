"""On which money a figure rests: true cost, for those who may see pay, or the rate card, for everybody else."""

from enum import StrEnum
from typing import Any

from core.actor import Actor


class Basis(StrEnum):
    """What stands for the cost of a position; a figure without money has none (empty)."""

    COST = "cost"
    CARD = "card"

    @property
    def note(self) -> str:
        """What stands beside money that is not the true cost."""
        return "from the rate card" if self is Basis.CARD else ""


def basis_of(actor: Actor) -> Basis:
    """The money that the actor gets to see: the one place that decides it."""
    return Basis.COST if actor.has_pay else Basis.CARD


def seen_outcome(actor: Actor, outcome: dict[str, Any]) -> dict[str, Any]:
    """What came of a run, with what rests on money as the actor gets to see it.

    An outcome that holds the words of both bases has them under `bases`.

    >>> from core.actor import Role
    >>> viewer = Actor(1, "v@example.org", 7, "acme", Role.VIEWER, frozenset(), frozenset())
    >>> seen_outcome(viewer, {"seed": 1, "bases": {"cost": {"share": 0.08}, "card": {"share": 0.07}}})
    {'seed': 1, 'share': 0.07}
    """
    own: dict[str, Any] = outcome.get("bases", {}).get(basis_of(actor), {})
    return {name: value for name, value in outcome.items() if name != "bases"} | own
