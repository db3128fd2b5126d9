"""How a figure came to be: formula, inputs, assumptions, evidence, and the rows behind it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from core.access import visible_or_404
from core.actor import Actor
from core.models import Run
from functions.models import Scenario
from metrics import registry
from metrics.assumptions.effective import EffectiveAssumption, effective_assumptions
from metrics.models import Result
from metrics.registry import Metric, RowTable
from metrics.selectors.results import results_for

ROWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class How:
    """A figure with all it rests on."""

    result: Result
    metric: Metric
    run: Run
    inputs: list[dict[str, Any]]
    assumptions: list[EffectiveAssumption]
    rows: RowTable


def figure_of(actor: Actor, run_uid: UUID | str, result_id: int) -> tuple[Run, Result, Metric]:
    """The visible run, the figure of it and its metric, or 404."""
    run = visible_or_404(Run, actor, run_uid, "requested_by")
    result = results_for(actor).filter(run=run, pk=result_id).first()
    metric = registry.metric(result.metric) if result else None
    if result is None or metric is None:
        raise Http404("There is no such figure.")
    return run, result, metric


def how(actor: Actor, run_uid: UUID | str, result_id: int) -> How:
    """All about a figure."""
    run, result, metric = figure_of(actor, run_uid, result_id)
    inputs = [{"kind": i.kind, "version": i.object_version} for i in run.inputs.all()]
    return How(result, metric, run, inputs, _assumptions(actor, result, metric), metric.rows(result, actor))


def _assumptions(actor: Actor, result: Result, metric: Metric) -> list[EffectiveAssumption]:
    """Those that the metric takes; what is so today takes none of the target's."""
    if not metric.assumptions or result.d2_key == "today":
        return []
    named = result.run.inputs.filter(kind="scenario").values_list("object_id", flat=True)
    scenario = Scenario.objects.visible_to(actor).filter(pk__in=named).first()
    known = effective_assumptions(actor, scenario)
    return [entry for entry in known if entry.code in metric.assumptions]
