"""The sample's own segment rules before the default ones, and an audit by somebody who knows the tickets."""

from collections.abc import Set

from core.actor import Actor
from metrics.computations.segment_defaults import DEFAULT_RULES
from metrics.computations.segments import SegmentTerms
from metrics.models import SegmentAudit
from metrics.segment_actions import judge_segment, save_segment_rules
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.question_ground import Asked, ground_of
from metrics.selectors.segment_rules import segment_rules_of
from metrics.selectors.segments import Segmented, class_of
from services.models import TicketLog
from services.selectors import ticket_keys

_C, _T = "complexity", "touch"
RULES: tuple[SegmentTerms, ...] = (
    SegmentTerms(
        _C,
        "simple",
        "Accounts and passwords",
        texts={"product": ("accounts and passwords",)},
        ranges={"groups": (None, 2)},
    ),
    SegmentTerms(_C, "complex", "Problems that go round", texts={"kind": ("problem",)}, ranges={"groups": (3, None)}),
    SegmentTerms(_T, "data centre", "Racks, power and space", texts={"service": ("data centre",)}),
    SegmentTerms(
        _T,
        "office",
        "Devices at an office",
        texts={"product": ("laptop and desktop", "mobile device", "printing")},
        ranges={"highest_level": (2, None)},
    ),
)
REMOTE = SegmentTerms(_T, "none", "All others from afar")
AUDITED = ("complexity-simple", "complexity-complex")


def state_segments(by: Actor, log: TicketLog, simple: Set[str]) -> None:
    """The rules, and what was said of the samples of two classes; `simple`: the tickets that are, by number."""
    if segment_rules_of(by).version:
        return
    held = save_segment_rules(by=by, version=0, rules=[*RULES, *DEFAULT_RULES, REMOTE])
    found = Segmented(ground_of(by, log, Asked(HandoffFilters()), "UTC"), held)
    for code in AUDITED:
        chosen = class_of(code)
        keys = list(ticket_keys(found.ground.columns.ticket_ids[found.sample(chosen)].tolist()).values())
        for key in keys:
            is_right = (key in simple) == (chosen.outcome == "simple")
            verdict = SegmentAudit.Verdict.RIGHT if is_right else SegmentAudit.Verdict.WRONG
            judge_segment(by=by, log=log, version=held.version, chosen=chosen, sample=keys, key=key, verdict=verdict)
