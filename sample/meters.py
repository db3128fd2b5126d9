"""Figures that the sample follows: what it was in the first half of the year, and where it is to be a year later."""

from core.actor import Actor
from metrics.meter_actions import MeterTerms, add_meter
from metrics.models import Meter
from services.models import Agreement, TicketLog

_BASELINE_FROM, _BASELINE_TO, _TARGET_MONTH = 202501, 202506, 202606
_OWNER = "Office of the CIO"


def state_meters(by: Actor, log: TicketLog) -> None:
    """Three meters, once."""
    if Meter.objects.visible_to(by).exists():
        return
    gold = Agreement.objects.visible_to(by).get(name="Server hosting, gold")
    _follow(by, log, "first_line_share", "Closed by level 1 alone", 0.6)
    _follow(by, log, "ping_pong_share", "Thrown straight back", 0.06)
    _follow(by, log, "resolved_in_time", "Gold servers back in time", 0.98, gold)


def _follow(by: Actor, log: TicketLog, figure: str, name: str, target: float, kept: Agreement | None = None) -> None:
    terms = MeterTerms(name, _BASELINE_FROM, _BASELINE_TO, target, _TARGET_MONTH, agreement=kept, owner=_OWNER)
    add_meter(by=by, log=log, figure=figure, terms=terms)
