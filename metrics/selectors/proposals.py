"""The proposals for a scenario: the newest run, the newest that ended, and what it found as an actor gets to see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.actor import Actor
from core.basis import basis_of, seen_outcome
from core.models import Run, RunInput
from functions.models import Scenario
from metrics.kinds.proposal import KIND_CODE
from metrics.selectors.proposal_content import (
    Amounts,
    CellChange,
    FunctionTotal,
    ProposalContent,
    ReachChange,
    content_of,
)
from metrics.selectors.proposal_words import why_words
from towers.functions_reference import BY_CODE

Changed = CellChange | ReachChange


@dataclass(frozen=True, slots=True)
class SeenChange:
    """A change with its gain in the money that the actor gets to see (None: in none)."""

    change: Changed
    gain: Amounts | None
    why: str

    @property
    def total(self) -> float | None:
        """Money a year."""
        return None if self.gain is None else sum(self.gain.values())

    @property
    def moved(self) -> float | None:
        """FTE that move; none with a reach."""
        return None if isinstance(self.change, ReachChange) else self.change.moved

    @property
    def is_reach(self) -> bool:
        """A function's reach, not a placement."""
        return isinstance(self.change, ReachChange)


@dataclass(frozen=True, slots=True)
class Seen:
    """A finished proposal as an actor sees it; `changes` by gain, by FTE without money. Empty where none was found."""

    run: Run
    outcome: dict[str, Any]
    changes: tuple[SeenChange, ...] = ()
    functions: tuple[FunctionTotal, ...] = ()
    together: float | None = None

    @property
    def gain(self) -> float | None:
        """Money a year; None for whoever sees none."""
        return sum(self.outcome["gain"].values()) if "gain" in self.outcome else None

    @property
    def is_infeasible(self) -> bool:
        """The constraints cannot hold together."""
        return "conflicts" in self.outcome

    @property
    def log_id(self) -> int | None:
        """The log that it rests on."""
        return next((row.object_id for row in self.run.inputs.all() if row.kind == "ticket_log"), None)


def proposal_runs(actor: Actor, scenario: Scenario) -> tuple[Run | None, Run | None]:
    """The newest run for this scenario and the newest that is done, with inputs; three queries at most."""
    named = RunInput.objects.visible_to(actor).filter(kind="scenario", object_id=scenario.pk, run__kind=KIND_CODE)
    newest: Run | None = None
    for row in named.select_related("run").order_by("-run_id")[:20]:
        newest = newest or row.run
        if row.run.state == Run.State.DONE:
            return newest, Run.objects.visible_to(actor).prefetch_related("inputs").get(pk=row.run_id)
    return newest, None


def seen_proposal(actor: Actor, run: Run) -> Seen:
    """What a finished run found."""
    outcome, content = seen_outcome(actor, run.outcome or {}), content_of(run)
    if content is None:
        return Seen(run, outcome)
    basis = str(basis_of(actor))
    return Seen(run, outcome, _seen(content, basis), tuple(content.functions), _together(content, basis))


def _seen(content: ProposalContent, basis: str) -> tuple[SeenChange, ...]:
    changes: list[Changed] = [*content.cells, *content.reaches]
    seen = [SeenChange(one, gain := one.gains.get(basis), why_words(one, gain)) for one in changes]
    return tuple(sorted(seen, key=lambda one: (-(one.total or 0.0), -one.change.fte)))


def _together(content: ProposalContent, basis: str) -> float | None:
    return sum(content.together[basis].values()) if basis in content.together else None


def matching(changes: Sequence[SeenChange], query: str, function: int | None) -> list[SeenChange]:
    """The changes of a team or activity that the query names, and of a function, before or after."""
    wanted = query.casefold().strip()
    return [
        one
        for one in changes
        if wanted in _text(one.change) and (function is None or function in functions_of(one.change))
    ]


def functions_of(change: Changed) -> set[int]:
    """The functions that a change is about."""
    if isinstance(change, ReachChange):
        return {change.function}
    return {int(code) for shares in (change.before, change.after) for code in shares}


def _text(change: Changed) -> str:
    if isinstance(change, ReachChange):
        return BY_CODE[change.function].name.casefold()
    return f"{change.team_name} {change.activity_name}".casefold()
