"""The run kind `savings`: what a scenario could save, as a range."""

from __future__ import annotations

from typing import Any

from core.actor import Actor
from core.models import Run
from core.runs.actions import request_run
from core.runs.registry import Finish, Progress, RunKind
from functions.models import Scenario
from metrics.computations.operations import Operations
from metrics.computations.pools import parts_of
from metrics.computations.saving_summary import BandVerdict, band_verdict
from metrics.computations.savings import SavingLine as ComputedLine
from metrics.inputs.freezing import frozen_text, thawed
from metrics.inputs.versions import assumptions_input, log_input, rate_card_input, scenario_inputs
from metrics.kinds.artifacts import store_arrays, store_text
from metrics.kinds.baseline_input import reader_of_run
from metrics.kinds.saving_figures import saving_figures
from metrics.kinds.saving_run import (
    DRAWS,
    SavingRun,
    computed,
    log_of_run,
    read_evidence,
    require_unmoved,
    scenario_of_run,
)
from metrics.models import Artifact, SavingLine
from metrics.results import Figure, write_figures
from services.models import TicketLog
from towers.functions_reference import BY_CODE

KIND_CODE = "savings"
SEED = 2026
INPUTS, SAMPLE = "saving_inputs", "saving_sample"  # the kinds of its artifacts
LEVER_NAMES = {
    "demand": "demand of low value",
    "operations": "scale in operations",
    "duplication": "duplication",
    "output": "output metrics",
    "managers": "managers",
}
WITHOUT_LOG = "No ticket log was named: ticket work is pooled as effort, without seats."


def request(by: Actor, scenario: Scenario, log: TicketLog | None = None, seed: int = SEED) -> Run:
    """The run for this scenario as it is now; the finished one where nothing moved since."""
    card = rate_card_input(scenario.baseline_id)
    inputs = [*scenario_inputs(scenario), assumptions_input(by, scenario), card]
    if log is not None:
        inputs.append(log_input(log))
    return request_run(by=by, kind=KIND_CODE, params={"seed": seed, "draws": DRAWS}, inputs=inputs)


def execute(run_id: int, progress: Progress) -> Finish:
    """Draw and compute; the final transaction writes figures, lines and the sample."""
    run = Run.objects.get(pk=run_id)
    progress(0, 3, "Reading the organisation and its assumptions")
    actor = reader_of_run(run)
    scenario, log = scenario_of_run(actor, run), log_of_run(actor, run)
    evidence = frozen_text(read_evidence(run, scenario, log))
    progress(1, 3, "Drawing and summing up")
    done = computed(thawed(evidence))
    figures = figures_of(done)
    outcome = _outcome(scenario, log, done)
    progress(2, 3, "Keeping the inputs and the sample")
    kept = {INPUTS: store_text(evidence), SAMPLE: store_arrays(_sample(done[0]))}

    def finish() -> dict[str, Any]:
        require_unmoved(run)
        write_figures(run_id, figures)
        lines = [saving_line(run_id, one, line) for one in done for line in one.lines]
        SavingLine.objects.bulk_create(lines, batch_size=2_000)
        Artifact.objects.bulk_create(
            Artifact(run_id=run_id, kind=kind, sha256=file.sha256, path=file.path) for kind, file in kept.items()
        )
        return outcome

    return finish


def figures_of(done: list[SavingRun]) -> list[Figure]:
    """All figures of a saving, in the order in which they are stored."""
    return [figure for one in done for figure in saving_figures(one)]


def verdicts_of(done: list[SavingRun]) -> dict[str, Any]:
    """Where the saving lies against the benchmark, in numbers and words, by basis."""
    return {str(one.basis): _verdict(one) for one in done}


def saving_line(run_id: int, done: SavingRun, line: ComputedLine) -> SavingLine:
    """A line of the ledger as it is stored."""
    team, activity = done.rows.pairs[line.effort] if line.effort >= 0 else (None, None)
    return SavingLine(
        run_id=run_id,
        lever=line.lever,
        team_id=team,
        activity_id=activity,
        region=done.rows.regions[line.region] if line.region >= 0 else None,
        function_code=line.function or None,
        fte=line.fte,
        money=line.money,
        kind=line.kind,
        basis=done.basis,
    )


def _sample(done: SavingRun) -> dict[str, Any]:
    """The draws of the headline figures, one value per draw."""
    result = done.result
    return {
        "cash_money": result.columns.cash.money,
        "cash_fte": result.columns.cash.fte,
        "freed_money": result.columns.freed.money,
        "one_off": result.one_off,
        "band_share": result.band_share,
        "npv": result.course.npv,
    }


def _outcome(scenario: Scenario, log: TicketLog | None, bases: list[SavingRun]) -> dict[str, Any]:
    """What came of the run; what rests on money stands once for each basis (`core.basis.seen_outcome`)."""
    done = bases[0]
    return {
        "scenario": scenario.name,
        "baseline": scenario.baseline.name,
        "log": {"name": log.name, "uid": str(log.uid)} if log else None,
        "coverage": done.rows.coverage(),
        "cost_evidence": done.rows.staff.cost_evidence(),
        "effort_evidence": done.rows.efforts.evidence_shares(),
        "discount": done.likely_values["discount"],
        "wave_start": done.likely_values["wave_start"],
        "notes": _notes(log, done),
        "bases": verdicts_of(bases),
    }


def _verdict(done: SavingRun) -> dict[str, Any]:
    verdict = band_verdict(done.result, done.drawn)
    return {
        "band": {
            "position": verdict.position,
            "share": verdict.share,
            "probability_inside": verdict.probability_inside,
            "reached_month": verdict.reached_month,
            "lever": verdict.lever,
            "assumption": verdict.assumption,
        },
        "verdict": verdict_sentence(verdict, done),
    }


def verdict_sentence(verdict: BandVerdict, done: SavingRun) -> str:
    """Where the result lies against 5 to 10 % of labour cost, and what it hangs on most."""
    if not len(done.rows.inputs.placements.share):
        return "The scenario places nothing yet, so it saves nothing."
    labels = {known.code: known.label for known in done.assumptions}
    text = (
        f"Cash in month 12 reaches {verdict.share:.1%} of labour cost (P50), "
        f"{verdict.position} the 5 to 10% of the benchmark; {verdict.probability_inside:.0%} of the draws lie inside. "
        f"The largest lever is {LEVER_NAMES[verdict.lever]}"
    )
    return f"{text}; the result moves most with “{labels[verdict.assumption]}”." if verdict.assumption else f"{text}."


def _notes(log: TicketLog | None, done: SavingRun) -> list[str]:
    """What a reader must know before using the figures."""
    notes = [] if done.rows.load.has_tickets else [WITHOUT_LOG if log is None else _without_tickets(log)]
    queues = Operations(parts_of(done.rows.inputs))
    for members in queues.mixed_queues:
        function = BY_CODE[int(queues.parts.function[members[0]])]
        notes.append(
            f"A queue of {function.name} pools work whose handling times differ by a factor of "
            f"{queues.handling_spread(members):.1f}; short work then waits behind long work."
        )
    return notes


def _without_tickets(log: TicketLog) -> str:
    return f"No group of the log “{log.name}” is linked to a team with effort: ticket work is pooled as effort."


KIND = RunKind(KIND_CODE, "Savings of a scenario", execute, page="summary")
