"""Opening what was frozen: its text, byte by byte, to those who may see what it states."""

from django.http import Http404

from core import audit
from core.access import require_pay, visible
from core.actor import Actor
from metrics.decisions.evidence import text_of
from metrics.models import Decision, FrozenEvidence

STATES_PAY = (FrozenEvidence.Kind.INPUTS, FrozenEvidence.Kind.RESULTS)


def open_evidence(*, by: Actor, decision: Decision, kind: str) -> tuple[FrozenEvidence, str]:
    """One frozen part and its text; what states the cost of positions needs the right "pay", and reading it is
    audited. 404 where nothing of the kind is frozen, or its file is gone.
    """
    row = visible(FrozenEvidence, by).filter(decision=decision, kind=kind).first()
    text = text_of(row) if row else None
    if row is None or text is None:
        raise Http404("Nothing of this kind is frozen here, or its file is gone.")
    if row.kind in STATES_PAY:
        require_pay(by)
        audit.record(by, "read_evidence", "decision", decision.uid, after={"kind": row.kind})
    return row, text
