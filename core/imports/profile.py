"""What the values of a column look like, from the first rows of each table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from core.imports.dates import dates_of
from core.imports.mapping import MISSING
from core.imports.numbers import COMMA, POINT, to_numbers
from core.imports.reading.tables import PLACE

LOOKED_AT = 20_000
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Profile:
    """A column: its tables (numbers of the outcome's list), its values and what share of them is what.

    `is_part`: some table has more rows than were looked at.
    """

    name: str
    tables: tuple[int, ...]
    rows: int
    distinct: int
    filled: float
    number_share: float
    is_date: bool
    samples: tuple[str, ...]
    values: tuple[str, ...]
    is_part: bool = False


def profiles_of(frame: pl.DataFrame, tables: Sequence[Mapping[str, Any]]) -> list[Profile]:
    """A profile per column, in the order of the tables."""
    head = pl.concat([part.head(LOOKED_AT) for part in frame.partition_by("_file", "_sheet", maintain_order=True)])
    names = [name for name in frame.columns if name not in PLACE]
    long = {number for number, table in enumerate(tables) if table.get("rows", 0) > LOOKED_AT}
    of_names = [(name, _tables_with(tables, name)) for name in names]
    return [_profile(head, name, numbers, bool(long.intersection(numbers))) for name, numbers in of_names]


def _tables_with(tables: Sequence[Mapping[str, Any]], name: str) -> tuple[int, ...]:
    return tuple(number for number, table in enumerate(tables) if name in table["columns"])


def _profile(head: pl.DataFrame, name: str, tables: tuple[int, ...], is_part: bool) -> Profile:
    text = head[name].str.strip_chars()
    filled = text.filter(text.is_not_null() & ~text.str.to_lowercase().is_in([word.casefold() for word in MISSING]))
    distinct = filled.unique(maintain_order=True)
    numbers = max(len(distinct) - to_numbers(distinct, sign).null_count() for sign in (POINT, COMMA))
    number_share = numbers / len(distinct) if len(distinct) else 0.0
    dates = dates_of(distinct.head(1_000)) if number_share < 1 or _may_be_days(distinct) else None
    return Profile(
        name=name,
        tables=tables,
        rows=len(text),
        distinct=len(distinct),
        filled=len(filled) / len(text) if len(text) else 0.0,
        number_share=number_share,
        is_date=bool(dates and dates.formats),
        samples=tuple(value[:80] for value in distinct.head(SAMPLES)),
        values=tuple(value[:80] for value in distinct.head(41)),
        is_part=is_part,
    )


def _may_be_days(distinct: pl.Series) -> bool:
    """Eight digits such as 20160305 are a number and a day."""
    return bool(distinct.str.contains(r"^(19|20)\d{6}$").all()) and len(distinct) > 0
