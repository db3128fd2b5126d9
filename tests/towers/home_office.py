"""The organogram of the Home Office (September 2014) as typed frames, and the counts of a plain loop over it."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl

from tests.environment import real_data
from tests.towers.frames import frame_of

STATUSES = {"Held": "filled", "Vacant": "vacant", "Eliminated": "eliminated", "N/D": None}
Rows = list[dict[str, str]]


def home_office(name: str) -> Rows:
    """The rows of one file of the organogram, such as `it_function_senior`."""
    path = Path(real_data()) / "home-office-2014" / f"home_office_2014-09_{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def money(text: str) -> int | None:
    """Pounds as the files write them, in pence."""
    digits = text.strip().replace(",", "").replace("£", "")
    return round(float(digits) * 100) if digits.replace(".", "").isdigit() else None


def senior_frame(rows: Rows, file_no: int) -> pl.DataFrame:
    """Senior posts, as the import machine would type them."""
    return frame_of(*map(_senior, rows), file_no=file_no)


def junior_frame(rows: Rows, file_no: int) -> pl.DataFrame:
    """Junior rows, as the import machine would type them."""
    return frame_of(*map(_junior, rows), file_no=file_no)


def _senior(row: dict[str, str]) -> dict[str, Any]:
    return {
        "id": row["Post Unique Reference"],
        "title": row["Job Title"],
        "team": row["Unit"],
        "manager": row["Reports to Senior Post"],
        "grade": row["Grade (or equivalent)"],
        "fte": float(row["FTE"]),
        "cost_low": money(row["Actual Pay Floor (£)"]),
        "cost_high": money(row["Actual Pay Ceiling (£)"]),
        "status": STATUSES[row["Post Status"]],
    }


def _junior(row: dict[str, str]) -> dict[str, Any]:
    return {
        "title": row["Generic Job Title"],
        "team": row["Unit"],
        "manager": row["Reporting Senior Post"],
        "grade": row["Grade"],
        "fte": float(row["Number of Posts in FTE"]),
        "cost_low": money(row["Payscale Minimum (£)"]),
        "cost_high": money(row["Payscale Maximum (£)"]),
    }


def plain_counts(seniors: Rows, juniors: Rows) -> Counter[str]:
    """Doubts of both files, counted by a loop that knows nothing of the product."""
    counts: Counter[str] = Counter()
    posts: dict[str, str] = {}
    for row in seniors:
        reference = row["Post Unique Reference"].strip()
        counts["repeated-key"] += reference in posts
        counts["eliminated-post"] += row["Post Status"] == "Eliminated"
        posts[reference] = reference
    for row in seniors:
        boss, own = row["Reports to Senior Post"].strip(), row["Post Unique Reference"].strip()
        counts["dangling-manager"] += bool(boss) and boss not in posts
        counts["manager-cycle"] += boss == own
    counts["dangling-manager"] += sum(row["Reporting Senior Post"].strip() not in posts for row in juniors)
    counts["duplicate-row"] = sum(map(_repeats, (seniors, juniors)))
    return counts


def _repeats(rows: Rows) -> int:
    """Rows that equal an earlier one of their file in every mapped column."""
    seen = {tuple(" ".join(value.split()) for name, value in row.items() if name not in UNMAPPED) for row in rows}
    return len(rows) - len(seen)


UNMAPPED = {
    "Parent Department",
    "Organisation",
    "Professional/Occupational Group",
    "Job/Team Function",
    "Notes",
    "Valid?",
}
UNMAPPED |= {"Salary Cost of Reports (£)"}
