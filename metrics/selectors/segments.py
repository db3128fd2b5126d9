"""Tickets of a log by complexity and physical touch, per line and pooled, and the samples that people audit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from django.http import Http404

from metrics.computations.columns import Ints
from metrics.computations.segments import (
    ASPECTS,
    NUMBERS,
    TEXTS,
    UNDECIDED,
    Segments,
    TicketTraits,
    drawn,
    segments,
    wilson,
)
from metrics.models import SegmentAudit
from metrics.selectors.log_columns import LogColumns
from metrics.selectors.question_ground import Ground
from metrics.selectors.question_tables import path_label
from metrics.selectors.segment_rules import SegmentRules, condition_words
from services.models import TicketLog
from services.selectors import ticket_keys

DAY_US = 86_400_000_000
SAMPLE = 20

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SegmentClass:
    """A class of an aspect, with its place in it; `code` is what addresses call it."""

    aspect: str
    outcome: str

    @property
    def code(self) -> str:
        """For addresses."""
        return f"{self.aspect}-{self.outcome.replace(' ', '-')}"

    @property
    def label(self) -> str:
        """In words."""
        return f"Touch: {self.outcome}" if self.aspect == "touch" else self.outcome.capitalize()


CLASSES = [SegmentClass(aspect, outcome) for aspect, outcomes in ASPECTS.items() for outcome in outcomes]
BY_CODE = {found.code: found for found in CLASSES}


class Segmented:
    """The tickets of a ground, decided by rules."""

    def __init__(self, ground: Ground, held: SegmentRules) -> None:
        self.ground, self.held = ground, held

    @cached_property
    def traits(self) -> TicketTraits:
        """What the rules ask of each ticket of the log."""
        return log_traits(self.ground.columns, self.ground.levels)

    @cached_property
    def of(self) -> dict[str, Segments]:
        """Per aspect, over all tickets of the log."""
        return {aspect: segments(self.held.rules, aspect, self.traits) for aspect in ASPECTS}

    def pooled(self, aspect: str) -> Row:
        """The classes of the tickets in view, whatever the line."""
        return self._row("All tickets in view", self.of[aspect].outcome[self.ground.is_asked], aspect)

    def by_line(self, aspect: str) -> list[Row]:
        """The same per line of the group that took the ticket in, most tickets first."""
        line, outcome = self.ground.line_of_ticket, self.of[aspect].outcome
        rows = []
        for number, label in enumerate(self.ground.lines.labels):
            own = outcome[self.ground.is_asked & (line == number)]
            if len(own):
                rows.append(self._row(label, own, aspect) | {"key": self.ground.lines.keys[number]})
        return sorted(rows, key=lambda row: (-row["tickets"], row["label"]))

    def rule_rows(self) -> list[Row]:
        """The rules in order with the share of the tickets in view that each decides."""
        asked = self.ground.is_asked
        total = int(asked.sum())
        counts = {
            aspect: np.bincount(found.rule[asked & (found.rule >= 0)], minlength=len(self.held.rules))
            for aspect, found in self.of.items()
        }
        return [
            {
                "place": place,
                "rule": rule,
                "class": SegmentClass(rule.aspect, rule.outcome),
                "when": condition_words(rule),
                "decides": int(counts[rule.aspect][place - 1]),
                "share": int(counts[rule.aspect][place - 1]) / total if total else None,
                "fits": int(self.of[rule.aspect].fits[place - 1]),
            }
            for place, rule in enumerate(self.held.rules, start=1)
        ]

    def sample(self, chosen: SegmentClass) -> Ints:
        """At most twenty tickets of a class, drawn from the whole log; each version of the rules draws anew."""
        outcome = ASPECTS[chosen.aspect].index(chosen.outcome)
        numbers = np.flatnonzero((self.of[chosen.aspect].outcome == outcome) & self.ground.is_named)
        return drawn(numbers, SAMPLE, [self.held.version, CLASSES.index(chosen)])

    def sample_rows(self, chosen: SegmentClass, verdicts: dict[str, str]) -> list[Row]:
        """The sample as an auditor reads it, without people."""
        columns, numbers = self.ground.columns, self.sample(chosen)
        keys = ticket_keys(columns.ticket_ids[numbers].tolist())
        found, rules = self.of[chosen.aspect].rule, self.held.rules
        rows = []
        for ticket in numbers.tolist():
            key = keys[int(columns.ticket_ids[ticket])]
            texts = [coded.labels[int(coded.codes[ticket])] for coded in (columns.attributes[name] for name in TEXTS)]
            path = self.ground.level_paths
            rows.append(
                {
                    "key": key,
                    "texts": ", ".join(filter(None, texts)),
                    "levels": path_label(path.steps(int(path.path[ticket]))),
                    "groups": int(columns.ping_pong.groups[ticket]),
                    "handoffs": int(columns.per_ticket.count[ticket]),
                    "days": float(self.traits.numbers["days"][ticket]),
                    "rule": rules[int(found[ticket])].name,
                    "verdict": verdicts.get(key, ""),
                }
            )
        return rows

    def _row(self, label: str, outcome: Ints, aspect: str) -> Row:
        total = len(outcome)
        counts = np.bincount(outcome[outcome != UNDECIDED], minlength=len(ASPECTS[aspect])).tolist()
        cells = [{"tickets": count, "share": count / total if total else None} for count in counts]
        undecided = total - sum(counts)
        return {
            "label": label,
            "tickets": total,
            "cells": [*cells, {"tickets": undecided, "share": undecided / total if total else None}],
        }


def log_traits(columns: LogColumns, levels: Ints) -> TicketTraits:
    """What rules ask of each ticket of a log; the highest level is unknown where no group's is known."""
    bounds, at = columns.bounds, columns.events.at
    attributes = {name: columns.attributes[name] for name in TEXTS}
    level = np.zeros(len(bounds), np.int64)
    rows = columns.events.with_group()
    np.maximum.at(level, rows.ticket, levels[rows.group])
    numbers = {
        "highest_level": np.where(level > 0, level, np.nan),
        "groups": columns.ping_pong.groups.astype(np.float64),
        "handoffs": columns.per_ticket.count.astype(np.float64),
        "days": (at[bounds.last] - at[bounds.first]) / DAY_US,
    }
    return TicketTraits(
        codes={name: coded.codes for name, coded in attributes.items()},
        labels={name: [" ".join(text.casefold().split()) for text in c.labels] for name, c in attributes.items()},
        numbers={name: numbers[name] for name in NUMBERS},
    )


