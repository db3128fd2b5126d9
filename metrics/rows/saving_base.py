"""Behind what a saving is measured against: positions, effort by function, evidence, and the assumptions."""

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from django.db.models import Sum

from core.actor import Actor
from metrics.assumptions.effective import effective_assumption, effective_assumptions
from metrics.computations.pools import parts_of
from metrics.computations.release import UNITS_PER_FTE
from metrics.inputs.efforts import read_efforts
from metrics.inputs.staff import Staff, read_staff
from metrics.kinds.saving_context import STATED
from metrics.kinds.saving_run import log_of_run, read_rows, scenario_of_run
from metrics.models import Result
from metrics.registry import Rows, RowTable
from metrics.rows.saving_lines import MONEY, manager_rows
from metrics.selectors.results import lines_behind
from towers.models import FTE_UNIT, Activity, Effort, Position, Team

Fold = Callable[[Staff], float]
FOLDS: dict[str, Fold] = {
    "labour_cost": lambda staff: staff.labour_cost,
    "fte_in_scope": lambda staff: staff.fte,
    "managers": lambda staff: float(staff.led_units.sum()) / UNITS_PER_FTE,
}


def positions_of(metric: str) -> Rows:
    """Rows: the filled positions of the baseline, priced as the figure is; folds as the metric."""
    fold = FOLDS[metric]

    def rows(result: Result, actor: Actor) -> RowTable:
        staff = _staff(result, actor)
        return RowTable(*_position_table(staff, actor), len(staff.position), fold(staff))

    return rows


def managers_of(result: Result, actor: Actor) -> RowTable:
    """Rows: of today the positions, of the target what the spans free by region."""
    return positions_of("managers")(result, actor) if result.d2_key == "today" else manager_rows(result, actor)


def cost_evidence_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: FTE by how their cost is known; folds to the share of the figure's kind."""
    shares = _staff(result, actor).cost_evidence()
    return RowTable(["Evidence", "Share of FTE"], _pairs(shares), len(shares), shares[result.d1_key])


def effort_evidence_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the effort by team, activity and evidence; folds to the share of the figure's kind."""
    return _evidence_table(result, actor, (result.d1_key,))


def effort_stated_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the same; folds to the share that was measured or surveyed."""
    return _evidence_table(result, actor, STATED)


def _evidence_table(result: Result, actor: Actor, kinds: Collection[str]) -> RowTable:
    of_baseline = Effort.objects.visible_to(actor).filter(baseline=scenario_of_run(actor, result.run).baseline_id)
    efforts = (
        of_baseline.filter(activity__is_management=False, fte__gt=0)
        .values_list("team__name", "activity__name", "evidence")
        .annotate(units=Sum("fte"))
        .order_by("-units", "team__name", "activity__name")
    )
    rows = [[team, activity, evidence, units / FTE_UNIT] for team, activity, evidence, units in efforts]
    by_kind = [(evidence, units) for _, _, evidence, units in efforts]
    total = sum(units for _, units in by_kind) or 1
    folded = sum(units for evidence, units in by_kind if evidence in kinds) / total
    return RowTable(["Team", "Activity", "Evidence", "FTE"], rows, len(rows), folded)


def effect_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the assumption as it holds for the scenario; a correlation is no sum of rows, so nothing is folded."""
    known = effective_assumption(actor, result.d1_key, scenario_of_run(actor, result.run))
    row = [known.label, known.low, known.likely, known.high, known.unit, known.evidence, known.source]
    return RowTable(["Assumption", "Low", "Likely", "High", "Unit", "Evidence", "Source"], [row], 1)


