"""Whole things divided in proportion: persons over pieces of work."""

from __future__ import annotations

from collections.abc import Sequence


def whole_parts(count: int, weights: Sequence[float]) -> list[int]:
    """Divide `count` in proportion to the weights into whole numbers that add up to it, by largest remainders.

    Of equal remainders the first wins; without any weight nothing is given out.

    >>> whole_parts(10, [5.0, 3.0, 1.0]), whole_parts(2, [1.0, 1.0, 1.0]), whole_parts(3, [0.0])
    ([6, 3, 1], [1, 1, 0], [0])
    """
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [count * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    missing = count - sum(parts)
    for at in sorted(range(len(parts)), key=lambda at: parts[at] - exact[at])[:missing]:
        parts[at] += 1
    return parts
