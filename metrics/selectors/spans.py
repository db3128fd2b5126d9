"""Who leads how many, and how deep the tree is."""

from dataclasses import dataclass
from typing import Any

from core.actor import Actor
from metrics.computations.columns import Ints
from metrics.computations.spans import SPAN_CLASSES, heads_per_layer, layers, managers_per_class, managers_per_staff
from metrics.computations.spans import spans as spans_of
from metrics.selectors.baseline_columns import StaffTable, staff_table
from towers.models import FTE_UNIT, Baseline

NARROW_BELOW = 4


@dataclass(frozen=True, slots=True)
class ManagerRow:
    """A position with direct reports: its facts, their heads and FTE, its class and layer."""

    position: dict[str, Any]
    heads: int
    fte: float
    span_class: str
    layer: int


@dataclass(frozen=True, slots=True)
class SpansView:
    """Managers (narrowest first), managers per class, heads per layer; ratios are None without managers or staff."""

    staff: StaffTable
    depth: Ints
    managers: list[ManagerRow]
    per_class: list[tuple[str, int]]
    per_layer: list[int]
    managers_per_staff: float | None

    @property
    def mean_span(self) -> float | None:
        """Direct reports (heads) per manager."""
        return sum(row.heads for row in self.managers) / len(self.managers) if self.managers else None

    @property
    def narrow(self) -> list[ManagerRow]:
        """Managers with fewer than four direct reports."""
        return [row for row in self.managers if row.heads < NARROW_BELOW]

    @property
    def roots(self) -> int:
        """Positions without a manager."""
        return int((self.staff.manager < 0).sum())


def spans_view(actor: Actor, baseline: Baseline) -> SpansView:
    """Compute spans and layers of a baseline's posts that are not eliminated."""
    staff = staff_table(actor, baseline)
    found = spans_of(staff.manager, staff.heads, staff.fte_units / FTE_UNIT)
    depth = layers(staff.manager)
    managers = [
        ManagerRow(staff.rows[row], heads, fte, SPAN_CLASSES[span_class], int(depth[row]))
        for row, heads, fte, span_class in zip(
            found.manager.tolist(), found.heads.tolist(), found.fte.tolist(), found.span_class.tolist(), strict=True
        )
    ]
    managers.sort(key=lambda row: (row.heads, row.position["key"]))
    return SpansView(
        staff=staff,
        depth=depth,
        managers=managers,
        per_class=list(zip(SPAN_CLASSES, managers_per_class(found).tolist(), strict=True)),
        per_layer=heads_per_layer(depth, staff.heads).tolist(),
        managers_per_staff=managers_per_staff(staff.manager, staff.heads),
    )
