"""Workbooks: several sheets, dates, whole numbers, what lies hidden."""

import datetime as dt
import io

import xlsxwriter

from tests.imports.conftest import Reader, workbook

HEAD = ["No", "Made", "Weight", "Is new"]


def test_cells_become_text_that_loses_nothing(read: Reader) -> None:
    rows = [
        HEAD,
        [1, dt.datetime.fromisoformat("2016-03-05T09:30"), 1.25, True],
        [2.0, dt.date(2016, 3, 6), 0.1, False],
    ]
    outcome = read(workbook(("Parts", rows)))
    assert outcome.rows == [
        {"No": "1", "Made": "2016-03-05T09:30:00", "Weight": "1.25", "Is new": "true"},
        {"No": "2", "Made": "2016-03-06T00:00:00", "Weight": "0.1", "Is new": "false"},
    ]
    assert outcome.lines == [2, 3]
    assert outcome.frame["_sheet"].to_list() == ["Parts", "Parts"]


def test_titles_and_empty_rows_above_the_header_count_as_lines(read: Reader) -> None:
    outcome = read(workbook(("Plan", [[], ["Staff plan"], [], HEAD, [1, "x", "y", "z"]])))
    assert (outcome.tables[0]["header_line"], outcome.lines) == (4, [5])


def test_every_visible_sheet_with_rows_is_a_table(read: Reader) -> None:
    outcome = read(workbook(("One", [HEAD, [1, 2, 3, 4]]), ("Empty", []), ("Two", [["Code", "Name"], ["A", "Bolt"]])))
    assert [(table["sheet"], table["rows"]) for table in outcome.tables] == [("One", 1), ("Two", 1)]


def test_a_hidden_sheet_stays_hidden(read: Reader) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name in ("Shown", "Hidden"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Code", "Name"])
            sheet.write_row(1, 0, [name, "x"])
        sheet.hide()
    assert [row["Code"] for row in read(buffer.getvalue()).rows] == ["Shown"]
