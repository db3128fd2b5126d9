"""The organisation as it is: towers by regions under several measures, and the teams behind each cell."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from core.basis import basis_of
from core.figures import fte, plural
from metrics.selectors.baseline_columns import EffortTable, effort_table
from metrics.selectors.duplication import view_of
from metrics.selectors.newest_results import stored_figures
from metrics.selectors.org_chart_lines import ReportingLines
from metrics.selectors.organisation import (
    MODES,
    Cell,
    OrganisationView,
    Staff,
    organisation_view,
    phase_sums,
    staff_by_title,
)
from metrics.selectors.organisation_cell import NONE, CellView, cell_view
from metrics.selectors.organisation_gaps import gaps_of
from metrics.selectors.organisation_roles import ACTIVITY, TITLE, Role, roles_across_modes
from metrics.views.how import organisation_of
from metrics.views.organisation_measures import MEASURES, Measure
from metrics.views.organisation_tables import cells_table, figures_of, headers_of, roles_table, said_of
from towers.functions_reference import Phase
from towers.models import Baseline
from towers.views.base import BaselinePage, Table

FIGURES = ("duplication_index", "fte_outside_largest", "direct_reports_per_manager", "layers")
MOST_ROLES = 12
LEADS = {
    "fte": "In each cell: FTE of filled positions, and the split of the effort. Open a cell for its teams.",
    "heads": "In each cell: persons, an aggregate counted with all of its own. Open a cell for its teams.",
    "cost": "In each cell: what is known of the yearly cost, and of one FTE. Open a cell for its teams.",
    "phases": "In each cell: FTE, and the shares in % of plan, build, run and support in the effort that has a phase.",
    "orientation": "In each cell: FTE, and how much of it stands in digital, conventional and hybrid teams.",
}
KEPT = ("baseline", "measure", "orientation")


class MatrixPage(BaselinePage):
    """What the matrix and its cells read from the address: measure and orientation."""

    section = "organisation"

    @property
    def measure(self) -> str:
        """What cells show; FTE unless the address says otherwise."""
        asked = self.request.GET.get("measure", "")
        return asked if asked in MEASURES else next(iter(MEASURES))

    @property
    def mode(self) -> str:
        """The orientation in view, "" for all."""
        asked = self.request.GET.get("orientation", "")
        return asked if asked in MODES else ""

    @cached_property
    def efforts(self) -> EffortTable:
        """The efforts of the baseline, of all modes."""
        assert self.baseline is not None  # nosec B101 - pages without a baseline show their empty state
        return effort_table(self.actor, self.baseline)

    @cached_property
    def staff(self) -> list[Staff]:
        """The positions of the baseline, summed by team and title."""
        assert self.baseline is not None  # nosec B101 - as above
        return staff_by_title(self.actor, self.baseline, self.efforts)

    def view_of(self, baseline: Baseline) -> OrganisationView:
        """The matrix of the orientation in view."""
        return organisation_view(self.actor, baseline, self.efforts, self.staff, self.mode)

    def query(self, **more: str) -> str:
        """The address's choices with other ones, as a query."""
        kept = {name: self.request.GET.get(name, "") for name in KEPT}
        return f"?{urlencode({name: value for name, value in (kept | more).items() if value})}"


