"""What a run of a proposal found, as it is kept in one file: changes with their reasons, totals per function."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from core.models import Run
from metrics.kinds.artifacts import StoredFile, store_text, stored_text
from metrics.models import Artifact

ARTIFACT_KIND = "proposal"
Amounts = dict[str, float]  # cost, handoffs, change: money a year


@dataclass(frozen=True, slots=True)
class CellChange:
    """A team's effort on an activity that would lie elsewhere; shares in 1/10,000 by function (0: in its team)."""

    team: str
    team_name: str
    activity: str
    activity_name: str
    fte: float
    moved: float
    before: dict[str, int]
    after: dict[str, int]
    gains: dict[str, Amounts]
    needed: list[str]

    @property
    def key(self) -> str:
        """Names the change in a form."""
        return f"{self.team}.{self.activity}"


@dataclass(frozen=True, slots=True)
class ReachChange:
    """A function that would have another reach; `fte`: today's effort that the proposal has in it."""

    function: int
    fte: float
    before: str
    after: str
    gains: dict[str, Amounts]
    needed: list[str]

    @property
    def key(self) -> str:
        """Names the change in a form."""
        return f"reach.{self.function}"


@dataclass(frozen=True, slots=True)
class FunctionTotal:
    """FTE of a function (0: in their teams) today by activity, in the design and in the proposal."""

    function: int
    today: float
    design: float
    proposal: float


@dataclass(frozen=True, slots=True)
class ProposalContent:
    """`together`: what is due to several changes, by basis."""

    cells: list[CellChange]
    reaches: list[ReachChange]
    functions: list[FunctionTotal]
    together: dict[str, Amounts]

    @property
    def moved(self) -> float:
        """FTE that would lie elsewhere."""
        return sum(change.moved for change in self.cells)


def store_content(content: ProposalContent) -> StoredFile:
    """Keep it as a file named by its hash."""
    return store_text(json.dumps(asdict(content), sort_keys=True, ensure_ascii=False))


def content_of(run: Run) -> ProposalContent | None:
    """What the run found; None where it found none or the file is gone."""
    kept = Artifact.objects.filter(run=run, kind=ARTIFACT_KIND).only("path").first()
    text = stored_text(kept.path) if kept else None
    if text is None:
        return None
    facts: dict[str, Any] = json.loads(text)
    return ProposalContent(
        cells=[CellChange(**row) for row in facts["cells"]],
        reaches=[ReachChange(**row) for row in facts["reaches"]],
        functions=[FunctionTotal(**row) for row in facts["functions"]],
        together=facts["together"],
    )
