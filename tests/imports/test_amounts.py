"""Money as people write it: products of columns, ends of ranges, currencies with a stated rate."""

from typing import Any

import pytest

from core.imports.registry import Importer
from tests.imports.test_apply import Cells, typed, values

PRICE = {"columns": {"price": {"column": "X"}}}


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("$69,222.18", 6_922_218),
        ("80.448,00", 8_044_800),
        ("1 234,50 €", 123_450),
        ("(1,200.00)", -120_000),
        ("$ (1,200.00)", -120_000),
        ("1.200,00-", -120_000),
        ("65k", 6_500_000),
        ("EUR 65.5K", 6_550_000),
        ("1,2 Mio. €", 120_000_000),
        ("40.5 Tsd EUR", 4_050_000),
        ("1.2M", 120_000_000),
    ],
)
def test_amounts_are_read_as_people_write_them(parts: Importer, cell: str, minor: int) -> None:
    assert values(parts, "price", [cell]) == [minor]


@pytest.mark.parametrize("cell", ["--5", "(5", "k", "12kk", "5-5"])
def test_what_is_no_amount_is_none(parts: Importer, cell: str) -> None:
    assert values(parts, "price", [cell]) == []


def test_an_hourly_rate_is_multiplied_by_the_hours_of_a_year(parts: Importer) -> None:
    assert values(parts, "price", ["40.50"], units={"price": {"times": 1720}}) == [6_966_000]


def test_hours_a_week_are_divided_by_a_full_week(parts: Importer) -> None:
    assert values(parts, "weight", ["30", "37.5"], units={"weight": {"per": 37.5}}) == [0.8, 1.0]


def test_two_columns_are_multiplied_and_a_row_without_the_second_is_rejected(parts: Importer) -> None:
    columns: Cells = {"Rate": ["40.5", "50", "60"], "Hours": ["1.720,0", "860", None]}
    outcome = typed(parts, columns, {"columns": {"price": {"column": "Rate", "times": "Hours"}}})
    assert outcome.frame["price"].to_list() == [6_966_000, 4_300_000]
    (found,) = outcome.found
    assert (found.severity, found.code, found.line, found.value) == ("error", "no-factor", 4, "60")


