"""What is expected to be ordered in coming years: read as people write it, and what it then costs and brings in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 2000, 2099
LARGEST_UNITS = 10**15
GROUPS = r"[1-9]\d{0,2}(?:[ ,.'’\u00a0\u202f]\d{3})+"
WHOLE = re.compile(rf"({GROUPS}|0|[1-9]\d*)(?:[.,]0{{1,2}})?")
YEAR = re.compile(r"(?:FY\s*)?(20\d\d)(?:\.0)?", re.IGNORECASE)
PAIR = re.compile(r"(?:FY\s*)?(20\d\d)(?:\s*[:=]\s*|\s+)(\S.*)", re.IGNORECASE)
BETWEEN_PAIRS = re.compile(r"[;|\n\r]+|,\s*(?=(?:FY\s*)?20\d\d\s*[:=])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OfToday:
    """Units, labour, other cost of this year and the price of a unit, in minor units; None where unknown.

    `labour_grows` and `other_grows`: whether that part of the cost grows with the units, or stays as it is.
    """

    units: int | None
    labour: float | None
    other: float | None
    price: int | None
    labour_grows: bool = True
    other_grows: bool = True


@dataclass(frozen=True, slots=True)
class ExpectedYear:
    """Units of a year, their growth against today as a fraction, and the cost and income that they then mean."""

    year: int
    units: int
    growth: float | None
    cost: float | None
    income: int | None

    @property
    def unit_cost(self) -> float | None:
        """What one unit then costs."""
        return self.cost / self.units if self.cost is not None and self.units else None

    @property
    def result(self) -> float | None:
        """Income less cost."""
        return None if self.cost is None or self.income is None else self.income - self.cost

    @property
    def shortfall(self) -> float | None:
        """The part of the cost that income does not cover; below 0 where it brings in more."""
        return 1 - self.income / self.cost if self.cost and self.income is not None else None


def expected_years(forecast: Mapping[int, int], today: OfToday) -> list[ExpectedYear]:
    """What the expected units by year mean, the earliest first.

    Cost of a year = labour today x g + other cost today x g, where g = units of the year / units of today for a part
    that grows with the units and 1 for one that stays; income = price x units.

    >>> mailbox = OfToday(units=600, labour=150_000.0, other=30_000.0, price=280, other_grows=False)
    >>> expected_years({2028: 900}, mailbox)
    [ExpectedYear(year=2028, units=900, growth=0.5, cost=255000.0, income=252000)]
    """
    return [_expected(year, units, today) for year, units in sorted(forecast.items())]


def _expected(year: int, units: int, today: OfToday) -> ExpectedYear:
    ratio = units / today.units if today.units else None
    parts = (_carried(today.labour, ratio, today.labour_grows), _carried(today.other, ratio, today.other_grows))
    cost = None if None in parts else sum(part for part in parts if part is not None)
    income = None if today.price is None else today.price * units
    growth = (units - today.units) / today.units if today.units else None
    return ExpectedYear(year, units, growth, cost, income)


def _carried(part: float | None, ratio: float | None, grows: bool) -> float | None:
    """A part of today's cost at another volume; nothing stays nothing."""
    if part is None or (grows and part and ratio is None):
        return None
    return part * ratio if grows and ratio is not None else part


@dataclass(frozen=True, slots=True)
class ExpectedTogether:
    """Several offerings in a year: of those whose price and units of today are known, growth at today's prices."""

    year: int
    offerings: int
    growth: float
    income: int
    cost: float | None


def expected_together(offerings: Sequence[tuple[OfToday, ExpectedYear | None]]) -> ExpectedTogether | None:
    """All offerings in one year, each counted at its price; cost is unknown where that of one is.

    Growth = sum of price x units of the year / sum of price x units of today - 1. An offering that has no forecast of
    the year, no price or no units of today is not in it; None where that leaves none.

    >>> server, rack = OfToday(100, 900.0, 0.0, 10), OfToday(10, 500.0, 0.0, 50)
    >>> together = expected_together([(one, expected_years({2028: 150}, one)[0]) for one in (server, rack)])
    >>> together.income, together.cost, together.growth
    (9000, 8850.0, 5.0)
    """
    counted = [(today, year) for today, year in offerings if year and today.price and today.units]
    before = sum((today.price or 0) * (today.units or 0) for today, _ in counted)
    if not before:
        return None
    income = sum(year.income or 0 for _, year in counted)
    costs = [year.cost for _, year in counted if year.cost is not None]
    cost = sum(costs) if len(costs) == len(counted) else None
    return ExpectedTogether(counted[0][1].year, len(counted), (income - before) / before, income, cost)


def read_forecast(text: str, year: str = "") -> dict[int, int]:
    """Units by year from "2027: 1,200; 2028: 1,500", by semicolons or lines, or from a number beside its `year`.

    >>> read_forecast("2027: 1,200; FY2028 = 1500"), read_forecast("2027 1 200\\n2028 0"), read_forecast("90", "2027")
    ({2027: 1200, 2028: 1500}, {2027: 1200, 2028: 0}, {2027: 90})
    >>> read_forecast("1,200")
    Traceback (most recent call last):
    ValueError: “1,200” does not say of which year. Write 2027: 1,200.
    """
    parts = [part.strip() for part in BETWEEN_PAIRS.split(text) if part.strip()]
    stated = _year(year) if parts and year.strip() else None
    if len(parts) == 1 and WHOLE.fullmatch(parts[0]):
        if stated is None:
            raise ValueError(f"“{parts[0][:60]}” does not say of which year. Write 2027: {parts[0][:60]}.")
        return {stated: _units(parts[0])}
    forecast: dict[int, int] = {}
    for part in parts:
        pair = PAIR.fullmatch(part)
        if not pair:
            raise ValueError(
                f"“{part[:60]}” is no year from {FIRST_YEAR} to {LAST_YEAR} with units. Write 2027: 1,200."
            )
        if int(pair[1]) in forecast:
            raise ValueError(f"{pair[1]} stands there twice. Leave one of them out.")
        forecast[int(pair[1])] = _units(pair[2].strip())
    if stated is not None and stated not in forecast:
        raise ValueError(f"The year beside it is {stated}, which is not among the years in it. Correct one of them.")
    return forecast


def forecast_text(forecast: Mapping[int, int], between: str = "; ") -> str:
    """The forecast as it is read.

    >>> forecast_text({2028: 1500, 2027: 1200})
    '2027: 1,200; 2028: 1,500'
    """
    return between.join(f"{year}: {units:,}" for year, units in sorted(forecast.items()))


def _year(text: str) -> int:
    found = YEAR.fullmatch(text.strip())
    if not found:
        raise ValueError(f"“{text.strip()[:60]}” is no year from {FIRST_YEAR} to {LAST_YEAR}. Write 2027.")
    return int(found[1])


def _units(text: str) -> int:
    found = WHOLE.fullmatch(text)
    units = int(re.sub(r"\D", "", found[1])) if found else -1
    if not 0 <= units <= LARGEST_UNITS:
        raise ValueError(f"“{text[:60]}” is no number of units. Units are whole, 0 or more: write 2027: 1,200.")
    return units
