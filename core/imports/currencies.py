"""Amounts in other currencies: each row's code, and the rate that somebody stated for it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from core.figures import plural
from core.imports.words import heading

# Headings, in the spelling of `heading`, one word of which says that a column holds currencies.
HEADINGS = frozenset(("currency", "crcy", "curr", "wahrung", "waers", "devise", "moneda", "divisa", "valuta", "munt"))
CODE = re.compile(r"[A-Za-z]{3}|[$€£¥]")
MOST = 20
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
COMMON = [
    "AUD",
    "BRL",
    "CAD",
    "CHF",
    "CNY",
    "CZK",
    "DKK",
    "EUR",
    "GBP",
    "HKD",
    "HUF",
    "INR",
    "JPY",
    "KRW",
    "MXN",
    "NOK",
    "NZD",
    "PLN",
    "SEK",
    "SGD",
    "TRY",
    "USD",
    "ZAR",
]
# Three capitals or a sign at either end of an amount.
WRITTEN = r"^\s*([A-Z]{3}\b|[$€£¥])|(?:\d|\))\s*([A-Z]{3}|[$€£¥])\s*$"


def codes_of(text: pl.Series) -> pl.Series:
    """Currencies as codes, a sign as the currency that most write so.

    >>> codes_of(pl.Series([" eur", "$", None])).to_list()
    ['EUR', 'USD', None]
    """
    bare = text.str.strip_chars().str.to_uppercase()
    return bare.replace(SIGNS)


def known_codes(codes: pl.Series, rates: Iterable[str] = ()) -> tuple[pl.Series, int]:
    """The codes of three letters or with a stated rate, null for anything else; and how many rows hold something else.

    More than a few different codes are no currencies either, whatever their length.

    >>> codes, strange = known_codes(pl.Series(["EUR", "ANN MARSH", None]))
    >>> codes.to_list(), strange
    (['EUR', None, None], 1)
    """
    is_code = codes.str.contains("^[A-Z]{3}$")
    if codes.filter(is_code.fill_null(value=False)).n_unique() > MOST:
        is_code = codes.is_null()
    is_code |= codes.is_in([code.strip().upper() for code in rates])
    kept = codes.to_frame("code").select(pl.when(is_code).then(pl.col("code"))).to_series()
    return kept, int((codes.is_not_null() & kept.is_null()).sum())


def holds_currencies(name: str, values: Sequence[str]) -> bool:
    """Whether a column is one of currencies, by its heading and its values.

    >>> holds_currencies("Pay currency", ["EUR", "usd"]), holds_currencies("Currency rate", ["1.2"])
    (True, False)
    """
    return bool(values) and bool(HEADINGS & set(heading(name).split())) and all(map(CODE.fullmatch, values))


def written_codes(amounts: pl.Series) -> pl.Series:
    """The currency that an amount itself names, null where it names none.

    >>> written_codes(pl.Series(["$69,222.18", "1 200 EUR", "65k", "12"])).to_list()
    ['USD', 'EUR', None, None]
    """
    first, last = amounts.str.extract(WRITTEN, 1), amounts.str.extract(WRITTEN, 2)
    return codes_of(first.fill_null(last))


def currency_of_heading(name: str) -> str:
    """The currency that a heading names by a sign or by the code of a common one; "" where it names none.

    >>> currency_of_heading("Pay Floor (£)"), currency_of_heading("Salary in USD"), currency_of_heading("Pay (FTE)")
    ('GBP', 'USD', '')
    """
    found = [SIGNS.get(word, word) for word in re.findall(r"[$€£¥]|\b[A-Z]{3}\b", name)]
    return next((code for code in found if code in COMMON), "")


@dataclass(frozen=True, slots=True)
class Conversion:
    """What each row's amounts are multiplied by; `unknown` are codes without a rate, with the number of their rows."""

    factors: pl.Series
    unknown: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def conversion(codes: pl.Series, has_amount: pl.Series, rates: Mapping[str, float], home: str) -> Conversion:
    """Factors into the organisation's currency `home`; a row that names no currency counts as in it.

    >>> done = conversion(pl.Series(["USD", "EUR", None]), pl.Series([True] * 3), {"USD": 0.5}, "EUR")
    >>> done.factors.to_list(), done.notes[0]
    ([0.5, 1.0, 1.0], 'The amounts of 1 row in USD were converted: 1 USD is 0.5 EUR.')
    """
    known = {code.strip().upper(): float(rate) for code, rate in rates.items()}
    known = {SIGNS.get(code, code): rate for code, rate in known.items()} | {home: 1.0}
    factors = codes.replace_strict(known, default=None, return_dtype=pl.Float64)
    counted = Counter(codes.filter(has_amount).fill_null("").to_list())
    blank = counted.pop("", 0)
    unknown = {code: count for code, count in counted.most_common() if code not in known}
    notes = [
        f"The amounts of {plural(count, 'row')} in {code} were converted: 1 {code} is {known[code]:.10g} {home}."
        for code, count in counted.most_common()
        if code in known and code != home
    ]
    if blank:
        notes.append(f"{plural(blank, 'row with an amount names', 'rows with an amount name')} no currency: {home}.")
    factors = pl.select(pl.when(codes.is_null()).then(1.0).otherwise(factors)).to_series()
    return Conversion(factors, unknown, tuple(notes))
