"""Numbers as people write them: currency signs, thousands separators, a decimal point or a decimal comma."""

import polars as pl

POINT, COMMA = ".", ","
# Spaces of all kinds, apostrophes, currency signs, and a currency's three letters before or behind.
ORNAMENT = r"[\s\u00a0\u202f'’$€£¥]|^[A-Za-z]{3}|[A-Za-z]{3}$"
# What accountants and HR systems write around the digits: words of scale, brackets or a sign behind for less than 0.
REWRITTEN = (
    (r"(?i)(\d)\s*(?:tsd|thousand|mille)\b\.?", "${1}k"),
    (r"(?i)(\d)\s*(?:mio|mln|millions?|millionen)\b\.?", "${1}M"),
    (ORNAMENT, ""),
    (r"^\((.+)\)$", "-${1}"),
    (r"^([^-].*)-$", "-${1}"),
)
SCALES = {"%": 0.01, "k": 1e3, "K": 1e3, "M": 1e6}
PATTERN = {
    POINT: r"^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?([eE][+-]?\d{1,3})?[%kKM]?$",
    COMMA: r"^[+-]?(\d{1,3}(\.\d{3})+|\d+)?(,\d+)?([eE][+-]?\d{1,3})?[%kKM]?$",
}
LARGEST = 9e15


def to_numbers(values: pl.Series, decimal: str) -> pl.Series:
    """Text as Float64 with this decimal sign; null where it is no number.

    A percent sign divides by 100, k and M multiply; brackets and a minus behind mean less than 0.

    >>> to_numbers(pl.Series(["£80,448.00", "$69222.18", "62.5%", "(1,200)", "65k", "n.a."]), ".").to_list()
    [80448.0, 69222.18, 0.625, -1200.0, 65000.0, None]
    >>> to_numbers(pl.Series(["91.400,50 EUR", "0,8", "1.200,00-", "1,2 Mio. €"]), ",").to_list()
    [91400.5, 0.8, -1200.0, 1200000.0]
    """
    bare = values
    for pattern, written in REWRITTEN:
        bare = bare.str.replace_all(pattern, written)
    fits = bare.str.contains(PATTERN[decimal]) & bare.str.contains(r"\d")
    thousands = COMMA if decimal == POINT else POINT
    plain = bare.str.replace_all(thousands, "", literal=True).str.replace(decimal, POINT, literal=True)
    numbers = plain.str.strip_chars_end("".join(SCALES)).cast(pl.Float64, strict=False)
    scale = plain.str.slice(-1).replace_strict(SCALES, default=1.0, return_dtype=pl.Float64)
    frame = pl.DataFrame({"fits": fits, "number": numbers * scale})
    is_number = pl.col("fits") & pl.col("number").is_finite() & (pl.col("number").abs() < LARGEST)
    return frame.select(pl.when(is_number).then(pl.col("number"))).to_series()


def to_mixed_numbers(values: pl.Series, decimal: str) -> tuple[pl.Series, int]:
    """Numbers with this decimal sign, or with the other one where only that fits; and how many those are.

    >>> numbers, others = to_mixed_numbers(pl.Series(["80.448,50", "1.234", "12.5"]), ",")
    >>> numbers.to_list(), others
    ([80448.5, 1234.0, 12.5], 1)
    """
    numbers = to_numbers(values, decimal)
    others = to_numbers(values, COMMA if decimal == POINT else POINT)
    return numbers.fill_null(others), int((numbers.is_null() & others.is_not_null()).sum())


def own_decimals(column: pl.Series) -> tuple[str, ...]:
    """The decimal signs that a column's own values leave: one, where some value fits that one alone, else both.

    >>> own_decimals(pl.Series(["1.5", "2"])), own_decimals(pl.Series(["12"])), own_decimals(pl.Series(["1,234"]))
    (('.',), ('.', ','), ('.', ','))
    """
    values = column.drop_nulls().unique()
    point, comma = (to_numbers(values, sign).null_count() for sign in (POINT, COMMA))
    return (POINT, COMMA) if point == comma else (POINT,) if point < comma else (COMMA,)


def decimals_of(columns: list[pl.Series]) -> tuple[str, ...]:
    """The decimal signs with which these columns can be read: one is certain, two disagree on some value.

    A sign that more values fit wins; where both fit equally and read all alike, it is a point.

    >>> decimals_of([pl.Series(["1.5"]), pl.Series(["1,234"])])
    ('.',)
    >>> decimals_of([pl.Series(["1,234"])])
    ('.', ',')
    """
    values = pl.concat([column.drop_nulls().unique() for column in columns] or [pl.Series([], dtype=pl.String)])
    point, comma = to_numbers(values, POINT), to_numbers(values, COMMA)
    if point.null_count() != comma.null_count():
        return (POINT,) if point.null_count() < comma.null_count() else (COMMA,)
    return (POINT,) if point.equals(comma) else (POINT, COMMA)


def sample_of_disagreement(column: pl.Series) -> str:
    """A value that the two decimal signs read differently; empty if there is none.

    >>> sample_of_disagreement(pl.Series(["12", "1,234"]))
    '1,234'
    """
    values = column.drop_nulls().unique(maintain_order=True)
    differs = to_numbers(values, POINT).ne_missing(to_numbers(values, COMMA))
    return str(values[int(differs.arg_max() or 0)]) if differs.any() else ""
