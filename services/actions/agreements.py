"""Writes about agreements and their targets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import claim_version
from services.calendar_texts import minutes_text
from services.chain_words import priority_name
from services.chains import Times
from services.models import Agreement, AgreementTarget, BusinessCalendar
from services.promise_doubts import overlap_words, overlapping
from towers.models import Team
from towers.names import folded, tidy

Kind = Agreement.Kind
MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement says; `targets` by priority as written, "" for all that are not named."""

    name: str
    service: str
    calendar: BusinessCalendar
    valid_from: date
    valid_to: date | None = None
    targets: Mapping[str, Times] = field(default_factory=dict)
    customer_group: str = ""
    team: Team | None = None
    function_code: int | None = None
    supplier: str = ""
    step: int = 0
    is_draft: bool = False


def add_agreement(*, by: Actor, kind: str, terms: Terms) -> Agreement:
    """An agreement for a service."""
    require_edit(by)
    wanted = _checked(kind, terms)
    with transaction.atomic():
        made = Agreement(organisation_id=by.organisation_id, kind=kind, **wanted)
        _require_alone(made)
        made.save()
        _set_targets(made, terms)
        audit.record(by, "add_agreement", "agreement", made.uid, after=agreement_facts(made))
    return made


def change_agreement(*, by: Actor, agreement: Agreement, version: int, terms: Terms) -> Agreement:
    """Other terms; the kind stays. Conflict where somebody else was first."""
    require_edit(by)
    wanted = _checked(agreement.kind, terms)
    with transaction.atomic():
        before = agreement_facts(agreement)
        yours = before | {"name": terms.name, "service": terms.service, "targets": _shown(terms.targets)}
        claim_version(agreement, version, kind="agreement", yours=yours, theirs=before)
        for name, value in wanted.items():
            setattr(agreement, name, value)
        _require_alone(agreement)
        agreement.save(update_fields=list(wanted))
        _set_targets(agreement, terms)
        after = agreement_facts(agreement)
        audit.record(by, "change_agreement", "agreement", agreement.uid, before=before, after=after)
    return agreement


def remove_agreement(*, by: Actor, agreement: Agreement, version: int) -> None:
    """The agreement no longer holds, and did never; one that has ended is given its last day instead."""
    require_edit(by)
    with transaction.atomic():
        before = agreement_facts(agreement)
        claim_version(agreement, version, kind="agreement", yours={"agreement": "removed"}, theirs=before)
        agreement.delete()
        audit.record(by, "remove_agreement", "agreement", agreement.uid, before=before)


def agreement_facts(agreement: Agreement) -> dict[str, Any]:
    """An agreement as audit and conflicts show it."""
    named = ("kind", "name", "service", "customer_group", "function_code", "supplier", "step", "is_draft")
    rows = agreement.targets.values_list("priority", "own_minutes", "resolve_minutes")
    return {name: getattr(agreement, name) for name in named} | {
        "team": agreement.team.name if agreement.team else None,
        "calendar": agreement.calendar.name,
        "valid_from": agreement.valid_from.isoformat(),
        "valid_to": agreement.valid_to.isoformat() if agreement.valid_to else None,
        "targets": _shown({priority: (own, resolve) for priority, own, resolve in rows}),
    }


def _shown(targets: Mapping[str, Times]) -> dict[str, str]:
    return {
        priority or "all": f"{_time(own)} to own, {_time(resolve)} to resolve"
        for priority, (own, resolve) in targets.items()
    }


def _time(minutes: int | None) -> str:
    return "no time" if minutes is None else minutes_text(minutes)


def _checked(kind: str, terms: Terms) -> dict[str, Any]:
    """The fields that an agreement of this kind has; what it does not ask for is left out."""
    if kind not in Kind.values:
        raise UserError(f"“{kind}” is no kind of agreement. Use one of: {', '.join(Kind.values)}.", status=400)
    if not tidy(terms.name) or not tidy(terms.service):
        raise UserError("An agreement has a name and the service that it is about.", status=400)
    if terms.valid_to and terms.valid_to < terms.valid_from:
        raise UserError("The last day lies before the first. Swap them, or leave the last one out.", status=400)
    if not 0 <= terms.step <= MOST_STEPS:
        raise UserError(f"The place on the path is 1 to {MOST_STEPS}, or 0 for none.", status=400)
    _check_targets(terms.targets)
    return {
        "name": tidy(terms.name),
        "service": tidy(terms.service),
        "service_key": folded(terms.service),
        "calendar": terms.calendar,
        "valid_from": terms.valid_from,
        "valid_to": terms.valid_to,
        "is_draft": terms.is_draft,
        **_sides(kind, terms),
    }


def _check_targets(targets: Mapping[str, Times]) -> None:
    if not targets or any(times == (None, None) for times in targets.values()):
        raise UserError("State a time to own, a time to resolve, or both, for one priority at least.", status=400)
    if any(minutes is not None and minutes < 1 for times in targets.values() for minutes in times):
        raise UserError("A target is a minute or more.", status=400)
    if len({folded(priority) for priority in targets}) < len(targets):
        raise UserError("A priority is named twice. Leave one of the two out.", status=400)
    for priority, (own, resolve) in targets.items():
        if own is not None and resolve is not None and own > resolve:
            what = f"{_time(own)} to own is longer than {_time(resolve)} to resolve"
            name = priority_name(priority)
            message = f"{name[:1].upper()}{name[1:]}: {what}. Correct one of the two."
            raise UserError(message, [{"field": "targets", "detail": message}], status=400)


def _require_alone(agreement: Agreement) -> None:
    """One SLA at a time says what customers are promised for a service."""
    rows = Agreement.objects.filter(organisation_id=agreement.organisation_id, service_key=agreement.service_key)
    if others := overlapping(agreement, rows):
        message = f"{overlap_words(others)}. Give the earlier one its last day first, or choose other days."
        raise UserError(message, [{"field": "valid_from", "detail": message}], status=409)


def _sides(kind: str, terms: Terms) -> dict[str, Any]:
    """Who promises, and whom."""
    empty = {"customer_group": "", "team": None, "function_code": None, "supplier": "", "step": 0}
    if kind in (Kind.SLR, Kind.SLA):
        group = tidy(terms.customer_group)
        if kind == Kind.SLA and not group:
            raise UserError("Name the customer group that a service level agreement is made with.", status=400)
        return empty | {"customer_group": group}
    if kind == Kind.UC:
        if not tidy(terms.supplier):
            raise UserError("Name the supplier of an underpinning contract.", status=400)
        return empty | {"supplier": tidy(terms.supplier), "step": terms.step}
    if (terms.team is None) == (terms.function_code is None):
        raise UserError(
            "An operational level agreement is kept by a team or by a function: name one of them.", status=400
        )
    return empty | {"team": terms.team, "function_code": terms.function_code, "step": terms.step}


def _set_targets(agreement: Agreement, terms: Terms) -> None:
    agreement.targets.all().delete()
    AgreementTarget.objects.bulk_create(
        AgreementTarget(
            agreement=agreement,
            priority=tidy(priority),
            priority_key=folded(priority),
            own_minutes=own,
            resolve_minutes=resolve,
        )
        for priority, (own, resolve) in terms.targets.items()
    )
