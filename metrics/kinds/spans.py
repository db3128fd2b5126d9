"""The run that keeps spans of control and layers of a baseline as results."""

from collections.abc import Iterator
from typing import Any

from core.actor import Actor
from core.figures import dashed
from core.models import Run
from core.runs.actions import request_run
from core.runs.registry import Finish, Progress, RunKind
from metrics.kinds.baseline_input import baseline_input, baseline_of_run, reader_of_run
from metrics.results import Dimension, Figure, write_figures
from metrics.selectors.spans import SpansView, spans_view
from towers.models import Baseline

KIND_CODE = "spans"


def request(by: Actor, baseline: Baseline) -> Run:
    """The run over the baseline as it is now."""
    return request_run(by=by, kind=KIND_CODE, params={"baseline": baseline.pk}, inputs=[baseline_input(baseline)])


def execute(run_id: int, progress: Progress) -> Finish:
    """Read the posts, compute, write the figures."""
    run = Run.objects.get(pk=run_id)
    progress(0, 2, "Reading positions")
    view = spans_view(reader_of_run(run), baseline_of_run(run))
    progress(1, 2, "Writing results")
    figures = list(figures_of(view))

    def finish() -> dict[str, Any]:
        return {"figures": write_figures(run_id, figures), "managers": len(view.managers)}

    return finish


KIND = RunKind(KIND_CODE, "Spans and layers", execute, page="spans")


def figures_of(view: SpansView) -> Iterator[Figure]:
    """The figures of the whole baseline, then managers by class and heads by layer."""
    yield Figure("managers", len(view.managers), "managers")
    yield Figure("direct_reports_per_manager", view.mean_span, "heads")
    yield Figure("managers_per_staff", view.managers_per_staff, "ratio")
    yield Figure("layers", len(view.per_layer), "layers")
    for span_class, count in view.per_class:
        yield Figure("managers_by_span", count, "managers", d1=Dimension("span_class", span_class, dashed(span_class)))
    for layer, heads in enumerate(view.per_layer, 1):
        yield Figure("heads_by_layer", heads, "heads", d1=Dimension("layer", str(layer), f"Layer {layer}"))
