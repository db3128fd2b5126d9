"""Forms that write: every field and part of the address that names a row."""

from functools import partial
from typing import Any

from functions.models import Operation
from tests.access.references_case import Case, is_told, posted
from tests.access.world import World
from towers.models import Effort

KAPPA = {"version": 0, "low": 1, "likely": 2, "high": 3, "evidence": "assumed"}
PROPOSAL = {"handoff_weight": 1, "change_weight": 1, "moved_percent": 15, "log": ""}
FOREIGN_STEP = 99
FOREIGN_WORDING, FOREIGN_NAME = "keeping the birds", "the aviary"


def form_cases(world: World) -> list[Case]:
    """One foreign thing each; the rest of the form is in order."""
    return [*_scenario_cases(world), *_team_cases(world), *_log_cases(world)]


def _refused(world: World, name: str, field: str, form: dict[str, Any], status: int = 302, **more: Any) -> Case:
    """Back to the page with an error, or (422) the form again."""
    return Case(f"{name}: {field}", partial(posted, world, name, form, **more), status, is_told)


def _missing(world: World, name: str, field: str, form: dict[str, Any], **more: Any) -> Case:
    """What the address names is not there."""
    return Case(f"{name}: {field}", partial(posted, world, name, form, **more), 404)


def add_foreign_step(world: World) -> None:
    """A step with a number that only the foreign scenario has."""
    Operation.objects.create(scenario=world.theirs["scenario"], seq=FOREIGN_STEP, kind="apply_default_mapping")


def rename_foreign(world: World, *things: str) -> None:
    """A name that the answer may repeat, so it is not their word."""
    for thing in things:
        row = world.theirs[thing]
        type(row)._default_manager.filter(pk=row.pk).update(key=FOREIGN_NAME, name=FOREIGN_NAME)


def _word_foreign_effort(world: World) -> None:
    """A wording that only they have; the answer may repeat it, so it is not their word."""
    Effort.objects.filter(baseline=world.theirs["baseline"]).update(wording=FOREIGN_WORDING)


def _scenario_cases(world: World) -> list[Case]:
    ours, theirs = world.ours, world.theirs
    scenario = ours["scenario"]
    place = {"version": scenario.version, "function": 3, "share": 100}
    of_theirs = {"team": theirs["team"].uid, "activity": theirs["activity"].uid}
    of_ours = {"team": ours["team"].uid, "activity": ours["activity"].uid}
    undo = partial(posted, world, "scenario-undo", {"version": scenario.version}, uid=scenario, seq=FOREIGN_STEP)
    new = {"name": "New", "preset": "global", "baseline": theirs["baseline"].uid}
    decided = {"version": scenario.version, "baseline": ours["earlier"].uid}
    decided |= {f"move_{theirs['team'].uid}:{theirs['activity'].uid}": "keep"}
    return [
        _refused(world, "scenario-add", "baseline", new),
        _refused(world, "scenario-move", "baseline", new | {"version": scenario.version}, uid=scenario),
        _refused(world, "scenario-move", "resolution", decided, uid=scenario),
        *(
            _refused(world, "scenario-place", field, place | of_ours | {field: uid}, uid=scenario)
            for field, uid in of_theirs.items()
        ),
        Case("scenario-undo: seq", undo, 302, is_told, partial(add_foreign_step, world)),
        _refused(world, "scenario-branch", "towers", {"name": "New", "towers": [theirs["tower"].uid]}, uid=scenario),
        _refused(world, "scenario-proposal-run", "log", PROPOSAL | {"log": theirs["log"].uid}, uid=scenario),
        _refused(world, "scenario-proposal-run", "kept", PROPOSAL | {"kept": [theirs["constraint"].uid]}, uid=scenario),
        _refused(world, "scenario-compute", "log", {"log": theirs["log"].uid}, uid=scenario),
        _missing(world, "assumption-set", "scenario", KAPPA, code="kappa", query=f"?scenario={theirs['scenario'].uid}"),
    ]


def _team_cases(world: World) -> list[Case]:
    ours, theirs = world.ours, world.theirs
    baseline = ours["baseline"]
    place = {"version": theirs["baseline"].version, "orientation": "digital"}
    posts = {"same": f"{ours['position'].uid}:{theirs['position'].uid}"}
    meant = {"wording": ours["wording"], "activity": theirs["activity"].uid}
    said = {"wording": FOREIGN_WORDING, "activity": ours["activity"].uid}
    correct = partial(posted, world, "wording-correct", said, baseline=baseline)
    return [
        _missing(world, "team-place", "team", place, baseline=baseline, uid=theirs["team"]),
        _missing(world, "baseline-same-posts", "same", posts, uid=baseline),
        _refused(world, "wording-correct", "activity", meant, baseline=baseline),
        Case("wording-correct: wording", correct, 302, is_told, partial(_word_foreign_effort, world)),
    ]


def _log_cases(world: World) -> list[Case]:
    ours, theirs = world.ours, world.theirs
    log, group = ours["log"], ours["group"]
    edit = {"version": group.version, "level": 2, "team": ours["team"].pk}
    theirs_edit = edit | {"version": theirs["group"].version}
    hours = {"version": log.version, "calendar": theirs["calendar"].uid, "system_rule": ""}
    judged = {"version": 0, "key": theirs["ticket key"], "verdict": "right"}
    sample = {"uid": ours["log"], "code": "complexity-simple"}
    return [
        _refused(world, "segment-judge", "key", judged, **sample),
        _refused(world, "ticket-group-edit", "team", edit | {"team": theirs["team"].pk}, 422, uid=log, group=group),
        _missing(world, "ticket-group-edit", "group", theirs_edit, uid=log, group=theirs["group"]),
        _refused(world, "ticket-log-edit", "calendar", hours, 422, uid=log),
        _refused(world, "ticket-log-teams", "baseline", {"baseline": theirs["baseline"].uid}, uid=log),
    ]
