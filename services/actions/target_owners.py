"""Who owns a service in a scenario, as somebody decides."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.versions import Conflict, claim_version
from functions.models import Scenario
from services.models import Service, TargetOwner
from services.target_selectors import roles_by_key
from towers.functions_reference import BY_CODE


def decide_owner(
    *,
    by: Actor,
    scenario: Scenario,
    service: Service,
    version: int,
    function_code: int,
    role: UUID | None = None,
    reason: str = "",
) -> TargetOwner:
    """The function, and the role in it, that owns a service from end to end in this scenario.

    `version`: of what was decided before, 0 for nothing. Conflict where somebody else was first.
    """
    require_edit(by)
    _require_draft(scenario)
    _check(scenario, function_code, role)
    yours = {"function_code": function_code, "role": role, "reason": reason.strip()}
    try:
        with transaction.atomic():
            row = TargetOwner.objects.filter(scenario=scenario, service=service).first()
            before = owner_facts(row) if row else None
            if row is None:
                row = _made(scenario, service, version, yours)
            else:
                claim_version(row, version, kind="owner in the target", yours=_told(yours), theirs=before)
                for name, value in yours.items():
                    setattr(row, name, value)
                row.save(update_fields=list(yours))
            audit.record(by, "decide_owner", "scenario", scenario.uid, before=before, after=owner_facts(row))
    except IntegrityError as error:  # the other one committed between the look and the write
        raise Conflict("owner in the target", _told(yours), None, version, 1) from error
    return row


def withdraw_owner(*, by: Actor, scenario: Scenario, service: Service, version: int) -> None:
    """What was decided no longer holds; the owner follows from today's again."""
    require_edit(by)
    _require_draft(scenario)
    with transaction.atomic():
        row = TargetOwner.objects.filter(scenario=scenario, service=service).first()
        if row is None:
            raise UserError("Nothing was decided about this service here.")
        before = owner_facts(row)
        claim_version(row, version, kind="owner in the target", yours={"owner": "withdrawn"}, theirs=before)
        row.delete()
        audit.record(by, "withdraw_owner", "scenario", scenario.uid, before=before)


def copy_owners(scenario: Scenario, copy: Scenario) -> None:
    """A copied scenario begins with what was decided, inside the transaction that copies it."""
    named = ("service_id", "function_code", "role", "reason")
    rows = TargetOwner.objects.filter(scenario=scenario).values(*named)
    TargetOwner.objects.bulk_create(TargetOwner(scenario=copy, **row) for row in rows)


def owner_facts(row: TargetOwner) -> dict[str, Any]:
    """What was decided as audit and conflicts show it."""
    named = {"function_code": row.function_code, "role": row.role, "reason": row.reason}
    return {"service": row.service.name, **_told(named)}


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"role": str(facts["role"]) if facts["role"] else None}


def _made(scenario: Scenario, service: Service, version: int, yours: dict[str, Any]) -> TargetOwner:
    if version:
        raise Conflict("owner in the target", _told(yours), None, version, 0)
    return TargetOwner.objects.create(scenario=scenario, service=service, **yours)


def _require_draft(scenario: Scenario) -> None:
    if scenario.state != Scenario.State.DRAFT:
        raise UserError(f"“{scenario.name}” is {scenario.state}. Only a draft can be changed; clone it instead.")


def _check(scenario: Scenario, function_code: int, role: UUID | None) -> None:
    if function_code not in BY_CODE:
        raise UserError(f"There is no function {function_code}; functions are numbered 1 to 10.", status=400)
    if role is None:
        return
    known = roles_by_key(scenario).get(role)
    if known is None or known.function != function_code:
        raise UserError("This scenario has no such role in that function. Choose one of its roles.", status=400)
