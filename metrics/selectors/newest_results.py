"""The stored figures that the pages of a baseline link to."""

from dataclasses import dataclass
from typing import Any

from core.actor import Actor
from core.models import Run, RunInput
from metrics.inputs.versions import LOG_INPUT
from metrics.selectors.results import results_for
from towers.models import Baseline


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """Where a figure is explained: its run and its row; stale when the baseline has moved on since."""

    run_uid: Any
    result_id: int
    is_stale: bool


def stored_figures(
    actor: Actor, baseline: Baseline, *metrics: str, log_id: int | None = None
) -> dict[str, StoredFigure]:
    """The newest stored whole-baseline figure of each metric, of one log where it is named; one query."""
    results = results_for(actor).filter(
        metric__in=metrics,
        d1_kind="",
        run__state=Run.State.DONE,
        run__inputs__kind="baseline",
        run__inputs__object_id=baseline.pk,
    )
    if log_id is not None:
        results = results.filter(run__in=RunInput.objects.filter(kind=LOG_INPUT, object_id=log_id).values("run_id"))
    found: dict[str, StoredFigure] = {}
    columns = ("metric", "run__uid", "id", "run__inputs__object_version")
    for metric, run_uid, result_id, version in results.order_by("-run_id", "id").values_list(*columns):
        found.setdefault(metric, StoredFigure(run_uid, result_id, version != baseline.version))
    return found
