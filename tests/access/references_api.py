"""Endpoints that write: every field and part of the address that names a row."""

from functools import partial
from typing import Any

from tests.access.references_case import Case, called
from tests.access.references_forms import FOREIGN_NAME, FOREIGN_STEP, add_foreign_step, rename_foreign
from tests.access.world import World

KAPPA = {"low": 1, "likely": 2, "high": 3}
COMPUTED = {"baseline": "duplication", "scenario": "savings", "log": "handoffs"}


def api_cases(world: World) -> list[Case]:
    """One foreign thing each; the rest of the body is in order."""
    return [*_scenario_cases(world), *_computing_cases(world), *_item_cases(world), *_named_cases(world)]


def _refused(world: World, call: str, field: str, status: int, body: Any, **more: Any) -> Case:
    """`call` is the method and the name of the address."""
    method, name = call.split()
    return Case(f"{name}: {field}", partial(called, world, method, name, body, **more), status)


def _scenario_cases(world: World) -> list[Case]:
    ours, theirs = world.ours, world.theirs
    scenario = ours["scenario"]
    seen = {"uid": scenario, "version": scenario.version}
    of_ours = {"team": str(ours["team"].uid), "activity": str(ours["activity"].uid)}
    place = {"kind": "place", "shares": {"3": 1}, **of_ours}
    undo = partial(called, world, "post", "api-operations", {"kind": "undo", "seq": FOREIGN_STEP}, **seen)
    overlay = {"kind": "set_reach", "function": 3, "reach": "overlay", "region_minimum": {FOREIGN_NAME: 1}}
    keep = partial(called, world, "post", "api-operations", overlay, **seen)
    works = {"function": 3, "choice": "locations", "value": [FOREIGN_NAME]}
    choose = partial(called, world, "post", "api-operations", {"kind": "set_choice", "choices": [works]}, **seen)
    new = {"name": "New", "baseline": str(theirs["baseline"].uid)}
    decided: dict[str, Any] = {"kind": "move_baseline", "baseline": str(ours["earlier"].uid)}
    pair = {name: str(theirs[name].uid) for name in of_ours}
    decided |= {"resolutions": [pair | {"resolution": "keep"}]}
    handed = {"name": "New", "towers": [str(theirs["tower"].uid)]}
    return [
        _refused(world, "post api-scenarios", "baseline", 404, new),
        _refused(world, "post api-scenario-branches", "towers", 404, handed, uid=scenario),
        *(
            _refused(world, "post api-operations", field, 404, place | {field: str(theirs[field].uid)}, **seen)
            for field in of_ours
        ),
        _refused(
            world,
            "post api-operations",
            "baseline",
            404,
            {"kind": "move_baseline", "baseline": str(theirs["baseline"].uid)},
            **seen,
        ),
        Case("api-operations: resolutions", partial(called, world, "post", "api-operations", decided, **seen), 409),
        Case("api-operations: region", keep, 400, before=partial(rename_foreign, world, "region")),
        Case("api-operations: choices", choose, 400, before=partial(rename_foreign, world, "region")),
        Case("api-operations: seq", undo, 404, before=partial(add_foreign_step, world)),
    ]


def _computing_cases(world: World) -> list[Case]:
    theirs = world.theirs
    query = f"?scenario={theirs['scenario'].uid}"
    return [
        *(
            _refused(world, "post api-computations", field, 404, {"kind": kind, field: str(theirs[field].uid)})
            for field, kind in COMPUTED.items()
        ),
        _refused(world, "put api-assumption", "scenario to write", 404, KAPPA, code="kappa", query=query),
    ]


def _item_cases(world: World) -> list[Case]:
    ours, theirs = world.ours, world.theirs
    log, group, foreign_group = ours["log"], ours["group"], theirs["group"]
    group_team, its_version = {"team": str(theirs["team"].uid)}, theirs["baseline"].version
    hours = {"calendar": str(theirs["calendar"].uid)}
    return [
        _refused(world, "patch api-ticket-log", "calendar", 400, hours, version=log.version, uid=log),
        _refused(world, "patch api-ticket-group", "team", 400, group_team, version=group.version, uid=log, group=group),
        _refused(
            world,
            "patch api-ticket-group",
            "group",
            404,
            {"level": 3},
            version=foreign_group.version,
            uid=log,
            group=foreign_group,
        ),
        _refused(
            world,
            "patch api-team",
            "team",
            404,
            {"level": 3},
            version=its_version,
            baseline=ours["baseline"],
            uid=theirs["team"],
        ),
    ]


def _named_cases(world: World) -> list[Case]:
    """What a position and an effort name: refused before a cell is read."""

    def is_unknown(field: str, answer: Any) -> bool:
        kind = "position" if field == "manager" else field
        return f"names no {kind} of this baseline" in answer.content.decode()

    fields = (("position", "team"), ("position", "manager"), ("effort", "team"), ("effort", "activity"))
    cases = []
    for kind, field in fields:
        name, row = "api-position" if kind == "position" else "api-effort-item", world.ours[kind]
        body = {field: str(world.theirs["position" if field == "manager" else field].uid)}
        send = partial(called, world, "patch", name, body, version=row.version, uid=row)
        cases.append(Case(f"{name}: {field}", send, 400, partial(is_unknown, field)))
    return cases
