"""One computation of a saving: inputs and assumptions read, then all draws and the likely case computed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.actor import Actor
from core.basis import Basis
from core.errors import UserError
from core.models import Run
from functions.models import Scenario
from metrics.assumptions.effective import EffectiveAssumption, effective_assumptions
from metrics.computations.pert import draws
from metrics.computations.saving_inputs import Floats
from metrics.computations.savings import SavingLine, SavingResult, saving_lines, savings_at
from metrics.inputs.saving_evidence import SavingEvidence, likely_values
from metrics.inputs.saving_inputs import SavingRows, read_saving_inputs
from metrics.inputs.versions import LOG_INPUT, versions_today
from metrics.kinds.baseline_input import reader_of_run
from metrics.results import is_stale
from services.models import TicketLog
from towers.models import RateCard

DRAWS = 10_000
OUTPUT_METRICS = "output_metrics"


@dataclass(frozen=True, eq=False)
class SavingRun:
    """What a run of the kind `savings` rests on and what it gave, on true cost or on the rate card."""

    basis: Basis
    rows: SavingRows
    assumptions: list[EffectiveAssumption]
    drawn: Mapping[str, Floats]
    result: SavingResult
    likely: SavingResult
    lines: list[SavingLine]

    @property
    def likely_values(self) -> dict[str, float]:
        """Every assumption at its likely value."""
        return likely_values(self.assumptions)


def scenario_of_run(actor: Actor, run: Run) -> Scenario:
    """The scenario among the run's inputs."""
    scenarios = Scenario.objects.visible_to(actor).select_related("baseline", "organisation")
    return scenarios.get(pk=run.inputs.get(kind="scenario").object_id)


def log_of_run(actor: Actor, run: Run) -> TicketLog | None:
    """The log among the run's inputs, if there is one."""
    used = run.inputs.filter(kind=LOG_INPUT).first()
    return TicketLog.objects.visible_to(actor).get(pk=used.object_id) if used else None


def read_rows(
    scenario: Scenario, log: TicketLog | None, assumptions: list[EffectiveAssumption], basis: str
) -> SavingRows:
    """The inputs; output metrics count only where somebody stated a value for them."""
    stated = {known.code for known in assumptions if known.origin != "default"}
    return read_saving_inputs(
        scenario, likely_values(assumptions), log.pk if log else None, OUTPUT_METRICS in stated, basis
    )


def read_evidence(run: Run, scenario: Scenario, log: TicketLog | None) -> SavingEvidence:
    """Everything that the run computes from: on true cost and, where the baseline has a rate card, on the card."""
    assumptions = effective_assumptions(reader_of_run(run), scenario)
    has_card = RateCard.objects.filter(baseline=scenario.baseline_id).exists()
    bases = list(Basis) if has_card else [Basis.COST]
    try:
        rows = {str(basis): read_rows(scenario, log, assumptions, basis) for basis in bases}
    except ValueError as error:
        raise _unfit(error) from error
    return SavingEvidence(int(run.params["seed"]), int(run.params["draws"]), assumptions, rows)


def computed(evidence: SavingEvidence) -> list[SavingRun]:
    """The draws under the seed, and the likely case: on true cost first, then the same draws on the rate card."""
    likely, entries = evidence.likely, [known.entry for known in evidence.assumptions]
    found = []
    try:
        drawn = draws(entries, evidence.draws, evidence.seed, likely["correlation"])
        inputs = [one.inputs for one in evidence.rows.values()]
        results = zip(savings_at(inputs, drawn), savings_at(inputs, likely), strict=True)
        for (basis, own), (result, likely_case) in zip(evidence.rows.items(), results, strict=True):
            lines = saving_lines(own.inputs, likely)
            found.append(SavingRun(Basis(basis), own, evidence.assumptions, drawn, result, likely_case, lines))
    except ValueError as error:
        raise _unfit(error) from error
    return found


def _unfit(error: ValueError) -> UserError:
    """Says which input or assumption no formula can take."""
    return UserError(str(error))


def require_unmoved(run: Run) -> None:
    """Refuse to keep a result whose inputs moved after it was asked for; called in the final transaction."""
    if is_stale(run, versions_today(reader_of_run(run), run)):
        raise UserError("The inputs of this computation were changed before it ended. Start it again.")
