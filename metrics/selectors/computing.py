"""What was computed for a scenario, and with what it could be computed."""

from typing import Any
from uuid import UUID

from django.http import Http404

from core.access import visible
from core.actor import Actor
from core.basis import basis_of
from core.models import Run, RunInput
from functions.selectors import scenario_of
from metrics.kinds import proposal, replay, savings
from metrics.models import Result
from services.models import TicketLog


def computing_of(actor: Actor, uid: UUID | str) -> dict[str, Any]:
    """The scenario, its newest runs of each kind (finished or not) and the organisation's logs."""
    scenario = scenario_of(actor, uid)
    kinds = [savings.KIND.code, replay.KIND.code]
    inputs = RunInput.objects.visible_to(actor).filter(kind="scenario", object_id=scenario.pk, run__kind__in=kinds)
    newest: dict[str, Run] = {row.run.kind: row.run for row in inputs.select_related("run").order_by("run_id")}
    saving = newest.get(savings.KIND.code)
    return {
        "scenario": scenario,
        "saving_run": saving,
        "sourcing": _sourcing(actor, saving) if saving else None,
        "replay_run": newest.get(replay.KIND.code),
        "logs": TicketLog.objects.visible_to(actor),
    }


def _sourcing(actor: Actor, run: Run) -> Result | None:
    """What partners would change, over all draws; None where the saving knows of none."""
    figures = Result.objects.visible_to(actor).filter(run=run, metric="saving_sourcing", basis=basis_of(actor))
    return figures.filter(d2_key="").first()


def run_with_inputs(actor: Actor, uid: UUID | str) -> Run:
    """A visible saving, replay or proposal with its inputs fetched along, or 404."""
    kinds = [savings.KIND.code, replay.KIND.code, proposal.KIND.code]
    run = visible(Run, actor).filter(uid=uid, kind__in=kinds).prefetch_related("inputs").first()
    if run is None:
        raise Http404("There is no such saving, replay or proposal.")
    return run
