"""Behind what stands beside a saving: the benchmark's source, teams by what is known of them, teams of a queue."""

from __future__ import annotations

import numpy as np

from core.actor import Actor
from metrics.assumptions.effective import effective_assumptions
from metrics.computations.operations import Operations
from metrics.computations.pools import parts_of
from metrics.computations.saving_summary import BAND, BAND_SOURCE
from metrics.inputs.saving_inputs import SavingRows
from metrics.kinds.saving_run import log_of_run, read_rows, scenario_of_run
from metrics.models import Result
from metrics.registry import RowTable
from towers.models import FTE_UNIT, Team

Covered = tuple[float, float]  # FTE, and FTE of them that are covered


def benchmark_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the published range; folds to the figure's end of it."""
    low, high = BAND
    row = [BAND_SOURCE, low, high, "6 to 12"]
    return RowTable(["Source", "Share from", "Share to", "Months"], [row], 1, low if result.d1_key == "low" else high)


def coverage_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: teams with their FTE and those that the figure's kind of knowledge covers; folds to the share."""
    by_team = _covered(_read(result, actor), result.d1_key)
    names = dict(Team.objects.visible_to(actor).filter(pk__in=by_team).values_list("pk", "name"))
    ordered = sorted(by_team.items(), key=lambda entry: (-entry[1][0], entry[0]))
    rows = [[names.get(team, "No team"), fte, covered] for team, (fte, covered) in ordered]
    total = sum(fte for fte, _ in by_team.values())
    folded = min(1.0, sum(covered for _, covered in by_team.values()) / total) if total else 0.0
    return RowTable(["Team", "FTE", "FTE covered"], rows, len(rows), folded)


def _covered(read: SavingRows, kind: str) -> dict[int, Covered]:
    """By team id, -1 for none."""
    staff, efforts = read.staff, read.efforts
    if kind == "cost_known":
        cost_known = zip(staff.team.tolist(), staff.units.tolist(), staff.has_cost.tolist(), strict=True)
        return _sums([(team, (units, units * has_cost)) for team, units, has_cost in cost_known])
    if kind == "effort_of_staff":
        led = zip(staff.team.tolist(), (staff.units - staff.led_units).tolist(), strict=True)
        stated = [(team, (0.0, fte * FTE_UNIT)) for (team, _), fte in efforts.fte.items()]
        return _sums([*((team, (units, 0.0)) for team, units in led), *stated])
    has_tickets = dict(zip(read.team_ids, (read.load.arrivals.sum(axis=1) > 0).tolist(), strict=True))
    work = efforts.ticket_fte().items()
    return {team: (fte, fte * has_tickets[team]) for team, fte in work}


def _sums(units: list[tuple[int, Covered]]) -> dict[int, Covered]:
    """FTE from 1/10,000 of them, added up by team."""
    found: dict[int, Covered] = {}
    for team, (whole, covered) in units:
        before = found.get(team, (0.0, 0.0))
        found[team] = before[0] + whole / FTE_UNIT, before[1] + covered / FTE_UNIT
    return found


def handling_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the teams of the figure's queue with their minutes per ticket, the longest first; folds to the spread."""
    read = _read(result, actor)
    queues = Operations(parts_of(read.inputs))
    place = int(result.d1_key)
    if place >= len(queues.mixed_queues):  # the scenario has moved since
        return RowTable(["Team", "Minutes per ticket"], [], 0)
    members = queues.mixed_queues[place]
    own = np.unique(queues.parts.team[members]).tolist()
    names = Team.objects.visible_to(actor).in_bulk([read.team_ids[at] for at in own])
    minutes = [(names[read.team_ids[at]].name, float(read.inputs.teams.handling_minutes[at])) for at in own]
    rows = [[name, value] for name, value in sorted(minutes, key=lambda row: (-row[1], row[0]))]
    return RowTable(["Team", "Minutes per ticket"], rows, len(rows), queues.handling_spread(members))


def _read(result: Result, actor: Actor) -> SavingRows:
    scenario = scenario_of_run(actor, result.run)
    return read_rows(scenario, log_of_run(actor, result.run), effective_assumptions(actor, scenario), result.basis)
