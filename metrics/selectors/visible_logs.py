"""The ticket logs that a scenario can be replayed with: what of them moves a figure, and the flows between groups."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404

from core.actor import Actor
from metrics.inputs.kept import Kept
from metrics.inputs.log_flows import LogFlows, log_flows
from services.facts import groups_in_order
from services.models import Group, LogSegment
from services.selectors import groups_with_teams

LOGS_KEPT = 64


@dataclass(frozen=True, slots=True)
class ReplayLog:
    """A log with its version, and in `segments` what its columns depend on, as in `services.facts.ready_segments`."""

    pk: int
    uid: UUID
    name: str
    version: int
    segments: tuple[UUID, ...]
    has_history: bool

    def flows(self) -> LogFlows:
        """The flows between its groups."""
        return log_flows(self.pk, self.segments)

    def groups(self) -> list[Group]:
        """The groups that its events name, in the order of the flows; the log's version moves with their teams."""
        key = (self.uid, self.version, self.segments)
        return _GROUPS.get(key, lambda: groups_in_order(self.pk, self.flows().group_ids))


_GROUPS = Kept[list[Group]](LOGS_KEPT)


def replay_logs(actor: Actor) -> list[ReplayLog]:
    """The logs that have come in, in the order of `services.selectors.most_telling_first`; one query."""
    ready = LogSegment.objects.visible_to(actor).filter(state=LogSegment.State.READY).order_by("-log_id", "pk")
    told = ready.annotate(has_teams=Exists(groups_with_teams(OuterRef("log_id"))))
    found: dict[int, ReplayLog] = {}
    with_teams: set[int] = set()
    names = ("log_id", "log__uid", "log__name", "log__version", "log__marks", "import_of__uid", "has_history")
    for pk, uid, name, version, marks, segment, has_history, has_teams in told.values_list(*names, "has_teams"):
        with_teams |= {pk} if has_teams else set()
        known = found.get(pk)
        before = known.segments[: len(known.segments) - bool(marks)] if known else ()
        segments = (*before, segment, *([marks] if marks else []))
        has_any = has_history or bool(known and known.has_history)
        found[pk] = ReplayLog(pk, uid, name, version, segments, has_any)
    return sorted(found.values(), key=lambda log: (not log.has_history, log.pk not in with_teams))


def chosen_log(logs: list[ReplayLog], uid: str) -> ReplayLog | None:
    """The log with this uid (404 for none of them), the first where none is named; None where there is no log."""
    if not uid:
        return logs[0] if logs else None
    named = next((log for log in logs if str(log.uid) == uid), None)
    if named is None:
        raise Http404("There is no such ticket log in this organisation.")
    return named
