"""Defects of the organogram, counted from its CSV files by loops that know nothing of the product."""

import csv
from collections import Counter
from pathlib import Path

from tests.environment import real_data

Rows = list[dict[str, str]]
STATUSES = {"Vacant": "vacant", "Eliminated": "eliminated"}
SENIOR = {
    "title": "Job Title",
    "team": "Unit",
    "manager": "Reports to Senior Post",
    "grade": "Grade (or equivalent)",
    "fte": "FTE",
    "low": "Actual Pay Floor (£)",
    "high": "Actual Pay Ceiling (£)",
    "profession": "Professional/Occupational Group",
}
JUNIOR = {
    "title": "Generic Job Title",
    "team": "Unit",
    "manager": "Reporting Senior Post",
    "grade": "Grade",
    "fte": "Number of Posts in FTE",
    "low": "Payscale Minimum (£)",
    "high": "Payscale Maximum (£)",
    "profession": "Professional/Occupational Group",
}


def read(part: str) -> Rows:
    """All rows of both files under short names; `key` is empty and `status` filled for junior rows."""
    folder = Path(real_data()) / "home-office-2014"
    found = []
    for name, columns in (("senior", SENIOR), ("junior", JUNIOR)):
        path = folder / f"home_office_2014-09_{part}{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            for raw in csv.DictReader(file):
                row = {short: " ".join(raw[column].split()) for short, column in columns.items()}
                row["key"] = raw.get("Post Unique Reference", "").strip()
                row["status"] = STATUSES.get(raw.get("Post Status", ""), "filled")
                found.append(row | {"file": name})
    return found


def paid(row: dict[str, str]) -> bool:
    """A figure above 0 in one of the ends."""
    digits = [row[end].replace(",", "").replace("£", "") for end in ("low", "high")]
    return any(text.replace(".", "").isdigit() and float(text) > 0 for text in digits)


def counts(rows: Rows) -> dict[str, int]:
    """By kind of defect; what is eliminated is counted only where a kind is about that."""
    live = [row for row in rows if row["status"] != "eliminated"]
    known = {row["key"] for row in rows if row["key"]}
    counted: Counter[str] = Counter()
    counted["eliminated"] = len(rows) - len(live)
    counted["vacant"] = sum(row["status"] == "vacant" for row in rows)
    counted["no-cost"] = sum(row["status"] == "filled" and not paid(row) for row in rows)
    counted["dangling-manager"] = sum(bool(row["manager"]) and row["manager"] not in known for row in live)
    counted["duplicate-row"] = len(live) - len({tuple(sorted(row.items())) for row in live})
    counted["manager-cycle"] = sum(bool(row["key"]) and row["manager"] == row["key"] for row in live)
    return counted | _references(live, rows) | _tops(rows, live)


def _references(live: Rows, rows: Rows) -> dict[str, int]:
    """References of several live posts beyond exact repeats; eliminated posts whose reference is live as well."""
    distinct: dict[str, set[tuple[tuple[str, str], ...]]] = {}
    for row in live:
        if row["key"]:
            distinct.setdefault(row["key"], set()).add(tuple(sorted(row.items())))
    gone = sum(row["status"] == "eliminated" and row["key"] in distinct for row in rows)
    return {"shared-reference": sum(len(posts) - 1 for posts in distinct.values()), "replaced-reference": gone}


def _tops(rows: Rows, live: Rows) -> dict[str, int]:
    """Live posts that lead somebody live and have no manager, but for one; posts under one that is eliminated."""
    first: dict[str, int] = {}
    for wanted in ("live", "gone"):
        for at, row in enumerate(rows):
            if row["key"] and (row["status"] == "eliminated") == (wanted == "gone"):
                first.setdefault(row["key"], at)
    stated = {at: row["manager"] for at, row in enumerate(rows) if row["manager"] in first}
    boss = {at: first[manager] for at, manager in stated.items() if manager != rows[at]["key"]}
    leaders = {boss[at] for at, row in enumerate(rows) if at in boss and row["status"] != "eliminated"}
    tops = [at for at in leaders if at not in boss and rows[at]["status"] != "eliminated"]
    under = sum(rows[boss[at]]["status"] == "eliminated" for at, row in enumerate(rows) if at in boss and row in live)
    return {"several-roots": len(tops) - 1, "led-by-eliminated": under}
