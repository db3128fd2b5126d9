"""The inputs of a saving, read from a scenario, its baseline and, where there is one, a ticket log."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.basis import Basis
from functions.models import Design as DesignRow
from functions.models import Scenario
from metrics.computations.operations import base_load, scaled_handling
from metrics.computations.saving_inputs import (
    FUNCTIONS,
    UNKNOWN,
    Activities,
    Design,
    Efforts,
    Floats,
    Ints,
    Placements,
    Positions,
    SavingInputs,
    Teams,
)
from metrics.inputs.efforts import EffortRows, Pair
from metrics.inputs.group_functions import Functions, shares_by_pair
from metrics.inputs.saving_ground import SavingGround, read_saving_ground
from metrics.inputs.staff import Staff
from metrics.inputs.ticket_load import TicketLoad
from towers.models import FTE_UNIT, Activity, Region


@dataclass(frozen=True, eq=False)
class SavingRows:
    """The inputs, and what their indices stand for: effort row -> pair, team -> id, region -> row; what is `placed`,
    by function, and the `reach` of the functions that the scenario designs."""

    inputs: SavingInputs
    pairs: list[Pair]
    team_ids: list[int]
    regions: list[Region]
    activities: dict[int, Activity]
    staff: Staff
    efforts: EffortRows
    load: TicketLoad
    placed: dict[Pair, Functions]
    reach: dict[int, str]

    def coverage(self) -> dict[str, float]:
        """On how much of the organisation the figures rest: shares of one."""
        staff_fte = float(self.staff.units.sum() - self.staff.led_units.sum()) / FTE_UNIT
        ticket_fte = self.efforts.ticket_fte()
        has_tickets = dict(zip(self.team_ids, (self.load.arrivals.sum(axis=1) > 0).tolist(), strict=True))
        with_load = sum(fte for team, fte in ticket_fte.items() if has_tickets[team])
        return {
            "cost_known": float(self.staff.units[self.staff.has_cost].sum() / self.staff.units.sum()),
            "effort_of_staff": min(1.0, self.efforts.total / staff_fte) if staff_fte else 0.0,
            "tickets_of_ticket_work": with_load / sum(ticket_fte.values()) if ticket_fte else 0.0,
        }


def read_saving_inputs(
    scenario: Scenario,
    likely: Mapping[str, float],
    log_id: int | None = None,
    uses_output_metrics: bool = False,
    basis: str = Basis.COST,
) -> SavingRows:
    """Read everything a saving depends on but the assumptions; `likely` scales handling times to hours and
    `basis` says what stands for the cost of a position.

    Demand of low value is cut on the activities that the scenario places. Without a log ticket work is pooled as
    effort. Raises UserError for a baseline without filled positions, their cost, or effort.
    """
    zone = scenario.organisation.time_zone if log_id is not None else ""
    ground = read_saving_ground(scenario.baseline_id, zone, log_id, basis)
    return saving_rows(scenario, ground, likely, uses_output_metrics)


def saving_rows(
    scenario: Scenario, ground: SavingGround, likely: Mapping[str, float], uses_output_metrics: bool = False
) -> SavingRows:
    """The inputs of a scenario on a ground that was read before; four queries."""
    staff, efforts, regions, team_ids = ground.staff, ground.efforts, ground.regions, ground.team_ids
    pairs = list(efforts.fte)
    placed = shares_by_pair(scenario)
    placements, placed_activities = _placements(placed, pairs)
    designs = list(DesignRow.objects.filter(scenario=scenario).prefetch_related("minimums", "locations"))
    reach = {row.function_code: row.reach for row in designs}
    team_region = _places([ground.region_of.get(team) for team in team_ids], [region.pk for region in regions])
    inputs = SavingInputs(
        regions=tuple(region.name for region in regions),
        teams=_teams(team_ids, team_region, staff, efforts, ground.load, likely),
        activities=_activities(efforts, placed_activities),
        efforts=_efforts(efforts, pairs, team_ids),
        placements=placements,
        design=_design(designs, regions),
        staff=_staff_positions(staff, team_ids),
        managers=_manager_positions(staff, team_ids, team_region),
        labour_cost=staff.labour_cost,
        cuts_demand=len(placements.share) > 0,
        load_queue_share=likely["kappa"],
        uses_output_metrics=uses_output_metrics,
    )
    return SavingRows(inputs, pairs, team_ids, regions, efforts.activities, staff, efforts, ground.load, placed, reach)


def _places(ids: Sequence[int | None], known: Sequence[int]) -> Ints:
    places = {pk: place for place, pk in enumerate(known)}
    return np.array([UNKNOWN if pk is None else places.get(pk, UNKNOWN) for pk in ids], np.int64)


def _teams(
    team_ids: Sequence[int],
    region: Ints,
    staff: Staff,
    efforts: EffortRows,
    load: TicketLoad,
    likely: Mapping[str, float],
) -> Teams:
    """Rates, and the load that the teams' ticket-driven effort makes: effort x queue share x productive hours."""
    rates, ticket_fte = staff.staff_rates(), efforts.ticket_fte()
    productive = likely["contract_hours"] * (1 - likely["shrinkage"])
    hours = base_load(load.arrivals, _floats(team_ids, ticket_fte, 0.0), likely["kappa"], productive)
    return Teams(
        region=region,
        rate=_floats(team_ids, rates, math.nan),
        load=hours,
        handling_minutes=scaled_handling(hours * likely["utilisation"], load.arrivals, load.weeks),
    )


