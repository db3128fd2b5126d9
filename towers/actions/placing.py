"""Applying the place rules to a baseline."""

from collections.abc import Collection

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.versions import claim_version
from towers.actions.baselines import require_draft
from towers.actions.grid_rows import overwrite
from towers.models import Baseline, BaselineTeam, Region, Tower
from towers.names import folded, known_names
from towers.quality.facts import Facts, facts_of
from towers.quality.placing import TARGETS, place_plan, place_rules

MODELS: dict[str, type[Tower] | type[Region]] = {"tower": Tower, "region": Region}


def apply_place_rules(*, by: Actor, baseline: Baseline, version: int) -> dict[str, int]:
    """Place every team whose tower or region is neither imported nor set by hand; teams changed, by target.

    What the rules inferred before and infer no more becomes unknown again.
    """
    require_edit(by)
    require_draft(baseline)
    with transaction.atomic():
        claim_version(
            baseline, version, kind="baseline", yours="place rules applied", theirs="changed by somebody else"
        )
        facts = facts_of(by, baseline)
        changed = {target: place_teams(by, baseline, facts, target) for target in TARGETS}
        audit.record(by, "apply_place_rules", "baseline", baseline.uid, after=changed)
    return changed


def place_teams(by: Actor, baseline: Baseline, facts: Facts, target: str, only: Collection[int] | None = None) -> int:
    """Write what the plan says of one target, of all open teams or of `only` these; returns the teams changed.

    Inside the caller's transaction, which has claimed the baseline.
    """
    plan = place_plan(facts, place_rules(by), target)
    open_teams = {*plan.placed, *(unit.team_id for unit in plan.unplaced)}
    named = known_names(MODELS[target], by.organisation_id)
    rows = []
    for row in BaselineTeam.objects.filter(baseline=baseline, team__in=open_teams).select_related(target):
        placed = plan.placed.get(row.team_id)
        place, why = (named[folded(placed.name)], placed.why[:300]) if placed else (None, "")
        is_meant = only is None or row.team_id in only
        if is_meant and (getattr(row, target), getattr(row, f"{target}_rule")) != (place, why):
            setattr(row, target, place)
            setattr(row, f"{target}_rule", why)
            row.version += 1
            rows.append(row)
    overwrite(BaselineTeam, rows, [target, f"{target}_rule", "version"])
    return len(rows)
