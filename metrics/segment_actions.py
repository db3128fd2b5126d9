"""Writes about segments: always the whole set of rules, as the next version; and what auditors say."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from core.figures import plain
from core.versions import Conflict
from metrics.computations.segment_defaults import DEFAULT_RULES
from metrics.computations.segments import ASPECTS, SegmentTerms
from metrics.models import SegmentAudit, SegmentRule
from metrics.selectors.segment_rules import LABELS, SegmentRules, condition_facts, segment_rules_of
from metrics.selectors.segments import SegmentClass
from services.models import TicketLog

MOST_RULES = 100
LEVEL, LEVELS = "highest_level", (1, 2, 3)


def save_segment_rules(*, by: Actor, version: int, rules: Sequence[SegmentTerms]) -> SegmentRules:
    """These rules in this order take the place of all that were; `version` is the one seen, 0 for the defaults.

    Raises `Conflict` when somebody changed them since, `UserError` for none, too many, or a range out of order.
    """
    require_edit(by)
    _require_good(rules)
    before = segment_rules_of(by)
    yours, theirs = _facts(rules), _facts(before.rules)
    if before.version != version:
        raise Conflict("set of segment rules", yours, theirs, version, before.version)
    try:
        with transaction.atomic():
            SegmentRule.objects.bulk_create(_row(by, version + 1, place, rule) for place, rule in enumerate(rules, 1))
            audit.record(by, "save_segment_rules", "segment rules", "rules", before=theirs, after=yours)
    except IntegrityError as error:  # the other one committed between the look and the write
        raise Conflict("set of segment rules", yours, theirs, version, version + 1) from error
    return segment_rules_of(by)


def restore_segment_defaults(*, by: Actor, version: int) -> SegmentRules:
    """The default rules again, as the next version."""
    return save_segment_rules(by=by, version=version, rules=DEFAULT_RULES)


def judge_segment(
    *, by: Actor, log: TicketLog, version: int, chosen: SegmentClass, sample: Sequence[str], key: str, verdict: str
) -> SegmentAudit:
    """Say whether a ticket of the sample is of its class; a second word takes the place of the first.

    `version` is that of the rules seen; `sample` holds the numbers of the tickets that may be judged.
    """
    require_edit(by)
    now = segment_rules_of(by).version
    if version != now:
        raise Conflict("set of segment rules", {"verdict": verdict}, {}, version, now)
    if key not in sample:
        raise UserError("This ticket is not in the sample of its class. Reload the page.", status=404)
    if verdict not in SegmentAudit.Verdict.values:
        raise UserError("Say right, wrong or unsure.", status=400)
    named: dict[str, Any] = {"log": log, "rules_version": version, "aspect": chosen.aspect, "ticket_key": key}
    with transaction.atomic():
        before = SegmentAudit.objects.filter(**named).values("verdict").first()
        values = {"verdict": verdict, "outcome": chosen.outcome}
        row, _ = SegmentAudit.objects.update_or_create(defaults=values, **named)
        after = {"class": chosen.code, "ticket": key, "verdict": verdict, "rules version": version}
        audit.record(by, "judge_segment", "ticket log", log.uid, before=before or {}, after=after)
    return row


def _require_good(rules: Sequence[SegmentTerms]) -> None:
    if not 1 <= len(rules) <= MOST_RULES:
        raise UserError(f"A set has 1 to {MOST_RULES} rules, not {len(rules)}.", status=400)
    for place, rule in enumerate(rules, start=1):
        if rule.outcome not in ASPECTS.get(rule.aspect, ()):
            raise UserError(f"Rule {place}: there is no class “{rule.outcome}”.", status=400)
        for name, (low, high) in rule.ranges.items():
            _require_range(place, name, low, high)


def _require_range(place: int, name: str, low: float | None, high: float | None) -> None:
    """From is not above to, and a level is one that there is."""
    label, ends = LABELS[name], [end for end in (low, high) if end is not None]
    if name == LEVEL and any(end not in LEVELS for end in ends):
        raise UserError(f"Rule {place}: a level is 1, 2 or 3, not {plain(max(ends))}.", status=400)
    if low is not None and high is not None and low > high:
        message = f"Rule {place}: no ticket has {label} from {plain(low)} to {plain(high)}. Swap the two."
        raise UserError(message, status=400)


def _row(by: Actor, version: int, place: int, rule: SegmentTerms) -> SegmentRule:
    return SegmentRule(
        organisation_id=by.organisation_id,
        version=version,
        place=place,
        name=rule.name,
        aspect=rule.aspect,
        outcome=rule.outcome,
        conditions=condition_facts(rule),
    )


def _facts(rules: Sequence[SegmentTerms]) -> dict[str, Any]:
    """As audit and conflicts show them: each rule by its place."""
    return {
        f"rule {place}": {"name": rule.name, "class": f"{rule.aspect} {rule.outcome}", **condition_facts(rule)}
        for place, rule in enumerate(rules, start=1)
    }