def test_a_band_in_one_column_has_a_lower_and_an_upper_end(parts: Importer) -> None:
    bands: Cells = {"X": ["50,000 - 54,999", "£20k to £25k", "50-55k", "61,000"]}
    ends = {"price": {"column": "X", "part": "low"}, "weight": {"column": "X", "part": "high"}}
    outcome = typed(parts, bands, {"columns": ends})
    assert [minor // 100 for minor in outcome.frame["price"]] == [50_000, 20_000, 50_000, 61_000]
    assert outcome.frame["weight"].to_list() == [54_999, 25_000, 55_000, 61_000]


def test_a_band_may_have_a_decimal_comma_and_a_word_between(parts: Importer) -> None:
    high = {"columns": {"price": {"column": "X", "part": "high"}}}
    assert typed(parts, {"X": ["20.000,00 bis 25.000,50 EUR"]}, high).frame["price"].to_list() == [2_500_050]


def test_amounts_are_converted_with_the_stated_rates_and_the_note_says_so(parts: Importer) -> None:
    columns: Cells = {"X": ["100", "100", "100", "7"], "Crcy": ["usd", "EUR", "£", None]}
    spec = {**PRICE, "currency": {"column": "Crcy"}, "rates": {"USD": 0.92, "GBP": 1.17}}
    outcome = typed(parts, columns, spec)
    assert outcome.frame["price"].to_list() == [9_200, 10_000, 11_700, 700]
    assert "The amounts of 1 row in USD were converted: 1 USD is 0.92 EUR." in outcome.notes
    assert "1 row with an amount names no currency: EUR." in outcome.notes


def test_one_currency_may_hold_for_all_rows(parts: Importer) -> None:
    stated: dict[str, Any] = {"currency": {"constant": "USD"}, "rates": {"usd": 0.5}}
    assert values(parts, "price", ["100"], **stated) == [5_000]


def test_a_currency_without_a_rate_is_a_question_with_its_place(parts: Importer) -> None:
    columns: Cells = {"X": ["1", "2", "3"], "Crcy": ["EUR", "USD", "USD"]}
    outcome = typed(parts, columns, {**PRICE, "currency": {"column": "Crcy"}})
    (found,) = outcome.found
    assert (found.severity, found.code, found.line, found.value) == ("fatal", "rate-missing", 3, "USD")
    assert found.remedy.startswith("2 rows have amounts in USD. State how many EUR 1 USD is")
    assert outcome.currencies == ["USD"]


def test_a_column_of_something_else_is_no_currency_and_is_not_spelt_out(parts: Importer) -> None:
    columns: Cells = {"X": ["1", "2"], "Who": ["Ann Marsh", "Bo Lind"]}
    outcome = typed(parts, columns, {**PRICE, "currency": {"column": "Who"}})
    (found,) = outcome.found
    assert (found.severity, found.code, found.value) == ("fatal", "no-currency", "")
    assert found.remedy.startswith("2 rows hold no code such as USD")
    assert (outcome.currencies, [note for note in outcome.notes if "MARSH" in note]) == ([], [])


def test_a_currency_may_be_written_as_the_rates_write_it(parts: Importer) -> None:
    columns: Cells = {"X": ["10"], "Crcy": ["fr."]}
    outcome = typed(parts, columns, {**PRICE, "currency": {"column": "Crcy"}, "rates": {"Fr.": 0.9}})
    assert outcome.frame["price"].to_list() == [900]


def test_many_different_codes_are_no_currencies(parts: Importer) -> None:
    codes = [f"{a}{b}X" for a in "ABCDEF" for b in "ABCDEF"]
    outcome = typed(parts, {"X": ["1"] * 36, "Code": codes}, {**PRICE, "currency": {"column": "Code"}})
    assert [(found.code, found.value) for found in outcome.found] == [("no-currency", "")]


def test_amounts_that_name_a_currency_nobody_stated_are_told(parts: Importer) -> None:
    outcome = typed(parts, {"X": ["$5", "$6", "€7", "8"]}, PRICE)
    assert outcome.notes == [
        "2 amounts of “Price” are written in USD and count as EUR: state the currency and its rate."
    ]


def test_headings_that_name_a_currency_nobody_stated_are_told(parts: Importer) -> None:
    told = ["“Price (£)” is in GBP by its heading, and counts as EUR: state the currency and its rate."]
    by_heading = {"columns": {"price": {"column": "Price (£)"}}}
    assert typed(parts, {"Price (£)": ["5", "8"]}, by_heading).notes == told
    assert typed(parts, {"Price (£)": ["€5", "8"]}, by_heading).notes == []
    stated = {**by_heading, "currency": {"constant": "GBP"}, "rates": {"GBP": 1.2}}
    outcome = typed(parts, {"Price (£)": ["5", "8"]}, stated)
    assert outcome.notes == ["The amounts of 2 rows in GBP were converted: 1 GBP is 1.2 EUR."]


def test_words_of_a_text_and_of_a_number_are_mapped(parts: Importer) -> None:
    assert values(parts, "weight", ["Full time", "0.5"], value_maps={"weight": {"full time": "1"}}) == [1.0, 0.5]
    assert values(parts, "name", ["SRV", "srv ", "Net"], value_maps={"name": {"SRV": "Server", "Net": ""}}) == [
        "Server", "Server", None,
    ]  # fmt: skip


def test_a_pattern_takes_a_part_or_is_replaced(parts: Importer) -> None:
    taken = {"columns": {"name": {"column": "X", "regex": r"^\w+-(\w+)"}}}
    assert typed(parts, {"X": ["EU-Server 1", "Server"]}, taken).frame["name"].to_list() == ["Server", None]
    replaced = {"columns": {"name": {"column": "X", "regex": r"^(\w+)-(\w+)", "replace": "$2 ${1}"}}}
    assert typed(parts, {"X": ["EU-Server", "Net"]}, replaced).frame["name"].to_list() == ["Server EU", "Net"]
    removed = {"columns": {"weight": {"column": "X", "regex": " hours?$", "replace": ""}}}
    assert typed(parts, {"X": ["37 hours", "1 hour"]}, removed).frame["weight"].to_list() == [37.0, 1.0]
