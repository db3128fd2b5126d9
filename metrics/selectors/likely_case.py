"""The likely case of a scenario as it is now, without a run: the effort, its cost, and what every lever frees."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from django.db.models import Exists, OuterRef, Subquery, Sum

from core.actor import Actor
from core.basis import Basis, basis_of
from core.errors import UserError
from functions.models import Scenario
from metrics.assumptions.effective import effective_assumptions
from metrics.computations.leading import Leading
from metrics.computations.pools import Parts, parts_of
from metrics.computations.saving_inputs import Assumptions
from metrics.computations.savings import SavingResult, savings_at
from metrics.inputs.kept import Kept
from metrics.inputs.leading import read_leading
from metrics.inputs.saving_evidence import likely_values
from metrics.inputs.saving_ground import SavingGround, read_saving_ground
from metrics.inputs.saving_inputs import SavingRows, saving_rows
from metrics.kinds.saving_run import OUTPUT_METRICS
from metrics.selectors.visible_logs import ReplayLog
from services.models import GroupPlacement
from towers.models import Activity, Baseline

GROUNDS_KEPT = 8


@dataclass(frozen=True, eq=False)
class Ground:
    """What does not depend on a scenario; without `has_prices` every position counts as costing one unit."""

    saving: SavingGround
    leading: Leading
    has_prices: bool


@dataclass(frozen=True, eq=False)
class LikelyCase:
    """All assumptions at their likely value. `basis` says what the money is; without `has_prices` there is none.
    `has_groups_by_hand`: the scenario places groups of tickets by hand."""

    basis: Basis
    ground: Ground
    has_groups_by_hand: bool
    rows: SavingRows
    parts: Parts
    assumptions: Assumptions
    result: SavingResult

    @property
    def has_prices(self) -> bool:
        """Whether money can be told."""
        return self.ground.has_prices


_KEPT = Kept[Ground](GROUNDS_KEPT)


def likely_case(actor: Actor, scenario: Scenario, log: ReplayLog | None) -> LikelyCase:
    """Compute it in the money that the actor gets to see; five queries once the baseline and the log were read.

    Raises UserError for a baseline without filled positions or effort, and for an assumption that no formula can take.
    """
    assumed = effective_assumptions(actor, scenario)
    likely = likely_values(assumed)
    is_stated = any(one.code == OUTPUT_METRICS and one.origin != "default" for one in assumed)
    ground, has_groups = _ground(scenario, basis_of(actor), log)
    try:
        rows = saving_rows(scenario, ground.saving, likely, is_stated)
        result = savings_at([rows.inputs], likely)[0]
    except ValueError as error:  # says which input or assumption no formula can take
        raise UserError(str(error)) from error
    return LikelyCase(basis_of(actor), ground, has_groups, rows, parts_of(rows.inputs), Assumptions(likely), result)


def _ground(scenario: Scenario, basis: Basis, log: ReplayLog | None) -> tuple[Ground, bool]:
    """Kept under the versions of all that it is read from; and whether the scenario places groups by hand."""
    own = Activity.objects.filter(organisation_id=OuterRef("organisation_id")).order_by().values("organisation_id")
    *facts, time_zone, has_groups = (
        Baseline.objects.filter(pk=scenario.baseline_id)
        .annotate(
            activities=Subquery(own.annotate(total=Sum("version")).values("total")),
            has_groups=Exists(GroupPlacement.objects.filter(scenario_id=scenario.pk)),
        )
        .values_list("uid", "version", "rate_card__version", "activities", "organisation__time_zone", "has_groups")
        .get()
    )
    named = (log.uid, log.version, log.segments) if log else None
    key = (*facts, time_zone, basis, named)
    log_id = log.pk if log else None
    return _KEPT.get(key, lambda: _read(scenario.baseline_id, time_zone, log_id, basis)), has_groups


def _read(baseline_id: int, time_zone: str, log_id: int | None, basis: Basis) -> Ground:
    ground = read_saving_ground(baseline_id, time_zone, log_id, basis)
    is_priced = ground.staff.is_priced
    if not is_priced:
        ones = np.ones(len(ground.staff.units))
        ground = replace(ground, staff=replace(ground.staff, card=ones))
    return Ground(ground, read_leading(baseline_id, ground), is_priced)
