"""The run that keeps the handoffs of a ticket log as results."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
from django.conf import settings

from core.actor import Actor
from core.models import Run
from core.runs.actions import Input, request_run
from core.runs.registry import Finish, Progress, RunKind
from metrics.computations.waiting import median_wait
from metrics.models import Artifact
from metrics.results import Dimension, Figure, write_figures
from metrics.selectors.clock_words import hours_unit
from metrics.selectors.handoff_rows import HOUR_US
from metrics.selectors.handoff_services import service_rows
from metrics.selectors.handoff_touch import open_time_of, touch_totals
from metrics.selectors.handoffs import HandoffAnalysis, HandoffFilters, time_zone_of
from metrics.selectors.log_in_view import Asking, LogInView
from organisations.models import Organisation
from services.clock_selectors import LogClocks
from services.models import TicketLog

KIND_CODE = "handoffs"
LOG_INPUT = "ticket_log"
CALENDAR_INPUT, GROUPS_INPUT = "calendar", "calendars_of_groups"
MOST_PAIRS = 20_000
MOST_SERVICES = 200
WORKING_SUFFIX = "_working"
TIMES = {"queued": "queue_share", "working": "touch_share", "pending": "pending_share"}


def request(by: Actor, log: TicketLog) -> Run:
    """The run over the log as it is now; the log's version moves with its segments, its groups and its calendar."""
    log.refresh_from_db(fields=["version", "calendar"])
    stated = LogInView(by, log, Asking(HandoffFilters(), "")).stated
    inputs = [Input(what, pk, version) for (what, pk), version in versions_of(log, stated).items()]
    return request_run(by=by, kind=KIND_CODE, params={"log": log.pk}, inputs=inputs)


def versions_of(log: TicketLog, stated: LogClocks | None) -> dict[tuple[str, int], int]:
    """What the figures of a log rest on, in the versions of now; `stated`: who works by which calendar."""
    versions = {(LOG_INPUT, log.pk): log.version}
    if stated:
        versions |= {(CALENDAR_INPUT, calendar.pk): calendar.version for calendar in stated.calendars}
        versions[GROUPS_INPUT, log.pk] = stated.mark
    return versions


def execute(run_id: int, progress: Progress) -> Finish:
    """Read the log's columns, compute, write the figures."""
    run = Run.objects.get(pk=run_id)
    log = TicketLog.objects.get(pk=run.params["log"], organisation_id=run.organisation_id)
    actor = _reader(run)
    progress(0, 3, "Reading the log")
    found = LogInView(actor, log, Asking(HandoffFilters(), time_zone_of(actor)))
    progress(1, 3, "Counting handoffs")
    analysis, columns = found.analysis(), found.columns
    months = columns.months(found.asking.time_zone)[columns.moves.event]
    progress(2, 3, "Writing results")
    more = [*_figures_of_time(found), *_figures_of_services(found)]
    if log.calendar:
        worked = LogInView(actor, log, replace(found.asking, is_working=True))
        more += [*_figures_of_time(worked), *_figures_of_services(worked)]
    figures = [*figures_of(analysis), *_figures_by_month(months), *more]
    matrix = _store_matrix(analysis) if len(analysis.pairs) > MOST_PAIRS else None

    def finish() -> dict[str, Any]:
        written = write_figures(run_id, figures)
        if matrix:
            Artifact.objects.create(run_id=run_id, kind="handoff-matrix", sha256=matrix[0], path=matrix[1])
        return {"figures": written, "handoffs": analysis.handoffs, "pairs": len(analysis.pairs)}

    return finish


KIND = RunKind(KIND_CODE, "Handoffs", execute, page="handoffs")


