"""Estimates and meters: logs, tickets, lines and agreements of others are not there."""

from functools import partial
from typing import Any

from tests.access.references_agreements import is_marked
from tests.access.references_case import Case, called, is_told, looked, posted
from tests.access.world import World

WINDOW = {"baseline_from": 197001, "baseline_to": 197001}


def estimate_cases(world: World) -> list[Case]:
    """One foreign thing each; the rest of what is sent is in order."""
    return [*_estimate_cases(world), *_remote_cases(world), *_meter_cases(world)]


def _estimate_cases(world: World) -> list[Case]:
    ours, theirs = world.ours, world.theirs
    of_log: dict[str, Any] = {"uid": ours["log"], "measure": "level-1"}
    judged = {"key": theirs["ticket key"], "verdict": "yes"}
    said = {"ticket": theirs["ticket key"], "verdict": "yes"}
    line = f"?of=asked&by=group&line={theirs['group'].uid}"
    log = f"?log={theirs['log'].uid}"
    return [
        Case("estimate-judge: key", partial(posted, world, "estimate-judge", judged, **of_log), 302, is_told),
        Case("estimate-tickets: line", partial(looked, world, "estimate-tickets", line, **of_log), 404),
        Case("api-estimates: log", partial(called, world, "get", "api-estimates", query=log), 404),
        Case("api-estimate-audit: ticket", partial(called, world, "post", "api-estimate-audit", said, **of_log), 404),
    ]


def _remote_cases(world: World) -> list[Case]:
    theirs = world.theirs
    foreign = {"log": f"?log={theirs['log'].uid}", "scenario": f"?scenario={theirs['scenario'].uid}"}
    return [
        *(
            Case(f"{name}: {field}", partial(looked, world, name, query), 404)
            for name in ("remote-resolution", "remote-resolution-tickets")
            for field, query in foreign.items()
        ),
        *(
            Case(
                f"api-remote-resolution: {field}",
                partial(called, world, "get", "api-remote-resolution", query=query),
                404,
            )
            for field, query in foreign.items()
        ),
    ]


def _meter_cases(world: World) -> list[Case]:
    ours, theirs = world.ours, world.theirs
    meter, agreement = ours["meter"], str(theirs["agreement"].uid)
    named = {"name": "New", "figure": "resolved_in_time"}
    form = {**named, **WINDOW, "target": 90, "target_month": "1970-03", "agreement": agreement}
    body = {**named, **WINDOW, "target": 0.9, "target_month": 197003, "log": str(ours["log"].uid)}
    own = body | {"agreement": str(ours["agreement"].uid)}
    edited = form | {"version": meter.version}
    put = partial(called, world, "put", "api-meter", body | {"agreement": agreement}, version=meter.version, uid=meter)
    add = partial(called, world, "post", "api-meters")
    return [
        Case("meter-new: log", partial(looked, world, "meter-new", f"?log={theirs['log'].uid}"), 404),
        Case("meter-new: agreement", partial(posted, world, "meter-new", form), 422, is_marked),
        Case("meter-edit: agreement", partial(posted, world, "meter-edit", edited, uid=meter), 422, is_marked),
        Case("api-meters: log", partial(add, own | {"log": str(theirs["log"].uid)}), 404),
        Case("api-meters: agreement", partial(add, body | {"agreement": agreement}), 404),
        Case("api-meter: agreement", put, 404),
    ]
