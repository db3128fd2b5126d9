"""The likely case of a scenario as it is now, without a run: the effort, its cost, and what every lever frees."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from django.db.models import OuterRef, Subquery, Sum

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
    """All assumptions at their likely value. `basis` says what the money is; without `has_prices` there is none."""

    basis: Basis
    ground: Ground
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
    ground = _ground(scenario.baseline, basis_of(actor), log)
    try:
        rows = saving_rows(scenario, ground.saving, likely, is_stated)
        result = savings_at([rows.inputs], likely)[0]
    except ValueError as error:  # says which input or assumption no formula can take
        raise UserError(str(error)) from error
    return LikelyCase(basis_of(actor), ground, rows, parts_of(rows.inputs), Assumptions(likely), result)


def _ground(baseline: Baseline, basis: Basis, log: ReplayLog | None) -> Ground:
    """Kept under the versions of all that it is read from."""
    own = Activity.objects.filter(organisation_id=OuterRef("organisation_id")).order_by().values("organisation_id")
    facts = (
        Baseline.objects.filter(pk=baseline.pk)
        .annotate(activities=Subquery(own.annotate(total=Sum("version")).values("total")))
        .values_list("uid", "version", "rate_card__version", "activities", "organisation__time_zone")
        .get()
    )
    named = (log.uid, log.version, log.segments) if log else None
    return _KEPT.get((*facts, basis, named), lambda: _read(baseline.pk, facts[-1], log.pk if log else None, basis))


def _read(baseline_id: int, time_zone: str, log_id: int | None, basis: Basis) -> Ground:
    ground = read_saving_ground(baseline_id, time_zone, log_id, basis)
    is_priced = ground.staff.is_priced
    if not is_priced:
        ones = np.ones(len(ground.staff.units))
        ground = replace(ground, staff=replace(ground.staff, card=ones))
    return Ground(ground, read_leading(baseline_id, ground), is_priced)
