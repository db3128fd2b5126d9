"""In what a column counts: per cent, thousands, per month, or whatever number it is multiplied or divided by."""

from math import isfinite
from typing import Any

UNITS = {"": 1.0, "percent": 0.01, "thousand": 1e3, "million": 1e6, "monthly": 12.0}
WORDS = {
    "": "as it is",
    "percent": "per cent (÷ 100)",
    "thousand": "thousands (× 1,000)",
    "million": "millions (× 1,000,000)",
    "monthly": "a month (× 12)",
}
TIMES, PER = "times", "per"
LARGEST_FACTOR = 1e6

# A name of UNITS, {"times": number} or {"per": number}.
Unit = str | dict[str, float]


def unit_factor(unit: Unit) -> float:
    """What a figure is multiplied by.

    >>> unit_factor("monthly"), unit_factor({"times": 1720}), round(unit_factor({"per": 37.5}) * 30, 6)
    (12.0, 1720.0, 0.8)
    """
    if isinstance(unit, str):
        return UNITS[unit]
    return float(unit[TIMES]) if TIMES in unit else 1 / float(unit[PER])


def unit_problem(unit: Any) -> str:
    """What is wrong with a unit; empty if nothing is.

    >>> unit_problem({"per": 0})
    'times and per take a number above 0 and below 1,000,000'
    """
    if isinstance(unit, str) and unit in UNITS:
        return ""
    if not isinstance(unit, dict) or len(unit) != 1 or not set(unit) <= {TIMES, PER}:
        return f'must be one of {", ".join(filter(None, UNITS))}, {{"times": number}} or {{"per": number}}'
    number = next(iter(unit.values()))
    is_number = isinstance(number, int | float) and not isinstance(number, bool) and isfinite(number)
    if not is_number or not 0 < number < LARGEST_FACTOR:
        return f"{TIMES} and {PER} take a number above 0 and below {LARGEST_FACTOR:,.0f}"
    return ""


def unit_in_words(unit: Unit) -> str:
    """How a page says it.

    >>> unit_in_words({"per": 37.5}), unit_in_words("monthly")
    ('÷ 37.5', 'a month (× 12)')
    """
    if isinstance(unit, str):
        return WORDS[unit]
    sign = "×" if TIMES in unit else "÷"
    return f"{sign} {next(iter(unit.values())):,.10g}"
