"""Whether a proposal can be approved: the design as proposed, results that hold, no hard constraint broken."""

from __future__ import annotations

from uuid import UUID

from core.actor import Actor
from core.errors import UserError
from core.figures import plural
from core.models import Run, RunInput
from core.runs.actions import Input, fingerprint
from functions.guardrails import hard_violations
from functions.models import Scenario
from metrics.inputs.versions import versions_today
from metrics.kinds import replay, savings
from metrics.models import Decision
from metrics.results import moved_inputs, newest_run
from towers.models import Refresh


def require_fit(actor: Actor, decision: Decision, scenario: Scenario, saving: UUID) -> Run:
    """The saving that the approval rests on. Raises UserError that says what is in the way and what to do."""
    if problems := design_problems(actor, decision, scenario):
        raise UserError(problems[0])
    run = newest_run(actor, savings.KIND_CODE, scenario=scenario.pk)
    if problem := saving_problem(actor, run):
        raise UserError(problem)
    if run is None or run.uid != saving:
        raise UserError("The saving was computed anew since you looked. Look at the new figures, then decide.")
    return run


def design_problems(actor: Actor, decision: Decision, scenario: Scenario) -> list[str]:
    """What speaks against the design itself: changed since it was proposed, an open refresh, a hard constraint."""
    found = []
    if scenario.version != decision.scenario_version:
        found.append(
            f"The design was proposed at step {decision.scenario_version} and is at step {scenario.version} now. "
            "Withdraw the proposal and propose it again."
        )
    if scenario.state != Scenario.State.DRAFT:
        found.append(f"“{scenario.name}” is {scenario.state}. Only a draft can be approved.")
    if Refresh.objects.filter(baseline=scenario.baseline_id, accepted_at=None).exists():
        found.append(f"The refresh “{scenario.baseline.name}” is not accepted yet. Accept it first.")
    if broken := hard_violations(actor, scenario):
        more = f" {plural(len(broken) - 1, 'more hard violation')} besides." if len(broken) > 1 else ""
        found.append(f"A hard rule is broken, {broken[0].label}: {broken[0].words} {broken[0].remedy}{more}")
    return found


def saving_problem(actor: Actor, run: Run | None) -> str:
    """Why these figures cannot be decided on; "" for a saving that holds and can be computed again."""
    if run is None:
        return "There is no saving to decide on. Compute the saving of the scenario first."
    if moved := moved_inputs(run, versions_today(actor, run)):
        return f"The saving is stale: changed since it was computed: {', '.join(moved)}. Compute it again."
    if not _is_repeatable(run, savings.INPUTS):
        return (
            "The saving was computed with other libraries or an earlier formula, so it could not be recomputed to the "
            "same digits. Compute it again."
        )
    return ""


def fresh_replay(actor: Actor, scenario: Scenario) -> Run | None:
    """The newest replay of tickets through the scenario, where it holds and can be computed again."""
    run = newest_run(actor, replay.KIND_CODE, scenario=scenario.pk)
    if run is None or moved_inputs(run, versions_today(actor, run)) or not _is_repeatable(run, replay.INPUTS):
        return None
    return run


def _is_repeatable(run: Run, artifact: str) -> bool:
    """Its inputs are kept, and the same request would have the same fingerprint today: formulas and lock file are
    those of then.
    """
    mark = fingerprint(run.kind, run.params, [_input(row) for row in run.inputs.all()])
    return mark == run.fingerprint and run.artifacts.filter(kind=artifact).exists()


def _input(row: RunInput) -> Input:
    return Input(row.kind, row.object_id, row.object_version, row.sha256)
