"""JSON lines become the rows that a CSV of them would have; a line that cannot be read is named, never quoted."""

import json

import pytest

from tests.imports.conftest import Reader, packed

ROWS = [
    {"number": "INC 1", "at": "2016-03-05T10:00:00Z", "group": "Core", "effort": "1.50", "open": "true"},
    {"number": "INC 1", "at": "2016-03-06T10:00:00Z", "group": "", "effort": "7", "open": "false"},
    {"number": "Ünï", "at": "2016-03-07T10:00:00Z", "group": "a, b", "effort": "1e3", "open": ""},
]
LINES = """{"number": "INC 1", "at": "2016-03-05T10:00:00Z", "group": "Core", "effort": 1.50, "open": true}
{"number": "INC 1", "at": "2016-03-06T10:00:00Z", "group": null, "effort": 7, "open": false}

{"effort": 1e3, "number": "\\u00dcn\\u00ef", "at": "2016-03-07T10:00:00Z", "group": ["a", null, "b"]}
"""


def as_csv(rows: list[dict[str, str]]) -> bytes:
    head = list(rows[0])
    return "\n".join(";".join(cells) for cells in [head, *([row[name] for name in head] for row in rows)]).encode()


def test_the_rows_are_those_of_the_same_table_as_csv(read: Reader) -> None:
    outcome = read(LINES.encode())
    assert [{name: cell or "" for name, cell in row.items()} for row in outcome.rows] == ROWS
    assert [{name: cell or "" for name, cell in row.items()} for row in read(as_csv(ROWS)).rows] == ROWS
    assert outcome.lines == [1, 2, 4]
    assert outcome.tables[0]["blank_rows"] == 1
    assert outcome.found == []


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_packed_or_in_another_charset_they_are_read_alike(read: Reader, charset: str) -> None:
    text = LINES.replace("\\u00dcn\\u00ef", "Ünï").replace("\n", "\r\n")
    assert read(packed(text.encode(charset))).rows == read(LINES.encode()).rows


def test_what_lies_inside_is_called_by_its_path(read: Reader) -> None:
    line = {"id": 1, "fields": {"status": {"name": "Open"}, "empty": {}, "team.lead": "x"}, "_key": "K"}
    assert read(json.dumps(line).encode()).rows == [
        {"id": "1", "fields.status.name": "Open", "fields.team.lead": "x", "column _key": "K"}
    ]


def test_a_name_that_comes_later_is_empty_before(read: Reader) -> None:
    assert read(b'{"a": "1"}\n{"b": "2"}').rows == [{"a": "1", "b": None}, {"a": None, "b": "2"}]


def test_lists_of_objects_are_left_out_and_said_once_with_their_line(read: Reader) -> None:
    outcome = read(b'{"id": 1, "log": []}\n{"id": 2, "log": [{"at": 1}]}\n{"id": 3, "log": [{"at": 2}]}')
    assert [row["id"] for row in outcome.rows] == ["1", "2", "3"]
    (found,) = outcome.found
    assert (found.severity, found.code, found.line, found.column) == ("warning", "nested-list", 2, "log")
    assert "one line per entry" in found.remedy


BAD_LINES = {
    '{"id": "Ann", ': "wrong at character 15",
    '["Ann"]': "no object",
    '"Ann"': "no object",
    "Ann": "wrong at character 1",
    '{"id": 1, "id": "Ann"}': "twice",
    '{"a": {"b": "Ann"}, "a.b": 2}': "same path",
    '{"id": "Ann\\u0000"}': "NUL",
    '{"a": ' * 70 + "1" + "}" * 70: "64 deep",
    '{"a": ' + "[" * 100_000: "64 deep",
    '{"id": "' + "Ann" * 20_000 + '"}': "longer than 32,767",
}


@pytest.mark.parametrize("bad", BAD_LINES)
def test_a_bad_line_is_left_out_and_named_but_not_quoted(read: Reader, bad: str) -> None:
    outcome = read(b'{"id": 0}', f'{{"id": 1}}\n{bad}\n{{"id": 3}}'.encode())
    assert [row["id"] for row in outcome.rows] == ["0", "1", "3"]
    (found,) = outcome.found
    assert (found.severity, found.code, found.file_no, found.line) == ("error", "bad-json-line", 2, 2)
    assert BAD_LINES[bad] in found.remedy
    assert "Ann" not in f"{found.remedy}{found.value}{found.column}"


def test_half_a_character_becomes_the_sign_for_an_unknown_one(read: Reader) -> None:
    assert read(b'{"id": "x\\ud83dy \\ud83d\\ude00"}').rows == [{"id": "x\ufffdy \U0001f600"}]


REFUSED = {
    "a list": (b'[{"id": 1}, {"id": 2}]', "json-list", 1, "one object per line"),
    "a list over lines": (b'[\n  {"id": 1}\n]', "json-list", 1, "jq"),
    "an object over lines": (b'{\n  "id": 1\n}', "no-json-lines", 1, "one whole JSON object"),
    "nothing in the objects": (b"{}\n{}\n", "empty-file", 1, "hold nothing"),
    "600 names": (json.dumps({f"c{n}": n for n in range(600)}).encode(), "too-many-columns", None, "500"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_without_lines_of_objects_is_refused_with_the_remedy(read: Reader, what: str) -> None:
    content, code, line, word = REFUSED[what]
    found = read(content).fatal
    assert (found.code, found.line) == (code, line)
    assert word in found.remedy


def test_a_staff_list_is_no_json(read: Reader) -> None:
    found = read(LINES.encode(), takes_logs=False).fatal
    assert (found.code, found.line) == ("not-a-table", 1)
    assert "CSV or XLSX" in found.remedy
