"""The run that keeps the handoffs of a ticket log as results."""

import hashlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
from django.conf import settings

from core.actor import Actor
from core.models import Run
from core.runs.actions import Input, request_run
from core.runs.registry import Finish, Progress, RunKind
from metrics.models import Artifact
from metrics.results import Dimension, Figure, write_figures
from metrics.selectors.handoffs import HandoffAnalysis, handoff_analysis, time_zone_of
from metrics.selectors.log_columns import log_events
from organisations.models import Organisation
from services.models import TicketLog

KIND_CODE = "handoffs"
LOG_INPUT = "ticket_log"
MOST_PAIRS = 20_000
HOUR_US = 3_600_000_000


def request(by: Actor, log: TicketLog) -> Run:
    """The run over the log as it is now; the log's version moves with its segments and its groups."""
    log.refresh_from_db(fields=["version"])
    return request_run(by=by, kind=KIND_CODE, params={"log": log.pk}, inputs=[Input(LOG_INPUT, log.pk, log.version)])


def execute(run_id: int, progress: Progress) -> Finish:
    """Read the log's columns, compute, write the figures."""
    run = Run.objects.get(pk=run_id)
    log = TicketLog.objects.get(pk=run.params["log"], organisation_id=run.organisation_id)
    actor = _reader(run)
    progress(0, 3, "Reading the log")
    columns = log_events(actor, log)
    progress(1, 3, "Counting handoffs")
    analysis = handoff_analysis(actor, log)
    months = columns.months(time_zone_of(actor))[columns.moves.event]
    progress(2, 3, "Writing results")
    figures = [*figures_of(analysis), *_figures_by_month(months)]
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
