"""What the tickets of a log cost, by tower, team and what they say, as the actor gets to see money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from django.db.models import Sum
from django.http import Http404

from core.actor import Actor
from core.basis import basis_of
from metrics.computations.columns import Floats, Ints, sums_by
from metrics.computations.ticket_costs import NOBODY, Handlings, SharedCost, handlings, shared_cost
from metrics.computations.whole_parts import whole_parts
from metrics.inputs.staff import read_staff
from metrics.inputs.ticket_load import days_covered
from metrics.selectors.baseline_columns import EVIDENCE_LEVELS
from metrics.selectors.log_columns import LogColumns, columns_of
from metrics.selectors.visible_logs import ReplayLog
from services.facts import facts_of
from towers.models import FTE_UNIT, Baseline, BaselineTeam, Effort

BY = {"tower": "Tower", "product": "Product", "kind": "Kind", "service": "Service", "team": "Team"}
OF_TICKETS = ("product", "kind", "service")
NO_TEAM, NO_TEAM_NAME = "none", "Groups of no team with ticket work"
YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class TicketTeam:
    """A team with ticket-driven effort: its FTE, and what these cost a year in whole minor units.

    `is_stated`: the cost is that of its own staff; else the mean of all staff stands for it.
    """

    key: str
    name: str
    tower_key: str
    tower: str
    fte: float
    cost: int
    is_stated: bool


@dataclass(frozen=True, slots=True)
class CostRow:
    """Tickets of one kind in the log, how often groups had them, and their cost of a year in minor units.

    `high`: with what teams that no group belongs to may have spent on the stays that belong to no team.
    """

    key: str
    name: str
    tickets: int
    stays: int
    linked_stays: int
    cost: int
    high: int
    years: float

    @property
    def tickets_a_year(self) -> float:
        """As many as the log would have in a year."""
        return self.tickets / self.years

    @property
    def each(self) -> float:
        """Cost of one ticket."""
        return self.cost * self.years / self.tickets if self.tickets else 0.0

    @property
    def each_high(self) -> float:
        """The same with what may belong to it."""
        return self.high * self.years / self.tickets if self.tickets else 0.0

    @property
    def coverage(self) -> float:
        """Share of the stays that belong to a team with ticket-driven effort."""
        return self.linked_stays / self.stays if self.stays else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Coding:
    """Which row of a table each handling stands in."""

    codes: Ints
    keys: list[str]
    names: list[str]


@dataclass(frozen=True, eq=False)
class TicketCosts:
    """A log, the teams with ticket-driven effort, and what that costs per handling. `days` of the log make `years`;
    `evidence`: on what most of the effort rests.
    """

    log: ReplayLog
    columns: LogColumns
    teams: list[TicketTeam]
    days: int
    is_priced: bool
    found: Handlings
    shared: SharedCost
    evidence: str

    @property
    def years(self) -> float:
        """How much of a year the log covers."""
        return self.days / YEAR_DAYS

    @cached_property
    def idle(self) -> list[TicketTeam]:
        """Teams with ticket-driven effort that had no ticket of this log, the dearest first."""
        has_ticket = np.bincount(self.found.holder[self.found.holder >= 0], minlength=len(self.teams)) > 0
        idle = [team for team, has in zip(self.teams, has_ticket.tolist(), strict=True) if not has]
        return sorted(idle, key=lambda team: -team.cost)

    @property
    def total(self) -> int:
        """Cost of all ticket-driven effort a year."""
        return sum(team.cost for team in self.teams)

    @property
    def linked(self) -> int:
        """What of it tickets of this log bear."""
        return self.total - sum(team.cost for team in self.idle)

    @property
    def placed(self) -> int:
        """What of it the upper ends hold: all where any stay belongs to no team."""
        return self.total if (self.found.holder == NOBODY).any() else self.linked

    @property
    def stated_share(self) -> float:
        """Of the cost: what rests on the cost of the team's own staff."""
        return sum(team.cost for team in self.teams if team.is_stated) / self.total if self.total else 0.0

    @cached_property
    def whole(self) -> CostRow:
        """All tickets of the log that name a group."""
        everything = np.zeros(len(self.found), np.int64)
        return self._rows(Coding(everything, [""], ["All tickets"]))[0]

    def by(self, kind: str) -> list[CostRow]:
        """The tickets by one of `BY`, the dearest first; a ticket of several teams counts in each of them.

        Costs add up to those of the whole, to the minor unit.
        """
        rows = [row for row in self._rows(self.coding(kind)) if row.tickets]
        return sorted(rows, key=lambda row: (-row.cost, -row.high, row.name))

    def coding(self, kind: str) -> Coding:
        """The rows of a table by one of `BY`."""
        if kind in OF_TICKETS:
            coded = self.columns.attributes[kind]
            names = [label or f"No {kind} said" for label in coded.labels]
            return Coding(coded.codes[self.found.ticket], coded.labels, names)
        places = [(team.key, team.name) if kind == "team" else (team.tower_key, team.tower) for team in self.teams]
        known = [*dict.fromkeys(places), (NO_TEAM, NO_TEAM_NAME)]
        number = {place: at for at, place in enumerate(known)}
        of_team = np.array([*(number[place] for place in places), len(known) - 1], np.int64)
        return Coding(of_team[self.found.holder], [key for key, _ in known], [name for _, name in known])

    def at(self, kind: str, key: str) -> tuple[CostRow, Ints]:
        """A row of a table and its handlings (their places); 404 for what is none. The whole where no kind is named."""
        if not kind:
            return self.whole, np.arange(len(self.found))
        coding = self.coding(kind)
        row = next((row for row in self._rows(coding) if row.key == key and row.tickets), None)
        if row is None:
            raise Http404(f"There is no such {kind} in this log.")
        return row, np.flatnonzero(coding.codes == coding.keys.index(key))

    def of_log(self, yearly: Floats) -> Floats:
        """What a year's cost of handlings is for the tickets of this log, in minor units."""
        return np.asarray(yearly * self.years)

    def _rows(self, coding: Coding) -> list[CostRow]:
        size = len(coding.keys)
        tickets = np.bincount(np.unique(self.found.ticket * size + coding.codes) % size, minlength=size)
        stays = np.bincount(coding.codes, self.found.stays, size)
        linked = np.bincount(coding.codes, np.where(self.found.holder >= 0, self.found.stays, 0), size)
        low = whole_parts(self.linked, sums_by(coding.codes, self.shared.low, size).tolist())
        high = whole_parts(self.placed, sums_by(coding.codes, self.shared.high, size).tolist())
        columns = (coding.keys, coding.names, tickets.tolist(), stays.tolist(), linked.tolist(), low, high)
        return [
            CostRow(key, name, count, int(all_stays), int(own), cost, most, self.years)
            for key, name, count, all_stays, own, cost, most in zip(*columns, strict=True)
        ]


