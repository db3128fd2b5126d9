"""Segments: equal to a plain loop over random rules and tickets; samples and the interval of their precision."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.computations.segment_defaults import DEFAULT_RULES
from metrics.computations.segments import (
    ASPECTS,
    NUMBERS,
    TEXTS,
    SegmentTerms,
    TicketTraits,
    drawn,
    fitting,
    segments,
    wilson,
)

LABELS = ["", "sap", "sap mail", "disk"]
ends = st.none() | st.integers(0, 4)
classes = st.sampled_from([(aspect, outcome) for aspect, outcomes in ASPECTS.items() for outcome in outcomes])
rules = st.builds(
    lambda of, texts, words, ranges: SegmentTerms(of[0], of[1], "rule", texts, words, ranges),
    classes,
    st.dictionaries(st.sampled_from(TEXTS), st.lists(st.sampled_from(LABELS), min_size=1).map(tuple), max_size=1),
    st.lists(st.sampled_from(["sap", "ma", "x"]), max_size=2).map(tuple),
    st.dictionaries(st.sampled_from(NUMBERS), st.tuples(ends, ends), max_size=2),
)
tickets = st.fixed_dictionaries(
    {
        **{name: st.sampled_from(range(len(LABELS))) for name in TEXTS},
        **{name: st.none() | st.integers(0, 4) for name in NUMBERS},
    }
)


def traits(rows: list[dict[str, Any]]) -> TicketTraits:
    numbers = {n: np.array([math.nan if row[n] is None else row[n] for row in rows], np.float64) for n in NUMBERS}
    return TicketTraits({n: np.array([row[n] for row in rows]) for n in TEXTS}, dict.fromkeys(TEXTS, LABELS), numbers)


def fits(rule: SegmentTerms, row: dict[str, Any]) -> bool:
    for name, wanted in rule.texts.items():
        if LABELS[row[name]] not in wanted:
            return False
    said = [LABELS[row[name]] for name in ("kind", "product", "service")]
    if rule.words and not any(word in text for word in rule.words for text in said):
        return False
    for name, (low, high) in rule.ranges.items():
        value = row[name]
        if value is None or (low is not None and value < low) or (high is not None and value > high):
            return False
    return True


@settings(max_examples=150, deadline=None)
@given(st.lists(rules, max_size=6), st.lists(tickets, min_size=1, max_size=12))
def test_the_first_rule_that_fits_decides(known: list[SegmentTerms], rows: list[dict[str, Any]]) -> None:
    for aspect, outcomes in ASPECTS.items():
        found = segments(known, aspect, traits(rows))
        decided, fit = [0] * len(known), [0] * len(known)
        for ticket, row in enumerate(rows):
            own = [n for n, rule in enumerate(known) if rule.aspect == aspect and fits(rule, row)]
            for number in own:
                fit[number] += 1
            first = own[0] if own else -1
            assert found.rule[ticket] == first
            assert found.outcome[ticket] == (outcomes.index(known[first].outcome) if own else -1)
            if own:
                decided[first] += 1
        assert (found.decided.tolist(), found.fits.tolist()) == (decided, fit)


def test_the_order_of_rules_decides() -> None:
    one, other = (SegmentTerms("complexity", outcome, outcome) for outcome in ("simple", "complex"))
    rows = traits([{**dict.fromkeys(TEXTS, 0), **dict.fromkeys(NUMBERS, 1)}])
    assert segments([one, other], "complexity", rows).outcome.tolist() == [0]
    assert segments([other, one], "complexity", rows).outcome.tolist() == [2]


@pytest.mark.parametrize(
    ("level", "groups", "handoffs", "days", "expected"),
    [
        (1, 1, 0, 0.1, "simple"),
        (1, 2, 1, 29, "simple"),
        (1, 1, 0, 31, "specialised"),
        (1, 3, 2, 1, "specialised"),
        (2, 2, 1, 1, "specialised"),
        (3, 2, 1, 1, "specialised"),
        (3, 3, 2, 1, "complex"),
        (1, 4, 3, 1, "complex"),
        (2, 2, 6, 1, "complex"),
        (None, 1, 0, 1, ""),
    ],
)
def test_the_default_rules_by_example(
    level: int | None, groups: int, handoffs: int, days: float, expected: str
) -> None:
    numbers = {"highest_level": level, "groups": groups, "handoffs": handoffs, "days": days}
    found = segments(DEFAULT_RULES, "complexity", traits([{**dict.fromkeys(TEXTS, 0), **numbers}]))
    outcome = int(found.outcome[0])
    assert (ASPECTS["complexity"][outcome] if outcome >= 0 else "") == expected


def test_words_of_the_workplace_and_of_the_data_centre_tell_the_touch() -> None:
    labels = ["server rack power", "laptop", "password reset", "quux"]
    codes = {name: np.arange(4) if name == "product" else np.zeros(4, np.int64) for name in TEXTS}
    known = {name: labels if name == "product" else [""] for name in TEXTS}
    rows = TicketTraits(codes, known, {name: np.full(4, np.nan) for name in NUMBERS})
    assert segments(DEFAULT_RULES, "touch", rows).outcome.tolist() == [2, 1, 0, -1]
    assert not fitting(DEFAULT_RULES[0], rows).any()


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 200), st.integers(1, 200))
def test_the_interval_has_the_ends_at_which_the_share_is_just_possible(right: int, more: int) -> None:
    judged = right + more
    low, high = wilson(right, judged) or (0.0, 0.0)
    share = right / judged
    assert 0 <= low <= share <= high + 1e-12 <= 1 + 1e-12
    for end in (low, high):  # by definition (share - end)² = z² end (1 - end) / n
        assert (share - end) ** 2 == pytest.approx(1.959964**2 * end * (1 - end) / judged, abs=1e-9)


def test_nothing_judged_has_no_interval() -> None:
    assert wilson(0, 0) is None


def test_a_sample_is_drawn_without_repeats_and_anew_for_another_seed() -> None:
    numbers = np.arange(500) * 3
    sample = drawn(numbers, 20, [4, 1])
    assert len(set(sample.tolist())) == 20
    assert set(sample.tolist()) <= set(numbers.tolist())
    assert sample.tolist() == drawn(numbers, 20, [4, 1]).tolist()
    assert sample.tolist() != drawn(numbers, 20, [5, 1]).tolist()
    assert len(drawn(numbers[:7], 20, [4, 1])) == 7
