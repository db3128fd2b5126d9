"""The run kind `replay`: what the handoffs of a log become when its groups move into a scenario's units."""

from __future__ import annotations

from typing import Any

from core.actor import Actor
from core.errors import UserError
from core.models import Run
from core.runs.actions import request_run
from core.runs.registry import Finish, Progress, RunKind
from functions.models import Scenario
from metrics.computations.replay import Replay, replay_flows
from metrics.inputs.freezing import frozen_text, thawed
from metrics.inputs.group_functions import GroupTargets, read_group_targets
from metrics.inputs.log_flows import log_flows
from metrics.inputs.replay_evidence import ReplayEvidence
from metrics.inputs.versions import group_placement_input, log_input, scenario_inputs
from metrics.kinds.artifacts import store_text
from metrics.kinds.baseline_input import reader_of_run
from metrics.kinds.saving_run import log_of_run, require_unmoved, scenario_of_run
from metrics.models import Artifact
from metrics.results import Dimension, Figure, write_figures
from metrics.selectors.log_columns import log_events
from services.models import TicketLog

KIND_CODE = "replay"
INPUTS = "replay_inputs"  # the kind of its artifact
COUNTS = ("today", "low", "expected", "high", "kept", "removed", "created", "undetermined")


def request(by: Actor, scenario: Scenario, log: TicketLog) -> Run:
    """The run for this scenario and log as they are now."""
    inputs = [*scenario_inputs(scenario), log_input(log), group_placement_input(scenario)]
    return request_run(by=by, kind=KIND_CODE, params={}, inputs=inputs)


def execute(run_id: int, progress: Progress) -> Finish:
    """Count the flows between groups, deal the groups to units, replay."""
    run = Run.objects.get(pk=run_id)
    actor = reader_of_run(run)
    scenario, log = scenario_of_run(actor, run), log_of_run(actor, run)
    if log is None:
        raise UserError("Replay needs a ticket log. Import one and name it.")
    progress(0, 2, "Reading the log")
    columns = log_events(actor, log)
    if not columns.has_history:
        raise UserError(f"The log “{log.name}” has one event per ticket and so no handoffs. Import a log with history.")
    progress(1, 2, "Replaying the handoffs")
    counted, targets = log_flows(log.pk).flows, read_group_targets(scenario, log.pk)
    evidence = frozen_text(ReplayEvidence(counted, targets.unit_shares(), targets.ways(counted)))
    figures = figures_of(thawed(evidence))
    kept = store_text(evidence)
    outcome = _outcome(scenario, log, targets, columns.events.without_group, len(columns.events))

    def finish() -> dict[str, Any]:
        require_unmoved(run)
        write_figures(run_id, figures)
        Artifact.objects.create(run_id=run_id, kind=INPUTS, sha256=kept.sha256, path=kept.path)
        return outcome

    return finish


def figures_of(evidence: ReplayEvidence) -> list[Figure]:
    """All figures of a replay, in the order in which they are stored."""
    return replay_figures(replay_flows(evidence.flows, evidence.shares), evidence.ways)


def replay_figures(result: Replay, ways: dict[str, float]) -> list[Figure]:
    """Counts of handoffs, the shares of the events, and how the groups' functions were decided."""
    counts = [
        Figure(
            f"replay_handoffs_{name}",
            float(getattr(result, name)),
            "handoffs",
            "measured" if name == "today" else "assumed",
        )
        for name in COUNTS
    ]
    left = result.expected / result.today if result.today else None
    by_chance = None if result.chance is None else result.chance * result.today
    return [
        *counts,
        Figure("replay_handoffs_left", left, "share", "assumed"),
        Figure("replay_handoffs_chance", by_chance, "handoffs", "assumed"),
        Figure("replay_split_share", result.split_share, "share"),
        Figure("replay_unknown_share", result.unknown_share, "share"),
        *(Figure("replay_decided_by", share, "share", d1=Dimension("way", way, way)) for way, share in ways.items()),
    ]


def _outcome(
    scenario: Scenario, log: TicketLog, targets: GroupTargets, without_group: int, events: int
) -> dict[str, Any]:
    unknown = [target.group.name for target in targets.groups if target.way == "unknown"]
    return {
        "scenario": scenario.name,
        "baseline": scenario.baseline.name,
        "log": {"name": log.name, "uid": str(log.uid)},
        "groups": len(targets.groups),
        "units": len(targets.unit_names),
        "groups_unknown": len(unknown),
        "events": events,
        "events_without_group": without_group,
        "notes": [
            "An indication and an upper bound of what structure removes: merging groups can only remove handoffs. "
            "Only what is removed beyond chance speaks for the design; no benefit is claimed from it."
        ],
    }


KIND = RunKind(KIND_CODE, "Replay of a log in a scenario", execute, page="summary")
