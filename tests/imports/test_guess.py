"""Columns are recognised by their names and values; each guess says how sure it is and why."""

from dataclasses import replace
from typing import Any

import polars as pl

from core.imports.guess import CERTAIN, Guess, guesses, proposed_spec
from core.imports.profile import profiles_of
from core.imports.registry import Field, Importer


def guessed(importer: Importer, *tables: dict[str, list[str]]) -> dict[str, Guess]:
    frames: list[pl.DataFrame] = []
    outcome: list[dict[str, Any]] = []
    for number, table in enumerate(tables, 1):
        rows = len(next(iter(table.values())))
        place = {"_file": [number] * rows, "_sheet": [""] * rows, "_line": list(range(2, rows + 2))}
        frames.append(pl.DataFrame({**place, **table}))
        outcome.append({"columns": list(table)})
    profiles = profiles_of(pl.concat(frames, how="diagonal"), outcome)
    return {guess.field: guess for guess in guesses(importer, profiles)}


def test_a_known_name_with_fitting_values_is_certain(parts: Importer) -> None:
    guess = guessed(parts, {"PART_NO": ["A1", "A2"], "Colour": ["red", "red"]})["key"]
    assert guess.columns == ("PART_NO",)
    assert guess.confidence >= CERTAIN
    assert guess.why == "“PART_NO” is one of its names; 2 distinct values, 100% filled"


def test_a_name_in_another_language_is_known(parts: Importer) -> None:
    assert guessed(parts, {"Teilenummer": ["A1"], "x": ["y"]})["key"].columns == ("Teilenummer",)


def test_a_known_name_with_values_that_do_not_fit_is_doubtful(parts: Importer) -> None:
    found = guessed(parts, {"Weight": ["heavy", "light", "3"]})
    assert "weight" not in found or found["weight"].confidence < CERTAIN


def test_an_unknown_column_of_dates_is_a_doubtful_guess(parts: Importer) -> None:
    guess = guessed(parts, {"Zeitpunkt": ["2016-03-05T09:30:00Z", "2016-03-06T09:30:00Z"]})["made"]
    assert guess.confidence == 0.5
    assert "the values are dates" in guess.why


def test_an_unknown_column_of_days_is_not_guessed(parts: Importer) -> None:
    table = {"Production time": ["2016-03-05T09:30:00Z"], "Looked at": ["2016-03-25"]}
    assert "due" not in guessed(parts, table)
    assert guessed(parts, table | {"Due date": ["2016-04-25"]})["due"].columns == ("Due date",)


def test_one_column_becomes_one_field_and_the_rest_stays_out(parts: Importer) -> None:
    found = guessed(parts, {"Name": ["Bolt"], "Second name": ["x"], "Remark": ["y"]})
    assert found["name"].columns == ("Name",)
    assert not any("Remark" in guess.columns for guess in found.values())


def test_files_that_call_it_differently_share_a_field(parts: Importer) -> None:
    found = guessed(parts, {"Name": ["Bolt"], "Unit price": ["1.5"]}, {"Part name": ["Nut"], "Price": ["2"]})
    assert found["price"].columns == ("Unit price", "Price")
    assert found["price"].source == {"first": ["Unit price", "Price"]}


def test_columns_of_years_are_one_field(parts: Importer) -> None:
    by_year = replace(parts, fields=(*parts.fields, Field("plan", "Plan", is_by_year=True)))
    table = {"Plan 2027": ["1"], "Plan FY2028": ["2"], "Plan 2028/29": ["3"], "2030": ["4"]}
    found = guessed(by_year, table)["plan"]
    assert found.source == {"by_year": ["Plan 2027", "Plan FY2028", "2030"]}
    assert found.confidence < CERTAIN  # a year alone may be anything
    del table["2030"]
    found = guessed(by_year, table)["plan"]
    assert (found.source, found.confidence) == ({"by_year": ["Plan 2027", "Plan FY2028"]}, 0.99)
    assert guessed(by_year, {"Plan": ["1"], "Plan 2027": ["2"]})["plan"].source == {"column": "Plan"}
    (alone,) = guessed(parts, {"Unit price 2027": ["1.5"], "Unit price 2028": ["2"]}).values()
    assert len(alone.columns) == 1


def test_a_choice_is_surer_the_more_of_its_words_are_known(parts: Importer) -> None:
    known = guessed(parts, {"Condition": ["new", "mint", "used"]})["state"]
    half = guessed(parts, {"Condition": ["new", "odd", "rare", "used"]})["state"]
    assert known.confidence > half.confidence
    assert "3 of 3 values are known" in known.why


def test_the_proposal_takes_only_what_is_sure_enough(parts: Importer) -> None:
    table: dict[str, Any] = {"Part no": ["A1"], "Zeitpunkt": ["2016-03-05T09:30:00Z"]}
    profiles = profiles_of(
        pl.DataFrame({"_file": [1], "_sheet": [""], "_line": [2], **table}), [{"columns": list(table)}]
    )
    found = guesses(parts, profiles)
    assert set(proposed_spec(found, profiles, parts, 0.8).columns) == {"key"}
    assert set(proposed_spec(found, profiles, parts, 0.45).columns) == {"key", "made"}


def test_a_heading_with_a_percent_sign_proposes_percent() -> None:
    share = Importer("s", "S", "x", (Field("share", "Share", kind="number"),), *[lambda *_: None] * 4)  # type: ignore[arg-type]
    frame = pl.DataFrame({"_file": [1], "_sheet": [""], "_line": [2], "Share %": ["80"]})
    profiles = profiles_of(frame, [{"columns": ["Share %"]}])
    assert proposed_spec(guesses(share, profiles), profiles, share, 0.5).units == {"share": "percent"}
