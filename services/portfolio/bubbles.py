"""Where the bubbles of value against cost are drawn: cost to the right, value upwards, none upon another. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, hypot, log10, sqrt

WIDTH, BAND = 1_080, 92  # of the drawing, and the height of one value
LEFT, RIGHT, BELOW = 64, 24, 44
VALUES = 5
BOTTOM = VALUES * BAND
SMALLEST, LARGEST, PLAIN = 8.0, 22.0, 10.0  # radius: of the fewest, of the most, where no size is known
APART, STEP, ROUNDS = 2.0, 2.0, 4
WIDE = 20  # from this ratio of the dearest to the cheapest on the scale is logarithmic
LETTER, LINE, GAP = 6.6, 14, 5  # about how wide and how high a text is, and how far from its bubble
RIGHTWARDS, CENTRED, LEFTWARDS = "start", "middle", "end"
PART_BEFORE = {RIGHTWARDS: 0.0, CENTRED: 0.5, LEFTWARDS: 1.0}  # of a text, by where its place is
TICKS, MOST_TICKS = 6, 11

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """What is to be drawn: its cost above 0, its value 1 to 5, its size 0 or more, its name."""

    cost: float
    value: int
    size: float
    name: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """Where a spot is drawn; its name begins, has its middle or ends (`anchor`) at `text_x`, or stands nowhere ("")."""

    x: float
    y: float
    radius: float
    anchor: str = ""
    text_x: float = 0.0
    text_y: float = 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Costs from left to right: by their logarithm from `low` on, or from 0."""

    low: float
    high: float
    is_log: bool

    def x(self, cost: float) -> float:
        """Where a cost stands."""
        part = log10(cost / self.low) / log10(self.high / self.low) if self.is_log else cost / self.high
        return LEFT + part * (WIDTH - LEFT - RIGHT)

    @property
    def ticks(self) -> list[float]:
        """Costs that are marked: 1, 2 and 5 of each power of ten, or fewer of them where that would be many."""
        if not self.is_log:
            step = _round_up(self.high / TICKS)
            return [step * number for number in range(floor(self.high / step) + 1)]
        powers = range(floor(log10(self.low)), ceil(log10(self.high)) + 1)
        marks = [digit * 10.0**power for power in powers for digit in (1, 2, 5)]
        shown = [mark for mark in marks if self.low <= mark <= self.high]
        return shown if len(shown) <= MOST_TICKS else [10.0**power for power in powers if 10.0**power in shown]


def cost_scale(costs: Sequence[float]) -> Scale:
    """The scale of costs above 0, with some room at both ends.

    >>> cost_scale([100.0, 900.0]).is_log, cost_scale([100.0, 2_000.0]).is_log
    (False, True)
    >>> cost_scale([100.0, 2_000.0]).ticks
    [100.0, 200.0, 500.0, 1000.0, 2000.0]
    """
    low, high = min(costs), max(costs)
    is_log = high >= WIDE * low
    return Scale(low / 1.5, high * 1.5, True) if is_log else Scale(0.0, high * 1.15, False)


def bubble_places(spots: Sequence[Spot], scale: Scale) -> list[Bubble]:
    """A bubble for each spot, in their order; area in proportion to size, all alike where no size is known.

    The largest stand in the middle of their value, others as far above or below it as they must to touch none; in
    further rounds each makes room for those that found none. A name stands beside its bubble where there is room.
    """
    most = max((spot.size for spot in spots), default=0.0)
    placed: dict[int, Bubble] = {}
    order = sorted(range(len(spots)), key=lambda one: (-spots[one].size, spots[one].cost, spots[one].name))
    for number in order * ROUNDS:
        spot = spots[number]
        radius = max(SMALLEST, LARGEST * sqrt(spot.size / most)) if most else PLAIN
        others = [bubble for other, bubble in placed.items() if other != number]
        placed[number] = _placed(scale.x(spot.cost), value_y(spot.value), radius, others)
    taken = [_box(one) for one in placed.values()]
    return [_named(placed[number], spot.name, taken) for number, spot in enumerate(spots)]


def value_y(value: int) -> float:
    """The middle of a value's band: 5 at the top.

    >>> value_y(5), value_y(1)
    (46.0, 414.0)
    """
    return (VALUES - value + 0.5) * BAND


def _placed(x: float, middle: float, radius: float, others: Sequence[Bubble]) -> Bubble:
    """In the band, where it overlaps others least, nearest to the middle."""
    room = max(BAND / 2 - radius - 1, 0.0)
    steps = range(floor(room / STEP) + 1)
    heights = [middle + sign * STEP * step for step in steps for sign in ((1, -1) if step else (1,))]

    def overlap(y: float) -> float:
        return sum(max(radius + one.radius + APART - hypot(one.x - x, one.y - y), 0.0) for one in others)

    return Bubble(x, min(heights, key=lambda y: (overlap(y) > 0, overlap(y))), radius)


def _named(bubble: Bubble, name: str, taken: list[Box]) -> Bubble:
    """With its name at the right, the left, above or below, where that lies on nothing; `taken` then has it too."""
    x, y, beside = bubble.x, bubble.y, bubble.radius + GAP
    width, upright = len(name) * LETTER, bubble.radius + GAP + LINE / 2
    places = (
        (RIGHTWARDS, x + beside, y),
        (LEFTWARDS, x - beside, y),
        (CENTRED, x, y - upright),
        (CENTRED, x, y + upright),
    )
    for anchor, text_x, text_y in places:
        start = text_x - width * PART_BEFORE[anchor]
        box = (start, text_y - LINE / 2, start + width, text_y + LINE / 2)
        if start >= LEFT and box[2] <= WIDTH and not any(_is_crossing(box, other) for other in taken):
            taken.append(box)
            return Bubble(x, y, bubble.radius, anchor, text_x, text_y + LINE / 3)
    return bubble


def _box(bubble: Bubble) -> Box:
    x, y, radius = bubble.x, bubble.y, bubble.radius
    return x - radius, y - radius, x + radius, y + radius


def _is_crossing(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _round_up(step: float) -> float:
    """The next of 1, 2 or 5 times a power of ten.

    >>> _round_up(30.0), _round_up(0.7)
    (50.0, 1.0)
    """
    power = 10.0 ** floor(log10(step))
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= step)
