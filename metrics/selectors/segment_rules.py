"""The segmentation rules that hold for an organisation: its own, else the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.actor import Actor
from core.figures import plain
from metrics.computations.segment_defaults import DEFAULT_RULES
from metrics.computations.segments import NUMBERS, TEXTS, Range, SegmentTerms
from metrics.models import SegmentRule

LABELS = {"highest_level": "highest level", "groups": "groups", "handoffs": "handoffs", "days": "elapsed days"}


@dataclass(frozen=True, slots=True)
class SegmentRules:
    """The rules in their order; version 0 while the defaults hold."""

    version: int
    rules: tuple[SegmentTerms, ...]


def segment_rules_of(actor: Actor) -> SegmentRules:
    """What holds now."""
    rows = list(SegmentRule.objects.visible_to(actor).order_by("-version", "place"))
    if not rows:
        return SegmentRules(0, DEFAULT_RULES)
    newest = rows[0].version
    found = tuple(terms_of(row.aspect, row.outcome, row.name, row.conditions) for row in rows if row.version == newest)
    return SegmentRules(newest, found)


def terms_of(aspect: str, outcome: str, name: str, told: Mapping[str, Any]) -> SegmentTerms:
    """A rule with its tests as they are stored."""
    return SegmentTerms(
        aspect=aspect,
        outcome=outcome,
        name=name,
        texts={text: tuple(told[text]) for text in TEXTS if text in told},
        words=tuple(told.get("words", ())),
        ranges={number: (told[number][0], told[number][1]) for number in NUMBERS if number in told},
    )


def condition_facts(rule: SegmentTerms) -> dict[str, Any]:
    """The tests of a rule as they are stored."""
    words = {"words": list(rule.words)} if rule.words else {}
    texts = {name: list(values) for name, values in rule.texts.items()}
    return texts | words | {name: list(ends) for name, ends in rule.ranges.items()}


def condition_words(rule: SegmentTerms) -> str:
    """The tests of a rule in words.

    >>> condition_words(SegmentTerms("touch", "none", "", words=("sap",), ranges={"groups": (2, None)}))
    'kind, product or service has “sap”, and groups from 2'
    >>> condition_words(SegmentTerms("touch", "none", ""))
    'every ticket'
    """
    said = [f"{name} is {' or '.join(values)}" for name, values in rule.texts.items()]
    if rule.words:
        said.append("kind, product or service has " + " or ".join(f"“{word}”" for word in rule.words))
    said += [f"{LABELS[name]} {_range_words(ends)}" for name, ends in rule.ranges.items()]
    return ", and ".join(said) or "every ticket"


def _range_words(ends: Range) -> str:
    low, high = ends
    if low is not None and low == high:
        return plain(low)
    return " ".join(
        [*([] if low is None else [f"from {plain(low)}"]), *([] if high is None else [f"to {plain(high)}"])]
    )
