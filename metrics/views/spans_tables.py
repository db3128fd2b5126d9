"""The downloads of spans and layers and of coordination."""

from core.basis import Basis
from core.figures import dashed
from metrics.computations.span_bands import BAND_CLASSES
from metrics.selectors.coordination import CoordinationView
from metrics.selectors.spans import SpansView
from towers.models import Baseline
from towers.views.base import Table

HIDDEN = "hidden"


def money_header(of: str, basis: Basis) -> str:
    """The column of money, with what stands for pay in it."""
    return f"{of}{f' {basis.note}' if basis.note else ''}, minor units a year"


def minor_units(money: float | None) -> int | str:
    """As downloads write it; empty for unknown."""
    return "" if money is None else round(money)


def managers_table(baseline: Baseline, view: SpansView, basis: Basis) -> Table:
    """A row per manager, the narrowest first."""
    headers = ["Reference", "Title", "Team", "Tower", "Region", "Layer", "Direct reports", "FTE of direct reports"]
    headers += ["Class", "Band", "Fewest", "Most", "In the band", "FTE leading", money_header("Cost of leading", basis)]
    rows = (
        [
            *(row.position["key"], row.position["title"], row.position["team__name"] or ""),
            *(row.place("tower")[1], row.place("region")[1], row.layer, row.heads, row.fte, dashed(row.span_class)),
            *(row.band.label, row.band.low, row.band.high, row.band_class, row.leading_fte, minor_units(row.money)),
        ]
        for row in view.managers
    )
    return f"{baseline.name} managers", headers, rows


def places_table(baseline: Baseline, view: SpansView, kind: str, basis: Basis) -> Table:
    """A row per function, tower or region: managers by class, and what they spend leading."""
    headers = [kind.capitalize(), *(name.capitalize() for name in BAND_CLASSES), "Managers", "FTE leading"]
    rows = (
        [
            *(row.name, *(row.managers[name] for name in BAND_CLASSES), row.count, row.leading_fte),
            minor_units(row.money),
        ]
        for row in view.by(kind)
    )
    return f"{baseline.name} managers by {kind}", [*headers, money_header("Cost of leading", basis)], rows


def branches_table(baseline: Baseline, view: SpansView) -> Table:
    """A row per branch with its longest chain."""
    headers = ["Reference", "Title", "Team", "Managers", "Persons", "Layers", "Longest chain"]
    rows = (
        [
            *(row.position["key"], row.position["title"], row.position["team__name"] or ""),
            *(row.managers, row.heads, row.layers, " > ".join(row.chain)),
        ]
        for row in view.branches
    )
    return f"{baseline.name} branches", headers, rows


def roles_table(baseline: Baseline, view: CoordinationView, by: str, basis: Basis) -> Table:
    """A row per role with coordination."""
    headers = [by.capitalize(), "Persons", "FTE", "FTE of coordination", "Share of the time"]
    rows = (
        [
            *(row.name, HIDDEN if row.is_hidden else row.heads, row.fte),
            *(row.coordination_fte, row.share, minor_units(row.money)),
        ]
        for row in view.roles
    )
    return f"{baseline.name} coordination by {by}", [*headers, money_header("Cost of coordination", basis)], rows
