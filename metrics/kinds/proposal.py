"""The run kind `proposal`: placements and reach that cost least under the constraints, against a scenario's own."""

from __future__ import annotations

from time import monotonic
from typing import Any

from core.actor import Actor
from core.errors import UserError
from core.models import Run
from core.runs.actions import request_run
from core.runs.registry import Finish, Progress, RunKind
from functions.models import Scenario
from metrics.computations.optimise import Infeasible, Proposal, Unfinished, optimise
from metrics.inputs.proposal import Settings
from metrics.inputs.proposal_rules import rules_input
from metrics.inputs.versions import (
    assumptions_input,
    group_placement_input,
    log_input,
    rate_card_input,
    scenario_inputs,
)
from metrics.kinds.baseline_input import reader_of_run
from metrics.kinds.proposal_figures import content_from, figures_from, found_outcome, infeasible_outcome
from metrics.kinds.proposal_run import ProposalGround, explained, read_ground
from metrics.kinds.saving_run import log_of_run, require_unmoved, scenario_of_run
from metrics.models import Artifact
from metrics.results import write_figures
from metrics.selectors.proposal_content import ARTIFACT_KIND, store_content
from services.models import TicketLog

KIND_CODE = "proposal"
LIMIT_S = 6.0  # for solving: reading and explaining stay within four more
PROGRESS_S = 0.5
STEPS = 100  # of which solving takes the middle
READ, SOLVED = 10, 80


def request(by: Actor, scenario: Scenario, log: TicketLog | None = None, settings: Settings | None = None) -> Run:
    """The run for this scenario, its rules and these settings as they are now; a finished one where nothing moved."""
    inputs = [
        *scenario_inputs(scenario),
        assumptions_input(by, scenario),
        rate_card_input(scenario.baseline_id),
        rules_input(by, scenario),
    ]
    if log is not None:
        inputs += [log_input(log), group_placement_input(scenario)]
    return request_run(by=by, kind=KIND_CODE, params=(settings or Settings()).params(), inputs=inputs)


def execute(run_id: int, progress: Progress) -> Finish:
    """Read, solve, explain. Where the constraints cannot hold together, what came of it names them."""
    run = Run.objects.get(pk=run_id)
    actor = reader_of_run(run)
    progress(0, STEPS, "Reading the design, its rules and the log")
    scenario, log = scenario_of_run(actor, run), log_of_run(actor, run)
    try:
        ground = read_ground(actor, scenario, log, Settings.of(run.params))
    except ValueError as error:  # says which input or assumption no formula can take
        raise UserError(str(error)) from error
    if not len(ground.main.rows.inputs.placements.share):
        raise UserError("The scenario places nothing yet. Apply the default mapping or a preset first.")
    try:
        found = _solved(ground, progress)
    except Unfinished as error:
        raise UserError(str(error)) from error
    if isinstance(found, Infeasible):
        return lambda: infeasible_outcome(ground, found)
    progress(SOLVED, STEPS, "Explaining each change")
    why = explained(ground, found)
    content = content_from(ground, why)
    file, figures, outcome = store_content(content), figures_from(ground, why), found_outcome(ground, why, content)

    def finish() -> dict[str, Any]:
        require_unmoved(run)
        write_figures(run_id, figures)
        Artifact.objects.create(run_id=run_id, kind=ARTIFACT_KIND, sha256=file.sha256, path=file.path)
        return outcome

    return finish


def _solved(ground: ProposalGround, progress: Progress) -> Proposal | Infeasible:
    watch = _Watch(progress)
    try:
        found: Proposal | Infeasible = optimise(ground.main.problem, LIMIT_S, watch)
    except Infeasible as conflict:
        found = conflict
    watch.settle()
    return found


class _Watch:
    """Tells the progress from inside the solver; what it raises (the run was cancelled) stops the solver first."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._begun, self._next = progress, monotonic(), 0.0
        self._raised: Exception | None = None

    def __call__(self, seconds: float) -> bool:
        """Whether to stop."""
        spent = monotonic() - self._begun
        if self._raised is None and spent >= self._next:
            self._next = spent + PROGRESS_S
            done = READ + int((SOLVED - READ) * min(1.0, spent / LIMIT_S))
            try:
                self._progress(done, STEPS, "Looking for the best placement")
            except Exception as raised:
                self._raised = raised
        return self._raised is not None

    def settle(self) -> None:
        """Raise what was raised."""
        if self._raised is not None:
            raise self._raised


KIND = RunKind(KIND_CODE, "Proposal for a scenario", execute, page="scenarios")
