"""What a branch may change: the part of its parent that was handed over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import UserError
from functions.models import Scenario
from functions.pieces import PLACEMENTS, Piece, function_of, pieces
from functions.projection import MOVE, Pair, Shares, Step, Target, project_on
from functions.selectors import ground_of, steps_of
from towers.functions_reference import BY_CODE
from towers.models import BaselineTeam, Tower


@dataclass(frozen=True, slots=True)
class Part:
    """Functions by code and the teams of handed towers; none of either is the whole design."""

    functions: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    is_whole: bool = True

    def holds_card(self, pair: Pair, before: Shares, after: Shares) -> bool:
        """Whether the card comes from or goes to one of the functions, or its team is of one of the towers.

        >>> part = Part(frozenset({3}), frozenset({12}), is_whole=False)
        >>> part.holds_card((1, 1), {3: 10_000}, {7: 10_000}), part.holds_card((1, 1), {7: 10_000}, {8: 10_000})
        (True, False)
        >>> part.holds_card((1, 1), {3: 5_000, 7: 5_000}, {3: 5_000, 8: 5_000}), part.holds_card((12, 1), {}, {8: 1})
        (False, True)
        """
        if self.is_whole or pair[0] in self.teams:
            return True
        return any(before.get(code) != after.get(code) for code in self.functions)

    def holds_choice(self, function_code: object) -> bool:
        """Whether a choice about this function belongs to it; what names no function belongs to the whole design."""
        return self.is_whole or function_code in self.functions


def part_of(scenario: Scenario) -> Part:
    """The part of a branch; the whole of any other scenario."""
    if not scenario.part:
        return Part()
    towers = scenario.part.get("towers", [])
    teams = BaselineTeam.objects.filter(baseline_id=scenario.baseline_id, tower__in=towers).values_list("team_id")
    own = frozenset(team for (team,) in teams) if towers else frozenset()
    return Part(frozenset(scenario.part.get("functions", [])), own, is_whole=False)


def part_words(part: Mapping[str, Any], towers: Mapping[int, str]) -> str:
    """A branch's part as people say it; `towers` by id.

    >>> part_words({"functions": [4], "towers": [9]}, {9: "Server"}), part_words({}, {})
    ('Product engineering and Server', 'the whole design')
    """
    names = [BY_CODE[code].name for code in part.get("functions", [])]
    names += [towers.get(tower, "a former tower") for tower in part.get("towers", [])]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "the whole design"


def tower_names(scenarios: Iterable[Scenario]) -> dict[int, str]:
    """The names of the towers in the parts of these scenarios, by id; one query, none where no part names a tower."""
    wanted = {tower for scenario in scenarios for tower in scenario.part.get("towers", [])}
    return dict(Tower.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def require_in_part(scenario: Scenario, step: Step) -> None:
    """Refuse a step by which a branch would leave its part, its parent's baseline, or what it began with."""
    if scenario.parent is None:
        return
    name, began = scenario.parent.name, scenario.branched_at or 0
    if step.kind == MOVE:
        raise UserError(f"A branch stands where “{name}” stands. Move “{name}” to the other baseline, then merge.")
    if step.reverses is not None and step.reverses <= began:
        raise UserError(f"Step {step.reverses} was made before this branch began. Undo it in “{name}”.")
    if not scenario.part:
        return
    ground, steps = ground_of(scenario), steps_of(scenario.operations.select_related("reverses"))
    if _stays_inside(part_of(scenario), project_on(ground, steps), project_on(ground, [*steps, step])):
        return
    words = part_words(scenario.part, tower_names([scenario]))
    raise UserError(
        f"This branch has {words}: a card must come from there or go there, and a choice must be of its functions. "
        f"Do the rest in “{name}”."
    )


def _stays_inside(part: Part, before: Target, after: Target) -> bool:
    then, now = pieces(before), pieces(after)
    changed = [piece for piece in then.keys() | now.keys() if then.get(piece) != now.get(piece)]
    return all(_holds(part, piece, (before, then.get(piece)), (after, now.get(piece))) for piece in changed)


def _holds(part: Part, piece: Piece, before: tuple[Target, Any], after: tuple[Target, Any]) -> bool:
    if piece[0] == PLACEMENTS:
        return part.holds_card(piece[1], before[1] or {}, after[1] or {})
    return any(part.holds_choice(function_of(piece, said, target)) for target, said in (before, after))
