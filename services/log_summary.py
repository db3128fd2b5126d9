"""What the columns of a log say of it as a whole: what is missing, what was reopened, what machines did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from services.facts import Ints, LogFacts
from services.log_answers import NEEDED_FOR, Known, unanswered
from services.models import Group, LogSegment, Status

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Reopened:
    """Tickets with a closing event, those of them that were opened again, and how often that was."""

    closed: int
    tickets: int
    times: int

    @property
    def share(self) -> float | None:
        """Reopened tickets among those that were ever closed."""
        return self.tickets / self.closed if self.closed else None


def reopenings(ticket: Ints, status: npt.NDArray[np.int8]) -> Flags:
    """Mark the events that open a closed ticket again: the first of another known status after a closing one.

    Events in the log's order; those without a known status decide nothing.

    >>> q, w, u, c = Status.Kind.QUEUED, Status.Kind.WORKING, Status.Kind.UNKNOWN, Status.Kind.CLOSED
    >>> reopenings(np.array([1, 1, 1, 1, 2]), np.array([c, u, c, w, q], np.int8)).tolist()
    [False, False, False, True, False]
    """
    known = np.flatnonzero(status != Status.Kind.UNKNOWN)
    is_closing = status[known] == Status.Kind.CLOSED
    is_same = ticket[known][1:] == ticket[known][:-1]
    found = np.zeros(len(ticket), np.bool_)
    found[known[1:][is_closing[:-1] & ~is_closing[1:] & is_same]] = True
    return found


@dataclass(frozen=True, slots=True)
class LogSummary:
    """What needs the columns alone; `kinds` are the classes of statuses that occur."""

    kinds: frozenset[int]
    said: frozenset[str]
    has_people: bool
    without_group: int
    ties: int
    reopened: Reopened
    events: int
    tickets: int

    def unanswered(self, groups: Sequence[Group], segments: Sequence[LogSegment]) -> list[str]:
        """What the log cannot answer; the groups say which levels and regions are known by now, the visible segments
        whether a column says the order of events.
        """
        has_order = all(segment.tallies.get("has_order") for segment in segments)
        return unanswered(
            Known(
                has_history=self.tickets < self.events,
                kinds=self.kinds,
                said=self.said,
                has_people=self.has_people,
                has_levels=any(group.level for group in groups),
                has_regions=any(group.region_name or group.team_id for group in groups),
                has_doors=any(segment.tallies.get("has_doors") for segment in segments),
                without_group=self.without_group,
                ties=0 if has_order else self.ties,
            )
        )


_KNOWN: WeakKeyDictionary[LogFacts, LogSummary] = WeakKeyDictionary()


def log_summary(facts: LogFacts) -> LogSummary:
    """The summary of these columns, computed once as long as they are kept."""
    if facts not in _KNOWN:
        _KNOWN[facts] = _summary(facts)
    return _KNOWN[facts]


def _summary(facts: LogFacts) -> LogSummary:
    is_reopening = reopenings(facts.ticket, facts.status)
    of_systems = sum(facts.system_groups.values())
    return LogSummary(
        kinds=frozenset(np.unique(facts.status).tolist()),
        said=frozenset(name for name in NEEDED_FOR if any(facts.attributes[name].labels)),
        has_people=bool((facts.person >= 0).any()) or facts.system_users > 0,
        without_group=int(np.count_nonzero(facts.group < 0)) - of_systems,
        ties=int(np.count_nonzero((facts.ticket[1:] == facts.ticket[:-1]) & (facts.at[1:] == facts.at[:-1]))),
        reopened=Reopened(
            closed=len(np.unique(facts.ticket[facts.status == Status.Kind.CLOSED])),
            tickets=len(np.unique(facts.ticket[is_reopening])),
            times=int(np.count_nonzero(is_reopening)),
        ),
        events=len(facts.at),
        tickets=len(facts.ticket_ids),
    )
