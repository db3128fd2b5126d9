"""Two tables that complete each other: joined on a key in each, proposed, remembered, and never multiplied."""

from pathlib import Path
from typing import Any

import pytest

from core.actor import Actor
from core.imports import actions
from core.imports.headless import import_files, settled
from core.imports.masking import hidden_columns
from core.imports.selectors import defect_rows, import_detail, shown_columns
from core.models import Import
from tests.factories import actor_of, member
from tests.imports.conftest import visible_parts, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("parts")]

STOCK = "Part no,Name,Weight\n" + "".join(f"{n:04},Bolt {n},{n}.5\n" for n in range(1, 13))
PRICES = "Part no,Unit price\n" + "".join(f"{n},{n}.00\n" for n in range(1, 12)) + "99,1.00\n"
JOIN = {"table": "prices.csv", "left": "Part no", "right": "Part no"}
MAPPING: dict[str, Any] = {
    "columns": {"key": {"column": "Part no"}, "name": {"column": "Name"}, "price": {"column": "Unit price"}},
    "joins": [JOIN],
}


@pytest.fixture
def by() -> Actor:
    return actor_of(member())


def written(folder: Path, **files: str | bytes) -> list[Path]:
    paths = []
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    return paths


def bring(by: Actor, paths: list[Path], **options: Any) -> Import:
    return import_files(by=by, kind="parts", paths=paths, is_dry_run=True, **options)


def attended(by: Actor, paths: list[Path]) -> Import:
    uploads = actions.upload_files(by=by, files=[actions.storage.LocalFile(path) for path in paths])
    return settled(actions.start_import(by=by, kind="parts", uploads=uploads, is_attended=True))


def prices(incoming: Import) -> list[Any]:
    """The first prices as understood, in minor units."""
    preview = incoming.report["preview"]
    place = [column["code"] for column in preview["columns"]].index("price")
    return [row["cells"][place] for row in preview["rows"]]


def test_rows_are_completed_and_what_does_not_match_is_told_with_its_place(by: Actor, tmp_path: Path) -> None:
    incoming = bring(by, written(tmp_path, stock_csv=STOCK, prices_csv=PRICES), mapping=MAPPING)
    assert (incoming.state, incoming.counts["rows"], incoming.counts["rejected"]) == ("checked", 12, 0)
    assert prices(incoming)[:3] == [100, 200, 300]
    groups = {group["code"]: group for group in incoming.report["defects"]}
    alone, unused = groups["join-no-match"], groups["join-not-used"]
    assert (alone["count"], alone["file_no"], alone["line"], alone["value"]) == (1, 1, 13, "0012")
    assert (unused["count"], unused["file_no"], unused["line"], unused["value"]) == (1, 2, 13, "99")
    said = "“prices.csv” completes 11 of 12 rows by “Part no” = “Part no”; 1 row has no match, and 1 of its 12 rows is"
    assert any(note.startswith(said) for note in incoming.report["notes"])


def test_a_key_that_stands_twice_on_the_other_side_is_refused_with_both_places(by: Actor, tmp_path: Path) -> None:
    twice = PRICES + "3,4.00\n"
    incoming = bring(by, written(tmp_path, stock_csv=STOCK, prices_csv=twice), mapping=MAPPING)
    (group,) = [group for group in incoming.report["defects"] if group["severity"] == "fatal"]
    assert (incoming.state, group["code"]) == ("read", "join-repeated-key")
    assert (group["file_no"], group["line"], group["column"], group["value"]) == (2, 14, "Part no", "3")
    assert "1 key stands more than once in “prices.csv”, the first in lines 4 and 14" in group["remedy"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"table": "costs.csv"}, "the tables are “stock.csv”, “prices.csv”"),
        ({"right": "Number"}, "“prices.csv” has no column “Number”"),
        ({"left": "Number"}, "No row has the column “Number”"),
    ],
)
def test_a_join_that_cannot_be_is_a_question(by: Actor, tmp_path: Path, change: dict[str, str], words: str) -> None:
    mapping = {**MAPPING, "joins": [{**JOIN, **change}]}
    incoming = bring(by, written(tmp_path, stock_csv=STOCK, prices_csv=PRICES), mapping=mapping)
    assert incoming.state == "read"
    assert any(words in group["remedy"] for group in incoming.report["defects"])


def test_an_empty_table_completes_nothing(by: Actor, tmp_path: Path) -> None:
    paths = written(tmp_path, stock_csv=STOCK, prices_csv="Part no,Unit price\n")
    assert any("holds no rows" in group["remedy"] for group in bring(by, paths, mapping=MAPPING).report["defects"])


def test_a_column_that_both_have_is_called_with_its_table(by: Actor, tmp_path: Path) -> None:
    paths = written(tmp_path, stock_csv=STOCK, prices_csv=PRICES.replace("Unit price", "Weight"))
    columns = {**MAPPING["columns"], "price": {"column": "Weight (prices.csv)"}, "weight": {"column": "Weight"}}
    incoming = bring(by, paths, mapping={**MAPPING, "columns": columns})
    assert prices(incoming)[:2] == [100, 200]
    names = [column["name"] for column in incoming.report["columns"]]
    assert names == ["Part no", "Name", "Weight", "Weight (prices.csv)"]


