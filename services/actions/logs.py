"""What the organisation says of a ticket log as a whole: its working hours, and which names are machines."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Model

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from organisations.models import Organisation
from services.models import BusinessCalendar, Group, Person, TicketLog
from services.system_names import is_system_by, rule_lines

IDS_PER_QUERY = 5_000


def edit_log(
    *, by: Actor, log: TicketLog, version: int, calendar: BusinessCalendar | None, system_rule: str
) -> TicketLog:
    """Set the working hours (None: elapsed time counts) and the rule of machines; the log's results are stale then.

    Groups that somebody marked by hand keep their mark. Conflict where somebody else was first.
    """
    require_edit(by)
    rule = _checked(system_rule)
    before = log_facts_of(log)
    with transaction.atomic():
        claim_version(log, version, kind="ticket log", yours=_facts(calendar, rule), theirs=before)
        log.calendar, log.system_rule = calendar, rule
        log.save(update_fields=["calendar", "system_rule"])
        mark_systems(log)
        audit.record(by, "edit_log", "ticket_log", log.uid, before=before, after=log_facts_of(log))
    return log


def log_facts_of(log: TicketLog) -> dict[str, Any]:
    """What can be edited, as it is now."""
    return _facts(log.calendar, log.system_rule)


def mark_systems(log: TicketLog) -> None:
    """Mark groups and users by the log's rule; groups that were marked by hand stay; inside the caller's transaction.

    In a person-free organisation users are pseudonyms, which no rule can tell apart: their marks stay as they are.
    """
    is_system = is_system_by(log.system_rule)
    changed = _mark(Group, {"log": log, "is_by_hand": False}, is_system)
    if not Organisation.objects.filter(pk=log.organisation_id, is_person_free=True).exists():
        changed |= _mark(Person, {"log": log}, is_system)
    if changed:
        renew_marks(log)


def renew_marks(log: TicketLog) -> None:
    """Say to whoever keeps columns of the log that other groups or users count as machines now, or other statuses are
    of another class.
    """
    log.marks = uuid4()
    log.save(update_fields=["marks"])


def _facts(calendar: BusinessCalendar | None, rule: str) -> dict[str, Any]:
    return {"calendar": calendar.name if calendar else None, "system_rule": rule}


def _checked(rule: str) -> str:
    try:
        return "\n".join(rule_lines(rule))
    except ValueError as error:
        raise UserError(f"The rule of machines cannot be read: {error}. Shorten it.", status=400) from error


def _mark(model: type[Model], of: dict[str, Any], is_system: Callable[[str], bool]) -> bool:
    rows = model._default_manager.filter(**of).values_list("pk", "name", "is_system")
    wrong = [(pk, not mark) for pk, name, mark in rows if is_system(name) is not mark]
    for mark in (True, False):
        ids = [pk for pk, wanted in wrong if wanted is mark]
        for start in range(0, len(ids), IDS_PER_QUERY):
            model._default_manager.filter(pk__in=ids[start : start + IDS_PER_QUERY]).update(is_system=mark)
    return bool(wrong)
