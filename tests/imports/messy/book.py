"""A staff list of thirty posts whose truth is known, and how it is written as a workbook or as CSV."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

Row = dict[str, Any]
HEADINGS = {
    "id": "Position ID",
    "title": "Job title",
    "team": "Team",
    "region": "Region",
    "manager": "Manager ID",
    "grade": "Grade",
    "fte": "FTE",
    "cost": "Annual cost",
    "status": "Status",
}
PAY = ("cost", "cost_low", "cost_high", "hourly")


def posts() -> list[Row]:
    """Five teams of six; the first of each leads it, the very first leads all."""
    rows = []
    for number in range(30):
        team, place = divmod(number, 6)
        lead = "" if number == 0 else 700100 + (team * 6 if place else 0)
        rows.append(
            {
                "id": 700100 + number,
                "title": f"{['Architect', 'Engineer', 'Développeur', 'Prüfer'][number % 4]} {number}",
                "team": f"Team {'ABCDE'[team]}",
                "region": ["Europe", "Asia"][team % 2],
                "manager": lead,
                "grade": f"G{number % 5 + 4}",
                "fte": [1.0, 0.5, 0.8][number % 3],
                "cost": 60_000.5 + 731.25 * number,
                "status": "Vacant" if number == 17 else "Filled",
            }
        )
    return rows


@dataclass
class Book:
    """What is written: rows by field, headings, and the marks that the defects set.

    `codes` and `words` are what the report must then name: codes of defects, and words of its notes.
    """

    rows: list[Row] = field(default_factory=posts)
    headings: dict[str, str] = field(default_factory=lambda: dict(HEADINGS))
    above: list[list[Any]] = field(default_factory=list)
    totals: bool = False
    merged_teams: bool = False
    second_sheet: bool = False
    formulas: bool = False
    hidden_rows: int = 0
    wrong_dimension: bool = False
    charset: str = "utf-8"
    decimal_comma: bool = False
    grouped: bool = False
    currency: str = ""
    codes: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    teamless: bool = False
    cut_links: set[int] = field(default_factory=set)

    def truth(self) -> list[tuple[Any, ...]]:
        """(reference, title, team, manager's reference, FTE, cost from, cost to, status) of each post, sorted."""
        known = []
        for number, row in enumerate(self.rows):
            manager = None if number in self.cut_links or row["manager"] == "" else str(row["manager"])
            low, high = (row.get("cost", row.get(end)) for end in ("cost_low", "cost_high"))
            is_first = number == 0 or self.rows[number - 1]["team"] != row["team"]
            team = row["team"] if is_first or not self.teamless else None
            title = " ".join(row["title"].split())
            known.append((str(row["id"]), title, team, manager, row["fte"], low, high, row["status"].lower()))
        return sorted(known, key=str)

    def lines(self) -> list[list[Any]]:
        """The rows below the header as they are written, totals among them."""
        fields = list(self.headings)
        lines: list[list[Any]] = []
        for number, row in enumerate(self.rows):
            lines.append([self.written(code, row.get(code, "")) for code in fields])
            if self.totals and number == 5:
                lines.append(self.total("Total Team A", self.rows[:6]))
        return [*lines, self.total("Grand total", self.rows)] if self.totals else lines

    def total(self, label: str, rows: list[Row]) -> list[Any]:
        """A row of sums."""
        sums = {code: sum(row[code] for row in rows) for code in ("fte", *PAY) if code in self.headings}
        return [label if code == "title" else self.written(code, sums.get(code, "")) for code in self.headings]

    def written(self, code: str, value: Any) -> Any:
        """The cell: a number as such, or as text where decimals, thousands or currencies are written in words."""
        if value == "" or code not in ("fte", *PAY):
            return value
        if code == "fte":
            return f"{value:.2f}" if self.decimal_comma else value
        if not (self.decimal_comma or self.grouped or self.currency):
            return value
        text = f"{value:,.2f}" if self.grouped else f"{value:.2f}"
        if self.decimal_comma:
            text = text.translate(str.maketrans(",.", ".,"))
        return self.currency.format(text) if self.currency else text

    def as_csv(self) -> bytes:
        """The list as CSV; of merged cells only the first is filled, as spreadsheets export them."""
        out = io.StringIO(newline="")
        lines = self.lines()
        if self.merged_teams:
            self.teamless = True
            self.codes.add("no-team")
            _blank_repeats(lines, list(self.headings).index("team"))
        separator = ";" if self.decimal_comma or self.charset == "cp1252" else ","
        csv.writer(out, delimiter=separator).writerows([*self.above, list(self.headings.values()), *lines])
        return out.getvalue().encode(self.charset)

    def as_xlsx(self) -> bytes:
        """The list as a workbook."""
        buffer, lines = io.BytesIO(), self.lines()
        cut = len(lines) // 2 if self.second_sheet else len(lines)
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            self._write(book.add_worksheet("Staff"), [*self.above, list(self.headings.values()), *lines[:cut]])
            if self.second_sheet:
                self._write(book.add_worksheet("Staff 2"), [list(self.headings.values()), *lines[cut:]])
                legend = book.add_worksheet("Legend")
                for number, words in enumerate((["Code", "Meaning"], ["G4", "Junior"], ["G5", "Senior"])):
                    legend.write_row(number, 0, words)
        return _with_wrong_dimension(buffer.getvalue()) if self.wrong_dimension else buffer.getvalue()

    def _write(self, sheet: Any, rows: list[list[Any]]) -> None:
        team = list(self.headings).index("team")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if self.formulas and isinstance(value, float) and value > 1_000:
                    sheet.write_formula(number, column, f"=1*{value}", None, value)
                elif value != "":
                    sheet.write(number, column, value)
        if self.merged_teams:
            for first, last in _runs(rows, team):
                sheet.merge_range(first, team, last, team, rows[first][team])
        for number in range(len(rows) - self.hidden_rows - 2, len(rows) - 2):
            sheet.set_row(number, None, None, {"hidden": True})


def _runs(rows: list[list[Any]], column: int) -> list[tuple[int, int]]:
    """First and last row of each run of equal teams."""
    runs: list[tuple[int, int]] = []
    for number, row in enumerate(rows):
        value = row[column] if len(row) > column else ""
        if value.startswith("Team ") and runs and rows[runs[-1][1]][column] == value and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        elif value.startswith("Team "):
            runs.append((number, number))
    return [(first, last) for first, last in runs if last > first]


def _blank_repeats(lines: list[list[Any]], column: int) -> None:
    last = None
    for line in lines:
        value = line[column]
        if value and value == last:
            line[column] = ""
        last = value or last


def _with_wrong_dimension(content: bytes) -> bytes:
    """The workbook, whose sheets state that they end at B2."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.namelist():
            part = before.read(entry)
            after.writestr(entry, re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:B2"/>', part))
    return out.getvalue()


Deform = Callable[[Book], None]
