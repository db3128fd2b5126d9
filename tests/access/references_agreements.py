"""Agreements: calendars, teams and logs of others are not there."""

from functools import partial
from typing import Any

from tests.access.references_case import Case, called, looked, posted
from tests.access.world import World

TARGETS = [{"priority": "", "own_minutes": 30, "resolve_minutes": 60}]


def is_marked(answer: Any) -> bool:
    """The form comes back with an error beside a field."""
    return b"field-error" in answer.content


def agreement_cases(world: World) -> list[Case]:
    """One foreign thing each; the rest of what is sent is in order."""
    ours, theirs = world.ours, world.theirs
    agreement = ours["agreement"]
    own = {"calendar": str(ours["calendar"].uid), "team": str(ours["team"].uid)}
    common = {"name": "New", "service": "New", "valid_from": "2026-01-01", "step": 1, "customer_group": "New"}
    written = {**common, "targets": "all; 1 h; 2 h", "version": agreement.version}
    rest = {**common, "targets": TARGETS}
    log = f"?log={theirs['log'].uid}"
    cases = [
        Case(f"{name}: log", partial(looked, world, name, log, uid=agreement), 404)
        for name in ("agreement-results", "agreement-tickets")
    ]
    cases.append(
        Case(
            "api-agreement-results: log",
            partial(called, world, "get", "api-agreement-results", query=log, uid=agreement),
            404,
        )
    )
    for field in ("calendar", "team"):
        foreign = own | {field: str(theirs[field].uid)}
        cases += [
            Case(
                f"agreement-new: {field}",
                partial(posted, world, "agreement-new", written | foreign, kind="ola"),
                422,
                is_marked,
            ),
            Case(
                f"api-agreements: {field}",
                partial(called, world, "post", "api-agreements", rest | foreign | {"kind": "ola"}),
                404,
            ),
        ]
    edited = written | {"calendar": str(theirs["calendar"].uid)}
    changed = rest | {"calendar": str(theirs["calendar"].uid), "step": 0}
    put = partial(called, world, "put", "api-agreement", changed, version=agreement.version, uid=agreement)
    team = changed | {"calendar": own["calendar"], "team": str(theirs["team"].uid)}
    put_team = partial(called, world, "put", "api-agreement", team, version=agreement.version, uid=agreement)
    return [
        *cases,
        *_use_cases(world),
        Case(
            "agreement-edit: calendar", partial(posted, world, "agreement-edit", edited, uid=agreement), 422, is_marked
        ),
        Case("api-agreement: calendar", put, 404),
        Case("api-agreement: team", put_team, 404),
    ]


def _use_cases(world: World) -> list[Case]:
    """Who works by which calendar."""
    ours, theirs = world.ours, world.theirs
    use, foreign = ours["calendar use"], {name: str(theirs[name].uid) for name in ("calendar", "region", "team")}
    own = {"calendar": str(ours["calendar"].uid)}
    sent = {
        "calendar": {"region": str(ours["region"].uid), "calendar": foreign["calendar"]},
        "region": own | {"region": foreign["region"]},
        "team": own | {"team": foreign["team"]},
    }
    cases = []
    for field, said in sent.items():
        page = partial(posted, world, "calendar-use-new", said)
        cases.append(Case(f"calendar-use-new: {field}", page, 422, is_marked))
        cases.append(
            Case(f"api-calendar-uses: {field}", partial(called, world, "post", "api-calendar-uses", said), 404)
        )
    changed = {"calendar": foreign["calendar"]}
    page = partial(posted, world, "calendar-use", changed | {"version": use.version}, uid=use)
    put = partial(called, world, "put", "api-calendar-use", changed, version=use.version, uid=use)
    return [
        *cases,
        Case("calendar-use: calendar", page, 422, is_marked),
        Case("api-calendar-use: calendar", put, 404),
    ]