def headcount_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the effort of the function by team and activity, in the target less what the levers free of it."""
    if result.d2_key == "change":
        return _change_table(result, actor)
    read = _effort_in_today if result.d2_key == "today" else _effort_in_target
    return _effort_table(read(result, actor))


def _change_table(result: Result, actor: Actor) -> RowTable:
    """Rows: the effort by team and activity on both sides; folds to the sum of their differences."""
    today = {(team, activity): fte for team, activity, fte, _ in _effort_in_today(result, actor)}
    target = {(team, activity): fte - freed for team, activity, fte, freed in _effort_in_target(result, actor)}
    pairs = sorted({*today, *target})
    teams, activities = _named(pairs)
    sides = [(pair, today.get(pair, 0.0), target.get(pair, 0.0)) for pair in pairs]
    ordered = sorted(sides, key=lambda side: -abs(side[2] - side[1]))
    rows = [[teams[t].name, activities[a].name, before, after, after - before] for (t, a), before, after in ordered]
    headers = ["Team", "Activity", "FTE today", "FTE in the target", "FTE more or less"]
    return RowTable(headers, rows, len(rows), sum(after - before for _, before, after in ordered))


_Effort = tuple[int, int, float, float]  # team id, activity id, FTE there, FTE freed


def _effort_in_today(result: Result, actor: Actor) -> list[_Effort]:
    efforts, function = read_efforts(scenario_of_run(actor, result.run).baseline_id), int(result.d1_key)
    rows = ((team, activity, fte) for (team, activity), fte in efforts.fte.items())
    return [(t, a, fte, 0.0) for t, a, fte in rows if efforts.activities[a].function_code == function]


def _effort_in_target(result: Result, actor: Actor) -> list[_Effort]:
    function = int(result.d1_key)
    scenario = scenario_of_run(actor, result.run)
    read = read_rows(scenario, log_of_run(actor, result.run), effective_assumptions(actor, scenario), result.basis)
    parts = parts_of(read.inputs)
    lines = lines_behind(result, actor).filter(function_code=function)
    freed: dict[tuple[int | None, int | None], float] = {}
    for team, activity, fte in lines.values_list("team_id", "activity_id", "fte"):
        freed[team, activity] = freed.get((team, activity), 0.0) + fte
    there: dict[tuple[int, int], float] = {}
    for at in np.flatnonzero(parts.function == function).tolist():
        pair = read.pairs[parts.row[at]]
        there[pair] = there.get(pair, 0.0) + float(parts.fte[at])
    return [(team, activity, fte, freed.get((team, activity), 0.0)) for (team, activity), fte in there.items()]


def _effort_table(efforts: list[_Effort]) -> RowTable:
    teams, activities = _named([(team, activity) for team, activity, _, _ in efforts])
    ordered = sorted(efforts, key=lambda row: (-row[2], row[0], row[1]))
    rows = [[teams[t].name, activities[a].name, fte, freed, fte - freed] for t, a, fte, freed in ordered]
    headers = ["Team", "Activity", "FTE", "Freed", "FTE left"]
    return RowTable(headers, rows, len(ordered), sum(fte - freed for _, _, fte, freed in ordered))


def _named(pairs: Collection[tuple[int, int]]) -> tuple[dict[int, Team], dict[int, Activity]]:
    teams = Team.objects.in_bulk({team for team, _ in pairs})
    return teams, Activity.objects.in_bulk({activity for _, activity in pairs})


def _staff(result: Result, actor: Actor) -> Staff:
    return read_staff(scenario_of_run(actor, result.run).baseline_id, result.basis)


def _position_table(staff: Staff, actor: Actor) -> tuple[list[str], list[list[Any]]]:
    shown = staff.position.tolist()
    known = Position.objects.visible_to(actor).select_related("team").in_bulk(shown)
    cost = staff.cost.tolist()
    rows = []
    for place, position in enumerate(shown):
        row = known[position]
        facts = [row.key, row.title, row.team.name if row.team else "No team", int(staff.units[place])]
        rows.append([*facts, int(staff.led_units[place]), cost[place]])
    return ["Position", "Title", "Team", "FTE", "FTE leading", MONEY], rows


def _pairs(shares: dict[str, float]) -> list[list[Any]]:
    return [[kind, share] for kind, share in shares.items()]
