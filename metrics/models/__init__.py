"""What it costs and could save: assumptions, results of runs, and what is decided on them."""

from metrics.models.assumptions import Assumption
from metrics.models.decisions import Decision, FrozenEvidence, Objection
from metrics.models.estimates import EstimateAudit
from metrics.models.findings import FindingDecision
from metrics.models.meters import Meter
from metrics.models.results import Artifact, Result, SavingLine
from metrics.models.segments import SegmentAudit, SegmentRule
from metrics.models.spans import SpanBand

__all__ = [
    "Artifact",
    "Assumption",
    "Decision",
    "EstimateAudit",
    "FindingDecision",
    "FrozenEvidence",
    "Meter",
    "Objection",
    "Result",
    "SavingLine",
    "SegmentAudit",
    "SegmentRule",
    "SpanBand",
]
