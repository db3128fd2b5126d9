"""What both importers do with the typed frames of the import machine."""

from collections.abc import Mapping

import polars as pl

from core.imports.registry import Found

LONGEST_VALUE = 200


def with_columns_of(frame: pl.DataFrame, types: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The frame with every column of `types`: those that are not mapped are empty."""
    missing = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in types.items() if name not in frame.columns]
    mapped = [pl.col(name).cast(dtype) for name, dtype in types.items() if name in frame.columns]
    return frame.with_columns(mapped + missing)


def text_of(name: str) -> pl.Expr:
    """A text column with spaces stripped and collapsed; what is then empty is null."""
    tidy = pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars()
    return pl.when(tidy.str.len_chars() > 0).then(tidy).alias(name)


def found_in(rows: pl.DataFrame, severity: str, code: str, column: str, broken: pl.Expr, remedy: str) -> list[Found]:
    """A defect for every row where `broken` is true, with the row's place and its value in `column`."""
    places = rows.filter(broken).select("_file", "_sheet", "_line", pl.col(column).cast(pl.String).fill_null(""))
    return [
        Found(severity, code, remedy, int(file), sheet or "", int(line), column, value[:LONGEST_VALUE])
        for file, sheet, line, value in places.iter_rows()
    ]
