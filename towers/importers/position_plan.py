"""What a staff list would create, change and leave as it is."""

from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import F

from towers.models import Baseline, Position
from towers.names import folded

Facts = dict[str, Any]
# What each mapped column says about a position; a fact whose column is not mapped keeps its value.
SUPPLIES = {
    "title": ("title",),
    "grade": ("grade",),
    "team": ("team",),
    "manager": ("manager_ref",),
    "fte": ("fte", "heads", "is_aggregate"),
    "heads": ("fte", "heads", "is_aggregate"),
    **dict.fromkeys(("cost", "cost_low", "cost_high"), ("cost_low", "cost_high", "cost_rule")),
    **{name: (name,) for name in ("status", "employment", "person_ref", "profession")},
    "site_or_country": ("location",),
}
FACTS = tuple(dict.fromkeys(fact for facts in SUPPLIES.values() for fact in facts))


@dataclass(frozen=True, slots=True)
class Planned:
    """One row of the file: its place, whose position it is, what becomes of it; `before` is empty for a new one."""

    file_no: int
    sheet: str
    line: int
    key: str
    occurrence: int
    verdict: str
    facts: Facts
    before: Facts


def planned_positions(baseline: Baseline | None, mapped: list[str], rows: pl.DataFrame) -> list[Planned]:
    """The plan for numbered rows against what the baseline holds now; `team` is a name in the facts."""
    existing = existing_positions(baseline)
    supplied = {fact for column in mapped for fact in SUPPLIES.get(column, ())}
    plan = []
    for row in rows.iter_rows(named=True):
        before = existing.get((row["key"], row["occurrence"]), {})
        facts = _facts(row)
        if before:
            facts = {name: facts[name] if name in supplied else before[name] for name in FACTS}
        verdict = _verdict(before, facts)
        place = (int(row["_file"]), row["_sheet"] or "", int(row["_line"]))
        plan.append(Planned(*place, row["key"], row["occurrence"], verdict, facts, before))
    return plan


def existing_positions(baseline: Baseline | None) -> dict[tuple[str, int], Facts]:
    """The positions of the baseline by (key, occurrence), with `id` and `import_row_id` beside their facts."""
    if baseline is None:
        return {}
    rows = Position.objects.filter(baseline=baseline).annotate(team_name=F("team__name"))
    columns = [name for name in FACTS if name != "team"]
    found = rows.values("id", "key", "occurrence", "version", "import_row_id", "team_name", *columns)
    return {(row["key"], row["occurrence"]): row | {"team": row["team_name"]} for row in found}


def _facts(row: Facts) -> Facts:
    return {
        "title": row["title"],
        "grade": row["grade"],
        "team": row["team"],
        "manager_ref": row["manager"],
        "fte": row["fte_units"],
        "heads": row["head_count"],
        "is_aggregate": row["is_aggregate"],
        "cost_low": row["band_low"],
        "cost_high": row["band_high"],
        "cost_rule": "",
        "status": row["status"],
        "location": row["site_or_country"],
        **{name: row[name] for name in ("employment", "person_ref", "profession")},
    }


def _verdict(before: Facts, facts: Facts) -> str:
    if not before:
        return "created"
    same = all(before[name] == facts[name] for name in FACTS if name != "team")
    return "unchanged" if same and folded(before["team"] or "") == folded(facts["team"] or "") else "changed"
