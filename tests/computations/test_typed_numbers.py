"""One rule for every number that a person types into a form."""

from decimal import Decimal

import pytest
from django import forms

from core.number_fields import DecimalField, FloatField, MoneyField, WholeField
from core.typed_numbers import typed_number, typed_text

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12,50", "12.50"),
        ("12.50", "12.50"),
        ("0,99", "0.99"),
        ("0,125", "0.125"),
        ("1.000,50", "1000.50"),
        ("1,000.50", "1000.50"),
        ("1,000,000", "1000000"),
        ("1.000.000", "1000000"),
        ("1 250,5", "1250.5"),
        ("1’250", "1250"),
        ("1234,567", "1234.567"),
        (" 5, ", "5"),
        ("−3,5", "-3.5"),
    ],
)
def test_both_decimal_signs_are_read(typed: str, number: str) -> None:
    assert typed_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["1,250", "1.250"])
def test_what_can_be_two_numbers_is_asked_back_with_both(typed: str) -> None:
    with pytest.raises(ValueError, match=r"can be 1250 or 1\.25\. Write 1250 or 1\.25\.$"):
        typed_number(typed)


@pytest.mark.parametrize("typed", ["1,250", "1.250"])
def test_three_digits_are_thousands_where_a_number_has_not_as_many_decimals(typed: str) -> None:
    assert typed_number(typed, 2) == typed_number(typed, 0) == 1250


def test_three_digits_are_decimals_where_thousands_are_too_much() -> None:
    assert typed_number("12,125", most=100) == Decimal("12.125")


@pytest.mark.parametrize("typed", ["", "x", ".", "1,00,00", "1,2.3,4", "EUR 5", "5e3", "nan", "inf", "--1", "9" * 41])
def test_what_is_no_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is no number\. Write it like 1250 or 12\.50\."):
        typed_number(typed)


def test_a_fraction_is_no_whole_number() -> None:
    with pytest.raises(ValueError, match=r"“12,5” is no whole number\. Write it like 1250\."):
        typed_number("12,5", 0)


@pytest.mark.parametrize("number", [0.125, 1.125, 123.456, 1250, 12345.678, -1.125, Decimal("2.50")])
def test_what_a_form_shows_it_reads_back(number: float) -> None:
    assert typed_number(typed_text(number)) == Decimal(str(number))


class Typed(forms.Form):
    """A field of each sort."""

    price = MoneyField(required=False)
    days = FloatField(required=False, max_value=1_000_000)
    share = DecimalField(required=False, max_value=100)
    units = WholeField(required=False)


def typed_form(currency: str = "EUR", **typed: str) -> Typed:
    form = Typed(typed)
    form.fields["price"].of(currency)
    return form


@pytest.mark.parametrize(
    ("typed", "cents"), [("12,50", 1_250), ("0,99", 99), ("1.000,50", 100_050), ("5,000", 500_000), ("5.000", 500_000)]
)
def test_an_amount_is_kept_in_minor_units(typed: str, cents: int) -> None:
    form = typed_form(price=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["price"] == cents


def test_an_amount_has_the_decimals_of_its_currency() -> None:
    assert typed_form(price="0,995").errors == {"price": ["An amount in EUR has up to 2 decimals."]}
    assert typed_form("JPY", price="12,5").errors == {"price": ["“12,5” is no whole number. Write it like 1250."]}
    assert typed_form("KWD", price="1,250").errors == {"price": ["“1,250” can be 1250 or 1.25. Write 1250 or 1.25."]}


@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD"])
@pytest.mark.parametrize("minor", [0, 99, 125_000, 1_250_000, 123_456_789])
def test_an_amount_as_it_is_shown_changes_nothing(currency: str, minor: int) -> None:
    field = MoneyField()
    field.of(currency)
    assert field.clean(field.prepare_value(minor)) == minor


def test_numbers_shares_and_counts_read_a_comma_alike() -> None:
    form = typed_form(days="0,5", share="12,125", units="1,250")
    assert form.is_valid(), form.errors
    assert form.cleaned_data | {"price": 0} == {"price": 0, "days": 0.5, "share": Decimal("12.125"), "units": 1250}


def test_the_fields_are_texts_so_that_a_comma_arrives() -> None:
    assert 'type="text"' in str(Typed()["days"])
    assert 'inputmode="numeric"' in str(Typed()["units"])