def figures_of(found: HandoffAnalysis) -> Iterator[Figure]:
    """The figures of a log; coverage is the share of its events that name a group."""
    coverage = 1 - found.events_without_group / found.events if found.events else 1.0
    median = found.wait_median_us
    line = found.first_line
    values: list[tuple[str, float | None, str]] = [
        ("handoffs", found.handoffs, "handoffs"),
        ("handoffs_per_ticket", found.mean, "per ticket"),
        ("handoffs_per_ticket_p90", found.p90, "per ticket"),
        ("tickets_without_handoff", found.unmoved, "tickets"),
        ("ping_pong_direct", found.ping_pong.direct, "tickets"),
        ("ping_pong_returns", found.ping_pong.returns, "tickets"),
        ("ping_pong_bounces", found.ping_pong.bounces, "tickets"),
        ("first_line_share", line.share if line else None, "share"),
        ("first_line_share_of_entered", line.share_of_entered if line else None, "share"),
        ("queue_time_median", None if median is None else median / HOUR_US, "h"),
    ]
    yield from (Figure(metric, value, unit, coverage=coverage) for metric, value, unit in values)
    yield from _figures_of_pairs(found)


def _figures_of_pairs(found: HandoffAnalysis) -> Iterator[Figure]:
    units, pairs = found.units, found.pairs
    ends = zip(pairs.sender.tolist(), pairs.receiver.tolist(), pairs.count.tolist(), strict=True)
    for sender, receiver, count in list(ends)[:MOST_PAIRS]:
        one, other = (Dimension("group", units.keys[place], units.labels[place]) for place in (sender, receiver))
        yield Figure("handoff_pairs", count, "handoffs", d1=one, d2=other)


def _figures_by_month(months: np.ndarray) -> Iterator[Figure]:
    for month, count in zip(*np.unique(months, return_counts=True), strict=True):
        yield Figure("handoffs_by_month", int(count), "handoffs", month=f"{month // 100}-{month % 100:02}")


def _figures_of_time(found: LogInView) -> Iterator[Figure]:
    """What open time is; and the wait in working hours where these are counted."""
    suffix = WORKING_SUFFIX if found.clocks else ""
    for row in touch_totals(open_time_of(found.columns, found.view)):
        if row["name"] in TIMES:
            yield Figure(f"{TIMES[row['name']]}{suffix}", row["share"], "share")
    if found.clocks:
        waits = found.view.waits
        median = median_wait(waits.wait_us, waits.is_observed, found.view.wait_order)
        unit = hours_unit(found.clocks)
        yield Figure(f"queue_time_median{suffix}", None if median is None else median / HOUR_US, unit)


def _figures_of_services(found: LogInView) -> Iterator[Figure]:
    """The services with most handoffs; in working hours what time does to them alone."""
    for row in service_rows(found.columns, found.view, found.places, MOST_SERVICES):
        service = Dimension("service", row["key"], row["service"])
        median = None if row["median_us"] is None else row["median_us"] / HOUR_US
        if found.clocks:
            metric = f"service_queue_time_median{WORKING_SUFFIX}"
            yield Figure(metric, median, hours_unit(found.clocks), d1=service)
            continue
        values: list[tuple[str, float | None, str]] = [
            ("service_handoffs", row["handoffs"], "handoffs"),
            ("service_handoffs_per_ticket", row["per_ticket"], "per ticket"),
            ("service_ping_pong_share", row["share_back"], "share"),
            ("service_first_line_share", row["first_line"], "share"),
            ("service_queue_time_median", median, "h"),
        ]
        yield from (Figure(metric, value, unit, d1=service) for metric, value, unit in values)


def _store_matrix(found: HandoffAnalysis) -> tuple[str, str]:
    """The whole matrix as Parquet, named by its hash; returns (sha256, path below the data folder)."""
    keys = np.array(found.units.keys)
    pairs = found.pairs
    columns = {"sender": keys[pairs.sender], "receiver": keys[pairs.receiver], "handoffs": pairs.count}
    folder = settings.DATA_DIR / "artifacts"
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{found.handoffs}-{len(pairs)}.partial"
    pl.DataFrame(columns).write_parquet(partial)
    sha256 = hashlib.sha256(partial.read_bytes()).hexdigest()
    partial.replace(folder / f"{sha256}.parquet")
    return sha256, f"artifacts/{sha256}.parquet"


def _reader(run: Run) -> Actor:
    slug = Organisation.objects.values_list("slug", flat=True).get(pk=run.organisation_id)
    return Actor.system(run.organisation_id, slug)
