"""What a mapping's sources say of each row, still as text."""

import re

import polars as pl

from core.imports.mapping import Spec
from core.imports.registry import Field
from core.imports.sources import Source, source_columns, year_in

GROUP = re.compile(r"(?<!\\)\((?!\?)")
# A cell that is longer matches no pattern: what a mapping may cost stays in proportion to the file.
LONGEST_MATCHED = 1_000
# Two figures with a dash or a word between them; a currency or a "k" may stand on either side.
RANGE = (
    r"(?i)^\s*(.*?\d[\d.,'\s]*(?:k|[$€£¥]|[a-z]{3})?)\s*(?:[-–—]|\bto\b|\bbis\b|\bà\b|\btot\b|\bhasta\b)"
    r"\s*(\D{0,6}\d.*?)\s*$"
)


def text_of(rows: pl.DataFrame, source: Source) -> pl.Series:
    """What the source says of each row, untrimmed; a column that a file lacks is null there.

    >>> rows = pl.DataFrame({"Day": ["5/3/2016"], "Time": ["09:30"], "Team": ["V13 2nd"]})
    >>> text_of(rows, {"concat": ["Day", "Time"], "separator": " "}).to_list()
    ['5/3/2016 09:30']
    >>> text_of(rows, {"column": "Team", "regex": "(2nd|3rd)$"}).to_list()
    ['2nd']
    >>> text_of(rows, {"column": "Team", "regex": "V([0-9]+) (.+)", "replace": "$2 line of V$1"}).to_list()
    ['2nd line of V13']
    >>> years = pl.DataFrame({"Forecast 2027": ["1200", None], "FY2028": ["1500", "9"]})
    >>> text_of(years, {"by_year": ["Forecast 2027", "FY2028"]}).to_list()
    ['2027: 1200; 2028: 1500', '2028: 9']
    """
    text = _matched(_origin(rows, source), source)
    return range_part(text, source["part"]) if "part" in source else text


def _origin(rows: pl.DataFrame, source: Source) -> pl.Series:
    columns = [pl.col(name) for name in source_columns(source) if name in rows.columns]
    if "constant" in source:
        return pl.repeat(source["constant"], rows.height, dtype=pl.String, eager=True)
    if not columns:
        return pl.repeat(None, rows.height, dtype=pl.String, eager=True)
    if "concat" in source:
        joined = pl.concat_str(columns, separator=source.get("separator", " "), ignore_nulls=True)
        return rows.select(joined).to_series()
    if "by_year" in source:
        return rows.select(_by_year(source, rows.columns)).to_series()
    filled = [pl.when(column.str.strip_chars() != "").then(column) for column in columns]
    return rows.select(pl.coalesce(filled)).to_series()


def _by_year(source: Source, present: list[str]) -> pl.Expr:
    """The filled cells, each behind the year of its column."""
    names = [name for name in source_columns(source) if name in present]
    cells = [pl.format(f"{year_in(name)}: {{}}", pl.col(name).str.strip_chars()) for name in names]
    filled = [pl.when(pl.col(name).str.strip_chars() != "").then(cell) for name, cell in zip(names, cells, strict=True)]
    return pl.concat_str(filled, separator="; ", ignore_nulls=True)


def _matched(text: pl.Series, source: Source) -> pl.Series:
    """The pattern's first group, or the whole match; with a replacement, the text with all matches replaced."""
    pattern = source.get("regex")
    if not pattern:
        return text
    if "replace" in source:
        is_short = pl.col("text").str.len_chars() <= LONGEST_MATCHED
        replaced = pl.when(is_short).then(pl.col("text").str.replace_all(pattern, source["replace"]))
        return text.to_frame("text").select(replaced.otherwise(pl.col("text"))).to_series()
    return text.str.extract(pattern, 1 if GROUP.search(pattern) else 0)


def range_part(text: pl.Series, part: str) -> pl.Series:
    """One end of a range; a single figure is both. “50-55k” means thousands on both sides.

    >>> bands = pl.Series(["50,000 - 54,999", "£20k to £25k", "50-55k", "61000", "-5"])
    >>> range_part(bands, "low").to_list(), range_part(bands, "high").to_list()
    (['50,000', '£20k', '50k', '61000', '-5'], ['54,999', '£25k', '55k', '61000', '-5'])
    """
    frame = (
        text.alias("text")
        .to_frame()
        .with_columns(
            low=pl.col("text").str.extract(RANGE, 1).str.strip_chars(),
            high=pl.col("text").str.extract(RANGE, 2).str.strip_chars(),
        )
    )
    is_shared = pl.col("high").str.contains("[kK]$") & pl.col("low").str.contains(r"\d$")
    ends = {"low": pl.when(is_shared).then(pl.col("low") + "k").otherwise(pl.col("low")), "high": pl.col("high")}
    return frame.select(pl.coalesce(ends[part], pl.col("text"))).to_series()


def text_or_nothing(rows: pl.DataFrame, one: Field, spec: Spec) -> pl.Series:
    """Stripped text, its words mapped (a choice's are mapped where it is typed), what means "nothing" as null."""
    text = bare_text(rows, one, spec)
    stated = spec.value_maps.get(one.code)
    if one.kind == "choice" or not stated:
        return text
    return without_nothing(_reworded(text, stated), ())


def bare_text(rows: pl.DataFrame, one: Field, spec: Spec) -> pl.Series:
    """Stripped text as the file writes it, what means "nothing" as null."""
    source, missing = spec.columns[one.code], (*spec.missing, *spec.missing_in.get(one.code, ()))
    if "by_year" in source:  # what means nothing does so in the cell of a year
        names = [name for name in source_columns(source) if name in rows.columns]
        rows = rows.with_columns(without_nothing(rows[name].str.strip_chars(), missing).alias(name) for name in names)
    return without_nothing(text_of(rows, source).str.strip_chars(), missing)


def _reworded(text: pl.Series, stated: dict[str, str]) -> pl.Series:
    """The texts that are mapped, whatever their case, as they are mapped; the others as they are."""
    words = {raw.strip().lower(): ours for raw, ours in stated.items()}
    lowered = text.str.to_lowercase()
    return lowered.replace_strict(words, default=None, return_dtype=pl.String).fill_null(text)


def without_nothing(text: pl.Series, missing: tuple[str, ...]) -> pl.Series:
    """Null where the text is empty or one of the words that mean nothing."""
    nothing = {word.casefold() for word in (*missing, "")}
    frame = text.to_frame("text")
    return frame.select(
        pl.when(~pl.col("text").str.to_lowercase().is_in(list(nothing))).then(pl.col("text"))
    ).to_series()
