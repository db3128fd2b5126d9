"""What the tool says became of its SLA beside what its events say: the two differ where its clock or its rule do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from metrics.computations.agreement_results import MET, MISSED, NO_TARGET, RUNNING
from metrics.computations.columns import Codes, Flags
from metrics.selectors.agreement_results import TICKETS_SHOWN, AgreementResults, TicketBehind
from services.chains import MEASURES
from services.ticket_attributes import SLA_RESULTS

SAID_KEPT, SAID_MISSED = "said-kept", "said-missed"
DIFFERENCES = (SAID_KEPT, SAID_MISSED)
OUTCOMES = {"yes": MET, "no": MISSED}
LEAST = np.iinfo(np.int64).min


def recomputed(outcomes: list[Codes]) -> Codes:
    """The outcome of a ticket over all measures: missed where any is, met where all that have a target are.

    >>> recomputed([np.array([0, 0, 0, 3], np.int8), np.array([0, 1, 2, 3], np.int8)]).tolist()
    [0, 1, 2, 3]
    """
    stacked = np.stack(outcomes)
    is_missed, runs = (stacked == MISSED).any(axis=0), (stacked == RUNNING).any(axis=0)
    found = np.select([is_missed, runs, (stacked == MET).any(axis=0)], [MISSED, RUNNING, MET], NO_TARGET)
    return found.astype(np.int8)


@dataclass(frozen=True, slots=True)
class Said:
    """Tickets for which the tool says one thing, by what their events say."""

    label: str
    kept: int
    missed: int
    undecided: int


class ImportedResults:
    """The covered tickets that bring a result of their SLA; `said` is met or missed, no target where none is said."""

    def __init__(self, results: AgreementResults) -> None:
        self.results = results
        coded = results.columns.attributes["sla"]
        of_label = np.array([*(OUTCOMES.get(label, NO_TARGET) for label in coded.labels), NO_TARGET], np.int8)
        self.said: Codes = of_label[coded.codes[results.places]]

    def __len__(self) -> int:
        return int(np.count_nonzero(self.said != NO_TARGET))

    @cached_property
    def outcome(self) -> Codes:
        """What the events say, over both measures."""
        return recomputed([self.results.measured[measure].outcome for measure in MEASURES])

    def rows(self) -> list[Said]:
        """The tickets by what the tool says and what their events say."""
        found = []
        for word in SLA_RESULTS:
            outcome = self.outcome[self.said == OUTCOMES[word]]
            kept, missed = (int(np.count_nonzero(outcome == code)) for code in (MET, MISSED))
            label = "kept" if word == "yes" else "missed"
            found.append(Said(label, kept, missed, len(outcome) - kept - missed))
        return found

    def differs(self, view: str) -> Flags:
        """Tickets that the tool says were kept while they missed a target, or the other way round."""
        said, is_so = (MET, MISSED) if view == SAID_KEPT else (MISSED, MET)
        found: Flags = (self.said == said) & (self.outcome == is_so)
        return found

    def behind(self, view: str) -> list[TicketBehind]:
        """Five of them, those furthest over their target, or furthest within it, by the measure in which they are."""
        every = list(self.results.measured.values())
        beyond = np.stack([np.where(one.target_us >= 0, one.used_us - one.target_us, LEAST) for one in every])
        worst, over = beyond.argmax(axis=0), beyond.max(axis=0)
        rows = np.flatnonzero(self.differs(view))
        rows = rows[np.lexsort((rows, -over[rows] if view == SAID_KEPT else over[rows]))][:TICKETS_SHOWN]
        found: dict[int, TicketBehind] = {}
        for number, measured in enumerate(every):
            own = rows[worst[rows] == number]
            found |= dict(zip(own.tolist(), self.results.tickets_at(measured, own) if len(own) else [], strict=True))
        return [found[row] for row in rows.tolist()]
