"""Who would do the work of a scenario: what stays, what may go to a partner, what goes, in FTE and by cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Sum

from core.access import visible_or_404
from core.actor import Actor
from core.basis import Basis, basis_of
from functions.choice_selectors import sourcing_label
from functions.choosing import BUDGET_FUNCTIONS, CANDIDATE, RETAIN, SOURCED, sourcing_of
from functions.models import BudgetHolder, Design, Scenario
from functions.projection import HOME, SHARE_UNIT
from metrics.inputs.staff import Staff, read_staff
from towers.functions_reference import BY_CODE, FUNCTIONS, Function
from towers.models import FTE_UNIT, Effort

KINDS = (RETAIN, CANDIDATE, SOURCED, "")
DESIGN = ("function_code", "sourcing", "partner_rate")
Amounts = tuple[float, float]  # FTE, money a year


@dataclass(frozen=True, slots=True)
class Sourced:
    """A function that goes to a partner, or may: its placed effort at today's cost, and the partner's rate."""

    function: Function
    is_sourced: bool
    fte: float
    cost: float
    rate: int

    @property
    def gain(self) -> float:
        """Money a year; negative where the partner is dearer."""
        return self.cost - self.fte * self.rate


@dataclass(frozen=True, slots=True)
class SourcingSplit:
    """Placed effort by sourcing and what stays in its teams; without a known price there is no money in it."""

    scenario: Scenario
    is_priced: bool
    basis: Basis
    by_function: dict[int, Amounts]
    sourcing: dict[int, str]
    rates: dict[int, int] = field(default_factory=dict)
    budget: BudgetHolder | None = None

    @property
    def budget_function(self) -> Function | None:
        """The function with which the budget lies; None where nobody holds it."""
        return BY_CODE[BUDGET_FUNCTIONS[self.budget.owner]] if self.budget else None

    @property
    def total(self) -> Amounts:
        """All effort, what stays in its teams too."""
        return _sum(self.by_function.values())

    @property
    def placed(self) -> Amounts:
        """What lies in the ten functions."""
        return _sum(amounts for code, amounts in self.by_function.items() if code != HOME)

    @property
    def at_home(self) -> Amounts:
        """What stays in its teams."""
        return self.by_function.get(HOME, (0.0, 0.0))

    def of(self, kind: str) -> Amounts:
        """The placed effort of one sourcing."""
        return _sum(
            self.by_function.get(code, (0.0, 0.0)) for code, sourcing in self.sourcing.items() if sourcing == kind
        )

    def rows(self) -> Iterator[tuple[str, str, Amounts]]:
        """Code, words and amounts by sourcing; case by case only where there is such work."""
        for kind in KINDS:
            amounts = self.of(kind)
            if kind or amounts[0]:
                yield kind, sourcing_label(kind), amounts

    def partners(self) -> list[Sourced]:
        """The functions with a partner's rate that are sourced or may be."""
        return [
            Sourced(BY_CODE[code], self.sourcing[code] == SOURCED, *self.by_function.get(code, (0.0, 0.0)), rate)
            for code, rate in sorted(self.rates.items())
            if self.sourcing[code] != RETAIN
        ]


def sourcing_split(actor: Actor, uid: UUID | str) -> SourcingSplit:
    """The placed effort of a scenario by sourcing, at what its teams' staff cost on average, as the actor sees it."""
    scenario, basis = visible_or_404(Scenario, actor, uid, "budget_holder"), basis_of(actor)
    designs = Design.objects.visible_to(actor).filter(scenario=scenario)
    chosen = {code: (sourcing, rate) for code, sourcing, rate in designs.values_list(*DESIGN)}
    staff = read_staff(scenario.baseline_id, basis)
    is_priced = bool(len(staff.units)) and staff.is_priced
    return SourcingSplit(
        scenario=scenario,
        is_priced=is_priced,
        basis=basis,
        by_function=_by_function(scenario, staff if is_priced else None),
        sourcing={one.code: sourcing_of(one.code, chosen.get(one.code, ("", None))[0]) for one in FUNCTIONS},
        rates={code: rate for code, (_, rate) in chosen.items() if rate is not None},
        budget=getattr(scenario, "budget_holder", None),
    )


def _by_function(scenario: Scenario, staff: Staff | None) -> dict[int, Amounts]:
    """FTE and cost of the effort by function, HOME for what stays in its team."""
    rates = staff.staff_rates() if staff else {}
    mean = staff.mean_staff_rate if staff else 0.0
    efforts = Effort.objects.filter(baseline_id=scenario.baseline_id, activity__is_management=False)
    rest = {
        (team, activity): units / FTE_UNIT
        for team, activity, units in efforts.values_list("team_id", "activity_id").annotate(total=Sum("fte")).order_by()
    }
    whole, sums = dict(rest), defaultdict[int, list[float]](lambda: [0.0, 0.0])
    columns = ("team_id", "activity_id", "function_code", "share")
    for team, activity, code, share in scenario.placements.values_list(*columns).order_by():
        fte = whole.get((team, activity), 0.0) * share / SHARE_UNIT
        rest[team, activity] -= fte
        _add(sums[code], fte, rates.get(team, mean))
    for (team, _), fte in rest.items():
        _add(sums[HOME], fte, rates.get(team, mean))
    return {code: (fte, money) for code, (fte, money) in sums.items()}


def _add(sums: list[float], fte: float, rate: float) -> None:
    sums[0] += fte
    sums[1] += fte * rate


def _sum(amounts: Iterable[Amounts]) -> Amounts:
    pairs = list(amounts)
    return sum(fte for fte, _ in pairs), sum(money for _, money in pairs)
