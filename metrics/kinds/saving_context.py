"""What stands beside a saving: the benchmark, what the effort and the cost rest on, queues of mixed work."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.computations.operations import Operations
from metrics.computations.pools import Parts, parts_of
from metrics.computations.saving_inputs import Ints
from metrics.computations.saving_summary import BAND
from metrics.kinds.saving_run import SavingRun
from metrics.results import Dimension, Figure
from towers.functions_reference import BY_CODE

COVERAGES = {
    "cost_known": "FTE with a known cost",
    "effort_of_staff": "Staff with stated effort",
    "tickets_of_ticket_work": "Ticket work whose teams have tickets in the log",
}
STATED = ("measured", "surveyed")


def context_figures(run: SavingRun) -> Iterator[Figure]:
    """The figures, in the order in which they are stored."""
    for key, label, value in zip(("low", "high"), ("Low end", "High end"), BAND, strict=True):
        yield Figure("benchmark", value, "share", "benchmark", Dimension("end", key, label))
    evidence = run.rows.efforts.evidence_shares()
    yield Figure("effort_stated", sum(evidence[kind] for kind in STATED), "share")
    for code, share in run.rows.coverage().items():
        yield Figure("coverage", share, "share", d1=Dimension("coverage", code, COVERAGES[code]))
    queues = Operations(parts_of(run.rows.inputs))
    for place, members in enumerate(queues.mixed_queues):
        d1 = Dimension("queue", str(place), queue_name(queues.parts, members))
        yield Figure("handling_spread", queues.handling_spread(members), "ratio", d1=d1)


def queue_name(parts: Parts, members: Ints) -> str:
    """The function of a queue and, where it is one region's, the region."""
    function = BY_CODE[int(parts.function[members[0]])].name
    regions = {*parts.region[members].tolist()}
    known = [parts.inputs.regions[place] for place in regions if place < len(parts.inputs.regions)]
    return f"{function}, {known[0]}" if len(regions) == 1 and known else function
