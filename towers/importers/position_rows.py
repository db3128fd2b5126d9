"""Rows of a staff list, made uniform: keys, occurrences, FTE in 1/10,000, cost bands, one spelling of words."""

import polars as pl

from core.imports.registry import Found
from towers.importers.frames import found_in, text_of, with_columns_of
from towers.models import FTE_UNIT, BaselineTeam, Position
from towers.names import LONGEST_NAME

PLAIN_WORDS = ("manager", "person_ref", "site_or_country", "profession")
WORDS = ("id", "title", "team", "tower", "region", "grade", "capability", *PLAIN_WORDS)
COLUMN_TYPES: dict[str, pl.DataType] = {
    **dict.fromkeys(WORDS, pl.String()),
    **dict.fromkeys(("status", "employment", "orientation"), pl.String()),
    **dict.fromkeys(("fte", "heads"), pl.Float64()),
    **dict.fromkeys(("cost", "cost_low", "cost_high"), pl.Int64()),
}
PLACE = ["_file", "_sheet", "_line"]
LONGEST_GRADE = 60
LONGEST_CAPABILITY = 80
DEFAULTS = {
    "status": Position.Status.FILLED.value,
    "employment": Position.Employment.EMPLOYEE.value,
    "orientation": BaselineTeam.Orientation.CONVENTIONAL.value,
}


def uniform_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with every column of ours; `has_id` tells whether the source named the row.

    An FTE column that is not mapped means one per head; heads that are not mapped are 1, of an aggregate its FTE
    rounded up. Pay of 0 is undisclosed, hence unknown.
    """
    rows = with_columns_of(frame, COLUMN_TYPES)
    if "fte" not in frame.columns:
        rows = rows.with_columns(fte=pl.col("heads").fill_null(1.0))
    words = [text_of(name) for name in WORDS]
    marks = [text_of(name).str.to_lowercase().fill_null(default) for name, default in DEFAULTS.items()]
    rows = rows.with_columns(words + marks).with_columns(has_id=pl.col("id").is_not_null())
    rows = rows.with_columns(
        key=pl.coalesce("id", _place_key()),
        title=pl.coalesce("title", pl.lit("Untitled")).str.slice(0, LONGEST_NAME),
        grade=pl.col("grade").fill_null("").str.slice(0, LONGEST_GRADE),
        capability=pl.col("capability").str.slice(0, LONGEST_CAPABILITY),
        **{name: pl.col(name).fill_null("").str.slice(0, LONGEST_NAME) for name in PLAIN_WORDS},
        **_band(),
    )
    return rows.with_columns(
        fte_units=(pl.when(pl.col("fte").is_finite()).then(pl.col("fte")) * FTE_UNIT)
        .round(0)
        .cast(pl.Int64, strict=False)
    )


def _place_key() -> pl.Expr:
    sheet = pl.when(pl.col("_sheet").fill_null("") == "").then(pl.lit("")).otherwise(pl.col("_sheet") + ":")
    return pl.concat_str(
        [pl.lit("row:"), pl.col("_file").cast(pl.String), pl.lit(":"), sheet, pl.col("_line").cast(pl.String)]
    )


def _band() -> dict[str, pl.Expr]:
    low, high = (pl.when(pl.col(name) != 0).then(pl.col(name)) for name in ("cost_low", "cost_high"))
    exact = pl.when(pl.col("cost") != 0).then(pl.col("cost"))
    ends = [pl.coalesce(exact, low, high), pl.coalesce(exact, high, low)]
    return {
        "band_low": pl.min_horizontal(ends),
        "band_high": pl.max_horizontal(ends),
        "is_band_reversed": pl.coalesce(low > high, pl.lit(value=False)),
    }


def row_errors(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Found]]:
    """The rows that can come in, and the errors of the others."""
    is_gone = pl.col("status") == Position.Status.ELIMINATED
    lowest = pl.when(is_gone).then(0).otherwise(1)
    rules = [
        ("missing-fte", "fte", pl.col("fte_units").is_null(), "Give the row an FTE, for instance 1, or leave it out."),
        (
            "fte-not-positive",
            "fte",
            pl.col("fte_units") < lowest,
            "An FTE must be above 0. Correct it or leave the row out.",
        ),
        (
            "negative-cost",
            "cost",
            pl.col("band_low") < 0,
            "Pay must not be negative. Correct it, or empty it if unknown.",
        ),
        (
            "key-too-long",
            "id",
            pl.col("key").str.len_chars() > LONGEST_NAME,
            "Shorten the reference to 200 characters.",
        ),
        *_unknown_words(),
    ]
    defects = [
        found
        for code, column, broken, remedy in rules
        for found in found_in(rows, "error", code, column, broken, remedy)
    ]
    is_broken = pl.any_horizontal([pl.coalesce(broken, pl.lit(value=False)) for _, _, broken, _ in rules])
    return rows.filter(~is_broken), defects


def _unknown_words() -> list[tuple[str, str, pl.Expr, str]]:
    choices = {
        "status": Position.Status.values,
        "employment": Position.Employment.values,
        "orientation": BaselineTeam.Orientation.values,
    }
    return [
        (f"unknown-{name}", name, ~pl.col(name).is_in(words), f"Map the word to one of: {', '.join(words)}.")
        for name, words in choices.items()
    ]


def numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """Number rows of one key 1, 2, ... and mark those that repeat an earlier row of their file in every column."""
    facts = ["_file", *WORDS, "fte_units", "heads", "band_low", "band_high", "status", "employment", "orientation"]
    is_aggregate = (pl.col("fte_units") > FTE_UNIT) | (pl.col("heads").fill_null(1) > 1) | ~pl.col("has_id")
    return rows.with_columns(
        occurrence=pl.int_range(1, pl.len() + 1).over("key"),
        is_duplicate=~pl.struct(facts).is_first_distinct(),
        is_aggregate=is_aggregate,
        head_count=pl.coalesce(
            pl.col("heads").round(0).cast(pl.Int64, strict=False),
            pl.when(is_aggregate).then(-(-pl.col("fte_units") // FTE_UNIT)).otherwise(1),
        ).clip(1, 1_000_000),
    )
