"""How content somebody was with a ticket: what surveys write, as a score from 0 to 100."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

WORST, BEST = 0.0, 100.0
# A scale by its worst and its best end, as a mapping names it.
SCALES: dict[str, tuple[float, float]] = {
    "1-3": (1, 3),
    "1-4": (1, 4),
    "1-5": (1, 5),
    "1-7": (1, 7),
    "1-10": (1, 10),
    "0-5": (0, 5),
    "0-10": (0, 10),
    "0-100": (0, 100),
    "5-1": (5, 1),
    "6-1": (6, 1),
}
LIKELY = ("1-5", "0-10", "0-100")
WORDS: dict[str, float] = {
    **dict.fromkeys(("very satisfied", "very good", "excellent"), 100.0),
    **dict.fromkeys(("satisfied", "good", "happy", "positive"), 75.0),
    **dict.fromkeys(("neutral", "neither", "ok", "average"), 50.0),
    **dict.fromkeys(("dissatisfied", "unsatisfied", "bad", "unhappy", "negative"), 25.0),
    **dict.fromkeys(("very dissatisfied", "very unsatisfied", "very bad"), 0.0),
}
NUMBER = re.compile(r"(\d{1,3})(?:[.,](\d{1,6}))?\s*(%?)")


def likely_scale(texts: Iterable[str]) -> str:
    """The narrowest of the usual scales that holds every number; "" where no text is one.

    >>> likely_scale(["5", "3.5", "good"]), likely_scale(["0", "9"]), likely_scale(["85"]), likely_scale(["good"])
    ('1-5', '0-10', '0-100', '')
    """
    numbers = [found[0] for text in texts if (found := _number(text)) and not found[1]]
    holding = (name for name in LIKELY if all(SCALES[name][0] <= one <= SCALES[name][1] for one in numbers))
    return next(holding, LIKELY[-1]) if numbers else ""


def scores(texts: Sequence[str], scale: str) -> list[float | None]:
    """Each text as a score from 0, the worst, to 100, the best; None for what is no answer on the scale.

    100 x (answer - worst end) / (best end - worst end). A percentage is a score as it stands, words have theirs.

    >>> scores(["4", "4,5", "80%", "Very satisfied", "0", "n/a"], "1-5")
    [75.0, 87.5, 80.0, 100.0, None, None]
    >>> scores(["1", "6"], "6-1")
    [100.0, 0.0]
    """
    return [_score(text, scale) for text in texts]


def _score(text: str, scale: str) -> float | None:
    known = WORDS.get(" ".join(text.casefold().split()))
    if known is not None:
        return known
    found = _number(text)
    if found is None:
        return None
    value, is_percentage = found
    worst, best = (WORST, BEST) if is_percentage or not scale else SCALES[scale]
    if not min(worst, best) <= value <= max(worst, best):
        return None
    return abs(value - worst) / abs(best - worst) * (BEST - WORST)


def _number(text: str) -> tuple[float, bool] | None:
    """The number that a text is, and whether it is a percentage."""
    found = NUMBER.fullmatch(text.strip())
    return (float(f"{found[1]}.{found[2] or 0}"), bool(found[3])) if found else None
