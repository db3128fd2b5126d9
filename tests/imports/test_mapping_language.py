"""Every part of the mapping language is checked before it is used, and whatever is wrong is named with its place."""

import json
import random
from typing import Any

import polars as pl
import pytest

from core.errors import UserError
from core.imports.apply import applied
from core.imports.date_words import form_in_words
from core.imports.dates import FORMATS
from core.imports.joins import joined
from core.imports.mapping import Join, Spec, parse_spec
from core.imports.registry import Importer
from core.imports.units import Unit, unit_in_words

GOOD: dict[str, Any] = {
    "columns": {
        "key": {"column": "No", "regex": "^0*(.+)$", "replace": "$1"},
        "name": {"concat": ["Name", "Title"], "separator": " ", "regex": r"\w+"},
        "price": {"column": "Band", "part": "high"},
        "weight": {"column": "Rate", "times": "Hours"},
    },
    "units": {"price": {"times": 1720}, "weight": {"per": 37.5}},
    "currency": {"column": "Crcy"},
    "rates": {"USD": 0.92, "$": 1},
    "joins": [{"table": "costs.csv", "left": "No", "right": "Code"}],
}


def problems(parts: Importer, mapping: dict[str, Any]) -> dict[str, str]:
    """What is wrong, by place."""
    with pytest.raises(UserError) as caught:
        parse_spec(mapping, parts)
    assert caught.value.status == 400
    return {one["field"]: one["detail"] for one in caught.value.details}


def test_a_mapping_comes_back_as_it_was_said(parts: Importer) -> None:
    spec = parse_spec(GOOD, parts)
    assert spec.joins == (Join("costs.csv", "No", "Code"),)
    assert {key: spec.as_json()[key] for key in GOOD} == GOOD
    assert parse_spec(spec.as_json(), parts) == spec


