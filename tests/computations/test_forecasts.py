"""Forecasts: read as people write them, carried forward to cost and income, counted by hand."""

from dataclasses import replace

import pytest

from services.forecasts import OfToday, expected_together, expected_years, forecast_text, read_forecast

MAILBOX = OfToday(units=600, labour=150_000.0, other=30_000.0, price=280)


@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("2027: 1200; 2028: 1500", "", {2027: 1_200, 2028: 1_500}),
        ("2028=1,500,2027=1 200", "", {2027: 1_200, 2028: 1_500}),
        ("2027\t1.200\r\nFY 2028\t1’500.0\n\n", "", {2027: 1_200, 2028: 1_500}),
        ("2027: 0", "2027", {2027: 0}),
        ("1,200", "FY2027", {2027: 1_200}),
        ("1200.0", "2027.0", {2027: 1_200}),
        ("", "2027", {}),
        ("", "no year", {}),
    ],
)
def test_a_forecast_is_read_as_people_write_it(text: str, year: str, found: dict[int, int]) -> None:
    assert read_forecast(text, year) == found
    assert read_forecast(forecast_text(found)) == found


@pytest.mark.parametrize(
    ("text", "year", "words"),
    [
        ("1200", "", "“1200” does not say of which year. Write 2027: 1200."),
        ("2027", "", "does not say of which year"),
        ("1200; 1500", "", "“1200” is no year from 2000 to 2099 with units"),
        ("1200", "next", "“next” is no year"),
        ("1200", "1999", "“1999” is no year"),
        ("2027: many", "", "“many” is no number of units"),
        ("2027: -5", "", "“-5” is no number of units"),
        ("2027: 12.5", "", "“12.5” is no number of units"),
        ("2027: 1,20", "", "“1,20” is no number of units"),
        ("2027: " + "9" * 20, "", "is no number of units"),
        ("2027: 5; 2027: 6", "", "2027 stands there twice"),
        ("2027: 5", "2028", "The year beside it is 2028"),
    ],
)
def test_what_does_not_say_its_year_or_its_units_is_asked_about(text: str, year: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_forecast(text, year)


@pytest.mark.parametrize(
    ("labour_grows", "other_grows", "cost"),
    [(True, True, 252_000), (True, False, 240_000), (False, True, 192_000), (False, False, 180_000)],
)
def test_each_part_of_the_cost_grows_or_stays(labour_grows: bool, other_grows: bool, cost: float) -> None:
    today = replace(MAILBOX, labour_grows=labour_grows, other_grows=other_grows)
    first, last = expected_years({2028: 840, 2027: 600}, today)
    assert (first.year, first.growth, first.cost, first.income) == (2027, 0, 180_000, 168_000)
    assert last.growth == pytest.approx(0.4)
    assert last.cost == pytest.approx(cost)
    assert last.unit_cost == pytest.approx(cost / 840)
    assert last.result == pytest.approx(840 * 280 - cost)
    assert last.shortfall == pytest.approx(1 - 840 * 280 / cost)


def test_what_is_unknown_today_is_unknown_later() -> None:
    (year,) = expected_years({2028: 840}, replace(MAILBOX, units=None))
    assert (year.growth, year.cost, year.income) == (None, None, 235_200)
    (year,) = expected_years({2028: 840}, replace(MAILBOX, units=0, labour_grows=False, other_grows=False))
    assert (year.growth, year.cost) == (None, 180_000)
    (year,) = expected_years({2028: 840}, replace(MAILBOX, units=None, labour=0.0, other_grows=False))
    assert year.cost == 30_000  # no labour stays no labour
    (year,) = expected_years({2028: 0}, replace(MAILBOX, labour=None, price=None))
    assert (year.growth, year.cost, year.income, year.unit_cost, year.shortfall) == (-1, None, None, None, None)


def test_offerings_are_added_up_at_their_prices() -> None:
    storage = OfToday(units=100, labour=None, other=None, price=2_000)
    years = [expected_years({2028: units}, today)[0] for today, units in ((MAILBOX, 840), (storage, 100))]
    together = expected_together([(MAILBOX, years[0]), (storage, years[1]), (MAILBOX, None)])
    assert together is not None
    assert (together.year, together.offerings, together.income, together.cost) == (2028, 2, 435_200, None)
    assert together.growth == pytest.approx(435_200 / (168_000 + 200_000) - 1)
    assert expected_together([(replace(MAILBOX, price=None), years[0])]) is None
