"""What a cell of towers by regions shows under each measure."""

from typing import Any

from core.basis import Basis
from core.figures import fte, integer, millions, minor_per_unit, percent, plural
from core.scales import heat_step
from metrics.selectors.organisation import MODES, Cell, phase_sums
from towers.functions_reference import Phase
from towers.models import FTE_UNIT

MEASURES = {
    "fte": "FTE",
    "heads": "Heads",
    "cost": "Cost",
    "phases": "Plan, build, run",
    "orientation": "Orientation",
}
# Cells carry bars in hues of their own: a part of the scale keeps them readable, a small one where bars say most.
PALENESS = dict.fromkeys(MEASURES, 4) | {"phases": 12, "orientation": 12}
LETTERS = {Phase.PLAN: "P", Phase.BUILD: "B", Phase.RUN: "R", Phase.ACROSS: "S"}
WORDS = {**{str(phase): str(phase) for phase in Phase}, str(Phase.ACROSS): "support"}
HIDDEN = "hidden"


class Measure:
    """How cells are shown: by which measure, in which currency, on which money."""

    def __init__(self, name: str, currency: str, basis: Basis) -> None:
        self.name, self.currency, self.basis = name, currency, basis

    def size(self, cell: Cell) -> float:
        """What the colour grows with."""
        if self.name == "cost":
            return cell.cost
        return cell.heads if self.name == "heads" else cell.fte

    def shown(self, cell: Cell, largest: float, *, is_hidden: bool = False) -> dict[str, Any]:
        """The figures, the bar and the colour step of a cell; of a hidden one no count of persons, nor its colour."""
        size = 0 if is_hidden and self.name == "heads" else self.size(cell)
        return {
            "is_there": bool(cell.positions or cell.placed_fte),
            "step": heat_step(size, largest * PALENESS[self.name]),
            "key": self._key(cell, is_hidden),
            "beside": self._beside(cell, is_hidden),
            "modes": [cell.modes[mode] for mode in MODES] if self.name == "orientation" else None,
            "modes_whole": sum(cell.modes.values()),
            "phases": {**phase_sums(cell), "unassigned": cell.unassigned_fte},
            "whole": cell.placed_fte + cell.unassigned_fte,
            "parts": self._parts(cell),
        }

    def _key(self, cell: Cell, is_hidden: bool) -> str:
        if self.name == "cost":
            return self._money(cell)
        if self.name == "heads":
            return HIDDEN if is_hidden else integer(cell.heads)
        return fte(cell.fte)

    def _beside(self, cell: Cell, is_hidden: bool) -> str:
        if self.name == "cost":
            return self._per_fte(cell)
        if self.name == "heads":
            return f"{fte(cell.fte)} FTE"
        if cell.cost:
            return self._money(cell)
        return "" if is_hidden else plural(cell.heads, "head")

    def _money(self, cell: Cell) -> str:
        return f"{millions(cell.cost, self.currency)}m" if cell.cost else "unknown"

    def _per_fte(self, cell: Cell) -> str:
        """Cost of one FTE; with posts of unknown cost it would mislead, and the card has a rate for all."""
        if cell.unpriced and self.basis is Basis.COST:
            return f"{integer(cell.unpriced)} unknown"
        return (
            f"{integer(cell.cost / cell.fte * FTE_UNIT / minor_per_unit(self.currency) / 1_000)}k each"
            if cell.fte and cell.cost
            else ""
        )

    def _parts(self, cell: Cell) -> list[tuple[str, str, str]]:
        """Shares under the bar: what is written before each, the word for it, the share."""
        if self.name == "orientation":
            shares = [(mode, cell.modes[mode] / (sum(cell.modes.values()) or 1)) for mode in MODES]
            return [(mode, mode, "" if share == 1 else percent(share, 0)) for mode, share in shares if share]
        if self.name == "phases":
            told = [(LETTERS[phase], WORDS[phase], cell.share(phase)) for phase in Phase]
            return [(letter, word, integer(share * 100)) for letter, word, share in told if share is not None]
        share = cell.share(Phase.RUN)
        return [("run", "run", percent(share, 0))] if share else []
