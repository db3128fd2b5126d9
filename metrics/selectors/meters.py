"""Meters with their values per month, computed from the log as it is now; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import numpy as np

from core.access import visible_or_404
from core.actor import Actor
from core.figures import MONTHS
from metrics.computations.columns import Floats, Ints
from metrics.computations.meters import (
    UNKNOWN,
    Aim,
    Reading,
    course,
    month_code,
    month_number,
    standing,
    way_gone,
)
from metrics.inputs.kept import Kept
from metrics.models import Meter
from metrics.selectors.clock_words import WORKING
from metrics.selectors.handoff_units import Place, regions_of_teams
from metrics.selectors.log_columns import columns_of
from metrics.selectors.meter_figures import FIGURES, WANTED, Figure, Followed, Periods
from metrics.selectors.segment_rules import SegmentRules, segment_rules_of
from metrics.selectors.visible_logs import ReplayLog, replay_logs
from services.agreement_selectors import PROMISED
from services.clock_selectors import log_clocks
from services.clocks import Clocks
from services.facts import facts_of, groups_in_order
from services.models import Agreement, BusinessCalendar

SERIES_KEPT = 512


@dataclass(frozen=True, slots=True)
class Point:
    """A month (yyyymm): the value, None where there is none, and what it rests on."""

    month: int
    value: float | None
    base: int


@dataclass(frozen=True, slots=True)
class Series:
    """The months of a log, and the window of the baseline as a whole."""

    points: tuple[Point, ...]
    baseline: float | None
    baseline_base: int


@dataclass(frozen=True, slots=True)
class MeterReading:
    """A meter as it stands now."""

    meter: Meter
    figure: Figure
    series: Series
    clocks: Clocks | None

    @property
    def is_working(self) -> bool:
        """Whether it counts working hours."""
        return self.meter.basis == WORKING

    @property
    def calendar(self) -> BusinessCalendar | None:
        """The calendar of the log; None for elapsed time, and where the log has none any more."""
        return self.meter.log.calendar if self.is_working else None

    @property
    def aim(self) -> Aim:
        """From where to where."""
        meter = self.meter
        ends = month_number(meter.baseline_to), month_number(meter.target_month)
        return Aim(self.series.baseline, ends[0], meter.target, ends[1])

    @property
    def latest(self) -> Point | None:
        """The last month after the baseline that has a value."""
        later = [point for point in self.series.points if point.month > self.meter.baseline_to]
        return next((point for point in reversed(later) if point.value is not None), None)

    @property
    def standing(self) -> str:
        """Reached, on course, behind, or unknown."""
        latest = self.latest
        return standing(self.aim, latest.value, month_number(latest.month)) if latest else UNKNOWN

    @property
    def way_gone(self) -> float | None:
        """The part of the way to the target."""
        return way_gone(self.aim, self.latest.value) if self.latest else None

    def course(self, month: int) -> float:
        """What the meter is to show in a month (yyyymm)."""
        return self.course_at(month_number(month))

    def course_at(self, number: int) -> float:
        """The same of a counted month."""
        return course(self.aim, number)


def meters_of(actor: Actor) -> list[Meter]:
    """All meters by name, archived ones last."""
    rows = Meter.objects.visible_to(actor).select_related("log__calendar", "agreement__calendar")
    return list(rows.prefetch_related("agreement__targets"))


def meter_of(actor: Actor, uid: UUID | str) -> Meter:
    """The meter with this uid, or 404."""
    return visible_or_404(Meter, actor, uid, "log__calendar", "agreement__calendar")


def promises_of(actor: Actor) -> Any:
    """The agreements that a meter can follow."""
    return Agreement.objects.visible_to(actor).filter(kind__in=PROMISED)


def readings_of(actor: Actor, meters: Iterable[Meter], time_zone: str) -> list[MeterReading]:
    """Each meter with its values; months are those of the time zone."""
    logs = {log.pk: log for log in replay_logs(actor)}
    held = segment_rules_of(actor)
    followed = list(meters)
    known = log_clocks({meter.log_id: meter.log for meter in followed if meter.basis == WORKING}.values())
    clocks = {log: found.timed() for log, found in known.items()}
    regions = regions_of_teams(actor) if any(meter.region for meter in followed) else {}
    return [
        _reading(meter, logs.get(meter.log_id), Ground(held, time_zone, clocks.get(meter.log_id), regions))
        for meter in followed
    ]


def months_between(first: int, last: int) -> list[int]:
    """All months (yyyymm) from the first to the last.

    >>> months_between(201111, 201202)
    [201111, 201112, 201201, 201202]
    """
    return [month_code(number) for number in range(month_number(first), month_number(last) + 1)]


def month_words(month: int) -> str:
    """A month (yyyymm) in words.

    >>> month_words(201203)
    'Mar 2012'
    """
    return f"{MONTHS[month % 100 - 1]} {month // 100}"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a meter is read with, beside its log; `regions` by team."""

    held: SegmentRules
    time_zone: str
    clocks: Clocks | None
    regions: Mapping[int, str]


_SERIES = Kept[Series](SERIES_KEPT)


def _reading(meter: Meter, log: ReplayLog | None, ground: Ground) -> MeterReading:
    ground = ground if meter.basis == WORKING else replace(ground, clocks=None)
    return MeterReading(meter, FIGURES[meter.figure], _series(meter, log, ground), ground.clocks)


def _series(meter: Meter, log: ReplayLog | None, ground: Ground) -> Series:
    """Kept while the log, the rules, the agreement, the clocks and the regions are what they were.

    Nothing where working hours are to be counted and the log has none.
    """
    if log is None or (meter.basis == WORKING and ground.clocks is None):
        return Series((), None, 0)
    agreement = meter.agreement
    promise = (agreement.uid, agreement.version, agreement.calendar.version) if agreement else ()
    tickets = tuple(getattr(meter, name) for name in WANTED)
    window = (meter.baseline_from, meter.baseline_to)
    rules = (meter.organisation_id, ground.held.version)
    regions = tuple(sorted(ground.regions.items())) if meter.region else ()
    of_log = (log.uid, log.version, log.segments)
    key = (meter.figure, of_log, tickets, window, promise, ground.clocks, rules, ground.time_zone, regions)
    return _SERIES.get(key, lambda: _computed(meter, log, ground))


def _computed(meter: Meter, log: ReplayLog, ground: Ground) -> Series:
    columns, time_zone = columns_of(facts_of(log.pk, log.segments)), ground.time_zone
    places = [
        Place(group, "", ground.regions.get(group.team_id or 0) or group.region_name)
        for group in groups_in_order(log.pk, columns.facts.group_ids)
    ]
    wanted = {name: value for name in WANTED if (value := getattr(meter, name))}
    followed = Followed(columns, places, ground.held, wanted, meter.agreement, time_zone, ground.clocks)
    read = FIGURES[meter.figure].read
    months, month = np.unique(columns.months(time_zone), return_inverse=True)
    by_month = read(followed, Periods(month, np.arange(len(months)), len(months)))
    window = np.where((months >= meter.baseline_from) & (months <= meter.baseline_to), 0, -1)
    [baseline] = _points(np.zeros(1, np.int64), read(followed, Periods(month, window, 1)))
    return Series(tuple(_points(months, by_month)), baseline.value, baseline.base)


def _points(months: Ints, found: Reading) -> list[Point]:
    values: Floats = found.value
    return [
        Point(month, None if np.isnan(value) else value, base)
        for month, value, base in zip(months.tolist(), values.tolist(), found.base.tolist(), strict=True)
    ]
