"""A foreign id in every relation that a form or serializer writes: refused, nothing changed."""

from typing import Any

from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from functions.models import Operation, Placement, Scenario
from tests.access.world import World

COUNTED: tuple[type[models.Model], ...] = (Scenario, Operation, Placement)


def _counts() -> list[int]:
    return [model._default_manager.count() for model in COUNTED]


def form_cases(world: World) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """(address name, parts of the address, form with one foreign id)."""
    ours, theirs = world.ours, world.theirs
    uid = {"uid": ours["scenario"].uid}
    place = {"version": ours["scenario"].version, "function": 3, "share": 100}
    return [
        ("scenario-add", {}, {"name": "New", "preset": "global", "baseline": theirs["baseline"].uid}),
        ("scenario-place", uid, {**place, "team": theirs["team"].uid, "activity": ours["activity"].uid}),
        ("scenario-place", uid, {**place, "team": ours["team"].uid, "activity": theirs["activity"].uid}),
    ]


def api_cases(world: World) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """(address name, parts of the address, body with one foreign id)."""
    ours, theirs = world.ours, world.theirs
    uid = {"uid": ours["scenario"].uid}
    place = {"kind": "place", "shares": {"3": 1}}
    overlay = {"kind": "set_reach", "function": 3, "reach": "overlay"}
    return [
        ("api-scenarios", {}, {"name": "New", "baseline": str(theirs["baseline"].uid)}),
        ("api-operations", uid, {**place, "team": str(theirs["team"].uid), "activity": str(ours["activity"].uid)}),
        ("api-operations", uid, {**place, "team": str(ours["team"].uid), "activity": str(theirs["activity"].uid)}),
        ("api-operations", uid, {**overlay, "region_minimum": {theirs["region"].name: 1}}),
    ]


def wrong_references(world: World) -> list[str]:
    """The cases that changed something, or were not refused as they should be."""
    wrong = []
    for name, parts, form in form_cases(world):
        address = reverse(name, kwargs={"organisation": "ours", **parts})
        wrong += _tried(name, lambda a=address, f=form: world.browsers["modeller"].post(a, f), {302})
    token = {"Authorization": f"Token {world.tokens['modeller write']}"}
    for name, parts, body in api_cases(world):
        headers = {**token, "If-Match": str(world.ours["scenario"].version)}
        address = reverse(name, kwargs=parts)
        wrong += _tried(
            name,
            lambda a=address, b=body, h=headers: Client().post(a, b, content_type="application/json", headers=h),
            {400, 404},
        )
    return wrong


def _tried(name: str, send: Any, refusals: set[int]) -> list[str]:
    with transaction.atomic():
        before = _counts()
        status = send().status_code
        is_changed = _counts() != before
        transaction.set_rollback(True)
    return [f"{name}: {status}, changed: {is_changed}"] if is_changed or status not in refusals else []
