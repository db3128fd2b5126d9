"""One proposal: read, solved, explained at each price, and valued once more by the full formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from core.actor import Actor
from core.basis import Basis
from functions.models import Scenario
from functions.projection import HOME, Pair
from metrics.assumptions.effective import effective_assumptions
from metrics.computations.optimise import Proposal
from metrics.computations.optimise_inputs import Choice, Problem, design_of
from metrics.computations.optimise_reasons import Reasons, reasons
from metrics.computations.optimise_value import crossing
from metrics.computations.saving_inputs import FUNCTIONS, Placements, SavingInputs
from metrics.computations.savings import savings_at
from metrics.inputs.proposal import Settings, cells_of, problem_of
from metrics.inputs.proposal_rules import RuleGround, bounds_of, rule_ground, wanted_functions
from metrics.inputs.proposal_tickets import Tickets, scaled, tickets_of
from metrics.inputs.saving_evidence import likely_values
from metrics.inputs.saving_inputs import SavingRows
from metrics.kinds.saving_run import read_rows
from services.models import TicketLog
from towers.models import RateCard

NO_TICKETS = Tickets((), (), (), 1.0)


@dataclass(frozen=True, eq=False)
class Priced:
    """The problem at the prices of one basis, with the pairs of its handoffs."""

    rows: SavingRows
    problem: Problem
    tickets: Tickets


@dataclass(frozen=True, eq=False)
class ProposalGround:
    """Everything a proposal is made from. It is found at the first of the bases: the rate card, where there is one, so
    that everybody sees one proposal."""

    scenario: Scenario
    settings: Settings
    likely: Mapping[str, float]
    rules: RuleGround
    priced: dict[str, Priced]

    @property
    def basis(self) -> str:
        """At which prices the proposal is found."""
        return next(iter(self.priced))

    @property
    def main(self) -> Priced:
        """The problem that is solved."""
        return self.priced[self.basis]

    @property
    def pairs(self) -> list[Pair]:
        """Team and activity of each cell."""
        return self.main.rows.pairs


def read_ground(actor: Actor, scenario: Scenario, log: TicketLog | None, settings: Settings) -> ProposalGround:
    """Read the scenario, its rules and the log, on the card and on true cost."""
    assumptions = effective_assumptions(actor, scenario)
    likely, rules = likely_values(assumptions), rule_ground(actor, scenario)
    has_card = RateCard.objects.filter(baseline=scenario.baseline_id).exists()
    priced = {}
    for basis in (Basis.CARD, Basis.COST) if has_card else (Basis.COST,):
        rows = read_rows(scenario, log, assumptions, basis)
        tickets = tickets_of(scenario, rows, log.pk, likely) if log else NO_TICKETS
        cells = cells_of(rows.inputs, likely, wanted_functions(rules, settings, rows.pairs))
        bounds = bounds_of(rules, settings, cells, rows.pairs)
        weighed = tuple(scaled(tickets.pairs, settings.handoff_weight))
        problem = problem_of(rows.inputs, likely, settings, (tickets.holders, weighed), bounds, cells)
        priced[str(basis)] = Priced(rows, problem, tickets)
    return ProposalGround(scenario, settings, likely, rules, priced)


@dataclass(frozen=True, eq=False)
class Explained:
    """A proposal with the reasons of its changes and the freed money of both designs by the full formulas, by basis,
    and the handoffs that are expected to cross units in both, in the log."""

    proposal: Proposal
    reasons: dict[str, Reasons]
    freed: dict[str, tuple[float, float]]
    handoffs: tuple[float, float] | None


def explained(ground: ProposalGround, proposal: Proposal) -> Explained:
    """The reasons at every price, and the figures that the saving and the replay would show."""
    why = {basis: reasons(one.problem, proposal.choice) for basis, one in ground.priced.items()}
    freed = {basis: _freed(ground, one, proposal.choice) for basis, one in ground.priced.items()}
    main = ground.main
    counted = replace(main.problem, pairs=main.tickets.counted)
    expected = (crossing(counted, design_of(counted)), crossing(counted, proposal.choice))
    return Explained(proposal, why, freed, expected if main.tickets.counted else None)


def _freed(ground: ProposalGround, priced: Priced, choice: Choice) -> tuple[float, float]:
    both = [priced.rows.inputs, chosen_inputs(priced.rows.inputs, priced.problem, choice)]
    results = [savings_at([inputs], ground.likely)[0] for inputs in both]
    before, after = (float(result.columns.freed.money[0]) for result in results)
    return before, after


def chosen_inputs(inputs: SavingInputs, problem: Problem, choice: Choice) -> SavingInputs:
    """The inputs of a saving with placements and reach as chosen."""
    found = [
        (row, function, share)
        for row, (cell, option) in enumerate(zip(problem.cells, choice.options, strict=True))
        for function, share in cell.options[option]
        if function != HOME
    ]
    placements = Placements(
        np.array([row for row, _, _ in found], np.int64),
        np.array([function for _, function, _ in found], np.int64),
        np.array([share for _, _, share in found], np.float64),
    )
    reach = tuple(choice.reach.get(function, inputs.design.reach[function - 1]) for function in range(1, FUNCTIONS + 1))
    return replace(inputs, placements=placements, design=replace(inputs.design, reach=reach))
