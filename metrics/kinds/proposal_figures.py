"""What a proposal is kept as: the changes with their reasons, figures, and what came of the run."""

from __future__ import annotations

from typing import Any

from core.basis import Basis
from functions.projection import HOME
from metrics.computations.optimise import Infeasible
from metrics.computations.optimise_inputs import Choice, Problem, Shares, design_of
from metrics.computations.optimise_reasons import Change, Gain
from metrics.computations.optimise_value import placed, value
from metrics.inputs.proposal_rules import broken_rules, shares_in_units
from metrics.kinds.proposal_run import Explained, ProposalGround
from metrics.results import Figure
from metrics.selectors.proposal_content import Amounts, CellChange, FunctionTotal, ProposalContent, ReachChange
from towers.functions_reference import BY_CODE
from towers.models import Team

SAME = 1e-6  # of a value: a gap below it is rounding


def content_from(ground: ProposalGround, why: Explained) -> ProposalContent:
    """The changes in the order of their gain at the prices at which the proposal was found."""
    choice, problem = why.proposal.choice, ground.main.problem
    teams = Team.objects.in_bulk({ground.pairs[one.cell][0] for one in _changes(ground, why) if one.cell is not None})
    totals = _totals(problem, choice)
    cells = [_cell_change(ground, why, one, teams) for one in _changes(ground, why) if one.cell is not None]
    reaches = [
        _reach_change(why, one, one.function, choice, problem, totals)
        for one in _changes(ground, why)
        if one.function is not None
    ]
    return ProposalContent(
        cells=cells,
        reaches=reaches,
        functions=_function_totals(ground, totals),
        together={basis: _amounts(own.together) for basis, own in why.reasons.items()},
    )


def _changes(ground: ProposalGround, why: Explained) -> tuple[Change, ...]:
    return why.reasons[ground.basis].changes


def _gains(why: Explained, change: Change) -> dict[str, Amounts]:
    """The gain of a change at every price."""
    found = {}
    for basis, own in why.reasons.items():
        same = next(one for one in own.changes if (one.cell, one.function) == (change.cell, change.function))
        found[basis] = _amounts(same.gain)
    return found


def _amounts(gain: Gain) -> Amounts:
    return {"cost": gain.cost, "handoffs": gain.handoffs, "change": gain.change}


def _cell_change(ground: ProposalGround, why: Explained, change: Change, teams: dict[int, Team]) -> CellChange:
    number = change.cell or 0
    cell, option = ground.main.problem.cells[number], why.proposal.choice.options[number]
    team, activity = ground.pairs[number]
    known = ground.main.rows.activities[activity]
    return CellChange(
        team=str(teams[team].uid),
        team_name=teams[team].name,
        activity=str(known.uid),
        activity_name=known.name,
        fte=cell.fte,
        moved=cell.moved(option),
        before=_stored(cell.options[0]),
        after=_stored(cell.options[option]),
        gains=_gains(why, change),
        needed=list(change.needed),
    )


def _stored(shares: Shares) -> dict[str, int]:
    return {str(code): units for code, units in shares_in_units(shares).items()}


def _reach_change(
    why: Explained,
    change: Change,
    function: int,
    choice: Choice,
    problem: Problem,
    totals: dict[int, tuple[float, float]],
) -> ReachChange:
    return ReachChange(
        function=function,
        fte=totals.get(function, (0.0, 0.0))[1],
        before=problem.reaches_of(function)[0],
        after=choice.reach[function],
        gains=_gains(why, change),
        needed=list(change.needed),
    )


def _totals(problem: Problem, choice: Choice) -> dict[int, tuple[float, float]]:
    """FTE by function (or HOME) in the design and in the proposal."""
    sums: list[dict[int, float]] = []
    for one in (design_of(problem), choice):
        by_function: dict[int, float] = {}
        for number, function, share in placed(problem, one):
            by_function[function] = by_function.get(function, 0.0) + share * problem.cells[number].fte
        sums.append(by_function)
    return {code: (sums[0].get(code, 0.0), sums[1].get(code, 0.0)) for code in (*BY_CODE, HOME)}


def _function_totals(ground: ProposalGround, totals: dict[int, tuple[float, float]]) -> list[FunctionTotal]:
    today: dict[int, float] = {}
    for (_, activity), cell in zip(ground.pairs, ground.main.problem.cells, strict=True):
        code = ground.main.rows.activities[activity].function_code
        today[code] = today.get(code, 0.0) + cell.fte
    return [FunctionTotal(code, today.get(code, 0.0), *of) for code, of in totals.items()]


def figures_from(ground: ProposalGround, why: Explained) -> list[Figure]:
    """FTE that move, and what the proposal gains a year by basis."""
    problem, choice = ground.main.problem, why.proposal.choice
    moved = sum(cell.moved(option) for cell, option in zip(problem.cells, choice.options, strict=True))
    gains = [
        Figure("proposal_gain", own.total.total, "money", "assumed", basis=basis) for basis, own in why.reasons.items()
    ]
    return [Figure("proposal_moved_fte", moved, "FTE", "assumed"), *gains]


def found_outcome(ground: ProposalGround, why: Explained, content: ProposalContent) -> dict[str, Any]:
    """What came of it; what rests on money stands once for each basis (`core.basis.seen_outcome`)."""
    proposal, problem = why.proposal, ground.main.problem
    best = value(problem, design_of(problem)).total - proposal.bound
    chosen = zip(ground.pairs, problem.cells, proposal.choice.options, strict=True)
    shares = {pair: shares_in_units(cell.options[option]) for pair, cell, option in chosen}
    return {
        **_about(ground),
        "changes": len(content.cells) + len(content.reaches),
        "moved_fte": content.moved,
        "seconds": proposal.seconds,
        "rounds": proposal.rounds,
        "gap_share": proposal.gap / best if proposal.gap > SAME * abs(proposal.value.total) else 0.0,
        "handoffs": why.handoffs,
        "broken": broken_rules(ground.rules, ground.settings, shares, dict(proposal.choice.reach)),
        "bases": {basis: _money(ground, why, basis) for basis in ground.priced},
    }


def _money(ground: ProposalGround, why: Explained, basis: str) -> dict[str, Any]:
    """`gap`: only at the prices at which it was solved is there a bound."""
    own, (before, after) = why.reasons[basis], why.freed[basis]
    is_main = basis == ground.basis
    return {
        "basis": str(Basis(basis)),
        "gain": _amounts(own.total),
        "objective": value(ground.priced[basis].problem, why.proposal.choice).total,
        "bound": why.proposal.bound if is_main else None,
        "gap": why.proposal.gap if is_main else None,
        "freed_design": before,
        "freed_proposal": after,
    }


def infeasible_outcome(ground: ProposalGround, found: Infeasible) -> dict[str, Any]:
    """Which constraints would have to give way, and by how much."""
    return {
        **_about(ground),
        "conflicts": [{"name": one.name, "missed": one.missed} for one in found.conflicts],
    }


def _about(ground: ProposalGround) -> dict[str, Any]:
    rules = ground.rules.chosen(ground.settings)
    return {
        "scenario": ground.scenario.name,
        "baseline": ground.scenario.baseline.name,
        "has_log": bool(ground.main.tickets.holders),
        "covered": ground.main.tickets.covered,
        "pairs": len(ground.main.tickets.pairs),
        "kept": [one.label for one in ground.rules.keepable() if one.key in rules],
        "found_on": ground.basis,
    }
