"""The rate card: mean cost per FTE of groups of persons, from which no single pay can be told.

All published means, of all cards ever made in an organisation, are means over groups whose common refinement has only
safe parts (`is_safe`). Whoever adds and subtracts published means reaches sums of such parts and no single person.
Pure: no database, no clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

LEAST_PERSONS = 5
MOST_OF_SUM = 0.5
LEAST_BESIDE_TWO = 0.2  # of the largest: what the others hide it with from the second largest
SAME_PAY = 0.25  # a pay that moved by more is another unknown: from it the old one cannot be told
FTE_UNIT = 10_000

Level = tuple[int | None, str]  # region and grade band; None and "" mean all
Members = Mapping[str, float]  # pay (FTE in 1/10,000 x cost) by who; "key*8" stands for eight persons of one row
ALL: Level = (None, "")


@dataclass(frozen=True, slots=True)
class Paid:
    """One person (or, in an aggregate, `heads` of them) with the cost of one full-time year in minor units."""

    person: str
    region: int | None
    band: str
    units: int
    cost: float
    heads: int = 1

    @property
    def amount(self) -> float:
        """What the FTE cost, in 1/10,000 of minor units."""
        return self.units * self.cost


@dataclass(frozen=True, slots=True)
class CardRate:
    """A rate in minor units and the persons it is the mean of; 0 persons: derived from other rates of the card."""

    rate: int
    persons: int


@dataclass(frozen=True, slots=True)
class Card:
    """The rates by level, and the groups behind those that are new, to be kept for later cards."""

    rates: dict[Level, CardRate]
    published: list[dict[str, float]] = field(default_factory=list)


def is_safe(amounts: Collection[tuple[float, int]]) -> bool:
    """True for a group whose sum may be known: (amount, persons who share it equally) for each entry.

    At least 5 persons; the largest at most half of the sum; all but the two largest at least a fifth of the largest,
    so that neither the second largest nor tiny contracts around two large ones give anybody away.

    >>> is_safe([(60, 1)] * 4 + [(300, 1)]), is_safe([(60, 1)] * 4 + [(200, 1)]), is_safe([(240, 4)])
    (False, True, False)
    """
    persons = sum(heads for _, heads in amounts)
    if persons < LEAST_PERSONS:
        return False
    total = sum(amount for amount, _ in amounts)
    largest, second = sorted((each for amount, n in amounts for each in [amount / n] * min(n, 2)), reverse=True)[:2]
    return largest <= MOST_OF_SUM * total and total - largest - second >= LEAST_BESIDE_TWO * largest


def rate_card(paid: Iterable[Paid], history: Iterable[Members], kept: Mapping[Level, CardRate], step: int) -> Card:
    """Rates per region and band, else of what is left of the region, else of what is left of all.

    rate = sum(FTE x cost) / sum(FTE) of the group, rounded to `step` (1,000 major units). A group that is not safe, by
    itself or beside `history` (the groups of all earlier cards), keeps the rate it has in `kept`; without one its
    persons go one level up. Levels count what is *left*, not all: a region's mean over everybody would give the small
    group away as a difference. A region without a rest that may be shown takes the mean of its published bands by
    persons, which tells nothing new.

    >>> five = [Paid(f"a{n}", 1, "G5", 10_000, 60_000_00) for n in range(5)]
    >>> card = rate_card([*five, Paid("b", 1, "G9", 10_000, 200_000_00)], [], {}, 100_000)
    >>> card.rates[1, "G5"], card.rates[1, ""], (1, "G9") in card.rates
    (CardRate(rate=6000000, persons=5), CardRate(rate=6000000, persons=0), False)
    """
    made = _Making(list(history), kept, step)
    one_each = _whole_persons(paid)
    left = made.publish(_grouped(one_each, lambda one: (one.region, one.band) if one.region and one.band else None))
    left = made.publish(_grouped(left, lambda one: (one.region, "") if one.region else None))
    known = {region for region, _ in made.rates}
    made.publish({ALL: [one for one in left if one.region is None or one.region not in known]})
    made.derive()
    return Card(made.rates, made.published)


def _whole_persons(paid: Iterable[Paid]) -> list[Paid]:
    """Persons with several rows, each in the cell of most of their FTE: nobody is part of two means."""
    rows: dict[str, list[Paid]] = defaultdict(list)
    for one in paid:
        rows[one.person].append(one)
    return [_joined(rows[person]) for person in sorted(rows)]


def _joined(rows: list[Paid]) -> Paid:
    if len(rows) == 1:
        return rows[0]
    units = sum(row.units for row in rows)
    main = max(rows, key=lambda row: row.units)
    cost = sum(row.amount for row in rows) / units
    return Paid(main.person, main.region, main.band, units, cost, min(row.heads for row in rows))


Groups = dict[Level | None, list[Paid]]


def _grouped(paid: Iterable[Paid], level: Callable[[Paid], Level | None]) -> Groups:
    groups: Groups = defaultdict(list)
    for one in paid:
        groups[level(one)].append(one)
    return groups


class _Making:
    """Rates as they are found, and the refinement of all groups that were ever published."""

    def __init__(self, history: list[Members], kept: Mapping[Level, CardRate], step: int) -> None:
        self.kept, self.step = kept, step
        self.rates: dict[Level, CardRate] = {}
        self.published: list[dict[str, float]] = []
        self.known = [members.keys() for members in history]
        self.latest: dict[str, tuple[int, float]] = {}
        self.parts: list[dict[str, float]] = []
        for members in history:
            self._refine(dict(members))

    def publish(self, groups: Groups) -> list[Paid]:
        """The persons whose group has no rate; the others' rates are set."""
        left = []
        for level in sorted(groups, key=str):
            group = groups[level]
            if level is None or not (rate := self._rate(level, group)):
                left += group
            else:
                self.rates[level] = rate
        return left

    def _rate(self, level: Level, group: list[Paid]) -> CardRate | None:
        members = {self._named(one): one.amount for one in group}
        units = sum(one.units for one in group)
        rate = _rounded(sum(members.values()) / units, self.step) if units else 0
        if rate and is_safe([(one.amount, one.heads) for one in group]) and self._may_publish(members):
            self._refine(members)
            if members.keys() not in self.known:
                self.published.append(members)
            return CardRate(rate, sum(one.heads for one in group))
        return self.kept.get(level)

    def _named(self, one: Paid) -> str:
        """Who it is: another share of full time, or a pay that moved far, makes another unknown."""
        base = f"{one.person}@{one.units}"
        turn, before = self.latest.get(base, (0, one.amount))
        turn += abs(one.amount - before) > SAME_PAY * before
        return f"{base}#{turn}*{one.heads}"

    def _may_publish(self, members: Members) -> bool:
        """True when the group cuts no earlier part into one that is not safe."""
        return all(_is_safe_part(part) for part in _refined(self.parts, members))

    def _refine(self, members: dict[str, float]) -> None:
        self.parts = _refined(self.parts, members)
        for name, amount in members.items():
            base, _, turn = name.rpartition("*")[0].rpartition("#")
            self.latest[base] = (int(turn), amount)

    def derive(self) -> None:
        """Rates of regions and of all that have none, from those that are published."""
        shown = {level: rate for level, rate in self.rates.items() if rate.persons}
        for region in {region for region, _ in shown if region is not None}:
            of_region = [rate for (where, _), rate in shown.items() if where == region]
            self.rates.setdefault((region, ""), CardRate(_mean(of_region, self.step), 0))
        if shown:
            self.rates.setdefault(ALL, CardRate(_mean(shown.values(), self.step), 0))


def _refined(parts: Iterable[Members], members: Members) -> list[dict[str, float]]:
    """The parts cut by the group, and what of the group is in none of them."""
    cut: list[dict[str, float]] = []
    seen: set[str] = set()
    for part in parts:
        inside = {name: amount for name, amount in part.items() if name in members}
        outside = {name: amount for name, amount in part.items() if name not in members}
        cut += [piece for piece in (inside, outside) if piece]
        seen |= inside.keys()
    new = {name: amount for name, amount in members.items() if name not in seen}
    return [*cut, new] if new else cut


def _is_safe_part(part: Members) -> bool:
    return is_safe([(amount, int(name.rpartition("*")[2])) for name, amount in part.items()])


def _mean(rates: Iterable[CardRate], step: int) -> int:
    known = list(rates)
    return _rounded(sum(one.rate * one.persons for one in known) / sum(one.persons for one in known), step)


def _rounded(value: float, step: int) -> int:
    return int(value / step + 0.5) * step
