"""A route as the API answers it."""

from typing import Any

from services.routing.engine import Refusal, Route
from services.routing_words import refusal_words

INFERRED = ("attribute", "value", "by")


def route_row(found: Route) -> dict[str, Any]:
    """Where a ticket goes and the trace of the rules that were asked, numbered from 1."""
    trace = [trace_row(refusal) for refusal in found.refusals]
    if found.function is not None:
        trace.append({"rule": found.rule + 1, "because": []})
    return head_row(found) | {"trace": trace}


def head_row(found: Route) -> dict[str, Any]:
    """The same without the trace."""
    return {
        "rule": None if found.function is None else found.rule + 1,
        "function": found.function,
        "path": list(found.path),
        "level": found.level,
        "region": found.region,
        "skill": found.skill,
        "inferred": [dict(zip(INFERRED, one, strict=True)) for one in found.inferred],
    }


def trace_row(refusal: Refusal) -> dict[str, Any]:
    """A rule that did not take the ticket, and why."""
    return {"rule": refusal.rule + 1, "because": refusal_words(refusal.failed)}
