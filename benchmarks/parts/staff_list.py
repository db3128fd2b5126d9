"""A made-up staff list of twelve columns."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

HEADINGS = (
    "Position ID", "Job title", "Team", "Tower", "Region", "Manager ID", "Grade", "FTE", "Annual cost", "Status",
    "Employment type", "Remark",
)  # fmt: skip
SPAN = 8


def positions(count: int) -> Iterator[list[Any]]:
    """A tree in which everybody leads eight; teams of about fifty-five."""
    chance = random.Random(7)
    teams = max(count // 55, 1)
    for number in range(count):
        team = number % teams
        yield [
            50_000_000 + number,
            chance.choice(("Engineer", "Architect", "Analyst", "Service manager", "Administrator")),
            f"Team {team:03}",
            f"Tower {team % 12:02}",
            ("EMEA", "APAC", "Americas")[team % 3],
            50_000_000 + (number - 1) // SPAN if number else "",
            f"G{chance.randint(4, 12)}",
            chance.choice((1, 1, 1, 0.5, 0.8)),
            round(chance.uniform(40_000, 120_000), 2),
            "Vacant" if chance.random() < 0.05 else "Filled",
            "Contractor" if chance.random() < 0.15 else "Employee",
            "seconded" if chance.random() < 0.1 else "",
        ]


def write_xlsx(path: Path, count: int) -> None:
    """The list as a workbook of one sheet."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Staff")
        for number, row in enumerate([HEADINGS, *positions(count)]):
            sheet.write_row(number, 0, row)


def write_csv(path: Path, count: int) -> None:
    """The list as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADINGS, *positions(count)])
