"""A mapping is JSON that is checked in full before it is used."""

from typing import Any

import pytest

from core.errors import UserError
from core.imports.mapping import Spec, header_hash, parse_spec, spec_hash, unmapped_groups
from core.imports.registry import Importer

pytestmark = pytest.mark.usefixtures("parts")

GOOD: dict[str, Any] = {
    "columns": {
        "key": {"column": "No", "regex": "^[A-Z]+"},
        "name": {"first": ["Name", "Title"]},
        "made": {"concat": ["Day", "Time"], "separator": " "},
        "state": {"constant": "new"},
    },
    "formats": {"made": "%d/%m/%Y %H:%M"},
    "time_zone": "Europe/Brussels",
    "value_maps": {"state": {"as good as new": "used", "?": ""}},
    "units": {"weight": "thousand"},
    "decimal": ",",
}
COLUMNS = ["No", "Name", "Title", "Day", "Time"]


def test_a_good_mapping_comes_back_as_it_was_with_the_defaults_added(parts: Importer) -> None:
    spec = parse_spec(GOOD, parts, COLUMNS).as_json()
    assert {key: spec[key] for key in GOOD} == GOOD
    assert spec["missing"] == ["", "?", "N/D", "N/A", "-", "#MULTIVALUE"]
    assert parse_spec(spec, parts) == parse_spec(GOOD, parts)


@pytest.mark.parametrize(
    ("change", "place", "word"),
    [
        ({"colums": {}}, "colums", "unknown"),
        ({"columns": []}, "columns", "object"),
        ({"columns": {"colour": {"column": "No"}}}, "columns.colour", "no such field"),
        ({"columns": {"key": {"column": "Nr"}}}, "columns.key", "no column “Nr”"),
        ({"columns": {"key": {"column": "No", "constant": "x"}}}, "columns.key", "exactly one"),
        ({"columns": {"key": {"column": 3}}}, "columns.key", "texts"),
        ({"columns": {"key": {"first": "No"}}}, "columns.key", "list of columns"),
        ({"columns": {"key": {"by_year": ["No"]}}}, "columns.key", "each hold one year"),
        ({"columns": {"key": {"column": "No", "regex": "("}}}, "columns.key", "regular expression"),
        ({"columns": {"key": {"column": "No", "regx": "a"}}}, "columns.key", "does not know regx"),
        ({"formats": {"made": "DD.MM.YYYY"}}, "formats.made", "%d/%m/%Y"),
        ({"time_zone": "Belgium"}, "time_zone", "Europe/Brussels"),
        ({"decimal": "x"}, "decimal", "comma"),
        ({"units": {"weight": "stone"}}, "units.weight", "percent"),
        ({"value_maps": {"state": {"x": "mint"}}}, "value_maps.state", "new, used"),
        ({"value_maps": {"state": ["x"]}}, "value_maps.state", "object"),
        ({"missing": "-"}, "missing", "list"),
        ({"missing_in": {"weight": "0"}}, "missing_in.weight", "list"),
    ],
)
def test_what_is_wrong_is_named(parts: Importer, change: dict[str, Any], place: str, word: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_spec({**GOOD, **change}, parts, COLUMNS)
    assert caught.value.status == 400
    (detail,) = [one["detail"] for one in caught.value.details if one["field"] == place]
    assert word in detail


@pytest.mark.parametrize("value", [None, [], "x", 3])
def test_what_is_no_object_is_refused(parts: Importer, value: object) -> None:
    with pytest.raises(UserError, match="no JSON object"):
        parse_spec(value, parts)


def test_the_hash_ignores_the_order_of_writing(parts: Importer) -> None:
    turned = dict(reversed(GOOD.items()))
    assert spec_hash(parse_spec(turned, parts)) == spec_hash(parse_spec(GOOD, parts))
    assert spec_hash(Spec()) != spec_hash(parse_spec(GOOD, parts))


def test_the_same_headers_have_the_same_hash_whatever_the_order_of_the_files() -> None:
    one, two = {"columns": ["a", "b"]}, {"columns": ["c"]}
    assert header_hash([one, two]) == header_hash([two, one])
    assert header_hash([one]) != header_hash([two])


def test_required_groups_without_a_column_are_named(parts: Importer) -> None:
    groups = unmapped_groups(parts, Spec(columns={"key": {"column": "No"}}))
    assert [[one.code for one in group] for group in groups] == [["name"]]
