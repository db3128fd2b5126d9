"""The metrics of what stands beside a saving: the benchmark and its chance, what is known, queues of mixed work."""

from metrics.assumptions.groups import HOURS, LEVERS, PACE
from metrics.registry import Metric
from metrics.rows import saving_base, saving_context, saving_course

OPERATIONS, BAND, UNCERTAINTY, EVIDENCE = "operations", "the-band", "uncertainty", "evidence"

_CHANCES = tuple(
    Metric(
        f"probability_{percent}",
        f"Probability of {percent} % in month 12",
        "share",
        f"Share of the draws in which the cash run-rate in month 12 is at least {percent} % of labour cost.",
        f"draws with run-rate / L >= {percent} % / draws",
        BAND,
        saving_course.bins_from(percent * 2),
        assumptions=PACE + LEVERS,
    )
    for percent in (5, 10)
)
_DRAWS = (
    *_CHANCES,
    Metric(
        "probability_inside",
        "Probability of 5 to 10 % in month 12",
        "share",
        "Share of the draws in which the cash run-rate in month 12 lies inside the benchmark.",
        "draws with 5 % <= run-rate / L < 10 % / draws",
        BAND,
        saving_course.bins_from(10, 20),
        assumptions=PACE + LEVERS,
    ),
    Metric(
        "saving_share_bin",
        "Distribution",
        "share",
        "How the draws of the share in month 12 are distributed.",
        "draws in the bin / draws",
        UNCERTAINTY,
        saving_course.bin_rows,
        assumptions=PACE + LEVERS,
    ),
)

METRICS = (
    *_DRAWS,
    Metric(
        "benchmark",
        "Benchmark",
        "share",
        "What published experience says such a change saves, of labour cost; the cash run-rate of month 12 is held "
        "against it.",
        "published, not computed: 5 to 10 % of labour cost within 6 to 12 months",
        BAND,
        saving_context.benchmark_rows,
    ),
    Metric(
        "effort_stated",
        "Effort that somebody stated",
        "share",
        "How much of the effort was counted or stated by somebody, and is neither benchmark nor assumed.",
        "(measured FTE + surveyed FTE) / FTE",
        EVIDENCE,
        saving_base.effort_stated_rows,
    ),
    Metric(
        "coverage",
        "Coverage",
        "share",
        "On how much of the organisation the saving rests.",
        "min(1, FTE covered / FTE), over all teams",
        EVIDENCE,
        saving_context.coverage_rows,
    ),
    Metric(
        "handling_spread",
        "Spread of handling times in a queue",
        "ratio",
        "How far apart the handling times of the work lie that a queue pools; above 3 short work waits behind long.",
        "longest / shortest minutes per ticket of the queue's teams",
        OPERATIONS,
        saving_context.handling_rows,
        assumptions=HOURS,
    ),
)
