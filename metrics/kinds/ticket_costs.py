"""The run that keeps what the tickets of a log cost as results."""

from collections.abc import Iterator
from typing import Any

from core.actor import Actor
from core.basis import Basis
from core.errors import UserError
from core.models import Run
from core.runs.actions import request_run
from core.runs.registry import Finish, Progress, RunKind
from metrics.inputs.versions import activities_input, log_input, rate_card_input
from metrics.kinds.baseline_input import baseline_input, baseline_of_run, reader_of_run
from metrics.results import NONE, Dimension, Figure, write_figures
from metrics.selectors.handoffs import time_zone_of
from metrics.selectors.ticket_costs import BY, CostRow, TicketCosts, ticket_costs
from metrics.selectors.visible_logs import ReplayLog, replay_logs
from services.models import TicketLog
from towers.models import Baseline, RateCard

KIND_CODE = "ticket_costs"
MOST_ROWS = 200  # of each kind of row


def request(by: Actor, baseline: Baseline, log: TicketLog) -> Run:
    """The run over the baseline, the marks of its activities, its rate card and the log as they are now."""
    inputs = [
        baseline_input(baseline),
        activities_input(baseline.organisation_id),
        rate_card_input(baseline.pk),
        log_input(log),
    ]
    params = {"baseline": baseline.pk, "log": log.pk}
    return request_run(by=by, kind=KIND_CODE, params=params, inputs=inputs)


def execute(run_id: int, progress: Progress) -> Finish:
    """Read, share, write the figures: on true cost and, where there is one, on the rate card."""
    run = Run.objects.get(pk=run_id)
    reader, baseline, log = reader_of_run(run), baseline_of_run(run), log_of_run(run)
    has_card = RateCard.objects.filter(baseline=baseline).exists()
    figures: list[Figure] = []
    for basis in Basis if has_card else [Basis.COST]:
        progress(0, 2, "Sharing the cost of ticket work")
        found = ticket_costs(reader, baseline, log, time_zone_of(reader), basis)
        if found is None or not found.is_priced:
            raise UserError("The log names no group, or no position of the baseline states what it costs.")
        figures += figures_of(found, basis)
    progress(1, 2, "Writing results")

    def finish() -> dict[str, Any]:
        return {"figures": write_figures(run_id, figures)}

    return finish


KIND = RunKind(KIND_CODE, "Cost of tickets", execute, page="ticket-costs")


def log_of_run(run: Run) -> ReplayLog:
    """The log that a run names in its parameters, of the run's own organisation."""
    known = {log.pk: log for log in replay_logs(reader_of_run(run))}
    if run.params["log"] not in known:
        raise UserError("The ticket log has no import in force any more.")
    return known[run.params["log"]]


def figures_of(found: TicketCosts, basis: Basis) -> Iterator[Figure]:
    """What a ticket costs and what all cost a year: all, and by each kind of row, the dearest of it."""
    yield from _of(found, found.whole, NONE, basis)
    for kind in BY:
        for row in found.by(kind)[:MOST_ROWS]:
            yield from _of(found, row, Dimension(kind, row.key, row.name), basis)


def _of(found: TicketCosts, row: CostRow, d1: Dimension, basis: Basis) -> Iterator[Figure]:
    """Both with their range, where there is one."""
    said: dict[str, Any] = {"evidence": found.evidence, "d1": d1, "coverage": row.coverage, "basis": str(basis)}
    is_open = row.high > row.cost
    for name, least, most in (("ticket_cost", row.cost, row.high), ("cost_per_ticket", row.each, row.each_high)):
        low, high = (least, most) if is_open else (None, None)
        yield Figure(name, least, "money", low=low, high=high, **said)
