"""The parts of the page of a comparison: its finding, its tiles, its bridges."""

from collections.abc import Sequence
from typing import Any

from core.figures import FTE_UNITS, fte, integer, minor_per_unit, money, plural, signed
from functions.effects import Effect
from towers.refresh.bridge import Step
from towers.refresh.comparing import Compared

THOUSAND = 1_000


def heading(found: Compared, effects: Sequence[Effect]) -> str:
    """The finding in words: how many positions differ, and how many of them a scenario speaks of."""
    if found.state and found.state.is_waiting:
        return f"“{found.after.name}” waits for its extract"
    touched = found.comparison.touched
    if not touched:
        return f"No position differs from “{found.before.name}”"
    said = plural(touched, "position differs", "positions differ")
    own = [effect for effect in effects if effect.parent is None]  # a branch follows its parent
    most = max(own, key=lambda effect: effect.positions, default=None)
    if most is None:
        return said
    if not most.positions:
        return f"{said}; none touches a scenario"
    whose = f"“{most.name}”" if len(own) > 1 else "your scenario"
    return f"{said}, {integer(most.positions)} {'touches' if most.positions == 1 else 'touch'} {whose}"


def tiles(found: Compared, currency: str) -> list[dict[str, str]]:
    """Who joined, left and changed; FTE and cost before and after."""
    counts, (before, after) = found.comparison.counts, found.sums
    tiles = [
        {"label": "Joined", "figure": integer(counts["joined"]), "note": _step(found, "joined")},
        {"label": "Left", "figure": integer(counts["left"]), "note": _step(found, "left")},
        {"label": "Changed", "figure": integer(counts["changed"]), "note": f"{integer(counts['moved'])} moved"},
        {"label": "FTE filled", "before": fte(before.fte), "figure": fte(after.fte), "note": _more(found)},
    ]
    if before.cost or after.cost:
        note = found.basis.note or _unpriced(found)
        was, now = (money(round(sums.cost), currency).removeprefix(f"{currency} ") for sums in found.sums)
        tiles.append({"label": f"Cost a year, {currency}", "before": was, "figure": now, "note": note})
    return tiles


def _step(found: Compared, code: str) -> str:
    step = next(step for step in found.steps if step.code == code)
    return f"{signed(step.fte / FTE_UNITS, 1)} FTE"


def _more(found: Compared) -> str:
    change = found.sums[1].fte - found.sums[0].fte
    return f"{signed(change / FTE_UNITS, 1)} FTE" if change else "as before"


def _unpriced(found: Compared) -> str:
    count = found.sums[1].unpriced
    return f"{plural(count, 'filled post states', 'filled posts state')} no cost" if count else "all filled posts"


def bridge_chart(found: Compared, measure: str, currency: str) -> dict[str, Any]:
    """The steps from one sum to the other as a waterfall that ends at the net change."""
    steps = [_bar(step, measure, currency) for step in found.steps if getattr(step, measure)]
    net = sum(getattr(step, measure) for step in found.steps)
    return {
        "unit": "FTE of filled posts" if measure == "fte" else f"{currency} thousand a year",
        "steps": steps,
        "total": {"label": "Net change", "detail": "", **_placed(net, measure, currency)},
    }


def _bar(step: Step, measure: str, currency: str) -> dict[str, Any]:
    rows = plural(step.rows, "position")
    return {"label": step.label, "detail": rows, **_placed(getattr(step, measure), measure, currency)}


def _placed(amount: float, measure: str, currency: str) -> dict[str, Any]:
    value = amount / FTE_UNITS if measure == "fte" else amount / minor_per_unit(currency) / THOUSAND
    return {"value": value, "text": signed(value, 1)}


def bridge_table(found: Compared, currency: str) -> dict[str, Any]:
    """Both sums and the steps between them, in figures."""
    before, after = found.sums
    rows = [
        [f"{found.before.name}, filled posts", "", fte(before.fte), money(round(before.cost), currency)],
        *(
            [step.label, integer(step.rows), signed(step.fte / FTE_UNITS, 1), _signed_money(step.cost, currency)]
            for step in found.steps
        ),
        [f"{found.after.name}, filled posts", "", fte(after.fte), money(round(after.cost), currency)],
    ]
    return {"columns": ["Step", "Positions", "FTE", "Cost a year"], "rows": rows}


def _signed_money(cost: float, currency: str) -> str:
    text = money(round(cost), currency)
    return text.replace(f"{currency} ", f"{currency} +") if cost > 0 else text
