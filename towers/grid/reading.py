"""What somebody typed into a cell, as it is stored.

A number in a sent cell is in stored units (1/10,000 FTE, minor units of money) and comes from the grid itself; a text
is what a person typed or pasted. Both decimal signs are read where only one reading makes sense.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl

from core.figures import minor_per_unit
from core.imports.numbers import COMMA, POINT, to_numbers
from towers.grid.columns import Column
from towers.models import FTE_UNIT
from towers.names import tidy

Readings = dict[str, tuple[float | None, float | None]]
MOST_FTE = 1_000_000 * FTE_UNIT
MOST_HEADS = 1_000_000
MOST_MONEY = 9 * 10**15
NUMERIC = frozenset({"fte", "count", "level", "money"})


class CellError(Exception):
    """Why a cell cannot hold this, and what to write instead."""


def readings(texts: Iterable[str]) -> Readings:
    """Each text as a number with a decimal point and with a decimal comma; None where it is none.

    >>> readings(["1,5", "2.5", "1.234", "x"])
    {'1,5': (None, 1.5), '1.234': (1.234, 1234.0), '2.5': (2.5, None), 'x': (None, None)}
    """
    distinct = pl.Series(sorted(set(texts)), dtype=pl.String)
    return dict(zip(distinct, zip(to_numbers(distinct, POINT), to_numbers(distinct, COMMA), strict=True), strict=True))


def read_number(column: Column, value: Any, read: Readings, currency: str) -> int | None:
    """The cell in stored units; None for an empty one."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return _within(column, value)
    if not isinstance(value, str):
        raise CellError("This is no number. Write one such as 0.5.")
    scale = {"fte": FTE_UNIT, "money": minor_per_unit(currency)}.get(column.form, 1)
    return _within(column, _stored(column, value.strip(), read[value], scale))


def _stored(column: Column, text: str, read: tuple[float | None, float | None], scale: int) -> int:
    if "%" in text:
        raise CellError(f"“{text}” is a percentage. Write a number, such as 0.5 for half of it.")
    number = _one_reading(column, text, read)
    exact = Decimal(str(number)) * scale
    if column.form in ("count", "level") and exact != exact.to_integral_value():
        raise CellError(f"“{text}” is no whole number. Write one such as 3.")
    return int(exact.to_integral_value(ROUND_HALF_UP))


def _one_reading(column: Column, text: str, read: tuple[float | None, float | None]) -> float:
    known = {number for number in read if number is not None}
    if not known:
        raise CellError(f"“{text}” is no number. Write one such as {'0.5' if column.form == 'fte' else '12'}.")
    if len(known) == 1:
        return known.pop()
    smaller, larger = sorted(known)
    if column.form != "fte":  # three digits behind a sign are thousands: money has two decimals, counts have none
        return larger
    if text.lstrip("+-").startswith("0"):
        return smaller
    raise CellError(f"“{text}” can be {larger:g} or {smaller:g}. Write {larger:g} or {smaller:g}0.")


def _within(column: Column, number: int) -> int:
    most = {"fte": MOST_FTE, "money": MOST_MONEY, "level": 3}.get(column.form, MOST_HEADS)
    if column.form == "level" and not 1 <= number <= most:
        raise CellError("A level is 1, 2 or 3, or empty.")
    if not 0 <= number <= most:
        raise CellError(f"{column.label} must not be negative." if number < 0 else f"{column.label} is too large.")
    return number


def read_text(column: Column, value: Any) -> str:
    """Spaces stripped and collapsed; refused when too long."""
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise CellError("This is no text.")
    text = " ".join(str(value).replace("\x00", "").split())
    if len(text) > column.longest:
        raise CellError(f"This has {len(text)} characters; {column.label} takes {column.longest}.")
    return text


def read_word(column: Column, value: Any) -> str:
    """One of the column's fixed words, whatever its case."""
    word = tidy(str(value if value is not None else "")).casefold()
    if word not in column.words:
        raise CellError(f"{column.label} is one of: {', '.join(column.words)}.")
    return word
