"""Tickets that could have been solved by level 1, or without hands: estimated from like tickets that were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
from django.http import Http404

from core.actor import Actor
from metrics.computations.columns import STATUS_CLOSED, Flags, Floats, Ints
from metrics.computations.likeness import (
    Cells,
    CellShares,
    Expected,
    audit_order,
    cell_shares,
    expected_well,
    nested_cells,
    stratum_of,
)
from metrics.computations.segments import ASPECTS, segments, wilson
from metrics.models import EstimateAudit
from metrics.selectors.handoff_pair import TICKETS_SHOWN, PairTicket, lanes_of
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.question_ground import Asked, Ground, ground_of, number_of
from metrics.selectors.segment_rules import SegmentRules, segment_rules_of
from metrics.selectors.segments import Segmented
from services.models import TicketLog
from services.selectors import ticket_keys

SAMPLES = (30, 60, 90)
ALIKE = ("kind", "priority", "service", "product")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """What is estimated: of which tickets, from which, and in which two parts the ones asked about fall."""

    code: str
    label: str
    question: str
    finding: str
    asked: str
    tried: str
    well: str
    parts: tuple[tuple[str, str], tuple[str, str]]
    needs: str
    number: int


MEASURES = {
    measure.code: measure
    for measure in (
        Measure(
            "level-1",
            "Level-1-capable",
            "Could level 1 have solved it?",
            "that went beyond level 1 could have been solved there",
            "closed, but not by level 1 alone",
            "closed, taken in by level 1",
            "closed by level 1 alone",
            (("passed", "passed on by level 1"), ("never", "never there")),
            "It needs the level of the groups and a status that closes. Set the levels on the log’s page, or import "
            "it with its status.",
            1,
        ),
        Measure(
            "remote",
            "Remote-capable",
            "Could it have been solved without hands on site?",
            "with touch, or with a touch that is not known, could have done without",
            "closed, but not known to be without touch",
            "closed with a known touch",
            "closed without touch",
            (("touched", "office or data centre"), ("unknown", "touch undecided")),
            "It needs a status that closes and rules of the segments that find tickets without touch and with it.",
            2,
        ),
    )
}


def measure_of(code: str) -> Measure:
    """The measure that an address names, or 404."""
    if code not in MEASURES:
        raise Http404("There is no such estimate.")
    return MEASURES[code]


class Estimate:
    """One measure over the tickets of a ground; like tickets are looked for in the whole log, whatever the filters."""

    def __init__(self, ground: Ground, held: SegmentRules, measure: Measure) -> None:
        self.ground, self.held, self.measure = ground, held, measure
        self.segmented = Segmented(ground, held)

    @cached_property
    def is_closed(self) -> Flags:
        """Tickets whose last event closes them, of those that name a group."""
        columns = self.ground.columns
        status = columns.events.status[columns.bounds.last]
        closed: Flags = (status == STATUS_CLOSED) & self.ground.is_named
        return closed

    @cached_property
    def is_tried(self) -> Flags:
        """Closed tickets that are evidence: level 1 took them in, or their touch is known."""
        if self.measure.code == "remote":
            return self.is_closed & (self._touch >= 0)
        line = self.ground.first_line
        found: Flags = self.is_closed & line.has_entered if line else np.zeros(len(self.is_closed), np.bool_)
        return found

    @cached_property
    def is_well(self) -> Flags:
        """Those of them that level 1 closed alone, or that were closed without touch."""
        if self.measure.code == "remote":
            untouched: Flags = self.is_tried & (self._touch == ASPECTS["touch"].index("none"))
            return untouched
        line = self.ground.first_line
        return self.is_tried & line.has_stayed if line else self.is_tried

    @property
    def is_open(self) -> Flags:
        """Closed tickets of the log that did not go that way: the ones that can be asked about."""
        found: Flags = self.is_closed & ~self.is_well
        return found

    @cached_property
    def is_asked(self) -> Flags:
        """Those of the view: the ones the estimate is about."""
        return self.is_open & self.ground.view.is_ended_here

    @property
    def is_known(self) -> bool:
        """Whether there are tickets to learn from; an estimate of touch needs both kinds of them."""
        well = int(np.count_nonzero(self.is_well))
        if self.measure.code == "remote":
            return 0 < well < int(np.count_nonzero(self.is_tried)) and self.ground.columns.has_statuses
        return well > 0

    @cached_property
    def in_part(self) -> dict[str, Flags]:
        """The two parts of the tickets asked about."""
        (first, _), (second, _) = self.measure.parts
        is_first = self.is_asked & self.is_tried
        return {first: is_first, second: self.is_asked & ~self.is_tried}

    @cached_property
    def cells(self) -> Cells:
        """Like tickets: kind, class by attributes alone, priority, service, product, each a step deeper."""
        attributes = self.ground.columns.attributes
        codes = {name: attributes[name].codes for name in ALIKE}
        ordered = [codes["kind"], self._attribute_class, codes["priority"], codes["service"], codes["product"]]
        return nested_cells(ordered, len(self.is_closed))

    @cached_property
    def shares(self) -> CellShares:
        """How like tickets went, per cell."""
        return cell_shares(self.cells, self.is_tried, self.is_well)

    @cached_property
    def chance(self) -> Floats:
        """The shrunk share of each ticket's cell."""
        return self.shares.share[-1][self.cells.leaf]

    def rows(self) -> list[Row]:
        """All tickets asked about, first, then each line of the group that took them in, most tickets first."""
        line, lines = self.ground.line_of_ticket, self.ground.lines
        found = self._expected(line, len(lines.keys))
        rows = [
            self._row(found, number, label) | {"behind": {"line": key}}
            for number, (key, label) in enumerate(zip(lines.keys, lines.labels, strict=True))
            if found.asked[number]
        ]
        rows.sort(key=lambda row: (-row["asked"], row["label"]))
        return [self._row(found, len(lines.keys), "All tickets asked about") | {"behind": {}}, *rows]

    def part_rows(self) -> list[Row]:
        """The two parts of the tickets asked about, which differ in how much like tickets can say of them."""
        part = np.where(self.is_tried, 0, 1)
        found = self._expected(part, 2)
        return [
            self._row(found, number, label) | {"behind": {"part": code}}
            for number, (code, label) in enumerate(self.measure.parts)
        ]

    def cell_rows(self, most: int | None = None) -> list[Row]:
        """Cells with tickets asked about, most of them first."""
        leaf = self.cells.leaf
        asked = np.bincount(leaf[self.is_asked], minlength=self.cells.size)
        example = np.zeros(self.cells.size, np.int64)
        example[leaf[::-1]] = np.arange(len(leaf))[::-1]
        order = np.lexsort((example, -asked))[: np.count_nonzero(asked)]
        tried, well, share = self.shares.tried[-1], self.shares.well[-1], self.shares.share[-1]
        return [
            {
                "label": self._cell_label(int(example[cell])),
                "tried": int(tried[cell]),
                "well": int(well[cell]),
                "observed": int(well[cell]) / int(tried[cell]) if tried[cell] else None,
                "share": float(share[cell]),
                "asked": int(asked[cell]),
                "expected": float(asked[cell] * share[cell]),
                "behind": {"cell": self._cell_key(int(example[cell]))},
            }
            for cell in order[:most].tolist()
        ]

    def sample(self, most: int) -> Ints:
        """The first tickets of the audit's order, drawn from the whole log, whatever the filters."""
        numbers = np.flatnonzero(self.is_open)
        stratum = stratum_of(self.chance[numbers])
        ids = self.ground.columns.ticket_ids[numbers]
        return numbers[audit_order(ids, stratum, self.measure.number)[:most]]

    def sample_rows(self, most: int, verdicts: dict[str, str]) -> list[Row]:
        """The sample as an auditor reads it: without people, and without the chance, which would sway the judgement."""
        columns, numbers = self.ground.columns, self.sample(most)
        keys = ticket_keys(columns.ticket_ids[numbers].tolist())
        days = self.segmented.traits.numbers["days"]
        rows = []
        for ticket in numbers.tolist():
            key, groups = keys[int(columns.ticket_ids[ticket])], columns.group_paths
            steps = groups.steps(int(groups.path[ticket]))
            rows.append(
                {
                    "key": key,
                    "texts": self._cell_label(ticket),
                    "groups": " → ".join(self.ground.places[step].group.name for step in steps),
                    "days": float(days[ticket]),
                    "verdict": verdicts.get(key, ""),
                }
            )
        return rows

    def five_tickets(self, of: str, narrowed: dict[str, str]) -> tuple[int, list[PairTicket]]:
        """How many tickets a figure counts, and five of them: those with most handoffs first."""
        flags = {"asked": self.is_asked, "tried": self.is_tried, "well": self.is_well}.get(of)
        if flags is None:
            raise Http404("There is no such figure of this estimate.")
        numbers = np.flatnonzero(flags & self._narrowed(narrowed))
        handoffs = self.ground.columns.per_ticket.count[numbers]
        shown = numbers[np.lexsort((numbers, -handoffs))][:TICKETS_SHOWN]
        ids = self.ground.columns.ticket_ids[shown].tolist()
        keys = ticket_keys(ids)
        return len(numbers), [
            PairTicket(keys[pk], lanes_of(self.ground.columns, ticket, self.ground.groups, set(), keys[pk]))
            for ticket, pk in zip(shown.tolist(), ids, strict=True)
        ]

    @cached_property
    def _touch(self) -> Ints:
        return self.segmented.of["touch"].outcome

    @cached_property
    def _attribute_class(self) -> Ints:
        """The class that the rules give by what a ticket says; a rule about what happened to it would give it away."""
        rules = [rule for rule in self.held.rules if not rule.ranges]
        aspects = ("complexity",) if self.measure.code == "remote" else tuple(ASPECTS)
        code = np.zeros(len(self.is_closed), np.int64)
        for aspect in aspects:
            code = code * (1 + len(ASPECTS[aspect])) + 1 + segments(rules, aspect, self.segmented.traits).outcome
        return code

    def _expected(self, part: Ints, parts: int) -> Expected:
        inside = np.maximum(part, 0)  # a ticket without a line names no group, and is not asked about
        seed = [self.measure.number, parts]
        return expected_well(self.cells, self.shares, self.is_asked, inside, parts, seed)

    def _row(self, found: Expected, number: int, label: str) -> Row:
        asked = int(found.asked[number])
        return {
            "label": label,
            "asked": asked,
            "expected": float(found.expected[number]),
            "share": float(found.expected[number]) / asked if asked else None,
            "low": float(found.low[number]) if asked else None,
            "high": float(found.high[number]) if asked else None,
        }

    def _narrowed(self, narrowed: dict[str, str]) -> Flags:
        flags = np.ones(len(self.is_closed), np.bool_)
        if "line" in narrowed:
            flags &= self.ground.line_of_ticket == number_of(self.ground.lines, narrowed["line"])
        if "part" in narrowed:
            if narrowed["part"] not in self.in_part:
                raise Http404("There is no such part of this estimate.")
            flags &= self.in_part[narrowed["part"]]
        if "cell" in narrowed:
            flags &= self.cells.leaf == self._cell_of(narrowed["cell"])
        return flags

    def _cell_of(self, key: str) -> int:
        first = np.unique(self.cells.leaf, return_index=True)[1]
        cell = next((cell for cell, ticket in enumerate(first.tolist()) if self._cell_key(ticket) == key), None)
        if cell is None:
            raise Http404("There are no such like tickets in this log.")
        return cell

    def _texts(self, ticket: int) -> list[str]:
        attributes = self.ground.columns.attributes
        return [attributes[name].labels[int(attributes[name].codes[ticket])] for name in ALIKE]

    def _cell_label(self, ticket: int) -> str:
        return ", ".join(filter(None, self._texts(ticket))) or "nothing known"

    def _cell_key(self, ticket: int) -> str:
        said = "\x1f".join([*self._texts(ticket), str(int(self._attribute_class[ticket]))])
        return blake2b(said.encode(), digest_size=6).hexdigest()