@pytest.mark.parametrize(
    ("change", "place", "word"),
    [
        ({"columns": {"key": {"column": "No", "replace": "x"}}}, "columns.key", "replace needs a regex"),
        ({"columns": {"key": {"column": "No", "regex": ""}}}, "columns.key", "1 to 200 characters"),
        ({"columns": {"key": {"column": "No", "regex": "a" * 201}}}, "columns.key", "1 to 200 characters"),
        ({"columns": {"key": {"column": "No", "regex": "(a{999}){999}"}}}, "columns.key", "no regular expression"),
        ({"columns": {"key": {"column": "No", "regex": "a", "replace": "x" * 61}}}, "columns.key", "longer than 60"),
        ({"columns": {"key": {"column": "No", "part": "low"}}}, "columns.key", "numbers and amounts alone"),
        ({"columns": {"name": {"column": "No", "times": "Hours"}}}, "columns.name", "numbers and amounts alone"),
        ({"columns": {"price": {"column": "No", "part": "middle"}}}, "columns.price", "low or high"),
        ({"columns": {"price": {"column": "No", "times": 3}}}, "columns.price", "texts"),
        ({"units": {"price": {"times": 0}}}, "units.price", "above 0"),
        ({"units": {"price": {"times": True}}}, "units.price", "above 0"),
        ({"units": {"price": {"times": "1720"}}}, "units.price", "above 0"),
        ({"units": {"price": {"by": 2}}}, "units.price", "percent"),
        ({"units": {"price": {"times": 2, "per": 2}}}, "units.price", "percent"),
        ({"units": {"price": ["monthly"]}}, "units.price", "percent"),
        ({"currency": "USD"}, "currency", "object"),
        ({"currency": {"code": "USD"}}, "currency", "exactly one"),
        ({"rates": {"USD": 0}}, "rates.USD", "above 0"),
        ({"rates": {"USD": "0.92"}}, "rates.USD", "above 0"),
        ({"rates": {"": 1}}, "rates.", "such as USD"),
        ({"joins": {"table": "a"}}, "joins", "list"),
        ({"joins": [{"table": "a", "left": "b", "right": "c"}] * 6}, "joins", "at most 5"),
        ({"joins": [{"table": "a", "left": "b"}]}, "joins.0", "three texts"),
        ({"joins": [{"table": "a", "left": "b", "right": 3}]}, "joins.0", "three texts"),
        ({"joins": [{"table": "a", "left": "", "right": "c"}]}, "joins.0", "names nothing"),
        ({"joins": [{"table": "a", "left": "b", "right": "c"}] * 2}, "joins.1", "joined twice"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(parts: Importer, change: dict[str, Any], place: str, word: str) -> None:
    assert word in problems(parts, {**GOOD, **change})[place]


def test_the_column_that_multiplies_must_be_there_too(parts: Importer) -> None:
    mapping = {"columns": {"price": {"column": "Rate", "times": "Hours"}}, "currency": {"column": "Crcy"}}
    with pytest.raises(UserError) as caught:
        parse_spec(mapping, parts, ["Rate"])
    assert [one["field"] for one in caught.value.details] == ["columns.price", "currency"]


def test_a_pattern_that_others_choke_on_takes_no_time(parts: Importer) -> None:
    spec = parse_spec({"columns": {"name": {"column": "X", "regex": "^(a+)+$"}}}, parts)
    frame = pl.DataFrame({"_file": [1], "_sheet": [""], "_line": [2], "X": ["a" * 32_000 + "b"]})
    assert applied(frame, parts, spec, "EUR").frame["name"].to_list() == [None]


def test_every_form_of_dates_has_words_without_codes() -> None:
    assert not [form for form in FORMATS if "%" in form_in_words(form)]
    assert form_in_words("%d/%m/%Y %I:%M %p") == "day/month/year hour:minute am/pm (31/12/2026 03:04 PM)"


def test_units_are_said_as_people_say_them() -> None:
    units: list[Unit] = ["", "percent", {"times": 1720}, {"per": 37.5}]
    assert [unit_in_words(unit) for unit in units] == ["as it is", "per cent (÷ 100)", "× 1,720", "÷ 37.5"]


# ------------------------------------------------------------------------------------------------ mutated mappings

TABLES = [
    {"file_no": 1, "name": "staff.csv", "sheet": "", "columns": ["No", "Name", "Title", "Band", "Rate"], "rows": 2},
    {"file_no": 2, "name": "costs.csv", "sheet": "", "columns": ["Code", "Hours", "Crcy"], "rows": 2},
]
ROWS = pl.DataFrame(
    {
        "_file": pl.Series([1, 1, 2, 2], dtype=pl.Int16),
        "_sheet": ["", "", "", ""],
        "_line": [2, 3, 2, 3],
        "No": ["01", "2", None, None],
        "Name": ["Bolt", "?", None, None],
        "Title": ["x", None, None, None],
        "Band": ["50-55k", "(7)", None, None],
        "Rate": ["1,5", "heavy", None, None],
        "Code": [None, None, "1", "2"],
        "Hours": [None, None, "1.720,0", "-"],
        "Crcy": [None, None, "USD", "xyz"],
    }
)
VALUES = [
    None, "", "No", "Hours", "(", "(?P<a>.)", "[", "$9", "low", "x" * 300, 0, -1, 1e400, float("nan"), True, [], ["No"],
    [3], {}, {"column": "No"}, {"constant": "USD"}, {"times": 2}, {"per": 1e-300}, "%d/%m/%Y", "%Q", "\x00",
    "costs.csv",
]  # fmt: skip


def mutated(random_: random.Random, node: Any) -> Any:
    """The mapping with one to three of its parts replaced, dropped or called otherwise."""
    copy = json.loads(json.dumps(node))
    for _ in range(random_.randint(1, 3)):
        at = copy
        while isinstance(at, dict | list) and at:
            key = random_.choice(list(at) if isinstance(at, dict) else list(range(len(at))))
            if random_.random() < 0.4 or not isinstance(at[key], dict | list):
                _change(random_, at, key)
                break
            at = at[key]
    return copy


def _change(random_: random.Random, at: Any, key: Any) -> None:
    how = random_.random()
    if how < 0.6:
        at[key] = random_.choice(VALUES)
    elif isinstance(at, dict) and how < 0.8:
        at[random_.choice([value for value in VALUES if isinstance(value, str)])] = at.pop(key)
    else:
        del at[key]


def spec_or_places(parts: Importer, mapping: Any) -> Spec | list[str]:
    """The mapping, or the places of what is wrong with it."""
    try:
        return parse_spec(mapping, parts)
    except UserError as error:
        return [one["field"] for one in error.details]


def test_a_mutated_mapping_is_used_or_refused_and_never_a_traceback(parts: Importer) -> None:
    refused, used = 0, 0
    for seed in range(600):
        mapping = mutated(random.Random(seed), GOOD)
        spec = spec_or_places(parts, mapping)
        if isinstance(spec, list):
            assert spec, mapping
            refused += 1
            continue
        rows = joined(ROWS, TABLES, spec).frame.collect()
        understood = applied(rows, parts, spec, "EUR")
        assert understood.frame.height <= rows.height <= ROWS.height
        used += 1
    assert min(refused, used) > 50, (refused, used)
