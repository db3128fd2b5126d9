"""What teams have and what their efforts add up to, in 1/10,000 FTE."""

from collections.abc import Iterable

from django.db.models import Sum

from core.figures import plain
from towers.models import FTE_UNIT, Baseline, Effort, Position, Team

Sums = dict[int, int]


def capacities(baseline: Baseline, teams: Iterable[int]) -> Sums:
    """FTE of filled positions by team."""
    filled = Position.objects.filter(baseline=baseline, team__in=set(teams), status=Position.Status.FILLED)
    return dict(filled.order_by().values_list("team_id").annotate(Sum("fte")))


def effort_sums(baseline: Baseline, teams: Iterable[int]) -> Sums:
    """FTE of efforts by team."""
    efforts = Effort.objects.filter(baseline=baseline, team__in=set(teams))
    return dict(efforts.order_by().values_list("team_id").annotate(Sum("fte")))


def above_capacity(baseline: Baseline, teams: Iterable[int]) -> list[str]:
    """The teams whose efforts are above their positions, in words."""
    wanted = set(teams)
    has, does = capacities(baseline, wanted), effort_sums(baseline, wanted)
    over = {team for team, fte in does.items() if fte > has.get(team, 0)}
    names = Team.objects.filter(pk__in=over).order_by("name").values_list("pk", "name")
    return [
        f"Above 100 %: the efforts of {name} are {plain(does[pk] / FTE_UNIT)} FTE, "
        f"its filled positions {plain(has.get(pk, 0) / FTE_UNIT)} FTE."
        for pk, name in names
    ]
