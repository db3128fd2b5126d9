"""Which figures an actor may see: the organisation's own, and money only as totals without the right to see pay."""

from django.db.models import Q

from core.access import TenantQuerySet
from core.actor import Actor
from metrics.models import Result

# Dimensions that divide an amount by time, case or cause; any other divides it by people or places.
HARMLESS = ("", "month", "part", "case", "bin", "assumption", "evidence")


def results_for(actor: Actor) -> TenantQuerySet[Result]:
    """The visible figures; without `pay` no money below the organisation or the scenario."""
    rows = Result.objects.visible_to(actor)
    if actor.has_pay:
        return rows
    return rows.filter(~Q(unit="money") | Q(d1_kind__in=HARMLESS, d2_kind__in=HARMLESS))
