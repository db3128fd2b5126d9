"""Changing an assumption: a new version is added, none is ever overwritten."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import Conflict
from functions.models import Scenario
from metrics.assumptions.domains import checked_entry, known_default
from metrics.assumptions.effective import EffectiveAssumption, effective_assumption
from metrics.computations.pert import Entry
from metrics.models import Assumption


@dataclass(frozen=True, slots=True)
class _Statement:
    """What somebody states: the distribution, and on what it rests."""

    entry: Entry
    evidence: str
    owner: str
    source: str

    def facts(self) -> dict[str, float | str]:
        """As audit and conflicts show it."""
        low, likely, high = self.entry.low, self.entry.likely, self.entry.high
        return {"low": low, "likely": likely, "high": high, "evidence": self.evidence, "source": self.source}


def set_assumption(
    *,
    by: Actor,
    code: str,
    low: float,
    likely: float,
    high: float,
    evidence: str,
    owner: str,
    source: str,
    version: int,
    scenario: Scenario | None = None,
) -> Assumption:
    """State an assumption for the organisation or one scenario, on top of `version` (0: nothing stated there yet).

    Raises `Conflict` when somebody stated another value since, `UserError` for values that no formula allows and for
    a value that is called better than assumed without a source.
    """
    require_edit(by)
    stated = _Statement(checked_entry(code, low, likely, high), _checked_evidence(evidence, source), owner, source)
    try:
        with transaction.atomic():
            now = effective_assumption(by, code, scenario)
            if now.version != version:
                raise _conflict(stated, now, version)
            row = _append(by, stated, scenario, version + 1)
            unit = {"unit": now.unit}
            after = stated.facts() | unit | {"scenario": str(scenario.uid) if scenario else None}
            audit.record(by, "set_assumption", "assumption", code, before=facts_of(now) | unit, after=after)
    except IntegrityError as error:  # the other one committed between the look and the write
        raise _conflict(stated, effective_assumption(by, code, scenario), version) from error
    return row


def facts_of(assumption: EffectiveAssumption) -> dict[str, float | str]:
    """What can be stated, as it holds now."""
    known = assumption
    return _Statement(known.entry, known.evidence, known.owner, known.source).facts()


def _checked_evidence(evidence: str, source: str) -> str:
    if evidence not in Assumption.Evidence.values:
        choices = ", ".join(Assumption.Evidence.values)
        raise UserError(f"“{evidence}” is no kind of evidence. Use one of: {choices}.", status=400)
    if evidence != Assumption.Evidence.ASSUMED and not source.strip():
        raise UserError(f"Say where the value comes from: without a source it is assumed, not {evidence}.", status=400)
    return evidence


def _append(by: Actor, stated: _Statement, scenario: Scenario | None, version: int) -> Assumption:
    entry = stated.entry
    return Assumption.objects.create(
        organisation_id=by.organisation_id,
        scenario=scenario,
        code=entry.code,
        version=version,
        low=entry.low,
        likely=entry.likely,
        high=entry.high,
        unit=known_default(entry.code).unit,
        source=stated.source,
        owner=stated.owner,
        evidence=stated.evidence,
        cause=entry.cause or "",
        by_id=by.user_id,
    )


def _conflict(stated: _Statement, now: EffectiveAssumption, seen: int) -> Conflict:
    return Conflict("assumption", stated.facts(), facts_of(now), seen, now.version)
