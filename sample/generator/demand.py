"""What arises in a year: tickets with their attributes, opened in local business patterns."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sample.generator.catalogue import products_of
from sample.generator.clock import DAY_S, DAYS, HOUR_S, START_S, WEEK_HOURS, Ints, LocalClock, hour_of_week
from sample.generator.teams import DIGITAL, REGION_TIME_ZONES, TOWERS

PLACES = (*TOWERS, DIGITAL)
KINDS = ("Incident", "Request", "Change", "Problem")
ORIGINS = ("User", "Monitoring")
TOUCHES = ("None", "Office", "Data centre")
PRODUCTS = tuple(sorted({product for place in PLACES for product in products_of(place)}))
LOGGED, COVERAGE = 40_000, 0.85
# The log is the calendar year of head office.
LOG_TIME_ZONE = "Europe/Berlin"
LOG_START_S, LOG_END_S = (
    int(LocalClock(LOG_TIME_ZONE).instant_s(np.array([START_S + days * DAY_S]))[0]) for days in (0, DAYS)
)

_REGION_SHARE = (0.33, 0.44, 0.23)
_MONITORING_SHARE = 0.27
_TOWER_SHARE = ((0.03, 0.12, 0.06, 0.06, 0.09, 0.15, 0.46, 0.03), (0.06, 0.29, 0.14, 0.09, 0.14, 0.22, 0.02, 0.04))
_KIND_SHARE = ((0.46, 0.35, 0.14, 0.05), (0.92, 0.0, 0.0, 0.08))
_PRIORITY_SHARE = ((0.02, 0.12, 0.48, 0.38), (0.0, 0.04, 0.46, 0.50), (0.01, 0.09, 0.5, 0.4), (0.03, 0.22, 0.5, 0.25))
# Hands needed at an office or in a data centre, by tower.
_TOUCH_SHARE = (
    (0.97, 0.0, 0.03),
    (0.89, 0.02, 0.09),
    (0.90, 0.0, 0.10),
    (1.0, 0.0, 0.0),
    (0.99, 0.0, 0.01),
    (0.83, 0.12, 0.05),
    (0.78, 0.22, 0.0),
    (1.0, 0.0, 0.0),
)
_RESOLVING_LEVEL_SHARE = ((0.65, 0.26, 0.09), (0.70, 0.25, 0.05), (0.32, 0.50, 0.18), (0.06, 0.46, 0.48))


@dataclass(frozen=True, slots=True)
class Demand:
    """Columns of the logged tickets, in order of opening; indices into the tuples of this module, `priority` 1 to 4,
    `level` the one that resolves it. `coverage` = logged / arisen."""

    opened_s: Ints
    region: Ints
    tower: Ints
    origin: Ints
    kind: Ints
    priority: Ints
    touch: Ints
    product: Ints
    level: Ints
    coverage: float


def demand(rng: np.random.Generator) -> Demand:
    """Draw a year's tickets; those beyond the coverage are settled by phone or in passing and never logged."""
    arisen = round(LOGGED / COVERAGE)
    logged = np.sort(rng.permutation(arisen)[:LOGGED])
    region = pick(rng, _REGION_SHARE, np.zeros(arisen, np.int64))[logged]
    origin = (rng.random(arisen) < _MONITORING_SHARE).astype(np.int64)[logged]
    order = np.argsort(opened_s := _opened_s(rng, region, origin), kind="stable")
    region, origin, opened_s = region[order], origin[order], opened_s[order]
    tower, kind = pick(rng, _TOWER_SHARE, origin), pick(rng, _KIND_SHARE, origin)
    priority, touch = pick(rng, _PRIORITY_SHARE, kind) + 1, pick(rng, _TOUCH_SHARE, tower)
    level = pick(rng, _RESOLVING_LEVEL_SHARE, kind) + 1
    level[touch > 0] = np.maximum(level[touch > 0], 2)
    return Demand(opened_s, region, tower, origin, kind, priority, touch, _products(rng, tower), level, LOGGED / arisen)


def pick(rng: np.random.Generator, shares: tuple[object, ...], row: Ints) -> Ints:
    """Draw an index for each element from the shares in its row of the table (or from the only row)."""
    cumulated = np.cumsum(np.atleast_2d(np.array(shares, dtype=float)), axis=1)
    cumulated /= cumulated[:, -1:]
    return np.asarray((rng.random(len(row))[:, None] >= cumulated[row]).sum(axis=1), np.int64)


def _products(rng: np.random.Generator, tower: Ints) -> Ints:
    """Draw products of the tower; earlier ones of its catalogue are asked for more often."""
    weights = np.zeros((len(PLACES), len(PRODUCTS)))
    for row, place in enumerate(PLACES):
        for rank, product in enumerate(products_of(place), start=1):
            weights[row, PRODUCTS.index(product)] = 1 / rank
    return pick(rng, tuple(map(tuple, weights)), tower)


def _week(origin: int) -> npt.NDArray[np.float64]:
    """Return the relative number of tickets per hour of the local week: users work, machines never sleep."""
    hours = np.arange(WEEK_HOURS)
    day, hour = hours // 24, hours % 24
    office = np.exp(-(((hour - 9.5) / 2.2) ** 2)) + 0.75 * np.exp(-(((hour - 14.5) / 2.4) ** 2))
    per_day = np.array([1.25, 1.08, 1.0, 0.98, 0.82, 0.08, 0.05])[day]
    return np.asarray(office * per_day + 0.004 if origin == 0 else 0.45 + 0.8 * office * per_day)


def _opened_s(rng: np.random.Generator, region: Ints, origin: Ints) -> Ints:
    local_hours_s = START_S + np.arange(DAYS * 24, dtype=np.int64) * HOUR_S
    month_weight = 1 + 0.08 * np.cos(2 * np.pi * (local_hours_s - START_S) / (DAYS * DAY_S))  # quieter in summer
    opened_s = np.empty(len(region), np.int64)
    for zone_no, zone in enumerate(REGION_TIME_ZONES.values()):
        for source in range(len(ORIGINS)):
            chosen = np.flatnonzero((region == zone_no) & (origin == source))
            weights = _week(source)[hour_of_week(local_hours_s)] * month_weight
            hours_s = rng.choice(local_hours_s, size=len(chosen), p=weights / weights.sum())
            opened_s[chosen] = LocalClock(zone).instant_s(hours_s + rng.integers(0, HOUR_S, len(chosen)))
    return _inside_the_log(opened_s)


def _inside_the_log(opened_s: Ints) -> Ints:
    """Move what a region's year has outside the log's by 52 weeks, so that its hour of the week stays."""
    year_s = 52 * 7 * DAY_S
    return np.asarray(opened_s + year_s * (opened_s < LOG_START_S) - year_s * (opened_s >= LOG_END_S))