def whole_estimate(actor: Actor, log: TicketLog, measure: Measure) -> Estimate:
    """An estimate over the whole log."""
    return Estimate(ground_of(actor, log, Asked(HandoffFilters()), "UTC"), segment_rules_of(actor), measure)


@dataclass(frozen=True, slots=True)
class AuditRate:
    """What people judged of a sample: the share of yes among yes and no, with Wilson's interval (95 %)."""

    sample: int
    yes: int
    no: int
    unsure: int
    share: float | None
    low: float | None
    high: float | None

    @property
    def judged(self) -> int:
        """Tickets judged yes or no: what the share is of."""
        return self.yes + self.no

    @property
    def half_width(self) -> float | None:
        """Half of the interval: the precision of the rate."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


def verdicts_of(log: TicketLog, measure: Measure) -> dict[str, str]:
    """What was judged, by ticket number."""
    audits = EstimateAudit.objects.filter(log=log, measure=measure.code)
    return dict(audits.values_list("ticket_key", "verdict"))


def audit_rate(keys: Sequence[str], verdicts: dict[str, str]) -> AuditRate:
    """The rate over the tickets of the sample; a ticket that has left it does not count."""
    said = [verdicts[key] for key in keys if key in verdicts]
    yes, no, unsure = (said.count(verdict) for verdict in EstimateAudit.Verdict.values)
    ends = wilson(yes, yes + no)
    share = yes / (yes + no) if ends else None
    return AuditRate(len(keys), yes, no, unsure, share, ends[0] if ends else None, ends[1] if ends else None)


def sample_keys(found: Estimate) -> list[str]:
    """The numbers of the tickets that may be judged: the largest sample, in its order."""
    ids = found.ground.columns.ticket_ids[found.sample(SAMPLES[-1])].tolist()
    keys = ticket_keys(ids)
    return [keys[pk] for pk in ids]
