"""Behind what partners would take over: the effort that the levers leave in sourced functions, at both prices."""

import numpy as np

from core.actor import Actor
from metrics.assumptions.effective import effective_assumptions
from metrics.computations.operations import Operations
from metrics.computations.pools import parts_of
from metrics.computations.saving_inputs import Assumptions
from metrics.computations.staff_levers import freed_by_lever
from metrics.inputs.saving_evidence import likely_values
from metrics.kinds.saving_run import log_of_run, read_rows, scenario_of_run
from metrics.models import Result
from metrics.registry import RowTable
from towers.functions_reference import BY_CODE
from towers.models import Team

HEADERS = ["Function", "Team", "Activity", "FTE left", "Cost of a year today", "Partner’s rate", "Money a year"]


def sourcing_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the effort left by team and activity, in the figure's function or in all; folds to the likely case."""
    scenario = scenario_of_run(actor, result.run)
    assumptions = effective_assumptions(actor, scenario)
    read = read_rows(scenario, log_of_run(actor, result.run), assumptions, result.basis)
    parts, known = parts_of(read.inputs), Assumptions(likely_values(assumptions))
    freed = sum(freed_by_lever(parts, Operations(parts), known).values())
    left, asked = parts.fte - np.asarray(freed)[:, 0], read.inputs.design.partner_rate[parts.function - 1]
    is_shown = ~parts.is_home & ~np.isnan(asked)
    if result.d1_key:
        is_shown &= parts.function == int(result.d1_key)
    money = left * (parts.rate - asked)
    ordered = sorted(np.flatnonzero(is_shown).tolist(), key=lambda at: -abs(float(money[at])))
    teams = Team.objects.visible_to(actor).in_bulk({read.pairs[parts.row[at]][0] for at in ordered})
    rows = []
    for at in ordered:
        team, activity = read.pairs[parts.row[at]]
        place = [BY_CODE[int(parts.function[at])].name, teams[team].name, read.activities[activity].name]
        rows.append([*place, *(float(column[at]) for column in (left, parts.rate, asked, money))])
    return RowTable(HEADERS, rows, len(rows), float(money[is_shown].sum()))
