"""What a design says, piece by piece, so that two designs can be laid beside one another. Pure."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import fields, is_dataclass
from typing import Any

from functions.projection import Pair, Shares, Target

PLACEMENTS = "placements"
Piece = tuple[Any, ...]  # the way to it: field of the target, key in it, and so on


def pieces(target: Target) -> dict[Piece, Any]:
    """Every placement and every choice, whatever fields a target has; effort that stays in its team is no piece.

    >>> sorted(pieces(Target({(1, 7): {3: 10_000}, (2, 7): {}}, {4: ("global", {})})))
    [('designs', 4), ('placements', (1, 7))]
    """
    cards: dict[Piece, Any] = {(PLACEMENTS, pair): shares for pair, shares in placed(target).items()}
    return cards | choices(target)


def placed(target: Target) -> dict[Pair, Shares]:
    """The effort that does not stay in its team."""
    return {pair: shares for pair, shares in target.placements.items() if shares}


def choices(target: Target) -> dict[Piece, Any]:
    """Every piece but the placements; copies, which later steps leave alone."""
    found = {piece: said for field in fields(target) for piece, said in _walked((field.name,), target)}
    return {piece: deepcopy(said) for piece, said in found.items() if piece[0] != PLACEMENTS}


def _walked(way: Piece, of: Any) -> Iterator[tuple[Piece, Any]]:
    """Into attributes, and one level into what has keys; deeper only where a value has attributes itself."""
    value = getattr(of, way[-1])
    entries = value.items() if isinstance(value, Mapping) else [(None, value)]
    for key, said in entries:
        place = way if key is None else (*way, key)
        if is_dataclass(said):
            for field in fields(said):
                yield from _walked((*place, field.name), said)
        else:
            yield place, said


def function_of(piece: Piece, said: Any, target: Target) -> Any:
    """The number of the function that a choice is about; None where it is about the whole design, or says nothing."""
    match piece:
        case ("designs", code, *_):
            return int(code)
        case ("choices", (code, _)):
            return code or None
        case ("staffing", "metrics", code):
            return int(code)
        case ("staffing", "roles", _) if said:
            return _function_of_role(said)
        case ("staffing", "seats", _) if said in target.staffing.roles:
            return _function_of_role(target.staffing.roles[said])
        case ("owners", _) if said:
            return int(said[0])
    return None


def _function_of_role(role: Mapping[str, Any]) -> int | None:
    """The overall leader is of none."""
    return int(role["function"]) if role["function"] else None
