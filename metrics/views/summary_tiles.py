"""The tiles of the dashboard: label, figure, its how, and a sentence whose figures have their own."""

from typing import Any

from metrics.views.explained import OptionFigures
from metrics.views.summary_parts import NEVER, Sentence

LEVELS = ("measured", "surveyed", "benchmark", "assumed")
COLUMNS = ("cash", "capacity", "redeployed")
Tile = dict[str, Any]


def tiles(figures: OptionFigures) -> list[Tile]:
    """Freed work, handoffs, one-off cost, break-even, evidence."""
    return [
        _freed(figures),
        _handoffs(figures),
        _tile("One-off cost", figures.money("one_off"), ["8 in 10 draws: ", figures.money_range("one_off")]),
        _tile(
            "Break-even",
            figures.month("payback_month", NEVER.capitalize()),
            ["Net present value over 36 months ", figures.money("npv")],
        ),
        _evidence(figures),
    ]


def _tile(label: str, figure: Any, sentence: Sentence, **more: Any) -> Tile:
    return {"label": label, "figure": figure, "how_url": figure.how_url, "sentence": sentence, **more}


def _freed(figures: OptionFigures) -> Tile:
    """The likely case, since its columns add up."""
    freed = figures.value("saving_freed_fte", d2="likely") or 0.0
    columns = [figures.value(f"saving_{name}_fte", d2="likely") or 0.0 for name in COLUMNS]
    shares = [value / freed for value in columns] if freed > 0 and min(columns) >= 0 else None
    sentence: Sentence = []
    for name in COLUMNS:
        sentence += [figures.fte(f"saving_{name}_fte", d2="likely"), f" {name}, "]
    sentence[-1] = sentence[-1].removesuffix(", ")
    figure = figures.fte("saving_freed_fte", d2="likely")
    return _tile("Freed, likely case", figure, sentence, unit="FTE", shares=shares)


def _handoffs(figures: OptionFigures) -> Tile:
    figure = figures.share("replay_handoffs_left", digits=0)
    if figures.value("replay_handoffs_left") is None:
        return _tile("Handoffs left", figure, ["Replay a ticket log through this scenario."])
    today, expected, chance = (figures.count(f"replay_handoffs_{name}") for name in ("today", "expected", "chance"))
    return _tile("Handoffs left", figure, [today, " to ", expected, "; chance alone would remove ", chance])


def _evidence(figures: OptionFigures) -> Tile:
    """On what the effort rests, by FTE, and on how much of the organisation."""
    evidence = {level: figures.value("effort_evidence", level) or 0.0 for level in LEVELS}
    sentence: Sentence = ["of the effort is stated by somebody: "]
    for level in (level for level, share in evidence.items() if share):
        sentence += [figures.share("effort_evidence", level, digits=0), f" {level}, "]
    sentence[-1] = sentence[-1].replace(", ", "; it covers ")
    sentence += [figures.share("coverage", "effort_of_staff", digits=0), " of the staff; cost is known for "]
    sentence += [figures.share("coverage", "cost_known", digits=0), ", tickets for "]
    sentence += [figures.share("coverage", "tickets_of_ticket_work", digits=0), " of the ticket work"]
    return _tile("Evidence", figures.share("effort_stated", digits=0), sentence, evidence=evidence)
