"""What a proposal may choose in a scenario: cells with their options, reaches, prices, and the settings of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from functions.projection import HOME
from metrics.computations.levers import demand_cut
from metrics.computations.optimise_inputs import OVERLAY, REGIONAL, Bounds, Cell, Holder, Pair, Problem, Shares
from metrics.computations.saving_inputs import FUNCTIONS, SavingInputs
from metrics.inputs.proposal_tickets import own_region

GLOBAL = "global"
LEAST_WEIGHT = 0.001  # of a change: of placements that are worth the same, the one with fewer changes
YEARS_OF_CHANGE = 3  # over which the one-off cost of a moved person is spread
# Work that the functions of an offering pass between them: level 1 takes simple and scripted tasks of level 2 and 3 and
# hands on what is not; the service desk resolves remotely what else is escalated; product engineering supports what is
# rooted in a product.
NEIGHBOURS = {4: (8,), 5: (8,), 7: (8,), 8: (4, 5, 7)}
# Relationship management, service desk, field service and facilities are where customers and equipment are.
OPEN_REACH = (2, 3, 4, 7, 8, 10)


@dataclass(frozen=True, slots=True)
class Settings:
    """`handoff_weight` times the money of a handoff (0: none); `change_weight` times the one-off cost of a moved person
    a year; `moved_share`: of all FTE, at most; `kept`: keys of the rules to keep (None: the hard ones)."""

    handoff_weight: float = 1.0
    change_weight: float = 1.0
    moved_share: float = 0.15
    is_reach_open: bool = True
    kept: tuple[str, ...] | None = None

    def params(self) -> dict[str, Any]:
        """As a run keeps them."""
        return asdict(self)

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Settings:
        """From what a run keeps."""
        kept = params["kept"]
        return cls(**{**params, "kept": None if kept is None else tuple(kept)})


def cells_of(
    inputs: SavingInputs, likely: Mapping[str, float], wanted: Mapping[int, int] | None = None
) -> tuple[Cell, ...]:
    """One cell per row of effort, in their order; the first option is the design's. `wanted`: a function that a rule
    names for a row, by row.
    """
    designed, activities = _designed(inputs), inputs.activities
    cut = float(demand_cut(*(likely[f"report_{name}"] for name in ("frequency_cut", "size_cut", "elasticity"))))  # type: ignore[arg-type]
    found = []
    columns = (inputs.efforts.team.tolist(), inputs.efforts.activity.tolist(), inputs.efforts.fte.tolist())
    for row, (team, activity, fte) in enumerate(zip(*columns, strict=True)):
        scale_class, region = activities.scale_class[activity], int(inputs.teams.region[team])
        addressable = "addressable_administrative" if scale_class == "administrative" else "addressable_other"
        left = fte * (1 - cut) if activities.is_low_value[activity] and inputs.cuts_demand else fte
        is_shareable = bool(activities.is_shareable[activity])
        own = (wanted or {}).get(row)
        found.append(
            Cell(
                team=team,
                activity=activity,
                region=region if region >= 0 else own_region(team),
                fte=fte,
                common=left * likely[addressable] if is_shareable else 0.0,
                beta=likely[f"beta_{scale_class}"],
                rate=float(inputs.staff_rate[team]),
                options=_options(designed[row], _allowed(int(activities.function[activity]), is_shareable, own)),
            )
        )
    return tuple(found)


def _designed(inputs: SavingInputs) -> list[Shares]:
    shares: list[dict[int, float]] = [{} for _ in inputs.efforts.fte]
    placements = inputs.placements
    columns = (placements.effort.tolist(), placements.function.tolist(), placements.share.tolist())
    for effort, function, share in zip(*columns, strict=True):
        shares[effort][function] = shares[effort].get(function, 0.0) + share
    for own in shares:
        if (home := round(1 - sum(own.values()), 9)) > 0:
            own[HOME] = home
    return [tuple(sorted(own.items())) for own in shares]


def _allowed(default: int, is_shareable: bool, wanted: int | None) -> list[int]:
    """The activity's function, its neighbours where the work is shared, home, and what a rule wants."""
    others = NEIGHBOURS.get(default, ()) if is_shareable else ()
    return list(dict.fromkeys((default, *others, HOME, *(() if wanted is None else (wanted,)))))


def _options(designed: Shares, allowed: list[int]) -> tuple[Shares, ...]:
    """The design's own, then wholly in each function that is allowed."""
    whole: list[Shares] = [((function, 1.0),) for function in allowed]
    return (designed, *(shares for shares in whole if shares != designed))


def reaches_of(
    inputs: SavingInputs, *, is_open: bool, forced: frozenset[int] = frozenset()
) -> dict[int, tuple[str, ...]]:
    """The reaches that a proposal may choose; an overlay is given up for regional work only, since it serves the
    regions. `forced`: functions that a rule wants regional."""
    found: dict[int, tuple[str, ...]] = {}
    for function in range(1, FUNCTIONS + 1):
        own = inputs.design.reach[function - 1]
        other = GLOBAL if own == REGIONAL else REGIONAL
        is_free = (is_open and function in OPEN_REACH) or (function in forced and own != REGIONAL)
        found[function] = (own, other) if is_free else (own,)
    return found


def overlay_prices(inputs: SavingInputs, likely: Mapping[str, float]) -> dict[tuple[int, int], float]:
    """What the presence of a function under an overlay costs in a region: its minimum at the region's mean rate."""
    found, fte = {}, inputs.efforts.fte
    team_region = inputs.teams.region[inputs.efforts.team]
    for region in range(len(inputs.regions)):
        here = team_region == region
        total = float(fte[here].sum())
        rate = float(fte[here] @ inputs.staff_rate[inputs.efforts.team[here]]) / total if total else 0.0
        for function in range(1, FUNCTIONS + 1):
            if inputs.design.reach[function - 1] == OVERLAY:
                stated = float(inputs.design.region_minimum[function - 1, region])
                found[function, region] = (likely["overlay"] if stated != stated else stated) * rate
    return found


def change_price(likely: Mapping[str, float], weight: float) -> float:
    """What a moved FTE must bring a year: the one-off cost of its role and its training, spread over three years."""
    return max(weight, LEAST_WEIGHT) * (likely["one_off_role"] + likely["one_off_training"]) / YEARS_OF_CHANGE


def problem_of(
    inputs: SavingInputs,
    likely: Mapping[str, float],
    settings: Settings,
    tickets: tuple[tuple[Holder, ...], tuple[Pair, ...]],
    bounds: Bounds,
    cells: tuple[Cell, ...],
) -> Problem:
    """The problem at these prices."""
    forced = frozenset(rule.function for rule in bounds.regional) | {
        rule.function for rule in bounds.forbidden if rule.is_pooled_only
    }
    return Problem(
        cells=cells,
        reaches=reaches_of(inputs, is_open=settings.is_reach_open, forced=forced),
        overlay=overlay_prices(inputs, likely),
        holders=tickets[0],
        pairs=tickets[1],
        bounds=bounds,
        change_price=change_price(likely, settings.change_weight),
    )
