"""A staff list comes in: rows are staged, then made visible in one short transaction.

Staged rows are `ImportRow`s whose payload holds the facts as they come in and, for a changed position, as they were.
Beside them are rows on line 0: `team` keeps what the baseline said of a team before, `made` names that did not exist.
Payloads hold pay: whatever shows them asks for the right first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import polars as pl
from django.db import transaction

from core.actor import Actor
from core.models import Import, ImportRow
from core.runs.registry import Progress
from towers.actions.baselines import touch_baseline
from towers.actions.rates import make_rate_card
from towers.importers.managers import store_positions
from towers.importers.named import make_named
from towers.importers.position_plan import FACTS, Planned, planned_positions
from towers.importers.position_rows import numbered, row_errors, uniform_rows
from towers.importers.target import draft_for, target_baseline
from towers.importers.team_places import team_places
from towers.models import Baseline, BaselineTeam, Position, Region, Team, Tower
from towers.names import folded

BATCH = 2_000
OWN_WORDS = ("tower_rule", "region_rule", "orientation", "capability")


def load_positions(import_of: Import, frame: pl.DataFrame, progress: Progress) -> dict[str, Any]:
    """Stage the accepted rows; returns the places of teams for `publish_positions`."""
    ImportRow.objects.filter(import_of=import_of).delete()
    good, _ = row_errors(uniform_rows(frame))
    rows = numbered(good)
    plan = planned_positions(target_baseline(import_of), frame.columns, rows)
    for start in range(0, len(plan), BATCH):
        batch = plan[start : start + BATCH]
        staged = [_staged(import_of, row) for row in batch]
        with transaction.atomic():
            ImportRow.objects.bulk_create(staged)
        progress(start + len(batch), len(plan), "Staging positions")
    return {"teams": team_places(rows, frame.columns)}


def _staged(import_of: Import, row: Planned) -> ImportRow:
    before = {name: value for name, value in row.before.items() if name in (*FACTS, "import_row_id")}
    payload = {"occurrence": row.occurrence, "facts": row.facts, "before": before}
    return ImportRow.staged(import_of, (row.file_no, row.sheet, row.line), row.verdict, row.key, payload)


def publish_positions(import_of: Import, loaded: dict[str, Any]) -> dict[str, Any]:
    """Make the staged rows positions of the draft, and its rate card anew; returns the final counts."""
    baseline = draft_for(import_of)
    touch_baseline(baseline)
    counts: Counter[str] = Counter()
    names: dict[str | None, None] = {}
    for _, _, verdict, payload in _staged_rows(import_of):
        counts[verdict] += 1
        names[payload["facts"]["team"]] = None
    teams = make_named(import_of, Team, names)
    _place_teams(import_of, baseline, teams, loaded["teams"])
    coming = (row for row in _staged_rows(import_of) if row[2] != "unchanged")
    store_positions(baseline, [_position(baseline, teams, row) for row in coming])
    organisation = import_of.organisation
    make_rate_card(by=Actor.system(organisation.pk, organisation.slug), baseline=baseline)
    return {verdict: counts[verdict] for verdict in ("created", "changed", "unchanged")}


StagedRow = tuple[int, str, str, dict[str, Any]]


def _staged_rows(import_of: Import) -> Iterator[StagedRow]:
    """(id, key, verdict, payload) of the staged rows, a batch at a time: all payloads together would fill memory."""
    rows = ImportRow.objects.filter(import_of=import_of, line__gt=0).order_by("id")
    return rows.values_list("id", "key", "verdict", "payload").iterator(BATCH)


def _position(baseline: Baseline, teams: dict[str, Team], row: StagedRow) -> Position:
    pk, key, _, payload = row
    facts = dict(payload["facts"])
    team = teams[folded(name)] if (name := facts.pop("team")) else None
    return Position(baseline=baseline, team=team, import_row_id=pk, key=key, occurrence=payload["occurrence"], **facts)


def _place_teams(
    import_of: Import, baseline: Baseline, teams: dict[str, Team], places: dict[str, dict[str, Any]]
) -> None:
    towers = make_named(import_of, Tower, _said(places, "tower"))
    regions = make_named(import_of, Region, _said(places, "region"))
    present = {row.team_id: row for row in BaselineTeam.objects.filter(baseline=baseline)}
    kept = [_kept(import_of, teams[key], present.get(teams[key].pk)) for key in places]
    rows = [
        _placed(present.get(teams[key].pk) or BaselineTeam(baseline=baseline, team=teams[key]), place, towers, regions)
        for key, place in places.items()
    ]
    ImportRow.objects.bulk_create(kept)
    BaselineTeam.objects.bulk_create([row for row in rows if row.pk is None])
    moved = [row for row, was in zip(rows, kept, strict=True) if was.payload["before"] not in (None, _word_on(row))]
    for row in moved:
        row.version += 1
    written = ["tower", "region", *OWN_WORDS, "version"]
    BaselineTeam.objects.bulk_update(moved, written, batch_size=100)


def _said(places: dict[str, dict[str, Any]], column: str) -> Iterable[str]:
    return [place[column] for place in places.values() if place.get(column)]


def _kept(import_of: Import, team: Team, row: BaselineTeam | None) -> ImportRow:
    payload = {"team_id": team.pk, "before": _word_on(row) if row else None}
    return ImportRow.staged(import_of, ImportRow.NOWHERE, "team", team.key, payload)


def _word_on(row: BaselineTeam) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("tower_id", "region_id", *OWN_WORDS)}


def _placed(
    row: BaselineTeam, place: dict[str, Any], towers: dict[str, Tower], regions: dict[str, Region]
) -> BaselineTeam:
    if tower := place.get("tower"):
        row.tower, row.tower_rule = towers[folded(tower)], ""
    if region := place.get("region"):
        row.region, row.region_rule = regions[folded(region)], ""
    row.orientation = place.get("orientation", row.orientation)
    row.capability = place.get("capability", row.capability)
    return row
