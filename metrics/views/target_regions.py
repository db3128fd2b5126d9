"""Functions by regions of a scenario."""

from typing import Any

from core.figures import fte, integer, percent
from core.scales import heat_step
from core.views.base import Table
from functions.models import Design
from functions.projection import HOME
from metrics.selectors.target_effort import GLOBAL, function_name, phase_of
from metrics.selectors.target_regions import REST, Regions, regions_of
from metrics.views.organisation_measures import HIDDEN
from metrics.views.target_pages import TargetPage, function_word
from towers.functions_reference import FUNCTIONS

MEASURES = {"fte": "FTE", "cost": "Cost", "positions": "Positions"}
LEADS = {
    "fte": "Today's effort in FTE where the scenario places it, and its share of the function; under All of the whole.",
    "cost": "What today's effort costs at the mean cost of each team's work, in {currency} m a year, and its FTE.",
    "positions": "Positions divided over the work of their team in whole numbers, and the FTE that they come with.",
}
PALENESS = 1.6
LEAST_WHOLE = 0.01  # shares below a hundredth are written with a decimal
RESTS = "Leads others, or work nobody stated"


class ScenarioRegions(TargetPage):
    """A row per function, a column per region and one for pools of all regions."""

    template_name = "metrics/target_regions.html"
    address = "scenario-regions"
    kept = ("measure",)

    @property
    def measure(self) -> str:
        """FTE unless the address says otherwise."""
        return self.chosen("measure", tuple(MEASURES))

    def view(self) -> Regions:
        """Staff is read where persons or money are shown."""
        is_counted = self.measure != "fte" or self.request.GET.get("format") == "csv"
        return regions_of(self.actor, self.target, self.staff if is_counted else None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows, columns and their totals."""
        view = self.view()
        places = [place for place, _ in view.places]
        largest = max((self._size(view, code, place) for code, place in view.cells), default=0.0)
        codes: list[int] = [function.code for function in FUNCTIONS]
        codes += [
            code for code in (HOME, *((REST,) if self.measure == "positions" else ())) if self._is_there(view, code)
        ]
        return super().get_context_data(
            heading=self._heading(view),
            lead=LEADS[self.measure].format(currency=self.currency),
            measure=self.measure,
            measures=[(name, label, self.query(measure=name)) for name, label in MEASURES.items()],
            places=[name for _, name in view.places],
            rows=[
                {
                    "label": RESTS if code == REST else function_name(code),
                    "phase": "" if code == REST else phase_of(code),
                    "reach": self._reach(code),
                    "cells": [self._cell(view, code, place, largest) for place in places],
                    "total": self._cell(view, code, None, largest),
                }
                for code in codes
            ],
            footer=[self._cell(view, None, place, largest) for place in [*places, None]],
            is_unknown=self.measure == "cost" and not view.has_cost,
            has_hidden=self.measure == "positions" and bool(view.hidden),
            **kwargs,
        )

    def table(self, wanted: str) -> Table:
        """A row per function and place."""
        view = self.view()
        names = dict(view.places)
        headers = ["Function", "Phase", "Reach", "Pool", "FTE", self.money_header, "Positions"]
        rows = (
            [
                RESTS if code == REST else function_name(code),
                "" if code == REST else phase_of(code),
                self._reach(code),
                names[place],
                round(cell.fte, 4),
                round(cell.cost) if view.has_cost else "",
                HIDDEN if view.heads(code, place) is None else cell.heads,
            ]
            for (code, place), cell in sorted(
                view.cells.items(), key=lambda row: (row[0][0] if row[0][0] > 0 else 12 - row[0][0], names[row[0][1]])
            )
        )
        return Table(f"{self.scenario.name} functions by regions", headers, rows)

    def _is_there(self, view: Regions, code: int) -> bool:
        return any(of == code for of, _ in view.cells)

    def _reach(self, code: int) -> str:
        """The reach of a function in words."""
        return str(Design.Reach(self.target.reach(code)).label).casefold() if code > 0 else ""

    def _heading(self, view: Regions) -> str:
        """The finding: how much one pool for all regions takes."""
        whole, stays, pooled = (view.total(*spot).fte for spot in ((), (HOME,), (None, GLOBAL)))
        if not whole:
            return "This baseline has no effort to place"
        if stays == whole:
            return f"All {fte(whole)} FTE stay in their teams"
        if not pooled:
            return f"Every region does its own work; none of {fte(whole)} FTE is in a global pool"
        if pooled == whole:
            return f"All {fte(whole)} FTE are in global pools"
        return f"{percent(pooled / whole, 0)} of the effort is in global pools: {fte(pooled)} of {fte(whole)} FTE"

    def _size(self, view: Regions, code: int | None, place: str | None) -> float:
        if self.measure == "positions":
            return float(view.heads(code, place) or 0)
        cell = view.total(code, place)
        return cell.cost if self.measure == "cost" else cell.fte

    def _cell(self, view: Regions, code: int | None, place: str | None, largest: float) -> dict[str, Any]:
        cell, heads = view.total(code, place), view.heads(code, place)
        size = 0.0 if code is None or place is None else self._size(view, code, place)
        return {
            "is_there": bool(cell.fte or cell.heads),
            "step": heat_step(size, largest * PALENESS),
            "key": self._key(cell.fte, cell.cost, heads),
            "beside": self._beside(view, code if place else None, cell.fte),
            "url": "" if code == REST or not cell.fte else self._behind(code, place),
        }

    def _key(self, amount: float, cost: float, heads: int | None) -> str:
        if self.measure == "positions":
            return HIDDEN if heads is None else integer(heads)
        return self.bare(self.measure, amount, cost)

    def _beside(self, view: Regions, code: int | None, amount: float) -> str:
        if self.measure != "fte":
            return f"{fte(amount)} FTE" if amount else ""
        share = amount / (view.total(code).fte or 1.0)
        return percent(share, 0 if share >= LEAST_WHOLE else 1)

    def _behind(self, code: int | None, place: str | None) -> str:
        return self.effort_address(function="" if code is None else function_word(code), place=place or "")
