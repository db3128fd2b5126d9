"""An effort file comes in: staged as `ImportRow`s, then made visible in one short transaction, and taken back."""

from collections import Counter
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import F

from core.actor import Actor
from core.errors import UserError
from core.figures import integer
from core.models import Import, ImportRow
from core.runs.registry import Progress
from towers.actions.baselines import require_draft, touch_baseline
from towers.importers.effort_meaning import Meaning, make_activities, meanings
from towers.importers.effort_plan import Facts, PlannedEffort, planned_efforts, team_capacity
from towers.importers.effort_rows import effort_errors, uniform_efforts
from towers.importers.named import remember_made, remove_made
from towers.importers.resting import require_nothing_rests
from towers.importers.target import draft_for, target_baseline
from towers.models import Activity, Baseline, Effort, Team
from towers.names import known_names

BATCH = 2_000
STORED = (
    "team_id",
    "activity_id",
    "position_id",
    "fte",
    "evidence",
    "source_rule",
    "score",
    "wording",
    "import_row_id",
)
OVERWRITTEN = ["activity", "fte", "evidence", "source_rule", "score", "import_row"]


def load_efforts(import_of: Import, frame: pl.DataFrame, progress: Progress) -> dict[str, Any]:
    """Stage the accepted rows, and the efforts that they replace."""
    ImportRow.objects.filter(import_of=import_of).delete()
    baseline = target_baseline(import_of)
    rows, _ = effort_errors(uniform_efforts(frame, team_capacity(baseline)))
    meaning_of = meanings(import_of.organisation_id, rows.select("activity", "team").iter_rows())
    plan = planned_efforts(baseline, rows, meaning_of)
    staged = [_staged(import_of, row) for row in plan.rows]
    gone = [
        ImportRow.staged(import_of, ImportRow.NOWHERE, "removed", effort["team_key"], _kept(effort))
        for effort in plan.removed
    ]
    everything = staged + gone
    for start in range(0, len(everything), BATCH):
        with transaction.atomic():
            ImportRow.objects.bulk_create(everything[start : start + BATCH])
        progress(min(start + BATCH, len(everything)), len(everything), "Staging efforts")
    return {"meanings": {key: [m.name, m.score, m.rule, m.function_code] for key, m in meaning_of.items()}}


def _staged(import_of: Import, row: PlannedEffort) -> ImportRow:
    payload = {"facts": row.facts, "before": _kept(row.before), "effort_id": row.before.get("id")}
    return ImportRow.staged(import_of, row.place, row.verdict, row.facts["team"], payload)


def _kept(effort: Facts) -> Facts:
    return {name: effort[name] for name in ("id", "version", *STORED)} | {"uid": str(effort["uid"])} if effort else {}


def publish_efforts(import_of: Import, loaded: dict[str, Any]) -> dict[str, Any]:
    """Make the staged rows efforts of the draft; returns the final counts."""
    baseline = draft_for(import_of)
    touch_baseline(baseline)
    meant = [Meaning(*parts) for parts in loaded["meanings"].values()]
    activities, made = make_activities(import_of.organisation_id, meant)
    remember_made(import_of, made)
    staged = list(ImportRow.objects.filter(import_of=import_of).exclude(verdict="made").order_by("id"))
    removed = [row.payload["id"] for row in staged if row.verdict == "removed"]
    Effort.objects.filter(baseline=baseline, pk__in=removed).delete()
    _store(baseline, activities, [row for row in staged if row.verdict in ("created", "changed")])
    counts = Counter(row.verdict for row in staged)
    return {verdict: counts[verdict] for verdict in ("created", "changed", "unchanged", "removed")}


def _store(baseline: Baseline, activities: dict[str, Activity], rows: list[ImportRow]) -> None:
    teams = known_names(Team, baseline.organisation_id)
    created: list[Effort] = []
    changed: list[Effort] = []
    for row in rows:
        facts = dict(row.payload["facts"])
        team, activity = teams[facts.pop("team")], activities[facts.pop("activity")]
        effort = Effort(baseline=baseline, team=team, activity=activity, import_row=row, **facts)
        effort.pk = row.payload["effort_id"]
        (changed if effort.pk else created).append(effort)
    Effort.objects.bulk_create(created, batch_size=BATCH)
    _overwrite(changed)


def _overwrite(efforts: list[Effort]) -> None:
    Effort.objects.bulk_create(
        efforts, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=OVERWRITTEN
    )
    for start in range(0, len(efforts), BATCH):
        ids = [effort.pk for effort in efforts[start : start + BATCH]]
        Effort.objects.filter(pk__in=ids).update(version=F("version") + 1)


def undo_efforts(import_of: Import, by: Actor) -> None:
    """Remove what came in, restore what it changed or replaced; refused where a later import replaced it."""
    baseline = target_baseline(import_of)
    if baseline is None:
        return
    require_draft(baseline)
    staged = list(ImportRow.objects.filter(import_of=import_of, verdict__in=["created", "changed", "removed"]))
    own = dict(Effort.objects.filter(import_row__import_of=import_of).values_list("import_row_id", "id"))
    later = sum(row.verdict != "removed" and row.pk not in own for row in staged)
    if later:
        replaced = f"{integer(later)} of these efforts {'was' if later == 1 else 'were'} replaced since"
        raise UserError(f"{replaced}, by a later import or an approved answer. Take that back first.")
    named = known_names(Team, import_of.organisation_id)
    require_nothing_rests(baseline, {named[row.key].pk for row in staged if row.key in named})
    touch_baseline(baseline)
    Effort.objects.filter(pk__in=[own[row.pk] for row in staged if row.verdict == "created"]).delete()
    changed, removed = (
        [_restored(baseline, row) for row in staged if row.verdict == verdict] for verdict in ("changed", "removed")
    )
    _overwrite(changed)
    Effort.objects.bulk_create(removed, batch_size=BATCH)
    remove_made(import_of)


def _restored(baseline: Baseline, row: ImportRow) -> Effort:
    kept = row.payload if row.verdict == "removed" else row.payload["before"]
    return Effort(baseline=baseline, **kept)
