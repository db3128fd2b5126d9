"""The filled positions of a baseline: who leads, what a full-time year costs, and how well that is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db.models import Exists, OuterRef, Sum

from core.basis import Basis
from core.errors import UserError
from metrics.computations.release import UNITS_PER_FTE
from metrics.computations.saving_inputs import UNKNOWN, Flags, Floats, Ints
from towers.models import Effort, Position
from towers.prices import card_rates


@dataclass(frozen=True, eq=False)
class Staff:
    """Filled positions, one row each: team id (-1: none), FTE in 1/10,000, heads, cost of a full-time year (NaN:
    unknown), whether that cost is exact (a band counts with its middle), and the FTE in 1/10,000 spent leading others.
    `card`: the rate of each from the rate card, where that stands in for the cost.
    """

    position: Ints
    team: Ints
    units: Ints
    heads: Ints
    stated_cost: Floats
    is_exact: Flags
    led_units: Ints
    card: Floats | None = None

    @property
    def is_manager(self) -> Flags:
        """Leads others for a part of the time that is known and above 0."""
        return np.asarray(self.led_units > 0)

    @property
    def has_cost(self) -> Flags:
        """The source states what a full-time year costs."""
        return np.asarray(~np.isnan(self.stated_cost))

    @cached_property
    def cost(self) -> Floats:
        """Cost of a full-time year: the rate of the card, or the stated cost; where that is unknown the mean of the
        team's positions of the same kind (managers or staff), else of all of the kind, else of all. Raises UserError
        where no position states a cost.
        """
        if self.card is not None:
            return self.card
        if not self.has_cost.any():
            raise UserError(
                "No filled position of this baseline states what it costs, so nothing can be valued. "
                "Import a staff list with yearly cost or pay, exact or as a band."
            )
        overall = _mean(self.stated_cost, self.units, self.has_cost)
        priced = self.stated_cost.copy()
        for kind in (self.is_manager, ~self.is_manager):
            known = kind & self.has_cost
            of_kind = _mean(self.stated_cost, self.units, known) if known.any() else overall
            by_team = _means_by_team(self.team, self.stated_cost, self.units, known)
            for row in np.flatnonzero(kind & ~self.has_cost).tolist():
                priced[row] = by_team.get(int(self.team[row]), of_kind)
        return priced

    def staff_rates(self) -> dict[int, float]:
        """Mean cost of a full-time year of the staff (managers left out) by team id; of unknown cost only on a card."""
        if self.card is not None:
            return _means_by_team(self.team, self.card, self.units, ~self.is_manager)
        return _means_by_team(self.team, self.stated_cost, self.units, ~self.is_manager & self.has_cost)

    @property
    def mean_staff_rate(self) -> float:
        """Mean cost of a full-time year of all staff, 0 without any: for the effort of teams that have none."""
        own = ~self.is_manager & (self.units > 0)
        return _mean(self.cost, self.units, own) if own.any() else 0.0

    @property
    def is_priced(self) -> bool:
        """Whether the positions can be valued: each has a rate on the card, or some state what they cost."""
        return bool(self.has_cost.any()) if self.card is None else not np.isnan(self.card).any()

    @property
    def labour_cost(self) -> float:
        """L: sum of FTE x cost over the filled positions, money in minor units a year."""
        return float(self.units @ self.cost) / UNITS_PER_FTE

    @property
    def fte(self) -> float:
        """FTE of the filled positions."""
        return float(self.units.sum()) / UNITS_PER_FTE

    def cost_evidence(self) -> dict[str, float]:
        """Share of the FTE by how their cost is known: measured (exact), benchmark (a band), assumed (a mean)."""
        total = float(self.units.sum()) or 1.0
        exact, stated = self.is_exact & self.has_cost, self.has_cost
        return {
            "measured": float(self.units[exact].sum()) / total,
            "surveyed": 0.0,
            "benchmark": float(self.units[stated & ~exact].sum()) / total,
            "assumed": float(self.units[~stated].sum()) / total,
        }


def read_staff(baseline_id: int, basis: str = Basis.COST) -> Staff:
    """The filled positions above 0 FTE, on true cost or on the rate card.

    Whoever has reports leads: for the part of the position's effort that is management where effort is stated by
    position, else for the whole position. A leader whose effort has no management in it counts as staff.
    """
    of_baseline = Position.objects.filter(baseline_id=baseline_id)
    reports = of_baseline.filter(manager=OuterRef("pk")).exclude(status=Position.Status.ELIMINATED)
    filled = of_baseline.filter(status=Position.Status.FILLED, fte__gt=0).annotate(leads=Exists(reports)).order_by("pk")
    rows = list(filled.values_list("pk", "team_id", "fte", "heads", "cost_low", "cost_high", "leads", "grade"))
    stated, led = _effort_by_position(baseline_id)
    managing = {pk: led.get(pk, 0) for pk in stated}
    led_units = [units_leading(fte, managing.get(pk), leads=leads) for pk, _, fte, _, _, _, leads, _ in rows]
    known = [(low, high) if low is not None and high is not None else None for _, _, _, _, low, high, _, _ in rows]
    return Staff(
        position=_ints([row[0] for row in rows]),
        team=_ints([UNKNOWN if row[1] is None else row[1] for row in rows]),
        units=_ints([row[2] for row in rows]),
        heads=_ints([row[3] for row in rows]),
        stated_cost=np.array([(band[0] + band[1]) / 2 if band else np.nan for band in known], np.float64),
        is_exact=np.array([band is not None and band[0] == band[1] for band in known], bool),
        led_units=_ints(led_units),
        card=_card(baseline_id, [(row[1], row[7]) for row in rows]) if basis == Basis.CARD else None,
    )


def units_leading(fte: int, managing: int | None, *, leads: bool) -> int:
    """Return what of a post (1/10,000 FTE) is spent leading others: `managing` is the management that is stated of it,
    None where nothing is stated of the post at all.

    >>> units_leading(10_000, 6_000, leads=True), units_leading(10_000, None, leads=True)
    (6000, 10000)
    >>> units_leading(10_000, 6_000, leads=False)
    0
    """
    if not leads:
        return 0
    return fte if managing is None else min(fte, managing)


def _card(baseline_id: int, places: list[tuple[int | None, str]]) -> Floats:
    """The rate of each team and grade."""
    card = card_rates(baseline_id)
    return np.array([card.of(team, grade) for team, grade in places], np.float64)


def _effort_by_position(baseline_id: int) -> tuple[set[int], dict[int, int]]:
    """The positions that state their effort, and how much of it is management, in 1/10,000 FTE."""
    rows = (
        Effort.objects.filter(baseline_id=baseline_id, position__isnull=False)
        .values_list("position_id", "activity__is_management")
        .annotate(units=Sum("fte"))
    )
    totals = [(int(position or 0), is_management, units) for position, is_management, units in rows]
    return {position for position, _, _ in totals}, {position: units for position, led, units in totals if led}


def _ints(values: list[int]) -> Ints:
    return np.array(values, np.int64)


def _mean(cost: Floats, units: Ints, chosen: Flags) -> float:
    return float(cost[chosen] @ units[chosen]) / float(units[chosen].sum())


def _means_by_team(team: Ints, cost: Floats, units: Ints, chosen: Flags) -> dict[int, float]:
    names, place = np.unique(team[chosen], return_inverse=True)
    money = np.bincount(place, cost[chosen] * units[chosen], minlength=len(names))
    weight = np.bincount(place, units[chosen], minlength=len(names))
    return dict(zip(names.tolist(), (money / weight).tolist(), strict=True))
