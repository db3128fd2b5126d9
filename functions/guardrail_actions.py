"""Writes about guardrails: of the organisation, or of one scenario."""

from typing import Any

from django.db import IntegrityError, transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import Conflict, claim_version
from functions.models import Guardrail, Scenario
from towers.functions_reference import BY_CODE

Kind = Guardrail.Kind
MOST = 10**15


def set_guardrail(
    *,
    by: Actor,
    scenario: Scenario | None,
    kind: str,
    function_code: int,
    low: int | None,
    high: int | None,
    version: int,
    reason: str = "",
    owner: str = "",
) -> Guardrail:
    """Bounds of a measure, in its stored unit; without a scenario for all that have none of their own.

    `version`: of the guardrail of this kind and function that is there already, 0 if there is none.
    """
    require_edit(by)
    _check(kind, function_code, low, high)
    _require_draft(scenario)
    yours = {"low": low, "high": high, "reason": reason.strip(), "owner": owner.strip()}
    named = {"organisation_id": by.organisation_id, "scenario": scenario, "kind": kind, "function_code": function_code}
    try:
        with transaction.atomic():
            row = Guardrail.objects.visible_to(by).filter(**named).first()
            if row and not version:
                raise UserError("There is such a guardrail already. Change it in its row, or remove it first.")
            before = guardrail_facts(row) if row else None
            if row is None:
                row = _made(named, yours, version)
            else:
                claim_version(row, version, kind="guardrail", yours=yours, theirs=before)
                Guardrail.objects.filter(pk=row.pk).update(**yours)
                row.refresh_from_db()
            audit.record(by, "set_guardrail", *_place(row), before=before, after=guardrail_facts(row))
    except IntegrityError as error:  # the other one committed between the look and the write
        raise Conflict("guardrail", yours, None, version, 1) from error
    return row


def remove_guardrail(*, by: Actor, guardrail: Guardrail, version: int) -> None:
    """The bound no longer holds; the organisation's or the default does."""
    require_edit(by)
    _require_draft(guardrail.scenario)
    with transaction.atomic():
        before = guardrail_facts(guardrail)
        claim_version(guardrail, version, kind="guardrail", yours={"guardrail": "removed"}, theirs=before)
        place = _place(guardrail)
        guardrail.delete()
        audit.record(by, "remove_guardrail", *place, before=before)


def copy_guardrails(scenario: Scenario, copy: Scenario) -> None:
    """The bounds of a scenario hold in its copy too; in the transaction of the copying."""
    Guardrail.objects.bulk_create(
        Guardrail(organisation_id=copy.organisation_id, scenario=copy, **guardrail_facts(row))
        for row in scenario.guardrails.all()
    )


def guardrail_facts(row: Guardrail) -> dict[str, Any]:
    """A guardrail as audit and conflicts show it."""
    named = ("kind", "function_code", "low", "high", "reason", "owner")
    return {name: getattr(row, name) for name in named}


def _made(named: dict[str, Any], yours: dict[str, Any], version: int) -> Guardrail:
    if version:
        raise Conflict("guardrail", yours, None, version, 0)
    return Guardrail.objects.create(**named, **yours)


def _place(row: Guardrail) -> tuple[str, Any]:
    return ("scenario", row.scenario.uid) if row.scenario else ("guardrail", row.uid)


def _require_draft(scenario: Scenario | None) -> None:
    if scenario is not None and scenario.state != Scenario.State.DRAFT:
        raise UserError(f"“{scenario.name}” is {scenario.state}. Only a draft can be changed; clone it instead.")


def _check(kind: str, function_code: int, low: int | None, high: int | None) -> None:
    if kind not in Kind.values:
        raise UserError(f"“{kind}” is no guardrail. Use one of: {', '.join(Kind.values)}.", status=400)
    if function_code and function_code not in BY_CODE:
        raise UserError(f"There is no function {function_code}; functions are numbered 1 to 10.", status=400)
    if low is None and high is None:
        raise UserError("State the least, the most, or both.", status=400)
    if kind == Kind.TEAM_SIZE and (low is None or high is not None):
        raise UserError("The smallest team has a least number of FTE and no most.", status=400)
    if any(bound is not None and not 0 <= bound <= MOST for bound in (low, high)):
        raise UserError("A bound is 0 or more, and not that large.", status=400)
    if low is not None and high is not None and low > high:
        raise UserError("The least is more than the most. Swap them.", status=400)
