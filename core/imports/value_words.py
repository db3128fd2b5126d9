"""The words of a file that a mapping can give another meaning, with how often they occur."""

from typing import Any

import polars as pl

from core.imports.apply import columns_of, value_map
from core.imports.mapping import Spec
from core.imports.numbers import COMMA, POINT, to_numbers
from core.imports.registry import Field, Importer
from core.imports.texts import bare_text

MAP_VALUES = 40
FIRST_ROWS = 100_000


def words_of_fields(importer: Importer, rows: pl.LazyFrame, spec: Spec) -> dict[str, list[dict[str, Any]]]:
    """For each mapped field with few words: {raw, rows, choice}, the most frequent first.

    Of choices and texts all words, of numbers those that are none (“full time”). Names of people and of posts, and
    amounts, have none here, since not everybody may see them.
    """
    found = {}
    for one in importer.fields:
        is_shown = one.kind in ("choice", "text", "number") and not one.is_personal and not one.is_reference
        if is_shown and one.code in spec.columns and "constant" not in spec.columns[one.code]:
            words = _words(one, _counted(one, rows, spec), spec.value_maps.get(one.code, {}))
            if words:
                found[one.code] = words
    return found


def _counted(one: Field, rows: pl.LazyFrame, spec: Spec) -> pl.DataFrame:
    """Each `value` with its rows (`len`), counted part by part; fewer parts where the first has too many words."""
    height, parts = int(rows.select(pl.len()).collect().item()), []
    for start in range(0, max(height, 1), FIRST_ROWS):
        text = bare_text(columns_of(rows.slice(start, FIRST_ROWS), one, spec), one, spec)
        parts.append(text.drop_nulls().alias("value").to_frame().group_by("value").len())
        if one.kind != "number" and parts[-1].height > MAP_VALUES:
            break
    return pl.concat(parts).group_by("value").agg(pl.col("len").sum()).sort("len", "value", descending=[True, False])


def _words(one: Field, counted: pl.DataFrame, stated: dict[str, str]) -> list[dict[str, Any]]:
    if one.kind == "number":
        counted = counted.filter(
            to_numbers(counted["value"], POINT).is_null() & to_numbers(counted["value"], COMMA).is_null()
        )
    if not 0 < counted.height <= MAP_VALUES:
        return []
    known = value_map(one, stated, counted["value"]) if one.kind == "choice" else _as_stated(stated)
    return [
        {"raw": raw, "rows": count, "choice": known.get(raw if one.kind == "choice" else raw.lower(), "")}
        for raw, count in counted.iter_rows()
    ]


def _as_stated(stated: dict[str, str]) -> dict[str, str]:
    return {raw.strip().lower(): ours for raw, ours in stated.items()}