_HANDLED: WeakKeyDictionary[LogColumns, tuple[bytes, Handlings]] = WeakKeyDictionary()


def ticket_costs(
    actor: Actor, baseline: Baseline, log: ReplayLog, time_zone: str, basis: str = ""
) -> TicketCosts | None:
    """The cost of a log's tickets in the money of `basis` (the actor's own unless given); None for a log without a
    ticket that names a group. Days are those of the time zone. Four queries, on the rate card six, and the columns of
    the log.
    """
    columns = columns_of(facts_of(log.pk, log.segments))
    efforts = _ticket_efforts(actor, baseline)
    teams, is_priced = _teams(actor, baseline, efforts, basis or basis_of(actor))
    place = {effort.pk: at for at, effort in enumerate(efforts)}
    holder = np.array([place.get(group.team_id or 0, NOBODY) for group in log.groups()], np.int64)
    found = _handled(columns, holder)
    if not len(found):
        return None
    return TicketCosts(
        log=log,
        columns=columns,
        teams=teams,
        days=days_covered(columns.events.at, time_zone),
        is_priced=is_priced,
        found=found,
        shared=shared_cost(found, np.array([team.cost for team in teams], np.float64)),
        evidence=_evidence(efforts),
    )


@dataclass(slots=True)
class _TicketEffort:
    """Ticket-driven effort of a team in 1/10,000 FTE, by evidence."""

    pk: int
    key: str
    name: str
    units: Counter[str] = field(default_factory=Counter)


def _ticket_efforts(actor: Actor, baseline: Baseline) -> list[_TicketEffort]:
    """By team; one query."""
    rows = Effort.objects.visible_to(actor).filter(baseline=baseline, fte__gt=0, activity__is_ticket_driven=True)
    driven = rows.filter(activity__is_management=False).order_by("team_id", "evidence")
    found: dict[int, _TicketEffort] = {}
    columns = ("team_id", "team__uid", "team__name", "evidence")
    for pk, uid, name, evidence, units in driven.values_list(*columns).annotate(units=Sum("fte")):
        found.setdefault(pk, _TicketEffort(pk, str(uid), name)).units[evidence] += units
    return list(found.values())


def _evidence(efforts: Iterable[_TicketEffort]) -> str:
    """What most of it rests on; of equals the weaker."""
    units: Counter[str] = Counter()
    for effort in efforts:
        units.update(effort.units)
    return max(EVIDENCE_LEVELS, key=lambda level: units[level])


def _handled(columns: LogColumns, holder: Ints) -> Handlings:
    """What each team had of each ticket; that of the teams that were asked for last is kept."""
    key = holder.tobytes()
    known = _HANDLED.get(columns)
    if known is None or known[0] != key:
        known = _HANDLED[columns] = key, handlings(columns.events, columns.stretches, holder)
    return known[1]


def _teams(
    actor: Actor, baseline: Baseline, efforts: Iterable[_TicketEffort], basis: str
) -> tuple[list[TicketTeam], bool]:
    """The teams of these efforts at their staff's mean cost of a full-time year, else that of all staff; whether any
    cost is known.
    """
    staff = read_staff(baseline.pk, basis)
    is_priced = bool(len(staff.units)) and staff.is_priced
    rates = staff.staff_rates() if is_priced else {}
    otherwise = staff.mean_staff_rate if is_priced else 0.0
    placed = BaselineTeam.objects.visible_to(actor).filter(baseline=baseline, tower__isnull=False)
    towers = {row.team_id: row.tower for row in placed.select_related("tower") if row.tower}
    return [
        TicketTeam(
            key=one.key,
            name=one.name,
            tower_key=str(towers[one.pk].uid) if one.pk in towers else "",
            tower=towers[one.pk].name if one.pk in towers else "No tower",
            fte=one.units.total() / FTE_UNIT,
            cost=round(one.units.total() / FTE_UNIT * rates.get(one.pk, otherwise)),
            is_stated=one.pk in rates,
        )
        for one in efforts
    ], is_priced