def _floats(ids: Sequence[int], values: Mapping[int, float], otherwise: float) -> Floats:
    return np.array([values.get(pk, otherwise) for pk in ids], np.float64)


def _activities(efforts: EffortRows, placed: set[int]) -> Activities:
    rows = [efforts.activities[pk] for pk in sorted(efforts.activities)]
    return Activities(
        function=np.array([row.function_code for row in rows], np.int64),
        scale_class=tuple(row.scale_class for row in rows),
        is_shareable=np.array([row.is_shareable for row in rows], bool),
        is_ticket_driven=np.array([row.is_ticket_driven for row in rows], bool),
        is_low_value=np.array([row.value_class == Activity.ValueClass.LOW and row.pk in placed for row in rows], bool),
    )


def _efforts(efforts: EffortRows, pairs: Sequence[Pair], team_ids: Sequence[int]) -> Efforts:
    return Efforts(
        team=_places([team for team, _ in pairs], team_ids),
        activity=_places([activity for _, activity in pairs], sorted(efforts.activities)),
        fte=np.array([efforts.fte[pair] for pair in pairs], np.float64),
    )


def _placements(placed: Mapping[Pair, Functions], pairs: Sequence[Pair]) -> tuple[Placements, set[int]]:
    """The placements of effort that exists, and the activities that are placed at all."""
    row_of = {pair: row for row, pair in enumerate(pairs)}
    found = [
        (row_of[pair], code, share, pair[1])
        for pair, shares in placed.items()
        if pair in row_of
        for code, share in shares.items()
        if share
    ]
    return (
        Placements(
            np.array([row for row, _, _, _ in found], np.int64),
            np.array([code for _, code, _, _ in found], np.int64),
            np.array([share for _, _, share, _ in found], np.float64),
        ),
        {activity for _, _, _, activity in found},
    )


def _design(designs: Sequence[DesignRow], regions: Sequence[Region]) -> Design:
    """Functions without a design of their own are regional; a region without a stated minimum keeps what is assumed.
    Work moves where one place alone is chosen for it; of several nobody says which part goes where, so it stays.
    """
    place = {region.pk: at for at, region in enumerate(regions)}
    reach = [DesignRow.Reach.REGIONAL.value] * FUNCTIONS
    minimum = np.full((FUNCTIONS, len(regions)), math.nan)
    span, partner_rate = np.full(FUNCTIONS, math.nan), np.full(FUNCTIONS, math.nan)
    location = np.full(FUNCTIONS, UNKNOWN)
    for row in designs:
        reach[row.function_code - 1] = row.reach
        places = [one.region_id for one in row.locations.all()]
        if len(places) == 1:
            location[row.function_code - 1] = place.get(places[0], UNKNOWN)
        if row.span_target is not None:
            span[row.function_code - 1] = row.span_target
        if row.partner_rate is not None and row.sourcing == DesignRow.Sourcing.SOURCED:
            partner_rate[row.function_code - 1] = row.partner_rate
        for kept in row.minimums.all():
            if kept.region_id in place:
                minimum[row.function_code - 1, place[kept.region_id]] = kept.fte / FTE_UNIT
    return Design(tuple(reach), minimum, location, span, partner_rate)


def _staff_positions(staff: Staff, team_ids: Sequence[int]) -> Positions:
    rows = np.flatnonzero(~staff.is_manager)
    place = _places(staff.team[rows].tolist(), team_ids)
    return Positions(place, staff.units[rows], staff.heads[rows], staff.cost[rows])


def _manager_positions(staff: Staff, team_ids: Sequence[int], team_region: Ints) -> Positions:
    """Managers by the region of their team; what they do beside leading is staff effort and no post of its own."""
    rows = np.flatnonzero(staff.is_manager)
    team = _places(staff.team[rows].tolist(), team_ids)
    place = np.where(team == UNKNOWN, UNKNOWN, team_region[team])
    return Positions(place, staff.led_units[rows], staff.heads[rows], staff.cost[rows])
