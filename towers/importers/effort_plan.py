"""What an effort file would create, change, remove and leave as it is.

A file speaks for the whole effort of each team that it names: other efforts of these teams go, other teams stay.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import F, Sum

from towers.importers.effort_meaning import Meaning
from towers.models import Baseline, Effort, Position
from towers.names import folded

Facts = dict[str, Any]
COMPARED = ("activity", "fte", "evidence")


@dataclass(frozen=True, slots=True)
class PlannedEffort:
    """One row of the file and what becomes of it; `before` is the stored effort, empty for a new one."""

    place: tuple[int, str, int]
    verdict: str
    facts: Facts
    before: Facts


@dataclass(frozen=True, slots=True)
class EffortPlan:
    """Rows of the file in order, and the stored efforts of their teams that the file no longer holds."""

    rows: list[PlannedEffort]
    removed: list[Facts]


def team_capacity(baseline: Baseline | None) -> dict[str, int]:
    """FTE (1/10,000) of filled positions by folded team name."""
    if baseline is None:
        return {}
    filled = Position.objects.filter(baseline=baseline, status=Position.Status.FILLED, team__isnull=False)
    return dict(filled.values_list("team__key").annotate(total=Sum("fte")))


def positions_by_key(baseline: Baseline | None) -> dict[str, tuple[int, str]]:
    """(id, folded team name) of the position with this key; of several the first that is not eliminated."""
    if baseline is None:
        return {}
    rows = Position.objects.filter(baseline=baseline).order_by("-occurrence")
    found = list(rows.values_list("key", "id", "team__key", "status"))
    found.sort(key=lambda row: row[3] != Position.Status.ELIMINATED)
    return {key: (pk, team or "") for key, pk, team, _ in found}


def planned_efforts(baseline: Baseline | None, rows: pl.DataFrame, meaning_of: dict[str, Meaning]) -> EffortPlan:
    """The plan for checked rows against what the baseline holds now."""
    positions = positions_by_key(baseline)
    stored: dict[tuple[str, str, int | None], list[Facts]] = defaultdict(list)
    for effort in stored_efforts(baseline, set(rows["team_key"].to_list())):
        stored[effort["team_key"], folded(effort["wording"]), effort["position_id"]].append(effort)
    planned = []
    for row in rows.iter_rows(named=True):
        facts = _facts(row, meaning_of[row["wording_key"]], positions)
        waiting = stored[row["team_key"], row["wording_key"], facts["position_id"]]
        before = waiting.pop(0) if waiting else {}
        place = (int(row["_file"]), row["_sheet"] or "", int(row["_line"]))
        planned.append(PlannedEffort(place, _verdict(before, facts), facts, before))
    return EffortPlan(planned, [effort for waiting in stored.values() for effort in waiting])


def stored_efforts(baseline: Baseline | None, teams: set[str]) -> list[Facts]:
    """The efforts of these teams (folded names) now, in the order in which they came."""
    if baseline is None:
        return []
    efforts = Effort.objects.filter(baseline=baseline).annotate(
        team_key=F("team__key"), activity_key=F("activity__key")
    )
    columns = (
        "id",
        "uid",
        "version",
        "team_id",
        "activity_id",
        "position_id",
        "fte",
        "evidence",
        "source_rule",
        "score",
        "wording",
    )
    found = efforts.order_by("id").values(*columns, "team_key", "activity_key", "import_row_id")
    return [row | {"activity": row["activity_key"]} for row in found if row["team_key"] in teams]


def _facts(row: Facts, meaning: Meaning, positions: dict[str, tuple[int, str]]) -> Facts:
    position_id, team = positions.get(row["position"] or "", (None, ""))
    return {
        "team": row["team_key"],
        "activity": folded(meaning.name),
        "position_id": position_id if team == row["team_key"] else None,
        "fte": row["fte_units"],
        "evidence": row["evidence"],
        "source_rule": meaning.rule,
        "score": meaning.score,
        "wording": row["activity"],
    }


def _verdict(before: Facts, facts: Facts) -> str:
    if not before:
        return "created"
    return "unchanged" if all(before[name] == facts[name] for name in COMPARED) else "changed"
