"""A project of an organisation with its six deliverables, for the world of the access tests."""

from typing import Any

from core.actor import Actor
from services.actions.projects import add_project


def project_contents(by: Actor, found: dict[str, Any], mark: str) -> dict[str, Any]:
    """One that is live behind a red gate, with all that can be stated."""
    project = add_project(
        by=by,
        name=f"Project{mark}",
        stage="live",
        begins_on="2025-01-01",
        live_on="2025-06-01",
        budget=1_000_000,
        sponsor=f"Sponsor{mark}",
        live_reason=f"Live reason{mark}",
        improves=[found["service"].name],
        deliverables={
            "training": {"status": "not_needed", "reason": f"Not needed{mark}", "budget": 1_000},
            "ola": {"status": "ready", "due_on": "2025-05-01"},
        },
    )
    return {"project": project}
