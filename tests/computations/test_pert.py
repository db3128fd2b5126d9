"""PERT: its moments and quantiles, draws that do not disturb each other, correlation by cause, percentiles."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.computations.defaults import DEFAULTS
from metrics.computations.pert import Entry, draws, mean, percentiles, quantile, variance

GOLDEN = Entry("x", 1, 2, 6)
TEN = [Entry(f"x{index}", 1, 2, 6) for index in range(10)]
TEN_OF_ONE_CAUSE = [Entry(f"x{index}", 1, 2, 6, "cause") for index in range(10)]


def test_moments_and_quantiles() -> None:
    assert mean(GOLDEN) == 2.5
    assert variance(GOLDEN) == 0.75  # (2.5 - 1)(6 - 2.5) / 7
    assert [round(float(quantile(GOLDEN, p)), 4) for p in (0.1, 0.5, 0.9)] == [1.4495, 2.3834, 3.7267]


def test_percentiles_of_a_sum_are_not_the_sum_of_percentiles() -> None:
    assert 10 * float(quantile(GOLDEN, 0.1)) == pytest.approx(14.5, abs=0.05)
    alone = np.sum(list(draws(TEN, 100_000, seed=1).values()), axis=0)
    together = np.sum(list(draws(TEN_OF_ONE_CAUSE, 100_000, seed=1).values()), axis=0)
    assert percentiles(alone, (0.1,))[0] == pytest.approx(21.5, abs=0.06)
    assert percentiles(together, (0.1,))[0] == pytest.approx(17.2, abs=0.12)


@pytest.mark.parametrize("entry", [GOLDEN, Entry("x", 1, 2, 6, "cause")])
def test_draws_have_the_moments_of_the_distribution(entry: Entry) -> None:
    drawn = draws([entry], 40_000, seed=5)["x"]
    assert drawn.mean() == pytest.approx(2.5, abs=0.02)
    assert drawn.var() == pytest.approx(0.75, abs=0.02)
    assert 1 <= drawn.min() <= drawn.max() <= 6


def test_entries_of_one_cause_go_together_and_others_do_not() -> None:
    drawn = draws([Entry("a", 0, 1, 3, "p"), Entry("b", 0, 2, 3, "p"), Entry("c", 0, 2, 3, "q")], 20_000, seed=2)
    assert np.corrcoef(drawn["a"], drawn["b"])[0, 1] == pytest.approx(0.49, abs=0.03)
    assert np.corrcoef(drawn["a"], drawn["c"])[0, 1] == pytest.approx(0.0, abs=0.03)


def test_entry_keeps_its_digits_whatever_is_drawn_beside_it() -> None:
    entry, sibling = Entry("a", 0, 1, 3, "p"), Entry("b", 0, 1, 3, "p")
    alone = draws([GOLDEN, entry], 500, seed=9)
    among = draws([sibling, *TEN, entry, GOLDEN], 500, seed=9)
    assert (alone["x"] == among["x"]).all()
    assert (alone["a"] == among["a"]).all()
    assert not (among["a"] == among["b"]).any()


def test_same_seed_same_digits_and_another_seed_others() -> None:
    first, again, other = (draws([GOLDEN], 100, seed=seed)["x"] for seed in (1, 1, 2))
    assert (first == again).all()
    assert not (first == other).any()


def test_equal_extremes_are_a_constant() -> None:
    assert draws([Entry("x", 8, 8, 8, "cause")], 3)["x"].tolist() == [8, 8, 8]
    assert quantile(Entry("x", 8, 8, 8), 0.1) == 8


@pytest.mark.parametrize(("low", "likely", "high"), [(1, 7, 6), (1, 0, 6), (6, 2, 1)])
def test_likely_outside_the_extremes_is_refused(low: float, likely: float, high: float) -> None:
    with pytest.raises(ValueError, match="lies outside"):
        Entry("x", low, likely, high)


def test_values_that_are_no_number_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        Entry("x", 1, float("nan"), 2)


def test_code_listed_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="listed twice"):
        draws([GOLDEN, GOLDEN], 10)


def test_a_tenth_of_the_draws_lie_below_p10() -> None:
    drawn = draws([GOLDEN], 10_000, seed=4)["x"]
    low, middle, high = percentiles(drawn)
    assert [(drawn < value).mean() for value in (low, middle, high)] == [0.1, 0.5, 0.9]


def test_percentiles_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one draw"):
        percentiles(np.zeros(0))


def test_defaults_have_distinct_codes_and_share_causes_by_row() -> None:
    codes = [default.code for default in DEFAULTS]
    causes = {default.code: default.entry.cause for default in DEFAULTS}
    assert len(codes) == len(set(codes)) == 49
    assert causes["kappa"] == causes["cap"] == causes["cap_small"] == "queue"
    assert causes["overlay"] is None
    assert all(default.label and default.unit and default.reason and default.source for default in DEFAULTS)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("beta_administrative", (0.88, 0.93, 0.97)),
        ("beta_specialist", (0.96, 0.98, 1)),
        ("addressable_other", (0.3, 0.5, 0.7)),
        ("cap_small", (0.70, 0.75, 0.80)),
        ("handoff_minutes_regions", (10, 20, 45)),
        ("span_f7", (11, 13, 18)),
        ("one_off_role", (200_000, 500_000, 1_000_000)),
        ("wave_start", (1, 1, 1)),
        ("capture_share", (0.5, 0.7, 0.9)),
        ("discount", (0.08, 0.08, 0.08)),
    ],
)
def test_default_values(code: str, expected: tuple[float, float, float]) -> None:
    entry = next(default.entry for default in DEFAULTS if default.code == code)
    assert (entry.low, entry.likely, entry.high) == expected
