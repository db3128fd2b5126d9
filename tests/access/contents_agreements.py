"""A promise with the agreement behind it and their calendar, for the organisation that holds one of everything."""

from datetime import date
from typing import Any

from core.actor import Actor
from services.actions.agreements import Terms, add_agreement
from services.actions.calendar_uses import add_calendar_use
from services.actions.calendars import Hours, add_calendar


def agreement_contents(by: Actor, found: dict[str, Any], mark: str) -> dict[str, Any]:
    """A promise that its team cannot keep, who works by its calendar, and another that nothing runs on."""
    hours = Hours(f"Hours{mark}", "UTC", {0: ((540, 1_020),)}, [(date(2026, 12, 25), f"Day{mark}")])
    calendar = add_calendar(by=by, hours=hours)
    named: dict[str, Any] = {"service": f"Mail{mark}", "calendar": calendar, "valid_from": date(2000, 1, 1)}
    promise = Terms(
        name=f"Promise{mark}", customer_group=f"Group{mark}", targets={f"Urgent{mark}": (30, 60), "": (60, 90)}, **named
    )
    behind = Terms(name=f"Behind{mark}", team=found["team"], step=1, targets={"": (30, 120)}, **named)
    add_agreement(by=by, kind="ola", terms=behind)
    unused = add_calendar(by=by, hours=Hours(f"Unused{mark}", "UTC", {1: ((0, 1_440),)}))
    use = add_calendar_use(by=by, calendar=calendar, team=found["team"])
    return {"agreement": add_agreement(by=by, kind="sla", terms=promise), "calendar": unused, "calendar use": use}
