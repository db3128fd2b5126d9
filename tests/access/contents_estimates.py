"""A meter of a promise and a verdict about an estimate, for the organisation that holds one of everything."""

from typing import Any

from core.actor import Actor
from metrics.estimate_actions import judge_estimate
from metrics.meter_actions import MeterTerms, add_meter
from metrics.selectors.estimates import measure_of


def estimate_contents(by: Actor, found: dict[str, Any], mark: str) -> dict[str, Any]:
    """The ticket of the log went beyond level 1; the meter holds its log against the agreement."""
    log, key = found["log"], found["ticket key"]
    judge_estimate(by=by, log=log, measure=measure_of("level-1"), sample=[key], key=key, verdict="unsure")
    window: dict[str, Any] = {"baseline_from": 197001, "baseline_to": 197001, "target_month": 197002}
    said: dict[str, Any] = {"owner": f"Owner{mark}", "note": f"Note{mark}", "agreement": found["agreement"]}
    terms = MeterTerms(name=f"Meter{mark}", target=0.9, **window, **said)
    return {"meter": add_meter(by=by, log=log, figure="resolved_in_time", terms=terms)}
