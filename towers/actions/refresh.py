"""Refreshing a baseline: a draft is started for a later extract, posts are told to be the same, and it is accepted."""

import dataclasses
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from towers.actions.baselines import make_baseline, require_draft
from towers.actions.copying import BATCH, copy_positions, copy_teams
from towers.actions.rates import make_rate_card
from towers.models import Baseline, BaselineTeam, Effort, Position, Refresh, SamePost
from towers.refresh.comparing import Compared, compare_baselines, efforts_of
from towers.refresh.efforts import Carried
from towers.refresh.pairing import PLACE

UNDATED = re.compile(rf"^{PLACE}(?=\d+:)")
FEW = 500


def start_refresh(*, by: Actor, baseline: Baseline, name: str, as_of: date, is_complete: bool) -> Refresh:
    """A draft that continues the baseline and waits for a later extract; the baseline itself is left as it is.

    Positions come along, so that what the extract does not say is kept; those without a reference only where the
    extract is no complete one, under keys that its rows cannot take. Effort comes over when the refresh is accepted.
    """
    require_edit(by)
    with transaction.atomic():
        draft = make_baseline(by=by, name=name, as_of=as_of, parent=baseline)
        refresh = Refresh.objects.create(baseline=draft, is_complete=is_complete, by_id=by.user_id)
        copy_teams(baseline, draft)
        copy_positions(_kept_positions(baseline, is_complete=is_complete), draft)
        make_rate_card(by=by, baseline=draft)
        after = {"refreshes": str(baseline.uid), "is_complete": is_complete}
        audit.record(by, "start_refresh", "baseline", draft.uid, after=after)
    return refresh


def _kept_positions(baseline: Baseline, *, is_complete: bool) -> list[Position]:
    rows = Position.objects.filter(baseline=baseline).order_by("id")
    if is_complete:
        return list(rows.exclude(key__startswith=PLACE))
    kept = list(rows)
    for row in kept:
        row.key = UNDATED.sub(f"{PLACE}{baseline.as_of.isoformat()}:", row.key)
    return kept


def confirm_same_posts(*, by: Actor, baseline: Baseline, pairs: Iterable[tuple[Position, Position]]) -> int:
    """Tell that each pair, a position of the parent and one of the draft, is one post; returns how many were new."""
    require_edit(by)
    refresh = _open_refresh(baseline)
    with transaction.atomic():
        known = set(refresh.same_posts.values_list("before_id", flat=True))
        known_after = set(refresh.same_posts.values_list("after_id", flat=True))
        new = []
        for before, after in pairs:
            if before.baseline_id != baseline.parent_id or after.baseline_id != baseline.pk:
                raise UserError("A pair names a position of the earlier baseline, then one of the draft.", status=400)
            if before.pk not in known and after.pk not in known_after:
                new.append(SamePost(refresh=refresh, before=before, after=after))
                known.add(before.pk)
                known_after.add(after.pk)
        SamePost.objects.bulk_create(new)
        said = [[str(post.before.uid), str(post.after.uid)] for post in new]
        audit.record(by, "confirm_same_posts", "baseline", baseline.uid, after=said)
    return len(new)


def separate_posts(*, by: Actor, baseline: Baseline) -> int:
    """Take back all that was confirmed to be one post; returns how many pairs."""
    require_edit(by)
    refresh = _open_refresh(baseline)
    with transaction.atomic():
        count, _ = refresh.same_posts.all().delete()
        audit.record(by, "separate_posts", "baseline", baseline.uid, before=count)
    return count


@dataclasses.dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting did: positions and teams that went, and the efforts that came over."""

    left: int
    teams: int
    carried: Carried


def accept_refresh(*, by: Actor, baseline: Baseline, version: int) -> Accepted:
    """The draft becomes the organisation as it is: of a complete extract whoever is not in it goes, effort comes over.

    Efforts that were imported or entered into the draft meanwhile stay as they are.
    """
    require_edit(by)
    refresh = _open_refresh(baseline)
    with transaction.atomic():
        claim_version(baseline, version, kind="baseline", yours="accepted", theirs=baseline.state)
        found = compare_baselines(by, _parent(baseline), baseline)
        if found.state is None or found.state.is_waiting:
            raise UserError(f"No staff list came into “{baseline.name}” yet. Import the extract first.")
        efforts = efforts_of(by, found)
        teams = _remove_gone(found)
        over = efforts.carried or Carried()
        _bring_over(found, over)
        make_rate_card(by=Actor.system(by.organisation_id, by.organisation_slug), baseline=baseline)
        refresh.accepted_at = timezone.now()
        refresh.save(update_fields=["accepted_at"])
        accepted = Accepted(len(found.gone), teams, over)
        audit.record(by, "accept_refresh", "baseline", baseline.uid, after=_said(accepted))
    return accepted


def _said(accepted: Accepted) -> dict[str, Any]:
    over = accepted.carried
    kept = {"efforts": len(over.efforts), "teams": len(over.teams), "scaled": len(over.scaled)}
    return {"left": accepted.left, "teams_gone": accepted.teams, **kept, "assumed_now": over.weakened}


def _open_refresh(baseline: Baseline) -> Refresh:
    require_draft(baseline)
    refresh = Refresh.objects.filter(baseline=baseline).first()
    if refresh is None:
        raise UserError(f"“{baseline.name}” was not started as a refresh of another baseline.")
    if refresh.accepted_at is not None:
        raise UserError(f"The refresh “{baseline.name}” is accepted already. Change it in the grid.")
    return refresh


def _parent(baseline: Baseline) -> Baseline:
    if baseline.parent is None:
        raise ValueError(f"refresh {baseline.pk} has no parent")
    return baseline.parent


def _remove_gone(found: Compared) -> int:
    """Take out the positions that the extract does not name, and the teams that had posts and have none now."""
    baseline = found.after
    for ids in _batches(sorted(found.gone)):
        Position.objects.filter(pk__in=ids).delete()
    Position.objects.filter(baseline=baseline, manager=None).exclude(manager_rule="").update(manager_rule="")
    if not found.gone:
        return 0
    staffed = Position.objects.filter(baseline=baseline, team__isnull=False).values("team_id")
    had_posts = Position.objects.filter(baseline=found.before, team__isnull=False).values("team_id")
    stated = Effort.objects.filter(baseline=baseline).values("team_id")
    empty = BaselineTeam.objects.filter(baseline=baseline, team__in=had_posts)
    count, _ = empty.exclude(team__in=staffed).exclude(team__in=stated).delete()
    return count


def _bring_over(found: Compared, over: Carried) -> None:
    rows = Effort.objects.in_bulk([effort.id for effort in over.efforts])
    Effort.objects.bulk_create(
        [
            Effort(
                baseline=found.after,
                team_id=effort.team,
                activity_id=effort.activity,
                position_id=effort.position,
                fte=effort.fte,
                evidence=effort.evidence,
                source_rule=effort.rule,
                score=rows[effort.id].score,
                wording=rows[effort.id].wording,
                import_row_id=rows[effort.id].import_row_id,
            )
            for effort in over.efforts
        ],
        batch_size=BATCH,
    )


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + FEW] for start in range(0, len(ids), FEW))