class OrganisationPage(MatrixPage):
    """Towers by regions, the whole, roles of several modes, and what the data cannot say yet."""

    template_name = "metrics/organisation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything from one reading of the baseline."""
        if self.baseline is None:
            return super().get_context_data(**kwargs)
        view = self.view_of(self.baseline)
        whole = view.total()
        roles = roles_across_modes(self.efforts, self.staff)
        return super().get_context_data(
            view=view,
            whole=whole,
            teams=len(view.table.teams),
            measure=self.measure,
            mode=self.mode,
            cells_lead=LEADS[self.measure],
            whole_title=f"The {self.mode} teams" if self.mode else "The whole organisation",
            no_such_team=f"No team is {self.mode}. A team's page says which it is.",
            measures=[(name, label, self.query(measure=name)) for name, label in MEASURES.items()],
            mode_choices=[(mode, self.query(orientation=mode)) for mode in ("", *MODES)],
            split=phase_sums(whole),
            run_share=whole.share(Phase.RUN),
            shares=_shares(whole),
            duplication=view_of(view.table),
            spans=None if self.mode else ReportingLines(self.actor, self.baseline),
            how=stored_figures(self.actor, self.baseline, *FIGURES),
            gaps=gaps_of(view, whole),
            modes=MODES,
            roles=[(role, [role.fte.get(mode) for mode in MODES]) for role in roles[:MOST_ROLES]],
            roles_lead=_roles_lead(roles),
            roles_csv=self.query(format="csv", table="roles"),
            **self._matrix(view),
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """A row per tower and region; `&table=roles`: a row per role of several modes."""
        if self.request.GET.get("table") == "roles":
            return roles_table(baseline, roles_across_modes(self.efforts, self.staff))
        return cells_table(baseline, self.view_of(baseline), basis_of(self.actor))

    def _matrix(self, view: OrganisationView) -> dict[str, Any]:
        """Rows and footer as the measure shows them, each cell with the address of what is behind it."""
        measure = Measure(self.measure, organisation_of(self.request).currency, basis_of(self.actor))
        largest = max((measure.size(cell) for cell in view.cells.values()), default=0)
        uids = _uids(view)

        def one(tower: int | None, region: int | None) -> dict[str, Any]:
            shown = measure.shown(view.total(tower, region), largest, is_hidden=(tower, region) in view.hidden)
            return shown | {"url": self._cell_address(uids, tower, region)}

        regions = [region for region, _ in view.regions]
        return {
            "rows": [
                {"tower": name, "cells": [one(tower, region) for region in regions], "total": one(tower, None)}
                for tower, name in view.towers
            ],
            "footer": [one(None, region) for region in regions],
            "all": one(None, None),
        }

    def _cell_address(self, uids: dict[str, dict[int, str]], tower: int | None, region: int | None) -> str:
        places = {"tower": tower, "region": region}
        chosen = {name: uids[name].get(pk, NONE) for name, pk in places.items() if pk is not None}
        return reverse("organisation-cell", args=[self.actor.organisation_slug]) + self.query(**chosen)


class OrganisationCell(MatrixPage):
    """The teams of one cell, row or column, with the ways to their positions."""

    template_name = "metrics/organisation_cell.html"
    fragment_name = "metrics/organisation_cell_fragment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its teams, the largest first."""
        if self.baseline is None:
            return super().get_context_data(**kwargs)
        found = self._cell(self.baseline)
        asked = {name: self.request.GET.get(name, "") for name in ("tower", "region", "orientation")}
        positions = {"baseline": str(self.baseline.uid), "status": "filled", **asked}
        return super().get_context_data(
            found=found,
            name=_cell_name(found, self.mode),
            run_share=found.total.share(Phase.RUN),
            split={**phase_sums(found.total), "unassigned": found.total.unassigned_fte},
            whole=found.total.placed_fte + found.total.unassigned_fte,
            rows=[_team_row(row, cell) for row, cell in found.teams],
            positions_query=f"?{urlencode({name: value for name, value in positions.items() if value})}",
            matrix_query=self.query(),
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """A row per team."""
        found, is_hidden = self._cell(baseline), not self.actor.has_pay
        headers = ["Team", "Tower", "Region", "Level", "Orientation", *headers_of(basis_of(self.actor))]
        rows = (
            [*(said_of(row) if row else ["No team", "", "", "", ""]), *figures_of(cell, is_hidden=is_hidden)]
            for row, cell in found.teams
        )
        return f"{baseline.name} teams of {_cell_name(found, self.mode)}", headers, rows

    def _cell(self, baseline: Baseline) -> CellView:
        asked = self.request.GET
        return cell_view(self.actor, self.view_of(baseline), asked.get("tower", ""), asked.get("region", ""))


def _cell_name(found: CellView, mode: str) -> str:
    """What the cell is, in words.

    >>> _cell_name(CellView("Server", "Asia", [], Cell()), "hybrid"), _cell_name(CellView("", "", [], Cell()), "")
    ('Server in Asia, hybrid', 'all towers')
    """
    name = f"{found.tower or 'all towers'}{f' in {found.region}' if found.region else ''}"
    return f"{name}, {mode}" if mode else name


def _team_row(row: Any, cell: Cell) -> dict[str, Any]:
    return {
        "row": row,
        "cell": cell,
        "phases": {**phase_sums(cell), "unassigned": cell.unassigned_fte},
        "whole": cell.placed_fte + cell.unassigned_fte,
        "run": cell.share(Phase.RUN),
    }


def _shares(whole: Cell) -> list[tuple[str, float]]:
    """Each phase's share of the effort that has a phase."""
    return [(name, amount / (whole.placed_fte or 1)) for name, amount in phase_sums(whole).items()]


def _uids(view: OrganisationView) -> dict[str, dict[int, str]]:
    """The uids of towers and regions by id."""
    rows = view.table.teams.values()
    return {
        "tower": {row.tower.pk: str(row.tower.uid) for row in rows if row.tower},
        "region": {row.region.pk: str(row.region.uid) for row in rows if row.region},
    }


def _roles_lead(roles: list[Role]) -> str:
    """How many titles and activities several modes have, and how much of them lies outside the largest mode."""
    kinds = [[role for role in roles if role.kind == kind] for kind in (TITLE, ACTIVITY)]
    counts = [plural(len(kinds[0]), "title"), plural(len(kinds[1]), "activity", "activities")]
    outside = [fte(sum(role.outside_largest_fte for role in kind)) for kind in kinds]
    return (
        f"{counts[0]} and {counts[1]} occur in digital, conventional or hybrid teams alike; "
        f"{outside[0]} FTE by title and {outside[1]} FTE by activity stand outside the mode that has most."
    )
