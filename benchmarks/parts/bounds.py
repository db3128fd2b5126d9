"""Figures against their bounds: alternating rounds, ratios of medians and of minima, and what is broken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Work = Callable[[], object]
# What is measured of one execution: the clock, or what it returns itself.
Clock = Callable[[Work], float]
Works = Mapping[str, tuple[Clock, Work]]


def by_the_wall(work: Work) -> float:
    """The seconds of one execution."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def as_told(work: Work) -> float:
    """The seconds that the work itself says it took, in a process of its own."""
    return float(work())  # type: ignore[arg-type]


@dataclass
class Verdicts:
    """The figures so far; a broken one is said at once and counted."""

    broken: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)

    def at_most(self, name: str, value: float, bound: float, unit: str = "") -> None:
        """A figure that must not exceed its bound."""
        self._judge(name, value <= bound, f"{value:,.2f}{unit}, at most {bound:,g}{unit}")

    def at_least(self, name: str, value: float, bound: float) -> None:
        """A ratio that must reach its bound."""
        self._judge(name, value >= bound, f"{value:,.1f} x, at least {bound:g} x")

    def equal(self, name: str, one: object, other: object) -> None:
        """Two ways that must give the same."""
        self._judge(name, one == other, "equal, entry by entry" if one == other else "NOT EQUAL")

    def _judge(self, name: str, is_good: bool, words: str) -> None:
        (self.whole if is_good else self.broken).append(name)
        print(f"  {'  good' if is_good else 'BROKEN'}  {name}: {words}", flush=True)


def compare(
    title: str, works: Works, rounds: int, begun: Mapping[str, Sequence[float]] | None = None
) -> dict[str, list[float]]:
    """Run all in turns, the order reversed every other round; print medians and minima, return the seconds.

    `begun` are seconds that were measured already: those rounds are not run again.
    """
    times = {name: list((begun or {}).get(name, ())) for name in works}
    for number in range(rounds):
        for name in list(works)[:: 1 if number % 2 == 0 else -1]:
            clock, work = works[name]
            if len(times[name]) <= number:
                times[name].append(clock(work))
    print(f"\n{title}, {rounds} rounds")
    for name, seconds in times.items():
        print(f"  {name:<28}{statistics.median(seconds):10.4f} s median {min(seconds):10.4f} s least", flush=True)
    return times


def ratio(times: dict[str, list[float]], one: str, other: str) -> float:
    """How many times longer one takes than the other: the greater of the ratio of medians and that of minima."""
    return max(statistics.median(times[one]) / statistics.median(times[other]), min(times[one]) / min(times[other]))


def gain(times: dict[str, list[float]], one: str, other: str) -> float:
    """How many times faster one is than the other, by the less favourable of medians and minima."""
    return 1 / ratio(times, one, other)
