"""Managers inferred for every post without one, and what the source states where that is taken back."""

from collections.abc import Collection, Sequence

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from towers.actions.baselines import require_draft
from towers.actions.grid_rows import overwrite
from towers.importers.reporting_lines import NO_MANAGER, is_above
from towers.models import Baseline, Position
from towers.quality.facts import facts_of
from towers.quality.rows import Post


def infer_managers(*, by: Actor, baseline: Baseline, version: int) -> int:
    """Give every live position without a manager the one that units and titles suggest; returns how many got one.

    Stated managers are never changed. `manager_rule` says by what each was inferred; taking them back is a remedy of
    the kind `inferred-manager`.
    """
    require_edit(by)
    require_draft(baseline)
    with transaction.atomic():
        claim_version(baseline, version, kind="baseline", yours="managers inferred", theirs="changed by somebody else")
        found = facts_of(by, baseline).proposals
        if not found:
            raise UserError("No manager can be inferred: units and titles suggest none. State them in the grid.")
        rows = [row for row in Position.objects.filter(baseline=baseline) if row.pk in found]
        for row in rows:
            manager, row.manager_rule = found[row.pk]
            row.manager_id = manager.id
            row.version += 1
        overwrite(Position, rows, ["manager", "manager_rule", "version"])
        audit.record(by, "infer_managers", "baseline", baseline.uid, after={"positions": len(rows)})
    return len(rows)


def stated_managers(posts: Sequence[Post], wanted: Collection[int]) -> dict[int, int | None]:
    """For positions, by id, the manager that the source states, None for none or where a circle would close.

    Of posts with one reference the first that is not eliminated is meant, as in a staff list.
    """
    at_of = {post.id: at for at, post in enumerate(posts)}
    managers = [NO_MANAGER if post.manager_id is None else at_of[post.manager_id] for post in posts]
    place_of: dict[str, int] = {}
    for is_live in (False, True):
        for at in reversed(range(len(posts))):
            if posts[at].is_live is is_live:
                place_of[posts[at].key] = at
    for pk in wanted:
        managers[at_of[pk]] = NO_MANAGER
    found: dict[int, int | None] = {}
    for pk in wanted:
        at = at_of[pk]
        stated = place_of.get(posts[at].manager_ref, NO_MANAGER) if posts[at].manager_ref else NO_MANAGER
        if stated != NO_MANAGER and not is_above(managers, at, stated):
            managers[at] = stated
        found[pk] = None if managers[at] == NO_MANAGER else posts[managers[at]].id
    return found
