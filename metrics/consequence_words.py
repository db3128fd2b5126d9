"""The consequences of a scenario in words: measures, what it gives up, its finding."""

from collections.abc import Callable
from dataclasses import dataclass

from core.figures import decimal, fte, integer, money, percent, plural, points, signed
from metrics.computations.consequences import Measure
from metrics.selectors.consequences import Consequences

Write = Callable[[float | None, str], str]


def _change_of_money(change: float | None, currency: str) -> str:
    text = money(change, currency)
    return f"+{text}" if change is not None and change > 0 else text


@dataclass(frozen=True, slots=True)
class Kind:
    """How a measure is called and written; `meaning` says in a sentence what it is."""

    label: str
    meaning: str
    write: Write
    write_change: Write


def _fte_kind(label: str, meaning: str) -> Kind:
    return Kind(label, meaning, lambda value, _: fte(value), lambda value, _: signed(value, 1))


def _share_kind(label: str, meaning: str) -> Kind:
    return Kind(label, meaning, lambda value, _: percent(value, 0), lambda value, _: points(value, 0))


def _count_kind(label: str, meaning: str) -> Kind:
    return Kind(label, meaning, lambda value, _: integer(value), lambda value, _: signed(value, 0))


KINDS: dict[str, Kind] = {
    "fte": _fte_kind(
        "Work and managers, FTE", "Stated effort of staff and what managers spend leading, less what all levers free."
    ),
    "cost": Kind(
        "Labour cost a year",
        "All filled positions, less the whole positions that fall free (cash).",
        money,
        _change_of_money,
    ),
    "handoffs": _count_kind(
        "Handoffs, expected", "Tickets of the log that change their unit; those of divided teams by share."
    ),
    "near": _share_kind(
        "Near the customers",
        "Staff effort whose pool lies in the region of the team that does it; global pools lose it.",
    ),
    "accountability": _share_kind(
        "Single accountability", "Largest share of a tower's effort under one head, mean over towers by effort."
    ),
    "another_manager": _fte_kind(
        "Staff with another manager, FTE, at least",
        "A manager goes where most of their staff's effort goes; the others get another one.",
    ),
    "managers": _fte_kind("Managers, FTE", "What managers spend leading; in the target what the spans need."),
    "staff_per_manager": Kind(
        "Staff for each manager, FTE",
        "Stated effort of staff to what managers spend leading.",
        lambda value, _: decimal(value, 1),
        lambda value, _: signed(value, 1),
    ),
    "scale_lost": _fte_kind(
        "Work that needs more people, FTE", "Where a function's work in a region is divided or keeps an overlay."
    ),
}


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """A row of the table of measures."""

    code: str
    label: str
    meaning: str
    today: str
    target: str
    change: str
    is_worse: bool


def shown_measures(found: Consequences, currency: str) -> list[ShownMeasure]:
    """All of them, in their order."""
    return [_shown(measure, currency) for measure in found.measures.values()]


def _shown(measure: Measure, currency: str) -> ShownMeasure:
    kind = KINDS[measure.code]
    return ShownMeasure(
        code=measure.code,
        label=kind.label,
        meaning=kind.meaning,
        today=kind.write(measure.today, currency),
        target=kind.write(measure.target, currency),
        change=kind.write_change(measure.change, currency),
        is_worse=measure.loss > 0,
    )


def _away(measure: Measure, found: Consequences) -> str:
    return f"{percent(1 - (measure.target or 0), 0)} of the staff effort is done in pools outside of its region"


def _heads(measure: Measure, found: Consequences) -> str:
    towers = found.case.ground.leading.towers
    return (
        f"one head answers for {percent(measure.target, 0)} of a tower’s work on average, today for "
        f"{percent(measure.today, 0)}; {integer(found.towers_target.whole)} of {plural(towers, 'tower')} under one head"
    )


def _manager_changes(measure: Measure, found: Consequences) -> str:
    share = percent(found.moved_fte / found.staff_fte, 0)
    return f"at least {fte(found.moved_fte)} FTE, {share} of the staff effort, get another manager"


LOSSES: dict[str, Callable[[Measure, Consequences], str]] = {
    "near": _away,
    "accountability": _heads,
    "another_manager": _manager_changes,
    "handoffs": lambda one, _: f"{integer(one.target)} handoffs are expected, today {integer(one.today)}",
    "managers": lambda one, _: f"{fte(one.change)} FTE more are spent leading",
    "scale_lost": lambda one, _: f"{fte(one.target)} FTE more are needed where work is divided or keeps an overlay",
    "fte": lambda one, _: f"{fte(one.change)} FTE more are needed in all",
    "cost": lambda one, _: "labour costs more",
}


def losses(found: Consequences) -> list[str]:
    """What the scenario gives up, the gravest first, a sentence each."""
    texts = [LOSSES[measure.code](measure, found) for measure in found.given_up]
    return [f"{text[0].upper()}{text[1:]}." for text in texts]


def finding(found: Consequences) -> str:
    """The heading: what is freed, and the gravest loss."""
    worst = next((LOSSES[measure.code](measure, found) for measure in found.given_up), "")
    if not found.case.rows.placed:
        return "Nothing is placed yet, so nothing changes"
    freed = (
        f"{fte(found.freed_fte)} FTE would be freed"
        if found.freed_fte >= 0
        else f"{fte(-found.freed_fte)} FTE more are needed"
    )
    return f"{freed}; {worst}" if worst else f"{freed}; no measure gets worse"
