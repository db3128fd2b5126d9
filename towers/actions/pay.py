"""Whoever reads the pay of single positions is named in the audit trail."""

from core import audit
from core.access import require_pay
from core.actor import Actor
from towers.models import Baseline, Position


def record_pay_read(*, by: Actor, baseline: Baseline, position: Position | None = None) -> None:
    """Keep that the actor saw the pay of one position, or of a list of a baseline's positions."""
    require_pay(by)
    if position is None:
        audit.record(by, "read_pay", "baseline", baseline.uid)
    else:
        audit.record(by, "read_pay", "position", position.uid)
