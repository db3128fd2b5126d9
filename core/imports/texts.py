"""What a mapping's sources say of each row, still as text."""

import re

import polars as pl

from core.imports.mapping import Source, Spec, source_columns
from core.imports.registry import Field

GROUP = re.compile(r"(?<!\\)\((?!\?)")


def text_of(rows: pl.DataFrame, source: Source) -> pl.Series:
    """What the source says of each row, untouched; a column that a file lacks is null there.

    >>> rows = pl.DataFrame({"Day": ["5/3/2016"], "Time": ["09:30"], "Team": ["V13 2nd"]})
    >>> text_of(rows, {"concat": ["Day", "Time"], "separator": " "}).to_list()
    ['5/3/2016 09:30']
    >>> text_of(rows, {"column": "Team", "regex": "(2nd|3rd)$"}).to_list()
    ['2nd']
    """
    columns = [pl.col(name) for name in source_columns(source) if name in rows.columns]
    if "constant" in source:
        return pl.repeat(source["constant"], rows.height, dtype=pl.String, eager=True)
    if not columns:
        return pl.repeat(None, rows.height, dtype=pl.String, eager=True)
    if "concat" in source:
        joined = pl.concat_str(columns, separator=source.get("separator", " "), ignore_nulls=True)
        return rows.select(joined).to_series()
    filled = [pl.when(column.str.strip_chars() != "").then(column) for column in columns]
    text = rows.select(pl.coalesce(filled)).to_series()
    if pattern := source.get("regex"):
        return text.str.extract(pattern, 1 if GROUP.search(pattern) else 0)
    return text


def text_or_nothing(rows: pl.DataFrame, one: Field, spec: Spec) -> pl.Series:
    """Stripped text with everything that means "nothing" as null."""
    text = text_of(rows, spec.columns[one.code]).str.strip_chars()
    nothing = {word.casefold() for word in (*spec.missing, *spec.missing_in.get(one.code, ()), "")}
    frame = text.to_frame("text")
    return frame.select(
        pl.when(~pl.col("text").str.to_lowercase().is_in(list(nothing))).then(pl.col("text"))
    ).to_series()
