"""One cell of towers by regions, a whole row or a whole column: its teams and their sums."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from core.access import visible_or_404
from core.actor import Actor
from metrics.selectors.organisation import UNKNOWN, Cell, OrganisationView, place_of
from towers.models import BaselineTeam, Region, Tower

NONE = "none"


@dataclass(frozen=True, slots=True)
class CellView:
    """Teams with their sums, those with most FTE first, None for positions without a team; `tower` and `region` are
    names, "" for all of them."""

    tower: str
    region: str
    teams: list[tuple[BaselineTeam | None, Cell]]
    total: Cell


def cell_view(actor: Actor, view: OrganisationView, tower: str = "", region: str = "") -> CellView:
    """The teams of a tower in a region, each a uid, "none" or "" for any; 404 for a uid of somebody else."""
    wanted = [_place(actor, Tower, tower), _place(actor, Region, region)]
    teams, total = list[tuple[BaselineTeam | None, Cell]](), Cell()
    for team, cell in view.by_team.items():
        row = view.table.teams.get(team)
        if all(pk in (None, place) for (pk, _), place in zip(wanted, place_of(row), strict=True)):
            teams.append((row, cell))
            total.add(cell)
    teams.sort(key=lambda one: (one[0] is None, -one[1].fte, one[0].team.name if one[0] else ""))
    return CellView(wanted[0][1], wanted[1][1], teams, total)


def _place(actor: Actor, model: type[Tower] | type[Region], uid: str) -> tuple[int | None, str]:
    """The id and name that an address means: None for any place, -1 for none."""
    if uid in ("", NONE):
        return (UNKNOWN, f"no {model._meta.model_name}") if uid else (None, "")
    try:
        found = visible_or_404(model, actor, UUID(uid))
    except ValueError as error:
        raise Http404(f"“{uid}” names no {model._meta.model_name}.") from error
    return found.pk, found.name
