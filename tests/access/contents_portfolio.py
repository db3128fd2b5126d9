"""A service of an organisation's portfolio with an offering, for the world of the access tests."""

from typing import Any

from core.actor import Actor
from services.actions.offerings import add_offering
from services.actions.portfolio import add_service, set_doors
from services.actions.target_owners import decide_owner
from services.actions.touch_points import state_touch_point
from services.models import CustomerGroup
from services.office.touch_points import touch_point


def portfolio_contents(by: Actor, found: dict[str, Any], mark: str) -> dict[str, Any]:
    """A service that two say to own, for customers with two front doors."""
    service = add_service(
        by=by,
        name=f"Service{mark}",
        family=f"Family{mark}",
        stage="catalogue",
        catalogue_from="2020-01-01",
        benefits=f"Benefits{mark}",
        owners=[found["team"].name, f"Owner{mark}"],
        customers=[f"Customers{mark}"],
        towers=[found["tower"].name],
        technologies=[f"Technology{mark}"],
        value_score=3,
    )
    group = CustomerGroup.objects.get(organisation_id=by.organisation_id, name=f"Customers{mark}")
    set_doors(by=by, group=group, version=group.version, doors=[f"Door{mark}", f"Second door{mark}"])
    stated = {
        "unit": "box",
        "price": 1_200,
        "units": 100,
        "labour": {found["team"].name: 5_000},
        "forecast": {"2027": 150},
    }
    offering = add_offering(by=by, service=service, name=f"Offering{mark}", **stated)
    decide_owner(
        by=by,
        scenario=found["scenario"],
        service=service,
        version=found["scenario"].version,
        function_code=8,
        role=found["role"],
        reason=f"Owned{mark}",
    )
    meets: dict[str, Any] = {"process": "change", "phase": "build", "text": f"Meets{mark}", "owner": f"Meeting{mark}"}
    state_touch_point(by=by, version=touch_point(by, "change", "build").version, **meets)
    return {"service": service, "customer group": group, "offering": offering}
