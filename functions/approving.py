"""The one way in which a scenario is approved."""

from core import audit
from core.actor import Actor
from core.versions import Conflict
from functions.models import Scenario


def approve_scenario(*, by: Actor, scenario: Scenario, version: int) -> None:
    """From now on the design never changes; it can be copied. Who may approve is checked by the decision's action,
    whose transaction this is part of. Raises Conflict where the design has moved on.
    """
    draft, approved = Scenario.State.DRAFT, Scenario.State.APPROVED
    own = Scenario.objects.visible_to(by).filter(pk=scenario.pk, version=version, state=draft)
    if not own.update(state=approved):
        scenario.refresh_from_db()
        raise Conflict("scenario", approved, scenario.state, version, scenario.version)
    scenario.state = approved
    audit.record(by, "set_state", "scenario", scenario.uid, before={"state": draft}, after={"state": approved})
