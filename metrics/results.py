"""Results of runs: one long table, written in the run's final transaction."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.actor import Actor
from core.models import Run, RunInput
from metrics.models import Result


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a figure is about: kind (team, tower, activity, function, lever …), key (a uid or code) and label."""

    kind: str = ""
    key: str = ""
    label: str = ""


NONE = Dimension()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `evidence` is measured, surveyed, benchmark or assumed, `coverage` the share of rows it rests on.

    `basis`: what stands for pay in it (`core.basis`), empty where nothing does.
    """

    metric: str
    value: float | None
    unit: str
    evidence: str = "measured"
    d1: Dimension = NONE
    d2: Dimension = NONE
    month: str = ""
    low: float | None = None
    high: float | None = None
    coverage: float = 1.0
    basis: str = ""


def write_figures(run_id: int, figures: Iterable[Figure]) -> int:
    """Store the figures of a run (call inside its `finish`); returns how many.

    Raises ValueError for money without a basis: it would be shown to nobody or to everybody.
    """
    known = list(figures)
    if nameless := {figure.metric for figure in known if figure.unit == "money" and not figure.basis}:
        raise ValueError(f"Figures in money must state their basis: {', '.join(sorted(nameless))}.")
    rows = [
        Result(
            run_id=run_id,
            metric=f.metric,
            value=f.value,
            unit=f.unit,
            evidence=f.evidence,
            d1_kind=f.d1.kind,
            d1_key=f.d1.key,
            d1_label=f.d1.label,
            d2_kind=f.d2.kind,
            d2_key=f.d2.key,
            d2_label=f.d2.label,
            month=f.month,
            low=f.low,
            high=f.high,
            coverage=f.coverage,
            basis=f.basis,
        )
        for f in known
    ]
    return len(Result.objects.bulk_create(rows, batch_size=2_000))


def newest_run(actor: Actor, kind: str, **inputs: int) -> Run | None:
    """The newest finished run of a kind over these inputs (input kind -> object id), whatever their versions."""
    runs = Run.objects.visible_to(actor).filter(kind=kind, state=Run.State.DONE)
    for input_kind, object_id in inputs.items():
        runs = runs.filter(inputs__kind=input_kind, inputs__object_id=object_id)
    return runs.order_by("-id").first()


def moved_inputs(run: Run, versions: dict[tuple[str, int], int]) -> list[str]:
    """The kinds of the inputs that have moved on since; `versions` maps (kind, object id) to today's version."""
    inputs: Iterable[RunInput] = run.inputs.all()
    return [i.kind for i in inputs if versions.get((i.kind, i.object_id), i.object_version) != i.object_version]


def is_stale(run: Run, versions: dict[tuple[str, int], int]) -> bool:
    """True when an input has moved on since."""
    return bool(moved_inputs(run, versions))
