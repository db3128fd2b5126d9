"""Towers and activities that others have under the same name: one's own are made, and theirs stay unknown."""

from functools import partial
from typing import Any

from core.models import Import
from tests.access.references_case import Case, called, posted
from tests.access.references_imports import by_wizard, own_import
from tests.access.world import World
from towers.models import Activity, Tower

MARKS = {"function_code": 8, "scale_class": "expert", "value_class": "necessary"}


def tower_cases(world: World) -> list[Case]:
    """Forms, endpoints and a list that comes in."""
    return [*_added(world), *_renamed(world), _list_case(world)]


def _is_owned(world: World, model: type[Tower] | type[Activity], name: str) -> Any:
    return lambda answer: model.objects.filter(organisation=world.organisation, name=name).exists()


def _added(world: World) -> list[Case]:
    tower, activity = world.theirs["tower"].name, world.theirs["activity"].name
    has_tower, has_activity = _is_owned(world, Tower, tower), _is_owned(world, Activity, activity)
    new = MARKS | {"name": activity}
    return [
        _own("tower-add", partial(posted, world, "tower-add", {"name": tower}), 302, has_tower),
        _own("api-towers", partial(called, world, "post", "api-towers", {"name": tower}), 201, has_tower),
        _own("activity-add", partial(posted, world, "activity-add", new), 302, has_activity),
        _own("api-activities", partial(called, world, "post", "api-activities", new), 201, has_activity),
    ]


def _renamed(world: World) -> list[Case]:
    row, name = world.ours["tower"], world.theirs["tower"].name
    has_name = _is_owned(world, Tower, name)
    form = {"name": name, "version": row.version}
    change = partial(called, world, "patch", "api-tower", {"name": name}, version=row.version, uid=row)
    return [
        _own("tower-edit", partial(posted, world, "tower-edit", form, uid=row), 302, has_name),
        _own("api-tower", change, 200, has_name),
    ]


def _list_case(world: World) -> Case:
    """A list that names their activity makes one of one's own, and may be called like another one of theirs."""
    name = world.theirs["activity"].name
    text = f"Activity,New name,Function\n{name},,6\n{world.ours['activity'].name},{name} too,\n"

    def is_new(answer: Any) -> bool:
        incoming = own_import(world)
        counts = {verdict: incoming.counts[verdict] for verdict in ("created", "changed", "rejected")}
        is_in = incoming.state == Import.State.CONFIRMED and counts == {"created": 1, "changed": 1, "rejected": 0}
        return is_in and _is_owned(world, Activity, name)(answer)

    send = partial(by_wizard, world, "activities", "", text)
    return Case("import-upload: names in a list of activities", send, 302, is_new, makes_own=True)


def _own(name: str, send: Any, status: int, is_right: Any) -> Case:
    return Case(f"{name}: name", send, status, is_right, makes_own=True)
