"""Who owns a service in a scenario, as somebody decides: a step of the scenario like every other."""

from typing import Any
from uuid import UUID

from core.actor import Actor
from core.errors import UserError
from functions.models import Operation, Scenario
from functions.operating import operate
from functions.owner_selectors import stated_owners
from functions.owning import SET_OWNERS
from services.models import Service
from services.target_ownership import RoleName
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
) -> Operation:
    """The function, and the role in it, that owns a service from end to end in this scenario.

    `version`: of the scenario, as it was seen. Conflict where somebody else was first.
    """
    if function_code not in BY_CODE:
        raise UserError(f"There is no function {function_code}; functions are numbered 1 to 10.", status=400)
    known = _role(scenario, function_code, role) if role else None
    owner = {"function": function_code, "role": str(role) if role else None, "role_name": known.name if known else ""}
    return _said(by, scenario, version, service.uid, service.name, owner, reason)


def withdraw_owner(*, by: Actor, scenario: Scenario, service: UUID, version: int, reason: str = "") -> Operation:
    """What was decided no longer holds, and the owner follows from today's again.

    `service`: its uid, since one that has left the portfolio can still be named by the scenario.
    """
    stated = stated_owners(scenario).get(service)
    if stated is None:
        raise UserError("Nothing is decided about such a service here.", status=404)
    nobody = {"function": None, "role": None, "role_name": ""}
    return _said(by, scenario, version, service, stated.name, nobody, reason)


def _said(
    by: Actor, scenario: Scenario, version: int, service: UUID, name: str, owner: dict[str, Any], reason: str
) -> Operation:
    payload = {"owners": [{"service": str(service), "name": name, **owner}]}
    return operate(by, scenario, version, SET_OWNERS, payload, reason.strip())


def _role(scenario: Scenario, function_code: int, role: UUID) -> RoleName:
    known = roles_by_key(scenario).get(role)
    if known is None or known.function != function_code:
        raise UserError("This scenario has no such role in that function. Choose one of its roles.", status=400)
    return known