def class_of(code: str) -> SegmentClass:
    """The class that an address names, or 404."""
    if code not in BY_CODE:
        raise Http404("There is no such class of tickets.")
    return BY_CODE[code]


def verdicts_of(log: TicketLog, version: int, chosen: SegmentClass) -> dict[str, str]:
    """What auditors said of tickets of a class, by number; of the version of the rules alone."""
    audits = SegmentAudit.objects.filter(log=log, rules_version=version, aspect=chosen.aspect, outcome=chosen.outcome)
    return dict(audits.values_list("ticket_key", "verdict"))


def precision_rows(log: TicketLog, version: int) -> list[Row]:
    """Per class: tickets judged, and the share that was right of those judged right or wrong, with its interval."""
    audits = SegmentAudit.objects.filter(log=log, rules_version=version)
    said = Counter(audits.values_list("aspect", "outcome", "verdict"))
    rows = []
    for chosen in CLASSES:
        right, wrong, unsure = (said[chosen.aspect, chosen.outcome, verdict] for verdict in SegmentAudit.Verdict.values)
        interval = wilson(right, right + wrong)
        rows.append(
            {
                "class": chosen,
                "judged": right + wrong + unsure,
                "right": right,
                "wrong": wrong,
                "unsure": unsure,
                "precision": right / (right + wrong) if interval else None,
                "low": interval[0] if interval else None,
                "high": interval[1] if interval else None,
            }
        )
    return rows
