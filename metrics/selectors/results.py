"""Which figures an actor may see: the organisation's own, in the money that the actor gets to see."""

from core.access import TenantQuerySet
from core.actor import Actor
from core.basis import basis_of
from metrics.models import Result, SavingLine


def results_for(actor: Actor) -> TenantQuerySet[Result]:
    """The visible figures: without money, and those on true cost with the right `pay`, on the rate card without."""
    return Result.objects.visible_to(actor).filter(basis__in=["", basis_of(actor)])


def beside(result: Result, actor: Actor) -> TenantQuerySet[Result]:
    """The figures of the same run on the same basis."""
    return Result.objects.visible_to(actor).filter(run=result.run_id, basis=result.basis)


def lines_behind(result: Result, actor: Actor) -> TenantQuerySet[SavingLine]:
    """The saving lines of the same run on the same basis."""
    return SavingLine.objects.visible_to(actor).filter(run=result.run_id, basis=result.basis)
