"""The run that keeps spans of control, layers, coordination and the mix of build and run of a baseline as results."""

from collections.abc import Iterator
from typing import Any

from core.actor import Actor
from core.basis import Basis
from core.figures import dashed
from core.models import Run
from core.runs.actions import request_run
from core.runs.registry import Finish, Progress, RunKind
from metrics.computations.build_run import WORKING
from metrics.computations.span_bands import BAND_CLASSES
from metrics.inputs.versions import activities_input, rate_card_input, span_bands_input
from metrics.kinds.baseline_input import baseline_input, baseline_of_run, reader_of_run
from metrics.results import NONE, Dimension, Figure, write_figures
from metrics.rows.coordination import ROLE
from metrics.selectors import build_run
from metrics.selectors.coordination import CoordinationView, coordination_view
from metrics.selectors.spans import BY, PLACES, SpansView, spans_view
from towers.models import Baseline, RateCard

KIND_CODE = "spans"


def request(by: Actor, baseline: Baseline) -> Run:
    """The run over the baseline, the marks of its activities, its rate card and the bands as they are now."""
    inputs = [
        baseline_input(baseline),
        activities_input(baseline.organisation_id),
        rate_card_input(baseline.pk),
        span_bands_input(by),
    ]
    return request_run(by=by, kind=KIND_CODE, params={"baseline": baseline.pk}, inputs=inputs)


def execute(run_id: int, progress: Progress) -> Finish:
    """Read the posts, compute, write the figures; money on true cost and, where there is one, on the rate card."""
    run = Run.objects.get(pk=run_id)
    reader, baseline = reader_of_run(run), baseline_of_run(run)
    progress(0, 2, "Reading positions and their effort")
    view = spans_view(reader, baseline, Basis.COST)
    figures = [*figures_of(view), *coordination_figures(coordination_view(reader, baseline, ROLE, Basis.COST))]
    figures += mix_figures(build_run.build_run_view(reader, baseline))
    has_card = RateCard.objects.filter(baseline=baseline).exists()
    for basis in Basis if has_card else [Basis.COST]:
        figures += money_figures(reader, baseline, basis)
    progress(1, 2, "Writing results")

    def finish() -> dict[str, Any]:
        return {"figures": write_figures(run_id, figures), "managers": len(view.managers)}

    return finish


KIND = RunKind(KIND_CODE, "Spans and layers", execute, formula_version=2, page="spans")


def figures_of(view: SpansView) -> Iterator[Figure]:
    """The figures of the whole baseline, then managers by class and by band, heads by layer, branches, and the time
    spent leading."""
    yield Figure("managers", len(view.managers), "managers")
    yield Figure("direct_reports_per_manager", view.mean_span, "heads")
    yield Figure("managers_per_staff", view.managers_per_staff, "ratio")
    yield Figure("layers", len(view.per_layer), "layers")
    for span_class, count in view.per_class:
        yield Figure("managers_by_span", count, "managers", d1=Dimension("span_class", span_class, dashed(span_class)))
    for layer, heads in enumerate(view.per_layer, 1):
        yield Figure("heads_by_layer", heads, "heads", d1=Dimension("layer", str(layer), f"Layer {layer}"))
    for branch in view.branches:
        d1 = Dimension("branch", str(branch.position["uid"]), branch.position["title"])
        yield Figure("branch_layers", branch.layers, "layers", d1=d1)
    yield from _by_band(view)
    yield Figure("management_fte", view.leading_fte, "FTE", view.evidence)
    for kind in PLACES:
        for row in view.by(kind):
            yield Figure("management_fte", row.leading_fte, "FTE", view.evidence, Dimension(kind, row.key, row.name))


def _by_band(view: SpansView) -> Iterator[Figure]:
    """Managers by class: all, and those of each function, tower and region."""
    for band_class in BAND_CLASSES:
        d1 = Dimension("band_class", band_class, band_class)
        yield Figure("managers_by_band", view.per_band[band_class], "managers", d1=d1)
        for kind in BY:
            for row in view.by(kind):
                d2 = Dimension(kind, row.key, row.name)
                yield Figure("managers_by_band", row.managers[band_class], "managers", d1=d1, d2=d2)


def coordination_figures(view: CoordinationView) -> Iterator[Figure]:
    """FTE of coordination, and by role with its share of the role's time."""
    evidence = view.evidence
    yield Figure("coordination_fte", view.fte, "FTE", evidence)
    for role in view.roles:
        d1 = Dimension(ROLE, role.key, role.name)
        yield Figure("coordination_fte", role.coordination_fte, "FTE", evidence, d1)
        yield Figure("coordination_share", role.share, "share", evidence, d1)


def mix_figures(view: build_run.BuildRunView) -> Iterator[Figure]:
    """Persons who mix build and run and the build that could be sourced: all, by tower and region; build by class."""
    places = [(kind, row) for kind in build_run.PLACES for row in view.by(kind)]
    for row, d1 in [(view.whole, NONE), *((row, Dimension(kind, row.key, row.name)) for kind, row in places)]:
        yield Figure("mixed_persons", row.persons["mixed"], "persons", view.evidence, d1)
        yield Figure("build_fte", row.build_fte, "FTE", view.evidence, d1)
        if row.sourceable_share is not None:
            yield Figure("sourceable_build_share", row.sourceable_share, "share", view.evidence, d1)
    for mix in WORKING:
        yield Figure("build_fte", view.whole.build[mix], "FTE", view.evidence, Dimension("mix", mix, mix))


def money_figures(reader: Actor, baseline: Baseline, basis: Basis) -> Iterator[Figure]:
    """What leading and coordination cost: all, by tower and region, by role."""
    spans, coordination = spans_view(reader, baseline, basis), coordination_view(reader, baseline, ROLE, basis)
    places = [(kind, row) for kind in PLACES for row in spans.by(kind)]
    leading = [(spans.money, NONE), *((row.money, Dimension(kind, row.key, row.name)) for kind, row in places)]
    for money, d1 in leading:
        yield Figure("management_cost", money, "money", spans.evidence, d1, basis=str(basis))
    roles = ((row.money, Dimension(ROLE, row.key, row.name)) for row in coordination.roles)
    for money, d1 in [(coordination.money, NONE), *roles]:
        yield Figure("coordination_cost", money, "money", coordination.evidence, d1, basis=str(basis))
