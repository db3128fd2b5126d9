"""The steps of a design as people say them."""

from collections.abc import Callable, Mapping
from typing import Any

from core.figures import plain, plural
from functions.choosing_words import CHOOSING_WORDS
from functions.models import Design, Operation
from functions.owning_words import OWNING_WORDS
from functions.projection import HOME, MERGE, MOVE, MOVE_CARDS
from functions.staffing_words import STAFFING_WORDS
from towers.functions_reference import BY_CODE
from towers.models import FTE_UNIT

MOST_NAMED = 3  # columns that the words of a step name
Payload = Mapping[str, Any]
RegionNames = Mapping[int, str]  # by id


def step_words(operation: Operation, region_names: RegionNames) -> str:
    """A step in words (fetch `reverses` along)."""
    if operation.reverses:
        return f"Undo of step {operation.reverses.seq}"
    return WORDS[operation.kind](operation.payload, region_names)


def _reach_words(payload: Payload, region_names: RegionNames) -> str:
    reach = f"Reach of {BY_CODE[payload['function']].name}: {Design.Reach(payload['reach']).label}"
    return reach + _minimum_words(payload.get("region_minimum"), region_names)


def _placed_words(payload: Payload, region_names: RegionNames) -> str:
    return f"Effort placed in {_place_words(payload['shares'])}"


def _baseline_words(payload: Payload, region_names: RegionNames) -> str:
    moved = f"Moved from “{payload['from_name']}” to “{payload['to_name']}”"
    chosen = [f"{count:,} {said}" for said, count in payload.get("chosen", {}).items()]
    return f"{moved}; of the moves with another source {', '.join(chosen)}" if chosen else moved


def _merge_words(payload: Payload, region_names: RegionNames) -> str:
    brought = [plural(payload["cards"], "card")] if payload["cards"] else []
    brought += [plural(payload["choices"], "choice")] if payload["choices"] else []
    return f"Merged “{payload['name']}”: {' and '.join(brought) or 'nothing of it taken'}"


def _rest_words(payload: Payload, region_names: RegionNames) -> str:
    return "The rest placed as the default mapping says"


def _mapping_words(payload: Payload, region_names: RegionNames) -> str:
    return "Default mapping applied"


def _move_words(payload: Payload, region_names: RegionNames) -> str:
    cards = plural(len(payload["moves"]), "card")
    if rule := payload.get("rule"):
        return f"{cards} moved by rule: {rule['words']}"
    if payload.get("is_confirming"):
        return f"{cards} confirmed where {'it lies' if len(payload['moves']) == 1 else 'they lie'}"
    codes = {code for moved in payload["moves"] for code in moved["shares"]}
    named = _place_words(dict.fromkeys(sorted(codes, key=int), 0))
    where = named if len(codes) <= MOST_NAMED else f"{len(codes)} columns"
    return f"{cards} moved, now in {where}"


def _place_words(shares: Mapping[str, int]) -> str:
    functions = [BY_CODE[int(code)].name for code in shares if int(code) != HOME]
    return " and ".join([*functions, "its team"] if str(HOME) in shares else functions)


def _minimum_words(stated: int | Mapping[str, int] | None, region_names: RegionNames) -> str:
    if stated is None:
        return ""
    if isinstance(stated, int):
        return f", {plain(stated / FTE_UNIT)} FTE per region"
    names = {region: region_names.get(int(region), "a former region") for region in stated}
    parts = [f"{names[region]} {plain(fte / FTE_UNIT)}" for region, fte in stated.items()]
    return f", FTE per region: {', '.join(sorted(parts))}"


WORDS: dict[str, Callable[[Payload, RegionNames], str]] = {
    "apply_default_mapping": _mapping_words,
    "place_rest": _rest_words,
    "place": _placed_words,
    MOVE_CARDS: _move_words,
    "set_reach": _reach_words,
    MOVE: _baseline_words,
    MERGE: _merge_words,
    **CHOOSING_WORDS,
    **STAFFING_WORDS,
    **OWNING_WORDS,
}
