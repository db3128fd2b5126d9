"""What workbooks and their exports hide: headers in two rows, merged figures, formulas, totals, letters of old Macs."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from core.imports.reading.workbook_parts import SheetMarks, _take_marks
from tests.imports.conftest import Reader, workbook


def drawn(draw: Callable[[Any, Any], None]) -> bytes:
    """A workbook of one sheet that `draw` fills."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        draw(book, book.add_worksheet("Staff"))
    return buffer.getvalue()


def titled(_: Any, sheet: Any) -> None:
    """A title over all columns, then names of which two stand below a common title."""
    sheet.merge_range("A1:D1", "Staff of March")
    for place, name in (("A2:A3", "Post"), ("B2:B3", "Team")):
        sheet.merge_range(place, name)
    sheet.merge_range("C2:D2", "Pay")
    sheet.write_row("C3", ["low", "high"])
    for number in range(4):
        sheet.write_row(3 + number, 0, [f"P{number}", "Core", 50_000, 60_000.5])


def test_a_header_of_two_rows_below_a_merged_title_is_one(read: Reader) -> None:
    outcome = read(drawn(titled))
    assert outcome.tables[0]["columns"] == ["Post", "Team", "Pay / low", "Pay / high"]
    assert outcome.tables[0]["details"]["header_lines"] == [2, 3]
    assert "two lines were combined" in outcome.tables[0]["details"]["why"]
    assert outcome.lines == [4, 5, 6, 7]


@pytest.mark.parametrize(
    "content",
    [
        b",,Pay,\nPost,Team,low,high\nP1,Core,5,6\nP2,Core,7,8\n",
        b"Post,Team,Pay,\n,,low,high\nP1,Core,5,6\nP2,Core,7,8\n",
    ],
)
def test_so_is_one_that_was_exported_as_csv(read: Reader, content: bytes) -> None:
    assert read(content).tables[0]["columns"] == ["Post", "Team", "Pay / low", "Pay / high"]


def test_lines_of_keys_and_values_above_a_table_are_no_header(read: Reader) -> None:
    outcome = read(b"Company,ACME,,\nAs of,31 March,,\n\nPost,Team,FTE,Cost\nP1,Core,1,50\nP2,Core,2,60\n")
    assert (outcome.tables[0]["columns"], outcome.tables[0]["header_line"]) == (["Post", "Team", "FTE", "Cost"], 4)


def merged(_: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["Team", "Post", "Cost"])
    for number in range(4):
        sheet.write(1 + number, 1, f"P{number}")
    sheet.merge_range("A2:A4", "Core")
    sheet.merge_range("C2:C4", 90_000)


def test_a_merged_text_counts_for_all_its_rows_and_a_figure_for_the_first(read: Reader) -> None:
    outcome = read(drawn(merged))
    assert [row["Team"] for row in outcome.rows] == ["Core", "Core", "Core", ""]
    assert [row["Cost"] for row in outcome.rows] == ["90000", "", "", ""]
    (found,) = outcome.found
    assert (found.code, found.sheet, found.line, found.column) == ("merged-figure", "Staff", 2, "column C")
    assert "merged over 3 rows" in found.remedy


def computed(_: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["Post", "Cost", "Note"])
    for number, value in enumerate((5, "", 7)):
        sheet.write(1 + number, 0, f"P{number}")
        sheet.write_formula(1 + number, 1, "=2+3", None, value)
    sheet.write_formula("C2", "=1/0", None, "#DIV/0!")


def test_a_formula_without_a_value_leaves_its_row_out_with_place_and_remedy(read: Reader) -> None:
    outcome = read(drawn(computed))
    assert [row["Post"] for row in outcome.rows] == ["P0", "P2"]
    missing, error = outcome.found
    assert (missing.severity, missing.code, missing.line, missing.column) == (
        "error",
        "formula-not-computed",
        3,
        "column B",
    )
    assert "save it" in missing.remedy
    assert (error.severity, error.code, error.line, error.value) == ("warning", "error-value", 2, "#DIV/0!")


def test_a_formula_that_gives_an_empty_text_has_a_value(read: Reader) -> None:
    cells = b'<c r="A2"><v>1</v></c><c r="B2" t="str"><f>IF(1,"","")</f><v></v></c>'
    marks = SheetMarks()
    _take_marks(cells, marks)
    assert (marks.uncomputed, marks.rows, marks.columns) == ([], 2, 2)
    _take_marks(cells.replace(b' t="str"', b""), marks)
    assert marks.uncomputed == [(2, "B")]


def hidden(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["Post", "Team", "Cost"])
    for number in range(5):
        sheet.write_row(1 + number, 0, [f"P{number}", "Core", number])
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})
    other = book.add_worksheet("Old")
    other.write_row(0, 0, ["Post"])
    other.hide()


def test_hidden_rows_and_columns_are_read_and_said_a_hidden_sheet_is_not(read: Reader) -> None:
    outcome = read(drawn(hidden))
    assert len(outcome.rows) == 5
    assert set(outcome.outcome["notes"]) == {
        "The hidden sheet “Old” was not read. Unhide it to import it.",
        "Of the sheet “Staff” 1 hidden row and 1 hidden column were read like the others.",
    }


def test_a_sheet_without_names_of_columns_does_not_keep_the_others_out(read: Reader) -> None:
    outcome = read(workbook(("Staff", [["Post", "Team"], ["P1", "Core"]]), ("Figures", [[1, 2], [3, 4]])))
    assert [table["sheet"] for table in outcome.tables] == ["Staff"]
    assert outcome.outcome["notes"] == ["The sheet “Figures” was left out: no row of it names its columns."]


TOTALS = {
    "labelled": ("Gesamt:,,2.5", "Gesamt:"),
    "a label with the team's name": ("Total Core,,2.5", "Total Core"),
    "no label, but the sum": (",,2.5", ""),
}


@pytest.mark.parametrize(("line", "label"), TOTALS.values(), ids=list(TOTALS))
def test_a_total_is_left_out_with_its_line(read: Reader, line: str, label: str) -> None:
    outcome = read(f"Post,Team,FTE\nP1,Core,1\nP2,Core,1.5\n{line}\nP3,Edge,4\n".encode())
    assert [row["Post"] for row in outcome.rows] == ["P1", "P2", "P3"]
    (found,) = outcome.found
    assert (found.severity, found.code, found.line, found.value) == ("warning", "total-row", 4, label)


@pytest.mark.parametrize("line", ["Total rewards expert,Core,1", "Total Core,,7", ",,7", "P9,,2.5"])
def test_a_post_is_no_total(read: Reader, line: str) -> None:
    assert len(read(f"Post,Team,FTE\nP1,Core,1\nP2,Core,1.5\n{line}\n".encode()).rows) == 3


@pytest.mark.parametrize("charset", ["mac-roman", "cp1252"])
def test_letters_of_old_macs_are_told_from_those_of_windows(read: Reader, charset: str) -> None:
    text = "Post,Équipe\nIngénieur réseau,Zürich\nPrüfer,Genève\n"
    outcome = read(text.encode(charset))
    assert outcome.tables[0]["details"]["charset"] == charset
    assert outcome.rows[1] == {"Post": "Prüfer", "Équipe": "Genève"}


def test_a_number_with_three_decimals_is_never_thousands(read: Reader) -> None:
    assert read(workbook(("S", [["Post", "FTE"], ["P1", 1.125], ["P2", 1]]))).rows[0]["FTE"] == "1.1250"
