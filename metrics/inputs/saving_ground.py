"""What a saving takes from a baseline and a log, whatever a scenario says about them."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import UserError
from metrics.inputs.efforts import EffortRows, read_efforts
from metrics.inputs.staff import Staff, read_staff
from metrics.inputs.ticket_load import TicketLoad, no_load, read_ticket_load
from towers.models import BaselineTeam, Region


@dataclass(frozen=True, eq=False)
class SavingGround:
    """Positions, effort and arrivals of tickets; `region_of` and `tower_of` by team id, `regions` by their ids."""

    staff: Staff
    efforts: EffortRows
    region_of: dict[int, int | None]
    tower_of: dict[int, int | None]
    regions: list[Region]
    team_ids: list[int]
    load: TicketLoad


def read_saving_ground(baseline_id: int, time_zone: str, log_id: int | None, basis: str) -> SavingGround:
    """Read it; seven queries, on the card nine, and the columns of the log.

    Raises UserError for a baseline without filled positions or effort.
    """
    staff, efforts = read_staff(baseline_id, basis), read_efforts(baseline_id)
    if not len(staff.units):
        raise UserError("The scenario's baseline has no filled position. Import a staff list first.")
    if not efforts.fte:
        raise UserError("The scenario's baseline has no effort. Import effort, or have it proposed from the titles.")
    rows = list(BaselineTeam.objects.filter(baseline_id=baseline_id).select_related("region"))
    regions = {row.region.pk: row.region for row in rows if row.region}
    team_ids = sorted({team for team, _ in efforts.fte} | set(staff.team[staff.team >= 0].tolist()))
    return SavingGround(
        staff=staff,
        efforts=efforts,
        region_of={row.team_id: row.region_id for row in rows},
        tower_of={row.team_id: row.tower_id for row in rows},
        regions=[regions[pk] for pk in sorted(regions)],
        team_ids=team_ids,
        load=no_load(len(team_ids)) if log_id is None else read_ticket_load(log_id, team_ids, time_zone),
    )
