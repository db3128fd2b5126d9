"""Reads about agreements, their calendars, and the paths of services."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from core.access import visible_or_404
from core.actor import Actor
from services.chains import Check, Promise, checks_of
from services.models import Agreement, BusinessCalendar
from towers.functions_reference import FUNCTIONS

ALL_SERVICES = "all services"  # the name by which an agreement covers every ticket
STATES = DRAFT, NOT_YET, IN_FORCE, ENDED = "draft", "not yet", "in force", "ended"
PROMISED = (Agreement.Kind.SLR, Agreement.Kind.SLA)
FUNCTION_NAMES = {function.code: function.name for function in FUNCTIONS}


def calendars_of(actor: Actor) -> QuerySet[BusinessCalendar]:
    """The organisation's calendars by name, each with how many agreements run on it."""
    return BusinessCalendar.objects.visible_to(actor).annotate(used=Count("agreements")).order_by("name")


def calendar_of(actor: Actor, uid: UUID | str) -> BusinessCalendar:
    """The calendar with this uid, or 404."""
    return visible_or_404(BusinessCalendar, actor, uid)


def agreements_of(actor: Actor) -> list[Agreement]:
    """All agreements with calendar, team and targets, by service."""
    rows = Agreement.objects.visible_to(actor).select_related("calendar", "team")
    return list(rows.prefetch_related("targets"))


def agreement_of(actor: Actor, uid: UUID | str) -> Agreement:
    """The agreement with this uid, or 404."""
    return visible_or_404(Agreement, actor, uid, "calendar", "team")


def kept_by(agreement: Agreement) -> str:
    """The other side: the customer group, the team, the function or the supplier."""
    if agreement.function_code:
        return FUNCTION_NAMES[agreement.function_code]
    return agreement.team.name if agreement.team else agreement.customer_group or agreement.supplier


def promise_of(agreement: Agreement) -> Promise:
    """An agreement as the arithmetic reads it."""
    targets = {one.priority_key: (one.own_minutes, one.resolve_minutes) for one in agreement.targets.all()}
    kind = agreement.get_kind_display()
    return Promise(str(agreement.uid), agreement.name, kind, agreement.calendar.timed(), targets)


def path_of(agreement: Agreement, others: Iterable[Agreement], week: date) -> list[Agreement]:
    """The OLAs and UCs on the path of an agreement's service that hold on every day of a week, in their order.

    Drafts stand behind drafts only, from whatever day they are to hold.
    """
    monday = week - timedelta(days=week.weekday())
    sunday = monday + timedelta(days=6)
    steps = [
        one
        for one in others
        if one.step and one.service_key == agreement.service_key
        if (agreement.is_draft if one.is_draft else _holds(one, monday, sunday))
    ]
    return sorted(steps, key=lambda one: (one.step, one.pk))


def state_of(agreement: Agreement, day: date) -> str:
    """Where an agreement stands on a day: one of `STATES`."""
    if agreement.is_draft:
        return DRAFT
    if _holds(agreement, day, day):
        return IN_FORCE
    return ENDED if agreement.valid_from <= day else NOT_YET


def _holds(agreement: Agreement, first: date, last: date) -> bool:
    return agreement.valid_from <= first and (agreement.valid_to is None or agreement.valid_to >= last)


def same_service(actor: Actor, agreement: Agreement) -> list[Agreement]:
    """All agreements about the service of one."""
    rows = Agreement.objects.visible_to(actor).filter(service_key=agreement.service_key)
    return list(rows.select_related("calendar", "team").prefetch_related("targets"))


def chain_of(agreement: Agreement, others: Sequence[Agreement], week: date) -> list[Check]:
    """The targets of an SLR or SLA against the path of its service; nothing for others, or without a path.

    Priorities are as the agreement writes them.
    """
    if agreement.kind not in PROMISED:
        return []
    path = path_of(agreement, others, week)
    names = {target.priority_key: target.priority for one in [*path, agreement] for target in one.targets.all()}
    checks = checks_of(promise_of(agreement), [promise_of(one) for one in path], week)
    return [replace(check, priority=names[check.priority]) for check in checks]
