"""Figures are written one way everywhere: these are the exact strings."""

import datetime

import numpy as np
import pytest

from core import figures

HOUR = 3_600_000_000


@pytest.mark.parametrize(
    ("minor_units", "currency", "text"),
    [
        (530_000_000, "EUR", "EUR 5.3m"),
        (8_480_000, "EUR", "EUR 84,800"),
        (99_999_949, "EUR", "EUR 999,999"),
        (99_999_950, "EUR", "EUR 1.0m"),
        (-530_000_000, "EUR", "EUR −5.3m"),
        (0, "EUR", "EUR 0"),
        (2_000_000, "JPY", "JPY 2.0m"),
        (1_500_000, "KWD", "KWD 1,500"),
        (123_456_789_000, "EUR", "EUR 1,234.6m"),
        (float("nan"), "EUR", "unknown"),
        (None, "EUR", "unknown"),
    ],
)
def test_money_is_in_millions_from_one_million_and_whole_below(minor_units: float, currency: str, text: str) -> None:
    assert figures.money(minor_units, currency) == text


def test_money_side_by_side_keeps_one_unit() -> None:
    assert figures.money_millions(40_000_000, "EUR") == "EUR 0.4m"
    assert figures.money_exact(7_840_126_000, "EUR") == "EUR 78,401,260"
    assert figures.millions(530_000_000, "EUR") == "5.3"


def test_a_range_never_looks_like_a_minus() -> None:
    assert figures.money_range(320_000_000, 760_000_000, "EUR") == "EUR 3.2–7.6m"
    assert figures.money_range(-20_000_000, 110_000_000, "EUR") == "EUR −0.2m to 1.1m"
    assert figures.money_range(None, 110_000_000, "EUR") == "unknown"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9_860_000, "986.0"),
        (np.int64(9_860_000), "986.0"),
        (986.0, "986.0"),
        (np.float64(1012.25), "1,012.3"),
        (-5.0, "−5.0"),
        (None, "unknown"),
    ],
)
def test_fte_reads_integers_as_ten_thousandths_and_floats_as_they_are(value: float, text: str) -> None:
    assert figures.fte(value) == text


@pytest.mark.parametrize(
    ("fraction", "digits", "text"),
    [(0.0678, 1, "6.8%"), (0.59, 0, "59%"), (-0.012, 1, "−1.2%"), (0.0005, 1, "0.1%"), (None, 1, "unknown")],
)
def test_percent_takes_a_fraction(fraction: float, digits: int, text: str) -> None:
    assert figures.percent(fraction, digits) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(0.04, 2, "+0.04"), (-0.01, 2, "−0.01"), (0, 0, "0"), (-0.001, 2, "0.00"), (1234, 0, "+1,234")],
)
def test_a_change_carries_its_sign_and_no_change_none(value: float, digits: int, text: str) -> None:
    assert figures.signed(value, digits) == text


def test_points_are_differences_of_fractions() -> None:
    assert figures.points(0.006) == "+0.6 pt"
    assert figures.points(-0.02) == "−2.0 pt"


def test_halves_round_away_from_zero_as_readers_expect() -> None:
    assert figures.decimal(2.675) == "2.68"
    assert figures.decimal(-0.5, 0) == "−1"
    assert figures.integer(25310) == "25,310"
    assert figures.integer("") == "unknown"


@pytest.mark.parametrize(
    ("microseconds", "text"),
    [
        (12 * HOUR // 60, "12 min"),
        (6.4 * HOUR, "6.4 h"),
        (19.2 * HOUR, "19 h"),
        (23.6 * HOUR, "1 d"),
        (148 * HOUR, "6 d 4 h"),
        (40_000_000, "40 s"),
        (59.7 * HOUR / 60, "1.0 h"),
        (9.96 * HOUR, "10 h"),
        (-2 * HOUR, "−2.0 h"),
        (0, "0 s"),
        (None, "unknown"),
    ],
)
def test_duration_takes_its_natural_unit(microseconds: float, text: str) -> None:
    assert figures.duration(microseconds) == text


def test_dates_are_spelt_out() -> None:
    assert figures.day(datetime.date(2026, 6, 12)) == "12 Jun 2026"
    assert figures.moment(datetime.datetime(2026, 11, 2, 9, 41, tzinfo=datetime.UTC)) == "2 Nov 2026, 09:41"
    assert figures.day(None) == figures.moment(None) == "unknown"
