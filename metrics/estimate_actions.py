"""What auditors say of the tickets that an estimate is about."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from core import audit
from core.access import require_edit
from core.actor import Actor
from core.errors import UserError
from metrics.models import EstimateAudit
from metrics.selectors.estimates import Measure
from services.models import TicketLog


def judge_estimate(
    *, by: Actor, log: TicketLog, measure: Measure, sample: Sequence[str], key: str, verdict: str
) -> EstimateAudit:
    """Say whether a ticket of the sample could have gone that way; a second word takes the place of the first.

    `sample` holds the numbers of the tickets that may be judged. Raises `UserError` for another ticket or word.
    """
    require_edit(by)
    if key not in sample:
        raise UserError("This ticket is not in the sample of the estimate. Reload the page.", status=404)
    if verdict not in EstimateAudit.Verdict.values:
        raise UserError("Say yes, no or unsure.", status=400)
    named: dict[str, Any] = {"log": log, "measure": measure.code, "ticket_key": key}
    with transaction.atomic():
        before = EstimateAudit.objects.filter(**named).values("verdict").first()
        row, _ = EstimateAudit.objects.update_or_create(defaults={"verdict": verdict}, **named)
        after = {"estimate": measure.code, "ticket": key, "verdict": verdict}
        audit.record(by, "judge_estimate", "ticket log", log.uid, before=before or {}, after=after)
    return row
