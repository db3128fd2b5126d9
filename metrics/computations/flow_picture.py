"""Where the bars and bands of a flow from towers to functions are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WIDTH = 1_080
BAR = 10  # width of a bar
LEFT, RIGHT = 190, 780  # left edges of both columns of bars
VOLUME = 420  # height of all bars of one side together
SLOT = 34  # least height of a bar with its two lines of text
GAP = 6
LEAST = 0.75  # what is drawn at least of a band

Tower = str
Code = int
Amounts = Mapping[tuple[Tower, Code], float]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it stands for, its upper end and height, and the height at which its text stands."""

    key: Tower | Code
    value: float
    y: float
    height: float
    middle: float


@dataclass(frozen=True, slots=True)
class Band:
    """A band from a tower's bar to a function's, as a path of SVG."""

    tower: Tower
    code: Code
    value: float
    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars of both sides, the bands between them, and the height of the whole."""

    towers: list[Bar]
    functions: list[Bar]
    bands: list[Band]
    height: int


def flow_picture(amounts: Amounts, towers: Sequence[Tower], codes: Sequence[Code]) -> Picture:
    """Lay out a flow in the orders given; a tower or function with nothing is left out.

    Heights are in proportion to the amounts, 420 units for all of them; each bar takes at least 34 with its text, and
    the shorter side is spread over the height of the longer.

    >>> picture = flow_picture({("Server", 7): 3.0, ("Server", 8): 1.0}, ["Server", "Network"], [7, 8, 9])
    >>> [(bar.key, bar.y, bar.height) for bar in picture.functions], picture.height
    ([(7, 0.0, 315.0), (8, 321.0, 105.0)], 426)
    >>> [bar.key for bar in picture.towers], [band.value for band in picture.bands]
    (['Server'], [3.0, 1.0])
    """
    scale = VOLUME / (sum(amounts.values()) or 1.0)
    left = {one: sum(amounts.get((one, code), 0.0) for code in codes) for one in towers}
    right = {code: sum(amounts.get((one, code), 0.0) for one in towers) for code in codes}
    height = max(_height(left.values(), scale), _height(right.values(), scale))
    sources, targets = _bars(left, scale, height), _bars(right, scale, height)
    return Picture(sources, targets, _bands(amounts, sources, targets, scale), round(height))


def _height(values: Iterable[float], scale: float) -> float:
    slots = [max(value * scale, SLOT) for value in values if value > 0]
    return sum(slots) + GAP * max(len(slots) - 1, 0)


def _bars(values: Mapping[Tower, float] | Mapping[Code, float], scale: float, height: float) -> list[Bar]:
    shown = [(key, value) for key, value in values.items() if value > 0]
    gap = (height - _height(values.values(), scale)) / max(len(shown) - 1, 1) + GAP
    bars, top = list[Bar](), 0.0
    for key, value in shown:
        own, slot = value * scale, max(value * scale, SLOT)
        bars.append(Bar(key, value, round(top + (slot - own) / 2, 1), round(own, 1), round(top + slot / 2, 1)))
        top += slot + gap
    return bars


def _bands(amounts: Amounts, sources: Sequence[Bar], targets: Sequence[Bar], scale: float) -> list[Band]:
    """Bands leave and arrive in the order of the bars, so that none crosses another at its bar."""
    leaving = {bar.key: bar.y for bar in sources}
    arriving = {bar.key: bar.y for bar in targets}
    bands = []
    for source in sources:
        for target in targets:
            value = amounts.get((str(source.key), int(target.key)), 0.0)
            if value > 0:
                own = value * scale
                path = _path(leaving[source.key], arriving[target.key], max(own, LEAST))
                bands.append(Band(str(source.key), int(target.key), value, path))
                leaving[source.key] += own
                arriving[target.key] += own
    return bands


def _path(start: float, end: float, height: float) -> str:
    """A band of even height between both columns of bars.

    >>> _path(0, 10, 2)
    'M200 0C490 0 490 10 780 10V12C490 12 490 2 200 2Z'
    """
    x, middle = LEFT + BAR, (LEFT + BAR + RIGHT) // 2
    a, b, c, d = (f"{y:.1f}".removesuffix(".0") for y in (start, end, end + height, start + height))
    return f"M{x} {a}C{middle} {a} {middle} {b} {RIGHT} {b}V{c}C{middle} {c} {middle} {d} {x} {d}Z"
