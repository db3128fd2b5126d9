"""The figures of runs, fetched in one query and looked up by what they are about."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from core.actor import Actor
from metrics.models import Result
from metrics.selectors.results import results_for

Key = tuple[str, str, str]


class FigureSet:
    """The figures of one run by (metric, key of the first dimension, key of the second)."""

    def __init__(self, results: Iterable[Result]) -> None:
        self.rows = list(results)
        self.by_key: dict[Key, Result] = {(row.metric, row.d1_key, row.d2_key): row for row in self.rows}

    def figure(self, metric: str, d1: str = "", d2: str = "") -> Result | None:
        """The figure, if the run has it."""
        return self.by_key.get((metric, d1, d2))

    def value(self, metric: str, d1: str = "", d2: str = "") -> float | None:
        """Its value; None if there is no such figure or it is unknown."""
        found = self.figure(metric, d1, d2)
        return found.value if found else None

    def of(self, metric: str, d2: str = "") -> list[Result]:
        """All figures of a metric with this second dimension, in the order in which they were written."""
        return [row for row in self.rows if row.metric == metric and row.d2_key == d2]


def figure_sets(
    actor: Actor, whole: Collection[int], parts: Collection[int], metrics: Collection[str]
) -> dict[int, FigureSet]:
    """Figures that the actor gets to see, by run id: all of the runs in `whole`, the named ones of those in `parts`.

    One query.
    """
    wanted = Q(run_id__in=whole) | Q(run_id__in=parts, metric__in=metrics)
    by_run: dict[int, list[Result]] = defaultdict(list)
    for row in results_for(actor).filter(wanted).order_by("id"):
        by_run[row.run_id].append(row)
    return {run: FigureSet(rows) for run, rows in by_run.items()}
