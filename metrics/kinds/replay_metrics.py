"""The metrics of the run kind `replay`."""

from metrics.registry import Metric
from metrics.rows import replay

PAGE = "structural-replay"
_COUNTS = {
    "today": ("Handoffs today", "Consecutive events of a ticket in two groups.", "count of a != b"),
    "low": ("Handoffs in the target, at least", "Events of split teams never change units.", "kept"),
    "expected": (
        "Handoffs in the target, expected",
        "Events of split teams by share.",
        "sum of 1 - sum_k w_a(k) w_b(k)",
    ),
    "high": (
        "Handoffs in the target, at most",
        "Events of split teams always change units.",
        "kept + undetermined + created",
    ),
    "kept": ("Handoffs kept", "Both groups lie in one unit each, and these differ.", "count of k(a) != k(b)"),
    "removed": ("Handoffs removed", "Both groups lie in the same unit.", "count of k(a) = k(b)"),
    "created": ("Handoffs that may be created", "Inside a group that the design divides.", "count inside split groups"),
    "undetermined": (
        "Handoffs undetermined",
        "A group is divided or its function unknown.",
        "today - kept - removed",
    ),
}


METRICS = (
    *(
        Metric(f"replay_handoffs_{name}", label, "handoffs", meaning, formula, PAGE, replay.pairs_of(name))
        for name, (label, meaning, formula) in _COUNTS.items()
    ),
    Metric(
        "replay_handoffs_left",
        "Handoffs left, expected",
        "share",
        "Of today's handoffs those that are expected between the units of the target.",
        "expected / today",
        PAGE,
        replay.share_left_rows,
    ),
    Metric(
        "replay_handoffs_chance",
        "Handoffs that chance would remove",
        "handoffs",
        "What a division with the same flows would remove by chance: only more than that speaks for the design.",
        "sum_k out_k in_k / H",
        PAGE,
        replay.chance_rows,
    ),
    Metric(
        "replay_split_share",
        "Events in divided groups",
        "share",
        "Share of the events in groups that the design divides.",
        "events of groups in more than one unit / events with a group",
        PAGE,
        replay.groups_where(lambda target, _: len(target.units) > 1),
    ),
    Metric(
        "replay_unknown_share",
        "Events of unknown function",
        "share",
        "Share of the events in groups whose function is unknown.",
        "events of groups without a function / events with a group",
        PAGE,
        replay.groups_where(lambda target, _: not target.units),
    ),
    Metric(
        "replay_decided_by",
        "How functions were decided",
        "share",
        "Share of the events by how the group's function was decided.",
        "events of the groups decided this way / events with a group",
        PAGE,
        replay.groups_where(lambda target, result: target.way == result.d1_key),
    ),
)
