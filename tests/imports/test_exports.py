"""CSV downloads: whole, streamed, and never a formula."""

import csv
import io

import pytest

from core.exports import csv_lines, csv_response, safe_cell

# Spellings with which spreadsheets have been made to execute a cell.
PAYLOADS = [
    *(f"{sign}{body}" for sign in "=+-@\t\r\n＝＋－＠" for body in ("1+1|cmd", "SUM(A1)", "HYPERLINK(1)")),
    " =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b=cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "=DDE('cmd';'/C calc';'x')",
    "@SUM(1+1)*cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_becomes_text(payload: str) -> None:
    assert safe_cell(payload) == f"'{payload}"


@pytest.mark.parametrize("value", ["-5", "+3.5", "-1,234.50", "-6.8%", "1e-3", "Network = core", "a@b.org", 12, -1.5])
def test_figures_and_words_stay_as_they_are(value: object) -> None:
    assert safe_cell(value) == value


def test_the_table_reads_back_with_quotes_line_breaks_and_empty_cells() -> None:
    rows: list[list[object]] = [["Team; one", 'said "no"', None], ["two\nlines", -1, "=x"]]
    text = "".join(csv_lines(["Team", "Remark", "=Count"], rows))
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [
        ["Team", "Remark", "'=Count"],
        ["Team; one", 'said "no"', ""],
        ["two\nlines", "-1", "'=x"],
    ]


def test_rows_are_asked_for_as_they_are_sent() -> None:
    asked: list[int] = []

    def rows() -> object:
        for number in range(10_000):
            asked.append(number)
            yield [number]

    chunks = csv_lines(["n"], rows())  # type: ignore[arg-type]
    next(chunks)
    assert len(asked) < 1_100


def test_the_download_names_its_file_whatever_its_letters() -> None:
    response = csv_response("Größen 2026", ["a"], [])
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fen%202026.csv"
    assert response["Content-Type"] == "text/csv; charset=utf-8"
