"""Benefit meters: the list, one with its months, laying one aside."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.figures import integer
from core.views.base import ActionView, Table, TablePage, seen_version
from metrics.meter_actions import archive_meter
from metrics.models import Meter
from metrics.selectors.clock_words import WORKING
from metrics.selectors.meter_figures import ATTRIBUTES, PAIR, PLACES, WANTED, WORDS
from metrics.selectors.meters import MeterReading, Point, meter_of, meters_of, month_words, readings_of
from metrics.views.how import organisation_of
from metrics.views.meter_words import chart, chart_table, clock, heading, list_heading, summary_row, window_words
from services import selectors as logs
from services.chains import OWN, RESOLVE

DIGITS = 9
HEADERS = ("Month", "Value", "Rests on", "Course")
# The page on which a month of a figure can be looked into.
BEHIND_IT = {
    "handoffs_per_ticket": "handoffs-log",
    "waiting_median": "handoffs-log",
    "queue_time": "handoffs-log",
    "touch_time": "handoffs-log",
    "simple_share": "segments-log",
    "level_1_capable_share": "estimates-log",
    "remote_capable_share": "estimates-log",
}
SHOWN = {"level_1_capable_share": "level-1", "remote_capable_share": "remote"}
MEASURED = {"owned_in_time": OWN, "resolved_in_time": RESOLVE}


class MeterList(TablePage):
    """All meters: baseline, now, target."""

    template_name = "metrics/meters.html"
    section = "meters"

    def readings(self) -> list[MeterReading]:
        """Each as it stands."""
        return readings_of(self.actor, meters_of(self.actor), organisation_of(self.request).time_zone)

    def table(self, wanted: str) -> Table:
        """The list as a download; shares as fractions."""
        headers = [
            *("Meter", "Figure", "Log", "Baseline", "Latest month", "Latest", "Target", "Target month", "Standing"),
            "Time",
        ]
        rows = [
            [
                *(found.meter.name, found.figure.label, found.meter.log.name, found.series.baseline),
                *((found.latest.month, found.latest.value) if found.latest else (None, None)),
                *(found.meter.target, found.meter.target_month, found.standing, clock(found)),
            ]
            for found in self.readings()
        ]
        return Table("Benefit meters", headers, rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Those that are followed, then those that were laid aside."""
        rows = [summary_row(found) for found in self.readings()]
        followed = [row for row in rows if not row["meter"].is_archived]
        return super().get_context_data(
            rows=followed,
            archived=[row for row in rows if row["meter"].is_archived],
            heading=list_heading(followed),
            has_log=logs.newest_log(self.actor) is not None,
            **kwargs,
        )


class MeterDetail(TablePage):
    """One meter: its months against its baseline and its target."""

    template_name = "metrics/meter.html"
    section = "meters"

    def reading(self) -> MeterReading:
        """The meter of the address as it stands."""
        meter = meter_of(self.actor, self.kwargs["uid"])
        [found] = readings_of(self.actor, [meter], organisation_of(self.request).time_zone)
        return found

    def table(self, wanted: str) -> Table:
        """Its months; shares as fractions."""
        found = self.reading()
        rows = [
            [point.month, point.value, point.base, round(found.course(point.month), DIGITS)]
            for point in found.series.points
        ]
        month, value, *rest = HEADERS
        return Table(found.meter.name, [month, f"{value}, in {clock(found)}" if clock(found) else value, *rest], rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chart, the table, the definition."""
        found = self.reading()
        meter = found.meter
        return super().get_context_data(
            **summary_row(found),
            heading=heading(found),
            chart=chart(found) if found.series.points else None,
            chart_table=chart_table(found),
            months=[self._month(found, point) for point in reversed(found.series.points)],
            tickets=[(WORDS.get(name, name), value) for name in WANTED if (value := getattr(meter, name))],
            window=window_words(meter),
            baseline_base=integer(found.series.baseline_base),
            **kwargs,
        )

    def _month(self, found: MeterReading, point: Point) -> dict[str, Any]:
        """A month in figures, with the address of its tickets."""
        return {
            "month": month_words(point.month),
            "value": found.figure.written(point.value) if point.value is not None else "none",
            "base": integer(point.base),
            "course": found.figure.written(found.course(point.month)),
            "is_baseline": found.meter.baseline_from <= point.month <= found.meter.baseline_to,
            "url": self._behind(found.meter, point.month) if point.base else "",
        }

    def _behind(self, meter: Meter, month: int) -> str:
        """Where the month can be looked into, with the tickets that the meter is about."""
        slug = self.actor.organisation_slug
        if any(getattr(meter, name) for name in (*PLACES, *PAIR)):
            return ""  # no page narrows a log to those
        if meter.agreement:
            query = {"log": meter.log.uid, "month": month, "measure": MEASURED[meter.figure]}
            return f"{reverse('agreement-tickets', args=[slug, meter.agreement.uid])}?{urlencode(query)}"
        asked = {name: value for name in ATTRIBUTES if (value := getattr(meter, name))}
        if meter.basis == WORKING:
            asked["hours"] = WORKING
        shown = {"show": SHOWN[meter.figure]} if meter.figure in SHOWN else {}
        address = reverse(BEHIND_IT.get(meter.figure, "handoff-questions-log"), args=[slug, meter.log.uid])
        return f"{address}?{urlencode(asked | {'month': month} | shown)}"


class MeterArchive(ActionView):
    """Lay a meter aside, or take it up again."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep it; back to the meter."""
        meter = meter_of(self.actor, kwargs["uid"])
        is_archived = request.POST.get("archived", "") == "yes"
        archive_meter(by=self.actor, meter=meter, version=seen_version(request), is_archived=is_archived)
        messages.success(request, f"{'Laid aside' if is_archived else 'Taken up again'}: {meter.name}.")
        return reverse("meter", args=[self.actor.organisation_slug, meter.uid])
