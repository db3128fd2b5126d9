"""What a baseline says of its teams."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from towers.actions.baselines import require_draft, touch_baseline
from towers.models import Baseline, BaselineTeam, Region, Team, Tower
from towers.names import folded, match_or_make

FACTS = frozenset({"tower", "region", "level", "orientation", "capability"})


def add_teams(*, by: Actor, baseline: Baseline, names: Iterable[str]) -> dict[str, Team]:
    """The teams with these names in the baseline, made where there is none; returns all teams by folded name."""
    require_edit(by)
    require_draft(baseline)
    wanted = {folded(name): name for name in names if folded(name)}
    with transaction.atomic():
        teams, made = match_or_make(Team, by.organisation_id, wanted.values())
        present = set(BaselineTeam.objects.filter(baseline=baseline).values_list("team_id", flat=True))
        new = [BaselineTeam(baseline=baseline, team=teams[key]) for key in wanted if teams[key].pk not in present]
        BaselineTeam.objects.bulk_create(new)
        if new:
            touch_baseline(baseline)
        audit.record(by, "add_teams", "baseline", baseline.uid, after={"made": len(made), "added": len(new)})
    return teams


def place_team(*, by: Actor, row: BaselineTeam, version: int, **wanted: Any) -> BaselineTeam:
    """Set FACTS of a team in a draft: `tower` and `region` are names or None, `level` is 1 to 3 or None.

    `version` is the baseline's: one writer at a time decides what it says of its teams. A place that is set by hand is
    inferred no more.
    """
    require_edit(by)
    require_draft(row.baseline)
    changes = _checked(wanted)
    before = team_facts(row)
    with transaction.atomic():
        claim_version(row.baseline, version, kind="baseline", yours=wanted, theirs=before)
        for field, model in (("tower", Tower), ("region", Region)):
            if field in changes:
                changes[field] = _named(model, by, changes[field])
        moved = {field for field in ("tower", "region") if field in changes and changes[field] != getattr(row, field)}
        changes |= {f"{field}_rule": "" for field in moved}
        for field, value in changes.items():
            setattr(row, field, value)
        row.version += 1
        row.save(update_fields=[*changes, "version"])
        audit.record(by, "place_team", "team", row.team.uid, before=before, after=team_facts(row))
    return row


def team_facts(row: BaselineTeam) -> dict[str, Any]:
    """What a baseline says of a team, in words."""
    return {
        "tower": row.tower.name if row.tower else None,
        "region": row.region.name if row.region else None,
        "level": row.level,
        "orientation": str(row.orientation),
        "capability": row.capability,
    }


def _checked(wanted: dict[str, Any]) -> dict[str, Any]:
    unknown = set(wanted) - FACTS
    if unknown:
        raise TypeError(f"a team has no {', '.join(sorted(unknown))}")
    if wanted.get("level") not in (None, 1, 2, 3):
        raise UserError("A team's level is 1, 2, 3 or empty. Choose one of them.", status=400)
    if "orientation" in wanted and wanted["orientation"] not in BaselineTeam.Orientation.values:
        raise UserError("A team is digital, conventional or hybrid. Choose one of them.", status=400)
    return dict(wanted)


def _named(model: type[Tower] | type[Region], by: Actor, name: str | None) -> Tower | Region | None:
    if not name or not folded(name):
        return None
    rows, _ = match_or_make(model, by.organisation_id, [name])
    return rows[folded(name)]
