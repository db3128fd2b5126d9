"""A proposal on its page: the finding in words, tiles, rows, and the same as tables to download."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.basis import Basis
from core.figures import decimal, fte, integer, money, percent, plural, signed
from core.views.base import Table
from functions.projection import HOME
from metrics.inputs.proposal import Settings
from metrics.inputs.proposal_rules import SMALLEST_LABEL, moved_name
from metrics.selectors.proposal_content import ReachChange
from metrics.selectors.proposal_words import place_words, reach_words
from metrics.selectors.proposals import Seen, SeenChange
from towers.functions_reference import BY_CODE

AT_HOME = "In their teams"
CERTAIN = 5e-4  # of what could be gained: a smaller gap is none


def finding(found: Seen, currency: str) -> str:
    """What the proposal comes to, in a sentence."""
    if found.is_infeasible:
        return "No placement keeps all constraints"
    outcome = found.outcome
    if "changes" not in outcome:
        return "The proposal is gone from the disk: compute it again"
    gap = gap_words(outcome["gap_share"])
    if not outcome["changes"]:
        return f"Nothing would gain anything: the design is the best that was found, {gap}"
    parts = [f"move {fte(outcome['moved_fte'])} FTE"] if outcome["moved_fte"] else []
    if reaches := sum(one.is_reach for one in found.changes):
        parts.append(f"change the reach of {plural(reaches, 'function')}")
    gain = "" if found.gain is None else f" and gain {money(found.gain, currency)} a year"
    return f"The proposal would {', '.join(parts)}{gain}, {gap}"


def gap_words(share: float) -> str:
    """The gap of a proposal.

    >>> gap_words(0.0), gap_words(0.0712)
    ('proven best', 'gap 7.1%')
    """
    return "proven best" if share < CERTAIN else f"gap {percent(share)}"


def tiles(found: Seen, currency: str) -> list[dict[str, str]]:
    """Gain, gap, the full saving and the handoffs; nothing where no proposal was found."""
    outcome = found.outcome
    if "changes" not in outcome:
        return []
    return [
        *_money_tiles(found, currency),
        _tile(
            "Gap",
            percent(outcome["gap_share"]),
            _gap_note(outcome, currency),
        ),
        *_handoff_tile(outcome),
        _tile(
            "Solved in", f"{decimal(outcome['seconds'], 1)} s", f"{plural(outcome['rounds'], 'round')} on one thread"
        ),
    ]


def _money_tiles(found: Seen, currency: str) -> list[dict[str, str]]:
    outcome = found.outcome
    if found.gain is None:
        return []
    gain = outcome["gain"]
    weight = Settings.of(found.run.params).handoff_weight
    weighed = "" if weight == 1 else f" at {weight:g} times their cost"
    split = f"cost {money(gain['cost'], currency)}, handoffs {money(gain['handoffs'], currency)}{weighed}"
    price = f", price of changes {money(gain['change'], currency)}" if gain["change"] else ""
    note = Basis(outcome["basis"]).note
    full = f"{money(outcome['freed_design'], currency)} in the design; by the full saving, likely case"
    return [
        _tile("Gain a year", money(found.gain, currency), f"{split}{price}{f'; {note}' if note else ''}"),
        _tile("Freed a year", money(outcome["freed_proposal"], currency), full),
    ]


def _gap_note(outcome: dict[str, Any], currency: str) -> str:
    gap = outcome.get("gap")
    best = "of what could be gained at most"
    return best if gap is None else f"{best}: {money(gap, currency)} a year might still be found"


def _handoff_tile(outcome: dict[str, Any]) -> list[dict[str, str]]:
    if not outcome["handoffs"]:
        return []
    before, after = outcome["handoffs"]
    covered = f"{percent(outcome['covered'], 0)} of their cost is weighed"
    return [
        _tile("Handoffs, expected", integer(after), f"{integer(before)} in the design, in the whole log; {covered}")
    ]


def _tile(label: str, figure: str, note: str) -> dict[str, str]:
    return {"label": label, "figure": figure, "note": note}


def change_rows(changes: Sequence[SeenChange], currency: str) -> list[dict[str, Any]]:
    """What would change, from what to what, what it brings and why."""
    return [_change_row(one, currency) for one in changes]


def _change_row(one: SeenChange, currency: str) -> dict[str, Any]:
    gain = {f"gain_{name}": money(value, currency) for name, value in (one.gain or {}).items()}
    return {
        "key": one.change.key,
        "title": title_of(one),
        "change": change_words(one),
        "fte": one.moved,
        "total": money(one.total, currency),
        "why": one.why,
        **gain,
    }


def title_of(one: SeenChange) -> str:
    """What changes."""
    if isinstance(one.change, ReachChange):
        return f"Reach of {BY_CODE[one.change.function].name}"
    return f"{one.change.activity_name}, {one.change.team_name}"


def change_words(one: SeenChange) -> str:
    """From what to what."""
    if isinstance(one.change, ReachChange):
        return reach_words(one.change)
    return f"{place_words(one.change.before)} → {place_words(one.change.after)}"


def conflict_rows(found: Seen) -> list[dict[str, str]]:
    """The constraints to give up, by how much each is missed, and what to do."""
    settings = Settings.of(found.run.params)
    return [
        {
            "name": one["name"],
            "missed": decimal(one["missed"], 1),
            "remedy": _remedy(one["name"], settings),
        }
        for one in found.outcome.get("conflicts", ())
    ]


def _remedy(name: str, settings: Settings) -> str:
    if name == moved_name(settings.moved_share):
        return "Let more of the effort move."
    if name.startswith("Smallest team"):
        return f"Untick “{SMALLEST_LABEL}”, or lower the guardrail of this function."
    return "Untick the rule below to see what it costs, let more move, or change the rule itself."


def function_rows(found: Seen) -> list[dict[str, Any]]:
    """FTE today, in the design and in the proposal, by function; the reach where it changes."""
    reach = {
        one.change.function: reach_words(one.change) for one in found.changes if isinstance(one.change, ReachChange)
    }
    return [
        {
            "name": BY_CODE[one.function].name if one.function != HOME else AT_HOME,
            "phase": BY_CODE[one.function].phase if one.function != HOME else "",
            "today": fte(one.today),
            "design": fte(one.design),
            "proposal": fte(one.proposal),
            "change": signed(round(one.proposal - one.design, 4), 1),
            "reach": reach.get(one.function, ""),
        }
        for one in found.functions
        if one.function != HOME or one.design or one.proposal
    ]


def changes_table(found: Seen, name: str) -> Table:
    """All changes, money in minor units."""
    headers = ["Change", "From and to", "FTE", "Gain a year", "Cost", "Handoffs", "Price of the change", "Why"]
    rows = (
        [
            title_of(one),
            change_words(one),
            "" if one.moved is None else one.moved,
            *("" if value is None else round(value) for value in _amounts(one)),
            one.why,
        ]
        for one in found.changes
    )
    return Table(f"{name} proposal", headers, rows)


def _amounts(one: SeenChange) -> list[float | None]:
    gain = one.gain or {}
    return [one.total, *(gain.get(name) for name in ("cost", "handoffs", "change"))]


def functions_table(found: Seen) -> Table:
    """FTE by function."""
    rows = (
        [BY_CODE[one.function].name if one.function != HOME else AT_HOME, one.today, one.design, one.proposal]
        for one in found.functions
    )
    return Table("Proposal functions", ["Function", "FTE today", "FTE in the design", "FTE in the proposal"], rows)
