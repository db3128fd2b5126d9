"""What a new scenario can start from: which work goes to its function, which stays, how far each function reaches.

A preset makes steps like those that people make, with its name as their reason; each can be changed or undone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.actor import Actor
from functions.models import Scenario
from functions.operating import append
from functions.projection import HOME, MOVE_CARDS, SHARE_UNIT, Pair
from functions.rebuild import rebuild_placements
from functions.selectors import ground_of
from towers.functions_reference import BY_CODE, FUNCTIONS

GLOBAL, REGIONAL = "global", "regional"


@dataclass(frozen=True, slots=True)
class Preset:
    """A start: what it means in a sentence, and the reach of the functions whose work it places; the rest stays."""

    code: str
    name: str
    sentence: str
    reaches: Mapping[int, str] = field(default_factory=dict)

    @property
    def places_all(self) -> bool:
        """Whether all work goes to the function of its activity."""
        return len(self.reaches) == len(FUNCTIONS)

    @property
    def reason(self) -> str:
        """What its steps carry."""
        return f"preset: {self.name}"

    @property
    def rule(self) -> str:
        """How its cards are found, as the history says it."""
        names = ", ".join(BY_CODE[code].name for code in self.reaches)
        return f"work of {names} goes there, all other work stays in its team"

    @property
    def deeds(self) -> str:
        """What its steps do, in words."""
        if not self.reaches:
            return "It makes no step."
        by_reach: dict[str, list[str]] = {}
        for code, reach in self.reaches.items():
            by_reach.setdefault(reach, []).append(f"{code} {BY_CODE[code].name}")
        if self.places_all:
            pools = " and ".join(f"all {reach}" for reach in by_reach)
            return f"Every activity goes to its function; the ten functions are {pools}."
        named = "; ".join(f"{reach}: {', '.join(names)}" for reach, names in by_reach.items())
        return f"Work of these functions is pooled, {named}. All other work stays in its team."


PRESETS: dict[str, Preset] = {
    preset.code: preset
    for preset in (
        Preset("today", "Today as it is", "Nothing moves; what all others are measured against."),
        Preset(
            "little",
            "Do little",
            "The towers stay as they are and share a first level: one service desk and one command centre per region.",
            {5: REGIONAL, 7: REGIONAL},
        ),
        Preset(
            GLOBAL,
            "Global plan-build-run",
            "Each kind of work is done once for the whole world: the most scale, the longest way to customers.",
            {function.code: GLOBAL for function in FUNCTIONS},
        ),
        Preset(
            REGIONAL,
            "Regional plan-build-run",
            "Each region runs the ten functions for itself: close to its customers, with less scale.",
            {function.code: REGIONAL for function in FUNCTIONS},
        ),
        Preset(
            "product",
            "Product-aligned teams with a platform team",
            "The counter-model: teams keep planning, building and supporting their own product from end to end; only "
            "the desk, monitoring, data centres and shared support become a platform that serves them all.",
            {5: REGIONAL, 7: GLOBAL, 9: REGIONAL, 10: GLOBAL},
        ),
        Preset(
            "central",
            "Central architecture",
            "One place decides on technology and offerings for the whole enterprise, so that systems stop "
            "multiplying; running them stays where it is.",
            {2: GLOBAL, 4: GLOBAL},
        ),
    )
}


def start_from(by: Actor, scenario: Scenario, preset: Preset) -> None:
    """The steps of a preset in a new scenario, inside the caller's transaction."""
    if not preset.reaches:
        return
    if preset.places_all:
        append(by, scenario, "apply_default_mapping", {}, preset.reason)
    else:
        ground = ground_of(scenario)
        append(by, scenario, MOVE_CARDS, _moves(preset, ground.pairs, ground.default_functions), preset.reason)
    for code, reach in preset.reaches.items():
        append(by, scenario, "set_reach", {"function": code, "reach": reach}, preset.reason)
    rebuild_placements(scenario)


def _moves(preset: Preset, pairs: Iterable[Pair], default_functions: Mapping[int, int]) -> dict[str, Any]:
    """Every card: to the function of its activity where the preset pools that, else it stays in its team, and that is
    said too, so that a later step that places the rest leaves it there.
    """
    moves = []
    for team, activity in sorted(pairs):
        code = default_functions[activity]
        place = code if code in preset.reaches else HOME
        moves.append({"team": team, "activity": activity, "shares": {str(place): SHARE_UNIT}})
    return {"moves": moves, "rule": {"words": preset.rule}}
