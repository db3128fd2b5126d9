"""CSV as people really have it: separators, charsets, titles, line breaks, repeated headers, ragged rows."""

import random

import polars as pl
import pytest

from core.imports.reading import csv_files
from tests.imports.conftest import Reader, packed

PLAIN = b"Part no,Name,Weight\nA1,Bolt,1.5\nA2,Nut,2\n"
ROWS = [{"Part no": "A1", "Name": "Bolt", "Weight": "1.5"}, {"Part no": "A2", "Name": "Nut", "Weight": "2"}]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(read: Reader, separator: str) -> None:
    outcome = read(PLAIN.replace(b",", separator.encode()))
    assert outcome.rows == ROWS
    assert outcome.tables[0]["details"]["separator"] == separator


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_charset_is_found(read: Reader, charset: str) -> None:
    text = "Teil;Größe;Bemerkung\nA1;groß;Straße – 5 €\n"
    outcome = read(text.encode(charset))
    assert outcome.rows == [{"Teil": "A1", "Größe": "groß", "Bemerkung": "Straße – 5 €"}]


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"])
def test_other_line_ends_are_read_alike(read: Reader, ending: bytes) -> None:
    outcome = read(PLAIN.replace(b"\n", ending))
    assert (outcome.rows, outcome.lines) == (ROWS, [2, 3])


def test_a_packed_file_is_read_like_a_plain_one(read: Reader) -> None:
    assert read(packed(PLAIN)).rows == ROWS


def test_a_line_break_in_a_cell_keeps_the_lines_of_later_rows_right(read: Reader) -> None:
    outcome = read(b'No,Name\n1,"two\nlines, and ""quotes"""\n2,x\n')
    assert outcome.rows[0] == {"No": "1", "Name": 'two\nlines, and "quotes"'}
    assert outcome.lines == [2, 4]


def test_titles_above_the_header_are_passed_over(read: Reader) -> None:
    outcome = read(b"Staff of March,,\n,,\nTeam,Grade,Title\nCore,G7,Head\n")
    assert outcome.rows == [{"Team": "Core", "Grade": "G7", "Title": "Head"}]
    assert (outcome.tables[0]["header_line"], outcome.lines) == (3, [4])


def test_blank_and_repeated_headings_get_names_of_their_own(read: Reader) -> None:
    outcome = read(b"No,,Name,Name\n1,a,b,c\n")
    assert outcome.rows == [{"No": "1", "column B": "a", "Name": "b", "Name (2)": "c"}]


def test_a_header_that_comes_again_and_blank_rows_are_counted_and_passed_over(read: Reader) -> None:
    outcome = read(PLAIN + b"Part no,Name,Weight\n,,\n\nA3,Pin,3\n")
    assert [row["Part no"] for row in outcome.rows] == ["A1", "A2", "A3"]
    assert outcome.tables[0]["repeated_headers"] == 1
    assert outcome.tables[0]["blank_rows"] >= 1
    assert outcome.lines == [2, 3, 7]


def test_a_row_with_more_cells_is_left_out_with_its_line(read: Reader) -> None:
    outcome = read(PLAIN + b"A3,Pin,3,surplus\nA4,Cap,4\n")
    assert [row["Part no"] for row in outcome.rows] == ["A1", "A2", "A4"]
    (found,) = outcome.found
    assert (found.severity, found.code, found.line, found.value) == ("error", "too-many-cells", 4, "surplus")
    assert "quotation marks" in found.remedy
    assert outcome.outcome["counts"] == [["", "error", "too-many-cells", 1]]


def test_a_short_row_is_filled_up(read: Reader) -> None:
    assert read(PLAIN + b"A3\n").rows[-1] == {"Part no": "A3", "Name": "", "Weight": ""}


def test_a_quotation_mark_inside_a_cell_is_a_letter(read: Reader) -> None:
    outcome = read(b'No,Name\n1,disk 5" old\n2,plain\n')
    assert [row["Name"] for row in outcome.rows] == ['disk 5" old', "plain"]


def test_several_files_keep_their_number(read: Reader) -> None:
    outcome = read(PLAIN, b"Code;Name\nB1;Lid\n")
    assert outcome.frame["_file"].to_list() == [1, 1, 2]
    assert [table["columns"] for table in outcome.tables] == [["Part no", "Name", "Weight"], ["Code", "Name"]]


@pytest.mark.parametrize("seed", range(25))
def test_the_fast_way_gives_what_the_slow_way_gives(read: Reader, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    content = _random_csv(random.Random(seed))
    monkeypatch.setattr(csv_files, "BLOCK_BYTES", 700)
    fast = read(content)
    monkeypatch.setattr(csv_files, "_add_fast", lambda *_: False)
    slow = read(content)
    assert fast.frame.fill_null("").equals(slow.frame.fill_null(""))
    assert fast.tables[0]["blank_rows"] == slow.tables[0]["blank_rows"]


def _random_csv(random_: random.Random) -> bytes:
    cells = [
        "x",
        "two words",
        '"quoted, with; both"',
        '"line\nbreak"',
        '"he said ""no"""',
        "",
        "7",
        " padded ",
        'in"side',
    ]
    rows = [[random_.choice(cells) for _ in range(4)] for _ in range(120)]
    ragged = [row[: random_.choice([4, 4, 4, 4, 2])] for row in rows]
    return ("a,b,c,d\n" + "\n".join(",".join(row) for row in ragged) + random_.choice(["", "\n"])).encode()


def test_a_file_of_many_blocks_keeps_every_row_and_line(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_files, "BLOCK_BYTES", 1 << 20)
    lines = [f'{number},"name {number}\nsecond line",{number % 7}' for number in range(100_000)]
    outcome = read(("No,Name,Rest\n" + "\n".join(lines) + "\n").encode())
    assert outcome.frame["No"].cast(pl.Int64).to_list() == list(range(100_000))
    assert outcome.lines == [2 + 2 * number for number in range(100_000)]
