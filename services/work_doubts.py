"""Work that is placed on offerings beside the people that teams have: estimates may be off, but not unseen."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery, Sum

from core.actor import Actor
from core.errors import UserError
from core.figures import fte, plural
from services.models import OfferingLabour, Service
from towers.models import Baseline, Position
from towers.selectors import FILLED, working_baseline


@dataclass(frozen=True, slots=True)
class Overplaced:
    """A team of which more FTE (1/10,000) stand in offerings than it has in the baseline."""

    team_id: int
    name: str
    placed: int
    offerings: int
    has: int
    baseline: str

    @property
    def words(self) -> str:
        """The doubt as a sentence."""
        placed = f"{self.name}: {fte(self.placed)} FTE stand in {plural(self.offerings, 'offering')}"
        return f"{placed}, the team has {fte(self.has)} in “{self.baseline}”."


def overplaced_teams(actor: Actor) -> list[Overplaced]:
    """The teams of which offerings of services that are not retired take more than there is, the widest gap first.

    A team has the FTE of its filled positions in the working baseline; without a baseline there is nothing to compare.
    """
    baseline = working_baseline(actor)
    if baseline is None:
        return []
    filled = Position.objects.visible_to(actor).filter(FILLED, baseline=baseline, team_id=OuterRef("team_id"))
    has = Subquery(filled.order_by().values("team_id").annotate(whole=Sum("fte")).values("whole"))
    live = OfferingLabour.objects.visible_to(actor).exclude(offering__service__stage=Service.Stage.RETIRED)
    sums = live.order_by().values_list("team_id", "team__name").annotate(Sum("fte"), Count("offering"), has=has)
    found = [
        Overplaced(team, name, placed, offerings, there or 0, baseline.name)
        for team, name, placed, offerings, there in sums
        if placed > (there or 0)
    ]
    return sorted(found, key=lambda one: (one.has - one.placed, one.name))


def require_possible(actor: Actor, labour: Mapping[str, int]) -> None:
    """Refuse more FTE (1/10,000) of one team than the whole organisation has; anything below is an estimate."""
    baseline = working_baseline(actor) if labour else None
    whole = _whole(actor, baseline) if baseline else 0
    if not (baseline and whole):
        return
    for name, placed in labour.items():
        if placed > whole:
            there_is = f"the whole organisation has: {fte(whole)} in “{baseline.name}”"
            message = f"{fte(placed)} FTE of {name} are more than {there_is}. Correct the line."
            raise UserError(message, [{"field": "labour", "detail": message}], status=400)


def _whole(actor: Actor, baseline: Baseline) -> int:
    filled = Position.objects.visible_to(actor).filter(FILLED, baseline=baseline)
    return filled.aggregate(whole=Sum("fte"))["whole"] or 0
