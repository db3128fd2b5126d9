"""Positions as the comparison reads them, by hand and at random; and a comparison applied like a patch."""

import random
from collections import Counter
from typing import Any

import polars as pl

from towers.refresh.columns import TYPES
from towers.refresh.differences import FACTS, NOW, Comparison

PLAIN: dict[str, Any] = {
    "occurrence": 1,
    "title": "Engineer",
    "grade": "G5",
    "team": 1,
    "manager": None,
    "manager_ref": "",
    "person_ref": "",
    "location": "",
    "profession": "",
    "fte": 10_000,
    "heads": 1,
    "is_aggregate": False,
    "status": "filled",
    "employment": "employee",
    "cost_low": 6_000_000,
    "cost_high": 6_000_000,
    "tower": "Server",
    "region": "EU",
}
SCHEMA = TYPES | {"tower": pl.String, "region": pl.String, "manager_key": pl.String}
COMPARED = tuple(fact for fact, _, _ in FACTS if fact not in ("key", "manager"))


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    """Rows with an `id` and a `key`, the rest as stated or plain."""
    keys = {row["id"]: row["key"] for row in rows}
    full = [
        PLAIN | {"team_name": f"Team {row.get('team', 1)}", "manager_key": keys.get(row.get("manager"))} | row
        for row in rows
    ]
    return pl.DataFrame([{name: row[name] for name in SCHEMA} for row in full], schema=SCHEMA)


def random_frame(draw: random.Random, first_id: int, size: int = 40) -> pl.DataFrame:
    """Posts of few teams and titles: references that repeat, rows without one, managers among them."""
    rows: list[dict[str, Any]] = []
    for number in range(size):
        key = f"row:1:{number}" if draw.random() < 0.3 else f"P{draw.randrange(size)}"
        rows.append(
            {
                "id": first_id + number,
                "key": key,
                "occurrence": 1 + sum(row["key"] == key for row in rows),
                "title": draw.choice(("Engineer", "Analyst", "Lead")),
                "grade": draw.choice(("G4", "G5")),
                "team": draw.choice((1, 2, None)),
                "manager": draw.choice([None, *(row["id"] for row in rows)]),
                "person_ref": draw.choice(("", f"E{draw.randrange(size)}")),
                "fte": draw.choice((5_000, 10_000)),
                "status": draw.choice(("filled", "filled", "vacant")),
                "cost_low": (low := draw.choice((None, 5_000_000, 6_000_001))),
                "cost_high": low and low + draw.choice((0, 100)),
            }
        )
    return frame(*rows)


def said(frame_of: pl.DataFrame) -> Counter[tuple[Any, ...]]:
    """What a baseline says of its posts, whichever rows say it."""
    return Counter(frame_of.select(COMPARED).rows())


def patched(before: pl.DataFrame, comparison: Comparison) -> pl.DataFrame:
    """The earlier baseline with exactly the differences of the comparison in it: the later one, if they are right."""
    kept = before.join(comparison.left, on="id", how="anti").select("id", *COMPARED)
    moved = comparison.pairs.with_columns(
        pl.when(f"differs_{fact}").then(pl.col(f"{fact}{NOW}")).otherwise(pl.col(fact)).alias(fact)
        for fact in COMPARED
        if f"differs_{fact}" in comparison.pairs.columns
    )
    changed = kept.select("id").join(moved.rename({"before": "id"}), on="id", how="inner").select(COMPARED)
    assert changed.height == kept.height
    return pl.concat([changed, comparison.joined.select(COMPARED)])
