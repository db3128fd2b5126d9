"""How many tickets of a log name each service, and whether they become more or fewer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from services.facts import LogFacts, log_facts
from services.models import TicketLog
from services.portfolio.ticket_trends import Halves, Ints, ticket_halves, whole_months
from services.selectors import day_in
from towers.names import folded


@dataclass(frozen=True, slots=True)
class Volume:
    """The tickets that name a service, most of them by `label`; `halves` where the log has two whole months."""

    label: str
    tickets: int
    halves: Halves | None


@dataclass(frozen=True, slots=True)
class LogVolumes:
    """The volumes of a log by the folded name of the service; `months` are those of one half, 0 without any."""

    log: TicketLog
    months: int
    by_key: dict[str, Volume]


def log_volumes(log: TicketLog, zone: str, first_us: int | None, last_us: int | None) -> LogVolumes:
    """Those of the log's visible events, which are from `first_us` to `last_us` (epoch microseconds UTC)."""
    facts = log_facts(log.pk)
    first, last = day_in(zone, first_us), day_in(zone, last_us)
    starts = whole_months(first, last) if first and last else []
    named = facts.attributes["service"]
    spelt: dict[str, list[int]] = defaultdict(list)
    for code, label in enumerate(named.labels):
        if key := folded(label):
            spelt[key].append(code)
    place = np.full(len(named.labels) + 1, -1)  # the last place is for tickets without a text
    for number, codes in enumerate(spelt.values()):
        place[codes] = number
    counts = np.bincount(named.codes, minlength=len(named.labels))
    halves = ticket_halves(_began(facts), place[named.codes], len(spelt), starts, zone)
    by_key = {
        key: Volume(
            named.labels[max(codes, key=lambda code: int(counts[code]))],
            int(counts[codes].sum()),
            halves[number] if halves else None,
        )
        for number, (key, codes) in enumerate(spelt.items())
    }
    return LogVolumes(log, halves[0].months if halves else 0, by_key)


def _began(facts: LogFacts) -> Ints:
    """When each ticket began, in the order of `LogFacts.ticket_ids`, by which its events stand."""
    starts = np.ones(len(facts.ticket), np.bool_)
    np.not_equal(facts.ticket[1:], facts.ticket[:-1], out=starts[1:])
    return np.minimum.reduceat(facts.at, np.flatnonzero(starts)) if len(facts.at) else facts.at
