"""The digits of a saving in one form, whether they are read from the stored figures or computed anew."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from core.models import Run
from metrics.kinds.saving_run import SavingRun
from metrics.kinds.savings import figures_of, saving_line, verdicts_of
from metrics.models import Result, SavingLine
from metrics.results import Figure

# What a figure is about, then its digits. Labels are words and no digits.
FIGURE = ("metric", "d1_kind", "d1_key", "d2_kind", "d2_key", "month", "basis", "unit", "evidence")
DIGITS = ("value", "low", "high", "coverage")
LINE = ("lever", "team_id", "activity_id", "region_id", "function_code", "kind", "basis")
AMOUNTS = ("fte", "money")
BASIS_PLACE = FIGURE.index("basis")  # and that of LINE
Document = dict[str, Any]


def kept_results(run: Run, replay: Run | None) -> Document:
    """The figures, the ledger and the place against the benchmark as they are stored and shown, and the replay."""
    figures = _stored_figures(run)
    lines = SavingLine.objects.filter(run=run).order_by("id").values(*LINE, *AMOUNTS)
    return _document(
        figures, list(lines), run.outcome.get("bases", {}), _stored_figures(replay) if replay is not None else []
    )


def computed_results(done: list[SavingRun], replay: list[Figure]) -> Document:
    """The same of a computation."""
    rows = [saving_line(0, one, line) for one in done for line in one.lines]
    lines = [{name: getattr(row, name) for name in (*LINE, *AMOUNTS)} for row in rows]
    return _document(_facts(figures_of(done)), lines, verdicts_of(done), _facts(replay))


def _stored_figures(run: Run) -> list[dict[str, Any]]:
    return list(Result.objects.filter(run=run).order_by("id").values(*FIGURE, *DIGITS))


def _facts(figures: list[Figure]) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(one, name) for name in ("metric", "month", "basis", "unit", "evidence", *DIGITS)},
            "d1_kind": one.d1.kind,
            "d1_key": one.d1.key,
            "d2_kind": one.d2.kind,
            "d2_key": one.d2.key,
        }
        for one in figures
    ]


def _document(
    figures: list[dict[str, Any]],
    lines: list[dict[str, Any]],
    verdicts: Mapping[str, Mapping[str, Any]],
    replay: list[dict[str, Any]],
) -> Document:
    return {
        "figures": [_row(one, FIGURE, DIGITS) for one in figures],
        "ledger": [_row(one, LINE, AMOUNTS) for one in lines],
        "replay": [_row(one, FIGURE, DIGITS) for one in replay],
        "benchmark": {
            str(basis): {name: _digit(value) for name, value in verdict["band"].items()}
            for basis, verdict in verdicts.items()
        },
    }


def _row(held: Mapping[str, Any], words: tuple[str, ...], digits: tuple[str, ...]) -> list[Any]:
    return [*(_word(held[name]) for name in words), *(_digit(held[name]) for name in digits)]


def _word(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _digit(value: Any) -> Any:
    """A double as it is, without the sign of a zero, which a database may drop; nothing where there is no number.

    >>> _digit(-0.0), _digit(3), _digit(float("nan")), _digit("inside")
    (0.0, 3.0, None, 'inside')
    """
    if value is None or isinstance(value, str):
        return value
    return None if math.isnan(value) else float(value) + 0.0


def differences(one: Document, other: Document) -> list[str]:
    """What differs between two documents, by metric (and basis), in words without digits.

    >>> figure = ["saving_cash", "", "", "", "", "", "cost", "money", "assumed", 1.0, None, None, 1.0]
    >>> moved = [*figure[:9], 2.0, *figure[10:]]
    >>> empty = {"ledger": [], "replay": [], "benchmark": {}}
    >>> differences({"figures": [figure], **empty}, {"figures": [moved], **empty})
    ['saving_cash (cost): 1 figure']
    """
    found: dict[str, int] = {}
    for name, word in (("figures", "figure"), ("ledger", "line"), ("replay", "figure")):
        for row in _unlike(one[name], other[name]):
            label = f"{row[0]} ({row[BASIS_PLACE]})" if row[BASIS_PLACE] else str(row[0])
            what = f"{label}: {{}} {word}"
            found[what] = found.get(what, 0) + 1
    words = [what.format(count) + ("s" if count > 1 else "") for what, count in sorted(found.items())]
    return words if one["benchmark"] == other["benchmark"] else [*words, "the place against the benchmark"]


def _unlike(one: list[list[Any]], other: list[list[Any]]) -> list[list[Any]]:
    """The rows of either that stand otherwise in the other at the same place."""
    shorter = min(len(one), len(other))
    return [row for row, twin in zip(one, other, strict=False) if row != twin] + one[shorter:] + other[shorter:]
