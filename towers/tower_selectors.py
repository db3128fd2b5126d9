"""Reads about towers: what stands in them, who answers for them, where they are in the reference taxonomy."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from core.access import visible_or_404
from core.actor import Actor
from towers.models import Baseline, BaselineTeam, Position, Tower
from towers.selectors import FILLED
from towers.tbm_reference import TbmTower, tbm_towers


@dataclass(frozen=True, slots=True)
class TowerRow:
    """A tower with its teams in a baseline and the FTE of their filled positions (1/10,000)."""

    tower: Tower
    teams: int
    fte: int

    @property
    def tbm(self) -> TbmTower | None:
        """Its place in the taxonomy; None where it was not mapped."""
        return tbm_towers().get(self.tower.tbm_code)


def towers(actor: Actor) -> QuerySet[Tower]:
    """All towers by name."""
    return Tower.objects.visible_to(actor).order_by("name")


def tower_of(actor: Actor, uid: UUID | str) -> Tower:
    """The visible tower with this uid, or 404."""
    return visible_or_404(Tower, actor, uid)


def tower_list(actor: Actor, baseline: Baseline | None) -> list[TowerRow]:
    """All towers by name, with what the baseline has in them; three queries."""
    fte = _fte_by_team(actor, baseline)
    teams: dict[int, list[int]] = {}
    placed = BaselineTeam.objects.visible_to(actor).filter(baseline=baseline, tower__isnull=False)
    for tower, team in placed.values_list("tower_id", "team_id"):
        teams.setdefault(tower or 0, []).append(team)
    return [
        TowerRow(tower, len(teams.get(tower.pk, [])), sum(fte.get(team, 0) for team in teams.get(tower.pk, [])))
        for tower in towers(actor)
    ]


def tower_teams(actor: Actor, baseline: Baseline | None, tower: Tower) -> list[tuple[BaselineTeam, int]]:
    """The teams that the baseline places in the tower, the largest first, with their FTE."""
    fte = _fte_by_team(actor, baseline)
    rows = BaselineTeam.objects.visible_to(actor).filter(baseline=baseline, tower=tower)
    found = [(row, fte.get(row.team_id, 0)) for row in rows.select_related("team", "region").order_by("team__name")]
    return sorted(found, key=lambda pair: -pair[1])


def _fte_by_team(actor: Actor, baseline: Baseline | None) -> dict[int, int]:
    filled = Position.objects.visible_to(actor).filter(FILLED, baseline=baseline, team__isnull=False)
    return dict(filled.order_by().values_list("team_id").annotate(Sum("fte")))
