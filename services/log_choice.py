"""Which ticket log a page is about: the one that its address names, else the newest that has something to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from core.actor import Actor
from services.facts import log_facts
from services.models import TicketLog
from services.selectors import READY, log_of, newest_log, visible_logs
from towers.names import folded

LOG = "log"  # the parameter that pages about a log hand on to each other


@dataclass(frozen=True, slots=True)
class LogSwitch:
    """The logs that a page can show; `action` is where a choice leads, `choices` are uid, name and whether shown."""

    action: str
    choices: list[tuple[str, str, bool]]


def log_switch(actor: Actor, log: TicketLog | None, action: str) -> LogSwitch | None:
    """The choice, newest first; None where there is none to make. One query."""
    known = TicketLog.objects.visible_to(actor).filter(READY).distinct().order_by("-pk").values_list("uid", "name")
    choices = [(str(uid), name, log is not None and uid == log.uid) for uid, name in known]
    return LogSwitch(action, choices) if len(choices) > 1 else None


def log_named(actor: Actor, text: str) -> TicketLog:
    """The visible log with this uid; 404 for none of them, and for what is no uid."""
    try:
        return log_of(actor, UUID(text))
    except ValueError:
        raise Http404("There is no such ticket log in this organisation.") from None


def log_naming(actor: Actor, key: str, covers: Callable[[TicketLog], bool] | None = None) -> TicketLog | None:
    """The newest log that names the service (its folded name), and where asked covers it; else the newest at all.

    Logs with a history come before others. Where there is one log alone, nothing of it is read.
    """
    found: QuerySet[Any] = visible_logs(actor)
    logs: list[TicketLog] = list(found.order_by("-has_history", "-pk"))
    if len(logs) < 2:
        return logs[0] if logs else None
    naming = (log for log in logs if not key or key in map(folded, log_facts(log.pk).attributes["service"].labels))
    return next((log for log in naming if covers is None or covers(log)), None) or newest_log(actor)
