"""The run that looks for work that several teams do, whatever they call it, and keeps what it found."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from core.actor import Actor
from core.models import Run
from core.runs.actions import Input, fingerprint, request_run
from core.runs.registry import Finish, Progress, RunKind
from metrics.computations.finder import find_duplicates
from metrics.inputs.finder import finder_input
from metrics.inputs.versions import LOG_INPUT, activities_input
from metrics.kinds.baseline_input import BASELINE_INPUT, baseline_of_run, reader_of_run
from metrics.kinds.finder_figures import details_of_finding, figures_of, findings_of
from metrics.models import Artifact, FindingDecision
from metrics.results import write_figures
from metrics.selectors.finding_decisions import decided, decisions
from metrics.selectors.finding_details import ARTIFACT_KIND, store_details
from services.models import TicketLog
from towers.models import Baseline

KIND_CODE = "finder"
# Of a hundred steps: what reading and comparing take.
READ, COMPARED = 20, 75


def request(by: Actor, baseline: Baseline, log: TicketLog | None = None) -> Run:
    """The run over the baseline, a log and what was decided about wordings, as they are now."""
    for row in (baseline, log):
        if row:
            row.refresh_from_db(fields=["version"])
    inputs = inputs_of(baseline, log, activities_input(baseline.organisation_id), decisions(by))
    return request_run(by=by, kind=KIND_CODE, params=_params(baseline, log), inputs=inputs)


def fingerprint_of(baseline: Baseline, log: TicketLog | None, inputs: Sequence[Input]) -> str:
    """What a search over these inputs is known by: an earlier one with the same fingerprint is the answer."""
    return fingerprint(KIND_CODE, _params(baseline, log), inputs)


def _params(baseline: Baseline, log: TicketLog | None) -> dict[str, Any]:
    return {"baseline": baseline.pk} | ({"log": log.pk} if log else {})


def inputs_of(
    baseline: Baseline, log: TicketLog | None, activities: Input, known: Iterable[FindingDecision]
) -> list[Input]:
    """What a search rests on, from rows that were just read."""
    logs = [Input(LOG_INPUT, log.pk, log.version)] if log else []
    return [Input(BASELINE_INPUT, baseline.pk, baseline.version), activities, _decisions_input(baseline, known), *logs]


def execute(run_id: int, progress: Progress) -> Finish:
    """Read, compare, group, and write the findings as figures."""
    run = Run.objects.get(pk=run_id)
    actor = reader_of_run(run)
    progress(0, 100, "Reading effort, posts and tickets")
    log = TicketLog.objects.visible_to(actor).filter(pk=run.params.get("log")).first()
    read = finder_input(actor, baseline_of_run(run), log)

    def compared(done: int, total: int) -> None:
        progress(READ + (COMPARED - READ) * done // total, 100, f"Comparing {len(read.items)} wordings")

    found = find_duplicates(read.items, read.columns(), read.own, decided(decisions(actor)), compared)
    progress(COMPARED, 100, "Measuring")
    findings = findings_of(read, found)
    figures = list(figures_of(read, findings))
    details = store_details((finding.key, details_of_finding(read, finding)) for finding in findings)

    def finish() -> dict[str, Any]:
        Artifact.objects.create(run_id=run_id, kind=ARTIFACT_KIND, sha256=details.sha256, path=details.path)
        return {
            "figures": write_figures(run_id, figures),
            "findings": sum(not finding.is_ticket_work for finding in findings),
            "wordings": len(read.items),
        }

    return finish


def _decisions_input(baseline: Baseline, known: Iterable[FindingDecision]) -> Input:
    """Merges and splits: the search keeps to them. The other decisions change nothing that is found."""
    kinds = (FindingDecision.Decision.MERGED, FindingDecision.Decision.SPLIT)
    facts = json.dumps(sorted([row.key, row.decision] for row in known if row.decision in kinds))
    digest = hashlib.sha256(facts.encode()).hexdigest()
    return Input("finding_decisions", baseline.organisation_id, int(digest[:7], 16), digest)


KIND = RunKind(KIND_CODE, "Duplicates found", execute, page="findings")
