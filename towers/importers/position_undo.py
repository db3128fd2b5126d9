"""Taking a staff list back: exactly what came in goes, what was changed is as it was."""

from typing import Any

from django.db.models import F

from core.actor import Actor
from core.errors import UserError
from core.figures import integer, plural
from core.models import Import, ImportRow
from towers.actions.baselines import require_draft, touch_baseline
from towers.importers.managers import store_positions
from towers.importers.named import remove_made
from towers.importers.resting import answers_resting, require_nothing_rests
from towers.importers.target import target_baseline
from towers.models import Baseline, BaselineTeam, Effort, Position, Team
from towers.names import folded, known_names


def undo_positions(import_of: Import, by: Actor) -> None:
    """Remove what the import created, restore what it changed; refused where something rests on it."""
    baseline = target_baseline(import_of)
    if baseline is None:
        return
    require_draft(baseline)
    own = Position.objects.filter(baseline=baseline, import_row__import_of=import_of).select_related("import_row")
    positions = {row.import_row_id: row for row in own}
    staged = list(ImportRow.objects.filter(import_of=import_of, verdict__in=["created", "changed"]))
    _require_untouched(staged, positions)
    filled = {row.team_id for row in positions.values() if row.team_id}
    require_nothing_rests(baseline, filled, answers_resting(baseline, filled))
    changed = [row for row in staged if row.verdict == "changed"]
    created = [positions[row.pk].pk for row in staged if row.verdict == "created"]
    touch_baseline(baseline)
    Position.objects.filter(pk__in=created).delete()
    teams = known_names(Team, import_of.organisation_id)
    restored = [_restored(positions[row.pk], row.payload["before"], teams) for row in changed]
    store_positions(baseline, restored)
    _restore_teams(import_of, baseline)
    remove_made(import_of)


def _require_untouched(staged: list[ImportRow], positions: dict[int | None, Position]) -> None:
    later = sum(row.pk not in positions for row in staged)
    if later:
        raise UserError(f"A later import changed {integer(later)} of these positions. Undo that import first.")
    created = [row.pk for row in staged if row.verdict == "created"]
    resting = Effort.objects.filter(position__import_row__in=created, import_row__isnull=False).count()
    if resting:
        efforts = plural(resting, "imported effort names", "imported efforts name")
        raise UserError(f"{efforts} these positions. Undo the import of efforts first.")


def _restored(position: Position, before: dict[str, Any], teams: dict[str, Team]) -> Position:
    facts = dict(before)
    name = facts.pop("team")
    position.team = teams[folded(name)] if name else None
    for field, value in facts.items():
        setattr(position, field, value)
    return position


def _restore_teams(import_of: Import, baseline: Baseline) -> None:
    rows = {row.team_id: row for row in BaselineTeam.objects.filter(baseline=baseline)}
    used = set(Position.objects.filter(baseline=baseline).values_list("team_id", flat=True))
    used |= set(Effort.objects.filter(baseline=baseline).values_list("team_id", flat=True))
    for kept in ImportRow.objects.filter(import_of=import_of, verdict="team"):
        row = rows.get(kept.payload["team_id"])
        if row is None:
            continue
        if kept.payload["before"] is not None:
            BaselineTeam.objects.filter(pk=row.pk).update(version=F("version") + 1, **kept.payload["before"])
        elif row.team_id not in used:
            row.delete()
