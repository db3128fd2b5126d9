"""Dates are never guessed silently: what several formats read differently is ambiguous."""

import datetime as dt

import polars as pl
import pytest

from core.imports.dates import dates_of, has_offset, in_utc, parsed


@pytest.mark.parametrize(
    ("values", "date_format"),
    [
        (["2012-05-11T01:26:15+02:00", "2012-01-11T01:26:15+01:00"], "%Y-%m-%dT%H:%M:%S%.f%#z"),
        (["2012-05-11T01:26:15Z", "2012-05-11T01:26:15.123+0200"], "%Y-%m-%dT%H:%M:%S%.f%#z"),
        (["2016/03/05 01:02:03.123"], "%Y/%m/%d %H:%M:%S%.f"),
        (["25-12-2016 08:00", "01-02-2016 09:30"], "%d-%m-%Y %H:%M"),
        (["12/25/2016", "01/02/2016"], "%m/%d/%Y"),
        (["5.3.2016 7:05"], "%d.%m.%Y %H:%M"),
        (["25/12/16", "1/2/16"], "%d/%m/%y"),
        (["14-Sep-14"], "%d-%b-%y"),
        (["20160305"], "%Y%m%d"),
        (["5/3/2016 3:05 PM", "25/3/2016 11:00 AM"], "%d/%m/%Y %I:%M %p"),
    ],
)
def test_the_one_format_that_fits_all_is_certain(values: list[str], date_format: str) -> None:
    assert dates_of(pl.Series(values)).chosen == date_format


def test_a_long_column_is_judged_in_parts_as_it_is_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    days = [f"{day}/3/2016" for day in range(1, 26)]
    twice = ["1/2/2016", "1/2/2016", "25/4/2016"]
    wanted = [dates_of(pl.Series(values)) for values in (days, days[:9], twice)]
    monkeypatch.setattr("core.imports.dates.ROWS_AT_ONCE", 2)
    assert [dates_of(pl.Series(values)) for values in (days, days[:9], twice)] == wanted
    assert [one.chosen for one in wanted] == ["%d/%m/%Y", "", "%d/%m/%Y"]


def test_day_and_month_that_can_change_places_are_ambiguous() -> None:
    dates = dates_of(pl.Series(["1/1/2016", "5/3/2016"]))
    assert dates.is_ambiguous
    assert (dates.sample, dates.readings) == ("5/3/2016", ("5 March 2016", "3 May 2016"))
    assert dates.formats == ("%d/%m/%Y", "%m/%d/%Y")


def test_readings_that_agree_are_not_ambiguous() -> None:
    assert dates_of(pl.Series(["5/5/2016", "7/7/2016"])).chosen == "%d/%m/%Y"


@pytest.mark.parametrize("value", ["Sep-14", "12", "1336692375", "yesterday", "05/03/0016"])
def test_what_fits_no_format_has_none(value: str) -> None:
    assert dates_of(pl.Series([value])).formats == ()


def test_a_few_bad_cells_do_not_hide_the_format_of_the_rest() -> None:
    assert dates_of(pl.Series(["25/12/2016"] * 20 + ["soon"])).chosen == "%d/%m/%Y"
    assert dates_of(pl.Series(["25/12/2016"] * 5 + ["soon"])).chosen == ""


def test_an_offset_makes_the_instant_certain() -> None:
    values = pl.Series(["2012-05-11T01:26:15+02:00"])
    date_format = dates_of(values).chosen
    assert has_offset(date_format)
    assert parsed(values, date_format)[0] == dt.datetime.fromisoformat("2012-05-10T23:26:15")


def test_local_times_follow_summer_time() -> None:
    local = pl.Series(["2016-01-15 12:00:00", "2016-07-15 12:00:00"]).str.to_datetime()
    instants, doubled = in_utc(local, "Europe/Brussels")
    epoch = [dt.datetime.fromisoformat(text).timestamp() for text in ("2016-01-15T11:00Z", "2016-07-15T10:00Z")]
    assert instants.to_list() == [int(seconds) * 1_000_000 for seconds in epoch]
    assert doubled == 0


def test_the_hour_that_comes_twice_is_counted_and_the_one_that_is_skipped_is_nothing() -> None:
    local = pl.Series(["2016-10-30 02:30:00", "2016-03-27 02:30:00"]).str.to_datetime()
    instants, doubled = in_utc(local, "Europe/Brussels")
    first = dt.datetime.fromisoformat("2016-10-30T00:30Z").timestamp()
    assert (instants.to_list(), doubled) == ([int(first) * 1_000_000, None], 1)
