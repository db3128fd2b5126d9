"""Which ticket log a page is about: the one that its address names, else the newest that has something to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404

from core.actor import Actor
from services.facts import facts_of
from services.models import LogSegment, TicketLog
from services.selectors import NO_SUCH_LOG, READY, day_in, log_of, logs_by_choice, newest_log
from towers.names import folded

LOG = "log"  # the parameter that pages about a log hand on to each other


@dataclass(frozen=True, slots=True)
class LogSwitch:
    """The logs that a page can show; `action` is where a choice leads, `choices` are uid, name and whether shown."""

    action: str
    choices: list[tuple[str, str, bool]]


def log_switch(actor: Actor, log: TicketLog | None, action: str) -> LogSwitch | None:
    """The choice, newest first; None where there is none to make. One query."""
    return switch_among(TicketLog.objects.visible_to(actor).filter(READY).distinct(), log, action)


def switch_among(logs: Iterable[TicketLog], log: TicketLog | None, action: str) -> LogSwitch | None:
    """The same of logs that the page has read already."""
    newest_first = sorted(logs, key=lambda one: -one.pk)
    choices = [(str(one.uid), one.name, log is not None and one.uid == log.uid) for one in newest_first]
    return LogSwitch(action, choices) if len(choices) > 1 else None


def log_among(logs: Sequence[TicketLog], uid: UUID | None) -> TicketLog | None:
    """The one with this uid, or 404; without a uid the first, if there is any."""
    if uid is None:
        return logs[0] if logs else None
    found = [one for one in logs if one.uid == uid]
    if not found:
        raise Http404(NO_SUCH_LOG)
    return found[0]


def log_named(actor: Actor, text: str) -> TicketLog:
    """The visible log with this uid; 404 for none of them, and for what is no uid."""
    try:
        return log_of(actor, UUID(text))
    except ValueError:
        raise Http404(NO_SUCH_LOG) from None


def log_asked(actor: Actor, asked: Mapping[str, str]) -> TicketLog | None:
    """The log that the parameters name, else the one that a page takes which names none; None before the first log."""
    uid = asked.get(LOG, "")
    return log_named(actor, uid) if uid else newest_log(actor)


def log_naming(actor: Actor, key: str, held_from: date | None = None, held_to: date | None = None) -> TicketLog | None:
    """The newest log that names the service (its folded name, "" for any) and has events between two days, else the
    newest at all.

    Logs with a history and with teams come before others. Two queries once the logs were read.
    """
    logs: list[Any] = logs_by_choice(actor)
    segments = _segments(actor)
    fitting = (
        log
        for log in logs
        if not (held_to and held_to < (day_in(log.zone, log.first_at) or held_to))
        and not (held_from and held_from > (day_in(log.zone, log.last_at) or held_from))
        and (not key or key in map(folded, facts_of(log.pk, segments[log.pk]).attributes["service"].labels))
    )
    chosen: TicketLog | None = next(fitting, logs[0] if logs else None)
    return chosen


def _segments(actor: Actor) -> dict[int, tuple[UUID, ...]]:
    """Of each log what its columns depend on, as `services.facts.ready_segments` tells it; one query."""
    ready = LogSegment.objects.visible_to(actor).filter(state=LogSegment.State.READY).order_by("pk")
    found: dict[int, list[UUID]] = {}
    marked: dict[int, UUID] = {}
    for pk, segment, marks in ready.values_list("log_id", "import_of__uid", "log__marks"):
        found.setdefault(pk, []).append(segment)
        if marks:
            marked[pk] = marks
    return {pk: (*segments, *([marked[pk]] if pk in marked else [])) for pk, segments in found.items()}
