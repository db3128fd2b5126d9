"""A routing policy on the history of a log: where each ticket would have gone, and where it was solved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from functions.models import Scenario
from metrics.computations.columns import EventColumns, Ints
from metrics.computations.routing import agreement, confusion
from metrics.inputs.efforts import EffortRows
from metrics.inputs.group_functions import FUNCTION_OF_LEVEL, GroupDesign, design_of_functions
from metrics.selectors.log_columns import columns_of, level_of_group
from metrics.selectors.routing_segments import at_arrival, inferred
from metrics.selectors.segment_rules import SegmentRules
from metrics.selectors.segments import log_traits
from metrics.selectors.visible_logs import ReplayLog
from services.facts import LogFacts, facts_of
from services.models import Group
from services.routing.analysis import shadows
from services.routing.engine import Column, Routed, Tickets, route
from services.routing.rules import ATTRIBUTES, REGION, Rule, folded

LOG_ATTRIBUTES = ("kind", "priority", "product", "service", "fault")
MONITORING_WORDS = ("event", "alert", "alarm", "monitor")
USER_WORDS = ("service request", "user request", "user contact", "call", "question")
NOWHERE = 0


@dataclass(frozen=True, eq=False)
class RoutingHistory:
    """The tickets of a log through a policy; `solved`: function of each ticket's last group, 0 unknown."""

    log: ReplayLog
    rules: Sequence[Rule]
    routed: Routed
    solved: Ints

    @property
    def tickets(self) -> int:
        """All of the log."""
        return self.routed.tickets.size

    @property
    def table(self) -> Ints:
        """Tickets by function of the policy and function that solved them."""
        return confusion(self.routed.functions(), self.solved)

    @property
    def same(self) -> tuple[int, int]:
        """Tickets that the policy sends where they were solved, of those for which both are known."""
        return agreement(self.table)

    @property
    def taken(self) -> int:
        """Tickets that any rule takes."""
        return self.tickets - self.routed.counts()[-1]

    def unreached(self) -> list[int]:
        """Places of the rules that take no ticket of this log though they could."""
        hidden = {shadow.rule for shadow in shadows(self.rules)}
        counts = self.routed.counts()
        return [place for place in range(len(self.rules)) if not counts[place] and place not in hidden]

    def known(self) -> list[tuple[str, float]]:
        """Each attribute with the share of tickets for which it is known."""
        return [(name, self.routed.tickets.known_share(name)) for name in ATTRIBUTES]

    def origins(self) -> list[tuple[str, str, str, int, int]]:
        """What the segment rules decide: attribute, value, the rule in words, tickets, and its code in the column."""
        found = []
        for name in ATTRIBUTES:
            column = self.routed.tickets.column(name)
            counts = np.bincount(column.codes, minlength=len(column.labels)).tolist()
            told = zip(column.labels, column.origins, counts, range(len(counts)), strict=False)
            found += [(name, label, origin, count, code) for label, origin, count, code in told if origin and count]
        return found

    def moved(self, rules: Sequence[Rule]) -> Ints:
        """Tickets by function of this policy (rows) and of another one (columns)."""
        return confusion(self.routed.functions(), route(rules, self.routed.tickets).functions())


def routing_history(
    scenario: Scenario,
    rules: Sequence[Rule],
    log: ReplayLog,
    held: SegmentRules,
    *,
    is_at_arrival: bool = False,
    has_design: bool = True,
) -> RoutingHistory:
    """All tickets of a log through these rules; four queries once the log was read in this process.

    Without `has_design` none: where the scenario puts groups is not read, and who solved a ticket is its level's word.

    Known of a ticket are what the log says of it, the level of its first group, its region by that group, its origin
    else where the word for its kind says so, and complexity and touch by the rules of segmentation: from all that
    happened to it, or with `is_at_arrival` from what it said when it came in.
    """
    facts, groups = facts_of(log.pk, log.segments), log.groups()
    design = design_of_functions(scenario) if has_design else GroupDesign({}, {}, {}, EffortRows({}, {}, {}), {})
    first, last = _ends(facts)
    traits = log_traits(columns_of(facts), level_of_group(groups))
    known = inferred(held, at_arrival(traits) if is_at_arrival else traits)
    tickets = _tickets(facts, groups, design, first).filled(known)
    return RoutingHistory(log, rules, route(rules, tickets), _solved(groups, design, last))


def _ends(facts: LogFacts) -> tuple[Ints, Ints]:
    """The first and the last group of each ticket, -1 where no event names one."""
    events = EventColumns(facts.ticket, facts.at, facts.group, facts.person, facts.status)
    rows = events.with_group()
    bounds = rows.ticket_bounds()
    first, last = np.full((2, len(facts.ticket_ids)), -1, np.int64)
    first[bounds.ticket], last[bounds.ticket] = rows.group[bounds.first], rows.group[bounds.last]
    return first, last


def _tickets(facts: LogFacts, groups: Sequence[Group], design: GroupDesign, first: Ints) -> Tickets:
    known = {name: facts.attributes[name] for name in LOG_ATTRIBUTES}
    found = {name: Column.of(one.codes, one.labels) for name, one in known.items()}
    found["origin"] = origin_column(facts)
    found["entry_level"] = Column.of(first, [*(str(group.level or "") for group in groups), ""])
    found[REGION] = Column.of(first, [*(design.region_of(group) for group in groups), ""])
    return Tickets(len(first), {name: _last_for_none(column) for name, column in found.items()})


def _last_for_none(column: Column) -> Column:
    """No group, -1, stands for the last label."""
    return Column(np.where(column.codes < 0, len(column.labels) - 1, column.codes), column.labels, column.folded)


def origin_column(facts: LogFacts) -> Column:
    """Who each ticket of a log came from: as it says itself, else as the word for its kind says."""
    said, kinds = facts.attributes["origin"], facts.attributes["kind"]
    by_kind = Column.of(kinds.codes, [origin_of(label) for label in kinds.labels])
    return Column.of(said.codes, said.labels).filled(by_kind)


def origin_of(kind: str) -> str:
    """Who a ticket came from, where the word for its kind says so.

    >>> [origin_of(kind) for kind in ("Alert", "Service request", "Incident")]
    ['monitoring', 'user', '']
    """
    text = folded(kind)
    if any(word in text for word in MONITORING_WORDS):
        return "monitoring"
    return "user" if any(word in text for word in USER_WORDS) else ""


def _solved(groups: Sequence[Group], design: GroupDesign, last: Ints) -> Ints:
    """By the scenario's design; a group that it leaves where it is, by its level."""
    targets = [design.target_of(group).main_function for group in groups]
    by_group = [
        code or FUNCTION_OF_LEVEL.get(group.level, NOWHERE) for code, group in zip(targets, groups, strict=True)
    ]
    return np.array([*by_group, NOWHERE], np.int64)[last]
