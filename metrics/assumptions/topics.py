"""The assumptions in the order in which a reader looks for them."""

from collections.abc import Iterable

from metrics.assumptions.effective import EffectiveAssumption

# Topic, and how the codes of its assumptions begin.
TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Scale of work", ("beta_", "addressable_", "overlay")),
    (
        "Queues and hours",
        ("kappa", "cap", "utilisation", "shrinkage", "contract_hours", "handoff_", "target_", "minimum_"),
    ),
    ("Demand", ("report_", "output_metrics")),
    ("Spans of control", ("span_",)),
    ("One-off cost", ("one_off_", "double_running_", "dip_")),
    ("Pace and value", ("wave_", "ramp", "capture_share", "discount", "correlation")),
)
# "capture_share" begins like "cap": the longest beginning that fits decides.


def topic_of(code: str) -> str:
    """The topic of an assumption.

    >>> topic_of("cap_small"), topic_of("capture_share")
    ('Queues and hours', 'Pace and value')
    """
    fitting = [(len(start), topic) for topic, starts in TOPICS for start in starts if code.startswith(start)]
    return max(fitting)[1]


def by_topic(assumptions: Iterable[EffectiveAssumption]) -> list[tuple[str, list[EffectiveAssumption]]]:
    """Topics in their order, each with its assumptions."""
    grouped: dict[str, list[EffectiveAssumption]] = {topic: [] for topic, _ in TOPICS}
    for known in assumptions:
        grouped[topic_of(known.code)].append(known)
    return list(grouped.items())
