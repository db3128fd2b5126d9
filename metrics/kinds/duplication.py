"""The run that keeps the duplication of a baseline as results."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from core.actor import Actor
from core.models import Run
from core.runs.actions import request_run
from core.runs.registry import Finish, Progress, RunKind
from metrics.inputs.versions import activities_input
from metrics.kinds.baseline_input import baseline_input, baseline_of_run, reader_of_run
from metrics.results import Dimension, Figure, write_figures
from metrics.selectors.baseline_columns import filled_fte
from metrics.selectors.duplication import DuplicationView, duplication_view
from towers.models import Baseline

KIND_CODE = "duplication"


def request(by: Actor, baseline: Baseline) -> Run:
    """The run over the baseline and the marks of its activities as they are now."""
    inputs = [baseline_input(baseline), activities_input(baseline.organisation_id)]
    return request_run(by=by, kind=KIND_CODE, params={"baseline": baseline.pk}, inputs=inputs)


def execute(run_id: int, progress: Progress) -> Finish:
    """Read the efforts, compute, write the figures."""
    run = Run.objects.get(pk=run_id)
    progress(0, 2, "Reading efforts")
    reader, baseline = reader_of_run(run), baseline_of_run(run)
    view = duplication_view(reader, baseline)
    coverage = view.table.coverage(filled_fte(reader, baseline))
    progress(1, 2, "Writing results")
    figures = list(figures_of(view, coverage))

    def finish() -> dict[str, Any]:
        return {"figures": write_figures(run_id, figures), "activities": len(view.activities)}

    return finish


KIND = RunKind(KIND_CODE, "Duplication", execute, page="duplication")


def figures_of(view: DuplicationView, coverage: float) -> Iterator[Figure]:
    """The figures of the whole baseline, then those of each shareable activity; `coverage`: the share of FTE stated."""
    figure = partial(Figure, evidence=view.table.evidence, coverage=coverage)
    yield figure("duplication_index", view.index, "ratio")
    yield figure("fte_outside_largest", view.outside_largest_fte, "FTE")
    for row in view.activities:
        of = Dimension("activity", str(row.activity.uid), row.activity.name)
        yield figure("activity_effort", row.effort_fte, "FTE", d1=of)
        yield figure("fragmentation", row.fragmentation, "ratio", d1=of)
        yield figure("fragmentation_by_towers", row.by_towers, "ratio", d1=of)
        yield figure("fragmentation_by_regions", row.by_regions, "ratio", d1=of)
        yield figure("fragmentation_inside", row.inside, "ratio", d1=of)
        yield figure("overlap", row.overlap, "ratio", d1=of)
        yield figure("effective_units", row.effective_units, "units", d1=of)
        yield figure("fte_outside_largest", row.outside_largest_fte, "FTE", d1=of)
