"""Every bad file gets one defect with its place and what to do, and never a traceback."""

import gzip
import io
import zipfile
from collections.abc import Callable

import pytest

from tests.imports.conftest import Reader, packed, workbook, xes

GOOD_XLSX = workbook(("Sheet", [["No", "Name"], [1, "Bolt"]]))
LOG = xes(("T1", [{"org:group": "V30"}]))


def with_entry(name: str, content: bytes, book: bytes = GOOD_XLSX) -> bytes:
    """The workbook with another part, or with one replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return buffer.getvalue()


def sheet_with(cells: str, dimension: str = "A1:B2") -> bytes:
    """A workbook whose sheet is written by hand."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>{cells}</sheetData></worksheet>'
    return with_entry("xl/worksheets/sheet1.xml", xml.encode())


def cell(place: str, row: int, text: str) -> str:
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


BILLION_LAUGHS = (
    '<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
EXTERNAL = '<!DOCTYPE log SYSTEM "file:///etc/passwd">'

# What the file is, its bytes, the code, the line where one is known, a word of the remedy.
BAD: dict[str, tuple[bytes, str, int | None, str]] = {
    "nothing": (b"", "empty-file", None, "Export it again"),
    "blanks": (b"\n\n  \n", "empty-file", None, "Export it again"),
    "a header alone": (b"No,Name\n", "empty-file", None, "rows"),
    "one column": (b"Name\nBolt\nNut\n", "no-separator", 1, "comma"),
    "no header": (b"1,2,3\n4,5,6\n", "no-header", 1, "Add a row above"),
    "a renamed picture": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500), "not-a-table", None, "JPEG"),
    "a PDF": (b"%PDF-1.7\n1 0 obj\n", "not-a-table", None, "PDF"),
    "a web page": (b"<!doctype html><html><body>Sign in</body></html>", "not-a-table", 1, "Export the table"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old-workbook", None, ".xlsx"),
    "binary data": (b"No,Name\n1,a\n2,\x00\x01\x02\n", "not-text", 1, "CSV"),
    "foreign letters": (b"No,Name\n1,a\n2,\x81\x8d\n", "unknown-charset", 3, "UTF-8"),
    "a broken UTF-16": ("No;Name\n1;a\n".encode("utf-16") + b"\x00\xd8\x0a", "unknown-charset", None, "UTF-8"),
    "a broken UTF-8": (b"\xef\xbb\xbfNo,Name\n1,\xff\xff\n", "unknown-charset", None, "UTF-8"),
    "a line of 50 MB": (b"No,Name\n1," + b"x" * 50_000_000, "line-too-long", 2, "row"),
    "a long cell": (b"No,Name\n1,a\n2," + b"x" * 40_000 + b"\n", "cell-too-long", 3, "quotation mark"),
    "an open quote": (b'No,Name\n1,"open\n' + b"2,text of a line\n" * 4_000, "cell-too-long", 2, "quotation mark"),
    "a truncated archive": (packed(b"No,Name\n" + b"1,a\n" * 50_000)[:-6], "damaged-archive", None, "Pack it again"),
    "a damaged archive": (packed(b"No,Name\n1,a\n")[:12] + b"\xff" * 30, "damaged-archive", None, "Pack it again"),
    "600 columns": (",".join(f"c{n}" for n in range(600)).encode() + b"\n" + b"x," * 599 + b"x\n",
                    "too-many-columns", None, "500"),
    "an archive of text": (with_entry("a.txt", b"x", b"PK\x05\x06" + bytes(18)), "not-a-workbook", None, "Unpack"),
    "a cut workbook": (GOOD_XLSX[: len(GOOD_XLSX) // 2], "damaged-workbook", None, "save it again"),
    "macros": (with_entry("xl/vbaProject.bin", b"VBA"), "macros", None, ".xlsx"),
    "a broken sheet": (with_entry("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"), "damaged-workbook",
                       None, "save it again"),
    "an empty workbook": (workbook(("Sheet", [])), "empty-file", None, "rows"),
    "a cell far to the right": (sheet_with(cell("A1", 1, "x") + cell("XFD2", 2, "y")), "too-many-columns", None,
                                "far to the right"),
    "a cell far below": (sheet_with(cell("A1", 1, "x") + cell("Z1048576", 1_048_576, "y")), "too-many-rows",
                         1_048_576, "far below"),
    "entities in a workbook": (with_entry("xl/workbook.xml", BILLION_LAUGHS.encode()), "entities", None, "Save it"),
    "laughs": (xes(("T", [{"org:group": "&c;"}]), head=BILLION_LAUGHS), "entities", 1, "Remove the declaration"),
    "an external entity": (xes(("T", [{"a": "b"}]), head=EXTERNAL), "entities", 1, "Remove the declaration"),
    "other XML": (b"<feed><entry/></feed>", "not-a-log", 1, "XES"),
    "XML cut off": (LOG[: len(LOG) // 2], "damaged-xml", 1, "Export the log again"),
    "XML too deep": (b"<log>" + b"<trace>" * 500, "too-deep", 1, "64"),
    "a log without events": (b'<log xes.version="1.0"></log>', "empty-file", 1, "events"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_with_its_place_and_the_remedy(read: Reader, what: str) -> None:
    content, code, line, word = BAD[what]
    found = read(content).fatal
    assert (found.code, found.file_no) == (code, 1)
    assert line is None or found.line == line
    assert word in found.remedy


def test_the_file_that_is_bad_is_named(read: Reader) -> None:
    assert read(b"No,Name\n1,Bolt\n", b"").fatal.file_no == 2


def test_a_stated_dimension_is_not_believed(read: Reader) -> None:
    words = [("A1", "No"), ("B1", "Name"), ("A2", "1"), ("B2", "Bolt")]
    rows = "".join(cell(place, int(place[1]), text) for place, text in words)
    assert read(sheet_with(rows, "A1:XFD1048576")).rows == [{"No": "1", "Name": "Bolt"}]


def gzip_bomb() -> bytes:
    return gzip.compress(b"No,Name\n" + b"1,a\n" * 30_000_000, 9)


def zip_bomb() -> bytes:
    return with_entry("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + b"<row/>" * 50_000_000)


def xes_bomb() -> bytes:
    return gzip.compress(b"<log><trace>" + b"<event/>" * 15_000_000, 9)


@pytest.mark.parametrize("bomb", [gzip_bomb, zip_bomb, xes_bomb])
def test_a_bomb_is_refused_while_it_unpacks(
    read: Reader, monkeypatch: pytest.MonkeyPatch, bomb: Callable[[], bytes]
) -> None:
    found = read(bomb()).fatal
    assert found.code == "too-large-unpacked"
    assert "Split it" in found.remedy


def test_an_archive_of_thousands_of_parts_is_refused(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.imports.reading.workbook_parts.MAX_WORKBOOK_ENTRIES", 5)
    assert read(GOOD_XLSX).fatal.code == "too-many-parts"
