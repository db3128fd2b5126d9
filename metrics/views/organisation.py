"""The organisation as it is: towers by regions, with the plan, build, run split of each cell."""

from typing import Any

from core.scales import heat_step
from metrics.selectors.baseline_columns import EVIDENCE_LEVELS
from metrics.selectors.duplication import view_of
from metrics.selectors.newest_results import stored_figures
from metrics.selectors.organisation import UNKNOWN, Cell, OrganisationView, organisation_view, phase_sums
from metrics.selectors.spans import spans_view
from towers.functions_reference import Phase
from towers.models import FTE_UNIT, Baseline
from towers.views.base import BaselinePage, Table

FIGURES = ("duplication_index", "fte_outside_largest", "direct_reports_per_manager", "layers")


# Cells carry bars in the hues of the phases: a quarter of the scale keeps them readable.
PALENESS = 4


class OrganisationPage(BaselinePage):
    """Towers by regions, the whole, and what the data cannot say yet."""

    template_name = "metrics/organisation.html"
    section = "organisation"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything from one reading of the baseline."""
        if self.baseline is None:
            return super().get_context_data(**kwargs)
        view = organisation_view(self.actor, self.baseline)
        whole = view.total()
        return super().get_context_data(
            view=view,
            cells_lead=f"In each cell: filled positions, their {_beside(self.actor.has_pay)}, the split of the effort.",
            split=phase_sums(whole),
            whole=_shown(whole, whole.fte, show_cost=True),
            run_share=whole.share(Phase.RUN),
            shares=[(name, amount / whole.placed_fte if whole.placed_fte else 0) for name, amount in _phases(whole)],
            rows=_rows(view, show_cost=self.actor.has_pay),
            footer=[_shown(view.total(region=region), whole.fte, self.actor.has_pay) for region, _ in view.regions],
            duplication=view_of(view.table),
            spans=spans_view(self.actor, self.baseline),
            how=stored_figures(self.actor, self.baseline, *FIGURES),
            gaps=_gaps(view, whole),
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """A row per tower and region; cost of a cell only with the right to see pay."""
        view = organisation_view(self.actor, baseline)
        headers = ["Tower", "Region", "Positions", "FTE", "Plan FTE", "Build FTE", "Run FTE", "Support FTE"]
        headers += ["Managing people FTE", "Unassigned FTE"] + (
            ["Yearly cost, minor units"] if self.actor.has_pay else []
        )
        towers, regions = dict(view.towers), dict(view.regions)
        rows = (
            [towers[tower], regions[region], *_figures(cell), *([round(cell.cost)] if self.actor.has_pay else [])]
            for (tower, region), cell in sorted(view.cells.items())
        )
        return f"{baseline.name} towers by region", headers, rows


def _beside(has_pay: bool) -> str:
    return "yearly cost" if has_pay else "FTE"


def _figures(cell: Cell) -> list[float]:
    split = [amount for _, amount in _phases(cell)]
    return [cell.positions, cell.fte / FTE_UNIT, *split, cell.management_fte, cell.unassigned_fte]


def _phases(cell: Cell) -> list[tuple[str, float]]:
    return list(phase_sums(cell).items())


def _shown(cell: Cell, largest: int, show_cost: bool) -> dict[str, Any]:
    return {
        "cell": cell,
        "step": heat_step(cell.fte, largest * PALENESS),
        "cost": cell.cost if show_cost and cell.cost else None,
        "phases": {**phase_sums(cell), "unassigned": cell.unassigned_fte},
        "whole": cell.placed_fte + cell.unassigned_fte,
        "run": cell.share(Phase.RUN),
    }


def _rows(view: OrganisationView, show_cost: bool) -> list[dict[str, Any]]:
    """One row per tower: its cells by region, and its sum."""
    largest = max((cell.fte for cell in view.cells.values()), default=0)
    return [
        {
            "tower": name,
            "cells": [
                _shown(view.cells.get((tower, region), Cell()), largest, show_cost) for region, _ in view.regions
            ],
            "total": _shown(view.total(tower=tower), largest, show_cost),
        }
        for tower, name in view.towers
    ]


def _gaps(view: OrganisationView, whole: Cell) -> list[dict[str, Any]]:
    """What limits the figures: a sentence, a size, where to mend it."""
    without_tower, without_region = view.total(tower=UNKNOWN), view.total(region=UNKNOWN)
    weak = {level: view.table.fte_by_evidence.get(level, 0) / FTE_UNIT for level in EVIDENCE_LEVELS}
    gaps = [
        (view.teams_without["tower"], "team", "no tower", without_tower.fte, "FTE stand in no tower"),
        (view.teams_without["region"], "team", "no region", without_region.fte, "FTE stand in no region"),
        (view.positions_without_team, "position", "no team", None, "in no figure by team"),
        (whole.unpriced, "position", "no known cost", None, "labour cost is a lower bound"),
    ]
    found: list[dict[str, Any]] = [
        {"count": count, "what": _lacking(count, noun, lack), "fte": fte, "means": means, "url": f"{noun}s"}
        for count, noun, lack, fte, means in gaps
        if count
    ]
    if whole.unassigned_fte > 0.05:
        means = "the split by phase leaves them out"
        found.append(
            {
                "fte_first": whole.unassigned_fte,
                "what": "FTE have no stated activity",
                "means": means,
                "url": "activities",
            }
        )
    if weak["assumed"]:
        means = "titles and names of teams say no more; bring an effort file"
        found.append(
            {"fte_first": weak["assumed"], "what": "FTE of effort are assumed", "means": means, "url": "activities"}
        )
    return found


def _lacking(count: int, noun: str, lack: str) -> str:
    return f"{noun} has {lack}" if count == 1 else f"{noun}s have {lack}"
