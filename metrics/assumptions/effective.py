"""The assumption that holds: the scenario's newest version, else the organisation's, else the default."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from core.access import TenantQuerySet
from core.actor import Actor
from functions.models import Scenario
from metrics.assumptions.domains import BY_CODE, known_default
from metrics.computations.defaults import DEFAULTS, Default
from metrics.computations.pert import Entry
from metrics.models import Assumption

ORIGINS = ("default", "organisation", "scenario")


@dataclass(frozen=True, slots=True)
class EffectiveAssumption:
    """What holds and where it comes from.

    `origin` is default, organisation or scenario. `version` is that of the newest value stated for the scope that was
    asked for (the scenario, or the organisation where none was named), 0 where nothing is stated there: the version
    that a change of it must name.
    """

    code: str
    label: str
    unit: str
    low: float
    likely: float
    high: float
    evidence: str
    owner: str
    source: str
    reason: str
    cause: str
    origin: str
    version: int

    @property
    def entry(self) -> Entry:
        """As the draws need it."""
        return Entry(self.code, self.low, self.likely, self.high, self.cause or None)


def effective_assumptions(actor: Actor, scenario: Scenario | None = None) -> list[EffectiveAssumption]:
    """Every assumption of the method in its order, with the value that holds for the scenario (or the organisation)."""
    newest = _newest(versions_in_scope(actor, scenario))
    return [_effective(default, newest, scenario) for default in DEFAULTS]


def effective_assumption(actor: Actor, code: str, scenario: Scenario | None = None) -> EffectiveAssumption:
    """One of them; 404 for an unknown code."""
    default = known_default(code)
    return _effective(default, _newest(versions_in_scope(actor, scenario).filter(code=code)), scenario)


def versions_in_scope(actor: Actor, scenario: Scenario | None) -> TenantQuerySet[Assumption]:
    """All versions ever stated for the organisation and, where one is named, the scenario."""
    scope = Q(scenario=None) | Q(scenario=scenario) if scenario else Q(scenario=None)
    return Assumption.objects.visible_to(actor).filter(scope, code__in=BY_CODE)


def assumption_history(actor: Actor, code: str, scenario: Scenario | None = None) -> QuerySet[Assumption]:
    """What was stated for the scenario and the organisation, newest first, with who stated it."""
    known_default(code)
    rows = versions_in_scope(actor, scenario).filter(code=code)
    return rows.select_related("by", "scenario").order_by("-created", "-pk")


_Newest = dict[tuple[str, int | None], Assumption]


def _newest(rows: Iterable[Assumption]) -> _Newest:
    newest: _Newest = {}
    for row in sorted(rows, key=lambda row: row.version):
        newest[row.code, row.scenario_id] = row
    return newest


def _effective(default: Default, newest: _Newest, scenario: Scenario | None) -> EffectiveAssumption:
    of_organisation = newest.get((default.code, None))
    of_scenario = newest.get((default.code, scenario.pk)) if scenario else None
    in_scope = of_scenario if scenario else of_organisation
    version = in_scope.version if in_scope else 0
    row = of_scenario or of_organisation
    if row is None:
        return _by_default(default)
    return EffectiveAssumption(
        code=default.code,
        label=default.label,
        unit=default.unit,
        low=row.low,
        likely=row.likely,
        high=row.high,
        evidence=row.evidence,
        owner=row.owner,
        source=row.source,
        reason=default.reason,
        cause=row.cause,
        origin="scenario" if of_scenario else "organisation",
        version=version,
    )


def _by_default(default: Default) -> EffectiveAssumption:
    entry = default.entry
    return EffectiveAssumption(
        code=default.code,
        label=default.label,
        unit=default.unit,
        low=entry.low,
        likely=entry.likely,
        high=entry.high,
        evidence=Assumption.Evidence.ASSUMED,
        owner="",
        source=default.source,
        reason=default.reason,
        cause=entry.cause or "",
        origin="default",
        version=0,
    )
