"""The steps about roles, seats, output metrics and duties as people say them."""

from collections.abc import Callable, Mapping
from typing import Any

from core.figures import plural
from functions.staffing import REMOVE_ROLE, SEAT, SET_DUTIES, SET_METRICS, SET_ROLES
from towers.functions_reference import BY_CODE

Payload = Mapping[str, Any]
RegionNames = Mapping[int, str]  # by id


def _role_words(payload: Payload, region_names: RegionNames) -> str:
    roles = payload["roles"]
    if len(roles) == 1:
        return f"Role “{roles[0]['name']}” set, {plural(roles[0]['seats'], 'seat')}"
    seats = sum(role["seats"] for role in roles)
    return f"{plural(len(roles), 'role')} set with {plural(seats, 'seat')}"


def _removed_words(payload: Payload, region_names: RegionNames) -> str:
    return f"Role “{payload['name']}” removed"


def _seat_words(payload: Payload, region_names: RegionNames) -> str:
    seats = payload["seats"]
    positions = plural(len(seats), "position")
    if payload.get("is_by_rule"):
        return f"{positions} placed into roles by rule"
    if all(role is None for _, _, role in seats):
        return f"{positions} taken out of their roles"
    return f"{positions} placed into “{payload['name']}”"


def _metric_words(payload: Payload, region_names: RegionNames) -> str:
    functions = payload["functions"]
    if len(functions) == 1:
        return f"Output metrics of {BY_CODE[int(next(iter(functions)))].name} set"
    return f"Output metrics of {len(functions)} functions set"


def _duty_words(payload: Payload, region_names: RegionNames) -> str:
    return f"Who answers for what set in {plural(len(payload['processes']), 'process', 'processes')}"


STAFFING_WORDS: dict[str, Callable[[Payload, RegionNames], str]] = {
    SET_ROLES: _role_words,
    REMOVE_ROLE: _removed_words,
    SEAT: _seat_words,
    SET_METRICS: _metric_words,
    SET_DUTIES: _duty_words,
}
