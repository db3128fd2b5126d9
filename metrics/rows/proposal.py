"""Behind the figures of a proposal: its changes."""

from __future__ import annotations

from typing import Any

from core.actor import Actor
from metrics.models import Result
from metrics.registry import RowTable
from metrics.selectors.proposal_content import Amounts, CellChange, ProposalContent, ReachChange, content_of
from metrics.selectors.proposal_words import place_words, reach_words
from towers.functions_reference import BY_CODE


def moved_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: the team's efforts that would lie elsewhere, the largest first; folds to the FTE that move."""
    cells = sorted(_content(result).cells, key=lambda one: -one.moved)
    rows = [
        [one.team_name, one.activity_name, place_words(one.before), place_words(one.after), one.moved] for one in cells
    ]
    return RowTable(["Team", "Activity", "Design", "Proposal", "FTE"], rows, len(rows), sum(one.moved for one in cells))


def gain_rows(result: Result, actor: Actor) -> RowTable:
    """Rows: every change with its gain, and what is due to several; folds to the gain."""
    content = _content(result)
    changes: list[CellChange | ReachChange] = [*content.cells, *content.reaches]
    rows: list[list[Any]] = [[*_named(one), *_columns(one.gains[result.basis])] for one in changes]
    rows.append(["Several changes together", "", *_columns(content.together[result.basis])])
    headers = ["What", "Change", "Cost", "Handoffs", "Price of the change", "Gain a year"]
    return RowTable(headers, rows, len(rows), sum(row[-1] for row in rows))


def _content(result: Result) -> ProposalContent:
    content = content_of(result.run)
    if content is None:
        raise ValueError(f"The file of the proposal {result.run_id} is gone.")
    return content


def _named(change: CellChange | ReachChange) -> list[str]:
    if isinstance(change, ReachChange):
        return [BY_CODE[change.function].name, reach_words(change)]
    return [f"{change.activity_name}, {change.team_name}", f"to {place_words(change.after)}"]


def _columns(gain: Amounts) -> list[float]:
    return [gain["cost"], gain["handoffs"], gain["change"], sum(gain.values())]
