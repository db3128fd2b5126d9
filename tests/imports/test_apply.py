"""A mapping applied to text: types, units, words for nothing, and each cell that does not fit."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from core.imports.apply import Typed, applied
from core.imports.mapping import parse_spec
from core.imports.registry import Importer

BASE = {"key": {"column": "No"}, "name": {"column": "Name"}}


Cells = Mapping[str, Sequence[str | None]]


def typed(parts: Importer, columns: Cells, spec: dict[str, Any], currency: str = "EUR") -> Typed:
    rows = len(next(iter(columns.values())))
    filled: dict[str, Any] = {"No": [f"A{n}" for n in range(rows)], "Name": ["Bolt"] * rows, **columns}
    raw = pl.DataFrame(filled, schema=dict.fromkeys(filled, pl.String)).with_columns(
        pl.lit(1, pl.Int16).alias("_file"),
        pl.lit("", pl.String).alias("_sheet"),
        pl.int_range(2, rows + 2, dtype=pl.Int64).alias("_line"),
    )
    stated = {**spec, "columns": {**BASE, **spec.get("columns", {})}}
    return applied(raw, parts, parse_spec(stated, parts), currency)


def values(parts: Importer, field: str, cells: list[str | None], **spec: Any) -> list[Any]:
    return typed(parts, {"X": cells}, {"columns": {field: {"column": "X"}}, **spec}).frame[field].to_list()


def test_text_is_stripped_and_words_for_nothing_become_nothing(parts: Importer) -> None:
    cells = [" Bolt ", "?", "n/a", "N/D", "-", "#MULTIVALUE", "", "0", None]
    assert values(parts, "name", cells) == ["Bolt", *[None] * 6, "0", None]


def test_a_long_column_is_read_in_parts(parts: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.imports.apply.ROWS_AT_ONCE", 2)
    assert values(parts, "name", [" a", "?", "b", "", "c"]) == ["a", None, "b", None, "c"]
    assert values(parts, "state", ["new", "odd", "used", "odd", None]) == ["new", None, "used", None, None]


def test_zero_means_nothing_only_where_that_is_said(parts: Importer) -> None:
    assert values(parts, "name", ["0", "x"], missing_in={"name": ["0"]}) == [None, "x"]


def test_money_is_kept_in_minor_units(parts: Importer) -> None:
    assert values(parts, "price", ["£80,448.00", "$69222.18", "45,626.5", "EUR 7", ""]) == [
        8_044_800, 6_922_218, 4_562_650, 700, None,
    ]  # fmt: skip


def test_a_currency_without_minor_units_has_none(parts: Importer) -> None:
    outcome = typed(parts, {"X": ["120"]}, {"columns": {"price": {"column": "X"}}}, currency="JPY")
    assert outcome.frame["price"].to_list() == [120]


def test_one_number_with_a_decimal_comma_settles_the_others(parts: Importer) -> None:
    columns = {"W": ["0,8", "1,0"], "P": ["91.400", "1.200"]}
    outcome = typed(parts, columns, {"columns": {"weight": {"column": "W"}, "price": {"column": "P"}}})
    assert outcome.frame["weight"].to_list() == [0.8, 1.0]
    assert outcome.frame["price"].to_list() == [9_140_000, 120_000]


def test_a_point_that_may_be_of_thousands_or_of_decimals_is_asked_about(parts: Importer) -> None:
    outcome = typed(parts, {"X": ["91.400", "1.200"]}, {"columns": {"weight": {"column": "X"}}})
    (found,) = outcome.found
    assert (found.severity, found.code, found.line, found.column) == ("fatal", "ambiguous-number", 2, "X")
    assert "91.4 with a decimal point and as 91,400 with a decimal comma" in found.remedy
    assert values(parts, "weight", ["91.400"], decimal=",") == [91_400.0]


def test_the_question_about_the_decimal_sign_names_the_column_that_raises_it(parts: Importer) -> None:
    columns = {"W": ["1", "2"], "P": ["1,200", "3,400"]}
    outcome = typed(parts, columns, {"columns": {"weight": {"column": "W"}, "price": {"column": "P"}}})
    (found,) = outcome.found
    assert (found.code, found.column, found.line, found.value) == ("ambiguous-number", "P", 2, "1,200")
    assert "1,200" not in found.remedy


def test_units_are_brought_to_one(parts: Importer) -> None:
    assert values(parts, "weight", ["80", "62.5"], units={"weight": "percent"}) == [0.8, 0.625]
    assert values(parts, "weight", ["80%", "50 %"]) == [0.8, 0.5]
    assert values(parts, "price", ["1.5"], units={"price": "thousand"}) == [150_000]
    assert values(parts, "price", ["100"], units={"price": "monthly"}) == [120_000]


def test_a_cell_that_is_no_number_rejects_its_row_with_its_place(parts: Importer) -> None:
    outcome = typed(parts, {"X": ["1", "heavy", "3"]}, {"columns": {"weight": {"column": "X"}}})
    assert outcome.frame["key"].to_list() == ["A0", "A2"]
    (found,) = outcome.found
    assert (found.severity, found.code, found.line, found.column, found.value) == (
        "error",
        "no-number",
        3,
        "X",
        "heavy",
    )


def test_a_thousand_defects_of_a_kind_are_kept_and_all_are_counted(parts: Importer) -> None:
    outcome = typed(parts, {"X": ["heavy"] * 1_500}, {"columns": {"weight": {"column": "X"}}})
    assert (len(outcome.found), outcome.counts["no-number"]) == (1_000, 1_500)


def test_an_ambiguous_date_names_both_readings_and_the_setting(parts: Importer) -> None:
    outcome = typed(parts, {"X": ["5/3/2016"]}, {"columns": {"due": {"column": "X"}}})
    (found,) = outcome.found
    assert (found.severity, found.code, found.line, found.value) == ("fatal", "ambiguous-date", 2, "5/3/2016")
    assert "reads as 5 March 2016 and as 3 May 2016" in found.remedy
    assert "day/month/year (31/12/2026) or month/day/year (12/31/2026)" in found.remedy


def test_a_stated_format_settles_it(parts: Importer) -> None:
    assert values(parts, "due", ["5/3/2016"], formats={"due": "%d/%m/%Y"}) == [dt.date(2016, 3, 5)]


def test_times_without_offset_need_a_zone_that_somebody_states(parts: Importer) -> None:
    cells: list[str | None] = ["2016-07-15 12:00"]
    outcome = typed(parts, {"X": cells}, {"columns": {"made": {"column": "X"}}})
    assert [(found.severity, found.code) for found in outcome.found] == [("fatal", "time-zone-missing")]
    assert "--time-zone" in outcome.found[0].remedy
    noon_utc = dt.datetime.fromisoformat("2016-07-15T10:00Z").timestamp()
    assert values(parts, "made", cells, time_zone="Europe/Brussels") == [int(noon_utc) * 1_000_000]


def test_times_that_read_two_ways_ask_for_form_and_zone_at_once(parts: Importer) -> None:
    cells: list[str | None] = ["5/3/2016 09:30", "6/3/2016 10:00"]
    outcome = typed(parts, {"X": cells}, {"columns": {"made": {"column": "X"}}})
    assert [(found.code, found.value) for found in outcome.found] == [
        ("ambiguous-date", "5/3/2016 09:30"),
        ("time-zone-missing", "5/3/2016 09:30"),
    ]
    stated = typed(parts, {"X": cells}, {"columns": {"made": {"column": "X"}}, "time_zone": "UTC"})
    assert [found.code for found in stated.found] == ["ambiguous-date"]


def test_days_that_read_two_ways_need_no_zone(parts: Importer) -> None:
    outcome = typed(parts, {"X": ["5/3/2016"]}, {"columns": {"due": {"column": "X"}}})
    assert [found.code for found in outcome.found] == ["ambiguous-date"]


def test_day_and_time_in_two_columns_are_joined(parts: Importer) -> None:
    source = {"made": {"concat": ["Day", "Time"], "separator": " "}}
    outcome = typed(parts, {"Day": ["2016-07-15"], "Time": ["12:00"]}, {"columns": source, "time_zone": "UTC"})
    noon = dt.datetime.fromisoformat("2016-07-15T12:00Z").timestamp()
    assert outcome.frame["made"].to_list() == [int(noon) * 1_000_000]


def test_the_first_filled_column_counts(parts: Importer) -> None:
    columns: Cells = {"A": ["x", " ", None], "B": ["y", "z", None]}
    outcome = typed(parts, columns, {"columns": {"name": {"first": ["A", "B"]}}})
    assert outcome.frame["name"].to_list() == ["x", "z", None]


def test_columns_of_years_are_read_together(parts: Importer) -> None:
    columns: Cells = {"In 2027": ["1,200", " ", "-", None], "FY2028": [" 1500 ", "9", "n/a", None]}
    outcome = typed(parts, columns, {"columns": {"name": {"by_year": ["In 2027", "FY2028", "2029"]}}})
    assert outcome.frame["name"].to_list() == ["2027: 1,200; 2028: 1500", "2028: 9", None, None]


def test_choices_are_recognised_mapped_or_left_empty_with_a_warning(parts: Importer) -> None:
    columns: Cells = {"X": ["New", "mint", "as good", "odd", "odd", "never", None]}
    spec = {"columns": {"state": {"column": "X"}}, "value_maps": {"state": {"as good": "used", "never": ""}}}
    outcome = typed(parts, columns, spec)
    assert outcome.frame["state"].to_list() == ["new", "new", "used", None, None, None, None]
    (found,) = outcome.found
    assert (found.severity, found.code, found.line, found.value) == ("warning", "unknown-value", 5, "odd")
    assert outcome.counts["unknown-value"] == 2


def test_a_constant_holds_for_all_rows(parts: Importer) -> None:
    outcome = typed(parts, {"X": ["1", "2"]}, {"columns": {"state": {"constant": "used"}}})
    assert outcome.frame["state"].to_list() == ["used", "used"]


def test_only_the_chosen_sheets_are_read(parts: Importer) -> None:
    raw = pl.DataFrame({"_file": [1, 1], "_sheet": ["Plan", "Notes"], "_line": [2, 2], "No": ["A", "B"]})
    spec = parse_spec({"columns": {"key": {"column": "No"}}, "sheets": ["Plan"]}, parts)
    assert applied(raw, parts, spec, "EUR").frame["key"].to_list() == ["A"]


@pytest.mark.parametrize("kind", ["text", "number", "money", "instant", "date", "choice"])
def test_an_empty_column_is_a_column_of_nothing(parts: Importer, kind: str) -> None:
    field = next(one.code for one in parts.fields if one.kind == kind and one.code != "key")
    outcome = typed(parts, {"X": ["", "?"]}, {"columns": {field: {"column": "X"}}, "time_zone": "UTC"})
    assert outcome.frame[field].to_list() == [None, None]
    assert outcome.found == []
