"""The staff behind a scenario's effort: what a full-time year of a team's work costs, and how many persons it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from core.actor import Actor
from core.basis import Basis, basis_of
from functions.models import Scenario
from towers.models import Position
from towers.prices import prices_of

UNKNOWN = -1
PRICED = F("fte") * (F("cost_low") + F("cost_high"))


@dataclass(slots=True)
class Sums:
    """FTE (1/10,000) of known cost, and that times the cost of a full-time year in minor units."""

    fte: int = 0
    money: float = 0.0

    @property
    def rate(self) -> float | None:
        """The mean cost of a full-time year."""
        return self.money / self.fte if self.fte else None


@dataclass(slots=True)
class TeamStaff:
    """Filled positions by team (-1: none): persons, and FTE with their money, of staff and of all."""

    basis: Basis
    heads: dict[int, int] = field(default_factory=dict)
    fte: dict[int, int] = field(default_factory=dict)
    of_staff: dict[int, Sums] = field(default_factory=dict)
    of_all: dict[int, Sums] = field(default_factory=dict)

    def rates(self, teams: Iterable[int]) -> dict[int, float]:
        """Cost of a full-time year of each team's work in minor units: the mean of its positions that lead nobody, else
        of all of its positions, else the mean of all that lead nobody, else of all; empty where no cost is known."""
        for_all = _total(self.of_staff.values()).rate or _total(self.of_all.values()).rate
        found = {team: self._own_rate(team) or for_all for team in teams}
        return {team: rate for team, rate in found.items() if rate is not None}

    def _own_rate(self, team: int) -> float | None:
        own = (sums.get(team, Sums()).rate for sums in (self.of_staff, self.of_all))
        return next((rate for rate in own if rate is not None), None)


def team_staff(actor: Actor, scenario: Scenario) -> TeamStaff:
    """The filled positions of a scenario's baseline by team, in the money that the actor gets to see; one query, on the
    rate card two."""
    found = TeamStaff(basis_of(actor))
    for team, is_leading, heads, fte, known, money in _rows(actor, scenario, found.basis):
        found.heads[team] = found.heads.get(team, 0) + heads
        found.fte[team] = found.fte.get(team, 0) + fte
        for sums in (found.of_all, *(() if is_leading else (found.of_staff,))):
            own = sums.setdefault(team, Sums())
            own.fte += known
            own.money += money
    return found


Row = tuple[int, bool, int, int, int, float]


def _rows(actor: Actor, scenario: Scenario, basis: Basis) -> Iterable[Row]:
    """Team, whether the positions lead, persons, FTE, FTE of known cost and its money."""
    known = Q(cost_low__isnull=False)
    groups = _filled(actor, scenario, ["said__region_id", "grade"] if basis is Basis.CARD else []).annotate(
        persons=Sum("heads"),
        units=Sum("fte"),
        known=Sum("fte", filter=known, default=0),
        priced=Sum(PRICED, filter=known, default=0),
    )
    rows = list(groups.order_by())
    if basis is Basis.COST:
        return [(team, leads, heads, fte, units, priced / 2) for team, leads, heads, fte, units, priced in rows]
    card = prices_of(actor, scenario.baseline, {team: region for team, _, region, *_ in rows}).card
    return [(*row[:2], *row[4:6], *_on_card(card.of(row[0], row[3]), row[5])) for row in rows]


def _on_card(rate: int | None, fte: int) -> tuple[int, float]:
    """FTE whose rate is known, and their money."""
    return (0, 0.0) if rate is None else (fte, float(fte * rate))


def _filled(actor: Actor, scenario: Scenario, by: list[str]) -> QuerySet[Position, Any]:
    """The filled positions grouped by team, by whether they lead, and by more columns."""
    reports = Position.objects.filter(manager=OuterRef("pk")).exclude(status=Position.Status.ELIMINATED)
    said = FilteredRelation("team__baselineteam", condition=Q(team__baselineteam__baseline_id=scenario.baseline_id))
    filled = Position.objects.visible_to(actor).filter(baseline_id=scenario.baseline_id, status=Position.Status.FILLED)
    told = filled.annotate(said=said, leads=Exists(reports), of=Coalesce("team_id", UNKNOWN))
    return told.values_list("of", "leads", *by)


def _total(rows: Iterable[Sums]) -> Sums:
    total = Sums()
    for one in rows:
        total.fte += one.fte
        total.money += one.money
    return total