def test_a_join_is_proposed_with_its_reason_and_comes_in(by: Actor, tmp_path: Path) -> None:
    incoming = bring(by, written(tmp_path, stock_csv=STOCK, prices_csv=PRICES))
    (guess,) = incoming.report["join_guesses"]
    assert (guess["join"], guess["confidence"], guess["brings"]) == (JOIN, 0.92, ["Price"])
    assert guess["why"] == "92% of the rows find their key, each once, and both columns are called alike"
    assert incoming.report["spec"]["columns"]["price"] == {"column": "Unit price"}
    confirmed = settled(actions.confirm_import(by=by, incoming=incoming, version=incoming.version))
    assert (confirmed.state, len(visible_parts())) == ("confirmed", 12)


def test_files_of_the_same_kind_are_rows_of_one_table_and_not_joined(by: Actor, tmp_path: Path) -> None:
    more = STOCK.replace("\n00", "\n10")
    incoming = bring(by, written(tmp_path, stock_csv=STOCK, more_csv=more))
    assert (incoming.counts["rows"], incoming.report["spec"]["joins"]) == (24, [])


def test_what_was_joined_once_is_joined_again_whatever_the_files_are_called(by: Actor, tmp_path: Path) -> None:
    first = bring(by, written(tmp_path, stock_csv=STOCK, prices_csv=PRICES), mapping=MAPPING)
    settled(actions.confirm_import(by=by, incoming=first, version=first.version))
    paths = written(tmp_path, april_csv=STOCK.replace("Bolt", "Nut"), costs_csv=PRICES)
    again = bring(by, paths)
    assert again.report["mapping_from"] == "remembered"
    assert again.report["spec"]["joins"] == [{**JOIN, "table": "costs.csv"}]
    assert prices(again)[:2] == [100, 200]


def test_a_sheet_completes_another_and_is_not_left_out(by: Actor, tmp_path: Path) -> None:
    stock, costs = ([line.split(",") for line in text.splitlines()] for text in (STOCK, PRICES))
    legend = [["Word", "Meaning"], ["x", "y"], ["z", "y"]]
    book = workbook(("Stock", stock), ("Costs", costs), ("Legend", legend))
    incoming = bring(by, written(tmp_path, parts_xlsx=book))
    spec = incoming.report["spec"]
    assert (spec["sheets"], [join["table"] for join in spec["joins"]]) == (["Stock"], ["Costs"])
    left_out = [note for note in incoming.report["notes"] if "left out" in note]
    assert left_out == ["The sheet “Legend” (2 rows) is left out: it has no column for Part number and Name."]


def test_in_the_wizard_a_join_that_is_stated_brings_its_columns_at_once(by: Actor, tmp_path: Path) -> None:
    prices_by_code = PRICES.replace("Part no", "Code").replace("\n11,", "\n50,").replace("\n10,", "\n51,")
    incoming = attended(by, written(tmp_path, stock_csv=STOCK, prices_csv=prices_by_code))
    assert incoming.report["spec"]["joins"] == []
    mapping = {**incoming.report["spec"], "joins": [{**JOIN, "right": "Code"}]}
    mapping["columns"] = {code: mapping["columns"][code] for code in ("key", "name", "weight")}
    incoming = settled(actions.change_mapping(by=by, incoming=incoming, version=incoming.version, mapping=mapping))
    assert (incoming.counts["rows"], incoming.report["spec"]["columns"]["price"]) == (12, {"column": "Unit price"})
    assert [column["name"] for column in incoming.report["columns"]] == ["Part no", "Name", "Weight", "Unit price"]


def test_keys_that_name_people_are_shown_to_nobody(by: Actor, tmp_path: Path) -> None:
    people = "Part no,Name,Worker\nA1,Bolt,Ann Marsh\nA2,Nut,Bo Lind\nA3,Pin,Cy Hart\n"
    paid = "Incumbent,Unit price,Worker\nann marsh,1.00,x\nBo Lind,2.00,y\nDi Ford,3.00,z\n"
    mapping = {**MAPPING, "joins": [{"table": "prices.csv", "left": "Worker", "right": "Incumbent"}]}
    incoming = bring(by, written(tmp_path, stock_csv=people, prices_csv=paid), mapping=mapping)
    assert [column["name"] for column in incoming.report["columns"]][-1] == "Worker (prices.csv)"
    rows = {row[1]: row[6] for row in defect_rows(by, incoming)}
    assert (rows["join-no-match"], rows["join-not-used"]) == ("masked", "masked")
    samples = [column["samples"] for column in shown_columns(by, incoming)]
    shown = str(import_detail(by, incoming)) + str(samples)
    assert "Worker (prices.csv)" in hidden_columns(by, incoming)
    assert not [name for name in ("Marsh", "Lind", "Hart", "Ford") if name.casefold() in shown.casefold()]
