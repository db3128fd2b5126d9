"""Each metric is registered once: what it is, how it is computed, and the rows behind a figure of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from core.actor import Actor
from metrics.models import Result


@dataclass(frozen=True, slots=True)
class RowTable:
    """The rows behind a figure: headers, rows, the number of all rows, and what the rows add (or fold) up to."""

    headers: list[str]
    rows: list[list[Any]]
    total: int
    folded: float | None = None


Rows = Callable[[Result, Actor], RowTable]


@dataclass(frozen=True, slots=True)
class Metric:
    """`formula` is plain text; `page` is the anchor in docs/method.md; `assumptions` are codes of the register.

    `is_drawn`: a range is of draws; else it is the least and the most that the data leave open.
    """

    code: str
    label: str
    unit: str
    meaning: str
    formula: str
    page: str
    rows: Rows
    version: int = 1
    assumptions: tuple[str, ...] = field(default_factory=tuple)
    is_drawn: bool = True


_METRICS: dict[str, Metric] = {}


def register(metric: Metric) -> None:
    """Make a metric known (from `AppConfig.ready()`)."""
    if metric.code in _METRICS:
        raise ValueError(f"metric {metric.code!r} is registered twice")
    _METRICS[metric.code] = metric


def metric(code: str) -> Metric | None:
    """The metric with this code, if there is one."""
    return _METRICS.get(code)


def metrics() -> list[Metric]:
    """All metrics by code."""
    return sorted(_METRICS.values(), key=lambda known: known.code)
