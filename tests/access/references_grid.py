"""The grid: rows by their address, names in cells, and what was kept of a deleted row."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.core import signing

from tests.access.references_case import Case, sent
from tests.access.references_forms import FOREIGN_NAME, rename_foreign
from tests.access.world import World
from tests.factories import actor_of
from towers.actions.grid_efforts import EffortWork
from towers.models import BaselineTeam, Effort

ROW_OF = {"positions": "position", "teams": "team", "effort": "effort"}
NOBODY, NO_TEAM = "There is no position", "There is no team"


def grid_cases(world: World) -> list[Case]:
    """Each kind of row, each cell that names something."""
    other = f"?baseline={world.theirs['baseline'].uid}"
    save = partial(sent, world, "grid-save", {}, query=other, kind="positions")
    return [
        Case("grid-save: baseline", save, 404),
        *(_row_case(world, kind, verb) for kind in ROW_OF for verb in ("changed", "deleted")),
        *_cell_cases(world),
        _place_case(world),
        _team_case(world),
        _kept_case(world),
    ]


def _row_case(world: World, kind: str, verb: str) -> Case:
    """A foreign row is not there."""
    uid = str(world.theirs[ROW_OF[kind]].uid)
    send = partial(sent, world, "grid-save", {verb: [{"uid": uid, "version": 1}]}, kind=kind)

    def is_gone(answer: Any) -> bool:
        told: dict[str, Any] = answer.json()
        is_left = bool(told["deleted"] == [{"uid": uid, "kept": ""}])
        return is_left if verb == "deleted" else bool(told["gone"] == [uid])

    return Case(f"grid-save: {verb} {kind}", send, 200, is_gone)


def _cell_cases(world: World) -> list[Case]:
    """What a cell names is none of ours: the cell says so."""
    key = world.theirs["position"].key
    return [
        _cell_case(world, "positions", "team", FOREIGN_NAME, NO_TEAM),
        _cell_case(world, "positions", "manager", key, NOBODY),
        _cell_case(world, "effort", "team", FOREIGN_NAME, NO_TEAM),
        _cell_case(world, "effort", "activity", FOREIGN_NAME, "There is no activity"),
    ]


def _cell_case(world: World, kind: str, field: str, text: str, refusal: str) -> Case:
    row = world.ours[ROW_OF[kind]]
    body = {"changed": [{"uid": str(row.uid), "version": row.version, "cells": {field: text}}]}

    def is_refused(answer: Any) -> bool:
        return [error["message"].startswith(refusal) for error in answer.json()["errors"]] == [True]

    return Case(
        f"grid-save: {field} of {kind}",
        partial(sent, world, "grid-save", body, kind=kind),
        200,
        is_refused,
        before=partial(rename_foreign, world, "team", "activity"),
    )


def _place_case(world: World) -> Case:
    """A tower and a region called like foreign ones are one's own."""
    team, baseline = world.ours["team"], world.ours["baseline"]
    names = {field: world.theirs[field].name for field in ("tower", "region")}
    body = {"changed": [{"uid": str(team.uid), "version": 1, "cells": names}]}

    def is_placed(answer: Any) -> bool:
        row = BaselineTeam.objects.get(baseline=baseline, team=team)
        return {"tower": row.tower.name, "region": row.region.name} == names

    send = partial(sent, world, "grid-save", body, kind="teams")
    return Case("grid-save: names of places", send, 200, is_placed, makes_own=True)


def _team_case(world: World) -> Case:
    """So is a team."""
    name, baseline = world.theirs["team"].name, world.ours["baseline"]
    body = {"added": [{"uid": str(uuid4()), "cells": {"name": name}}]}

    def is_added(answer: Any) -> bool:
        return BaselineTeam.objects.filter(baseline=baseline, team__name=name).exists()

    send = partial(sent, world, "grid-save", body, kind="teams")
    return Case("grid-save: name of a team", send, 200, is_added, makes_own=True)


def _kept_case(world: World) -> Case:
    """What was kept of a foreign row, its position too, comes back nowhere else."""
    ours, theirs = world.ours, world.theirs
    names = {"team": ours["team"].name, "activity": ours["activity"].name, "fte": 1}

    def send() -> Any:
        work = EffortWork(actor_of(theirs["membership"]), theirs["baseline"])
        kept = signing.dumps(work.kept(Effort.objects.get(pk=theirs["effort"].pk)), salt=work._salt)
        body = {"added": [{"uid": str(uuid4()), "cells": names, "kept": kept}]}
        return sent(world, "grid-save", body, kind="effort")

    return Case(
        "grid-save: kept",
        send,
        400,
        before=lambda: Effort.objects.filter(pk=theirs["effort"].pk).update(position=theirs["position"]),
    )
