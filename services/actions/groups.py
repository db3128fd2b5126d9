"""What the organisation says of a log's groups: their level, their team, and whether they are machines."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from services.actions.logs import renew_marks
from services.facts import log_facts
from services.levels import HIGHEST_LEVEL, UNKNOWN_LEVEL
from services.models import Group, TicketLog
from services.system_names import MARKS, is_system_by
from towers.actions.teams import add_teams
from towers.models import Baseline, Team
from towers.names import folded, known_names


def edit_group(
    *, by: Actor, group: Group, version: int, level: int, team: Team | None, mark: str | None = None
) -> Group:
    """Set the level (1 to 3, 0 unknown) and the team of a group; the log's results are stale from then on.

    `mark`: “system” or “people” by hand, “rule” for what the log's rule says of its name, None to leave it.
    """
    require_edit(by)
    if not UNKNOWN_LEVEL <= level <= HIGHEST_LEVEL:
        raise UserError("A group's level is 1, 2, 3 or unknown. Choose one of them.", status=400)
    if mark is not None and mark not in MARKS:
        raise UserError("A group is a system, people, or what the log's rule says. Choose one of them.", status=400)
    mark = mark or mark_of(group)
    before = group_facts(group)
    with transaction.atomic():
        claim_version(group, version, kind="group", yours=_facts(level, team, mark), theirs=before)
        if level != group.level:
            group.level, group.level_label = level, ""
        group.team = team
        is_marked_otherwise = _mark(group, mark)
        group.save(update_fields=["level", "level_label", "team", "is_system", "is_by_hand"])
        if is_marked_otherwise:
            renew_marks(group.log)
        _touch_log(group.log_id)
        audit.record(by, "edit_group", "group", group.uid, before=before, after=group_facts(group))
    return group


def make_teams_of_groups(*, by: Actor, log: TicketLog, baseline: Baseline) -> dict[str, int]:
    """Give every group without a team the team of its name: the known one, else a new one of the baseline.

    Groups of the log's visible events only. Returns how many were linked to known teams and to new ones.
    """
    require_edit(by)
    ids = log_facts(log.pk).group_ids.tolist()
    with transaction.atomic():
        without_team = Group.objects.visible_to(by).filter(log=log, team=None).order_by("name")
        groups = [group for group in without_team if group.pk in set(ids)]
        known = set(known_names(Team, by.organisation_id))
        teams = add_teams(by=by, baseline=baseline, names=[group.name for group in groups])
        linked = sum(folded(group.name) in known for group in groups)
        _link(groups, teams)
        counts = {"known": linked, "new": len(groups) - linked}
        if groups:
            _touch_log(log.pk)
        audit.record(by, "make_teams_of_groups", "ticket_log", log.uid, after=counts)
    return counts


def group_facts(group: Group) -> dict[str, Any]:
    """What can be edited, as it is now."""
    return _facts(group.level, group.team, mark_of(group))


def mark_of(group: Group) -> str:
    """Who decided whether the group is a machine: “rule”, or what somebody said by hand."""
    if not group.is_by_hand:
        return "rule"
    return "system" if group.is_system else "people"


def _mark(group: Group, mark: str) -> bool:
    """Whether the group counts otherwise from now on."""
    was = group.is_system
    group.is_by_hand = mark != "rule"
    group.is_system = mark == "system" if group.is_by_hand else is_system_by(group.log.system_rule)(group.name)
    return group.is_system is not was


def _facts(level: int, team: Team | None, mark: str) -> dict[str, Any]:
    return {"level": level, "team": team.name if team else None, "system": mark}


def _link(groups: Iterable[Group], teams: dict[str, Team]) -> None:
    for group in groups:
        group.team = teams[folded(group.name)]
        group.version += 1
    Group.objects.bulk_update(groups, ["team", "version"], batch_size=200)


def _touch_log(log_id: int) -> None:
    TicketLog.objects.filter(pk=log_id).update(version=F("version") + 1)
