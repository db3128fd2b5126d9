"""The agreements of a service drafted from the template, in one step."""

from datetime import date

from django.db import transaction
from django.db.models import Count

from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from services.actions.agreements import Terms, add_agreement
from services.agreement_template import TEMPLATE, TO_BE_NAMED, Draft
from services.models import Agreement, BusinessCalendar, Service

NAME_LENGTH = 120


def draft_agreements(*, by: Actor, service: Service, today: date) -> list[Agreement]:
    """Drafts of each kind that the service has none of, linked by its name and their places on its path."""
    require_edit(by)
    calendar = _calendar(by)
    known = Agreement.objects.visible_to(by).filter(service_key=service.key)
    present = set(known.values_list("kind", flat=True))
    wanted = [draft for draft in TEMPLATE if draft.kind not in present]
    if not wanted:
        raise UserError(f"{service.name} has an agreement of each kind already. Edit those.")
    with transaction.atomic():
        return [add_agreement(by=by, kind=one.kind, terms=_terms(one, service, calendar, today)) for one in wanted]


def _calendar(by: Actor) -> BusinessCalendar:
    """The one that most agreements run on, of equals the first by name."""
    rows = BusinessCalendar.objects.visible_to(by).annotate(used=Count("agreements"))
    found = rows.order_by("-used", "name").first()
    if found is None:
        raise UserError("The time of an agreement runs on a calendar, and there is none yet. Add a calendar first.")
    return found


def _terms(draft: Draft, service: Service, calendar: BusinessCalendar, today: date) -> Terms:
    is_promise = draft.kind in (Agreement.Kind.SLR, Agreement.Kind.SLA)
    return Terms(
        name=_name(draft, service),
        service=service.name,
        calendar=calendar,
        valid_from=today,
        targets=draft.targets,
        customer_group=_customers(service) if is_promise else "",
        function_code=draft.function_code,
        supplier=TO_BE_NAMED if draft.kind == Agreement.Kind.UC else "",
        step=draft.step,
        is_draft=True,
    )


def _name(draft: Draft, service: Service) -> str:
    """The service and what the agreement is, as long as a name may be."""
    return f"{service.name[: NAME_LENGTH - len(draft.title) - 2]}: {draft.title}"


def _customers(service: Service) -> str:
    """The group that the service is for, where it is for one alone."""
    groups = [one.group.name for one in service.customers.select_related("group")]
    return groups[0] if len(groups) == 1 else TO_BE_NAMED
