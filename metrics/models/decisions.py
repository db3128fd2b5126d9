"""Proposals to decide about a scenario, what became of them, and the evidence that an approval freezes."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.access import TenantQuerySet
from core.models.base import Aggregate


class Decision(Aggregate):
    """One proposal of a scenario at one of its versions, and the decision about it.

    `content_hash` is sha256 over the hashes of all that was frozen; `saving_run` and `replay_run` are the runs whose
    figures are shown for the scenario from then on. Empty until it is approved.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    scenario = models.ForeignKey("functions.Scenario", models.PROTECT, related_name="decisions")
    scenario_version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    summary = models.CharField(max_length=2_000)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="proposals")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="decisions")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=2_000, blank=True)
    conditions = models.CharField(max_length=2_000, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    saving_run = models.ForeignKey("core.Run", models.PROTECT, null=True, related_name="+")
    replay_run = models.ForeignKey("core.Run", models.PROTECT, null=True, related_name="+")

    objects = TenantQuerySet["Decision"].as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["scenario"], condition=Q(state="proposed"), name="one_proposal_at_a_time"),
            models.UniqueConstraint(fields=["scenario"], condition=Q(state="approved"), name="one_approval_each"),
        ]


class Objection(models.Model):
    """What somebody holds against a proposal; it stays with the decision for ever."""

    TENANT_PATH = "decision__organisation_id"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="objections")
    text = models.CharField(max_length=2_000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = TenantQuerySet["Objection"].as_manager()

    class Meta:
        ordering = ["id"]


class FrozenEvidence(models.Model):
    """One part of what an approval froze: a canonical text, here or in a file named by its hash, and its sha256."""

    TENANT_PATH = "decision__organisation_id"

    class Kind(models.TextChoices):
        BASELINE = "baseline", "the baseline, with a hash over its rows"
        SCENARIO = "scenario", "the steps of the scenario, its placements and design choices"
        ASSUMPTIONS = "assumptions", "the assumptions in force, of the organisation and of the scenario"
        COMPUTATION = "computation", "parameters, seed, formula versions and the hash of the lock file"
        INPUTS = "inputs", "all columns that the saving is computed from"
        REPLAY = "replay", "the flows between the groups of the log, and where the scenario puts each group"
        RESULTS = "results", "the figures and the ledger in full digits"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    content = models.TextField(blank=True)
    path = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64)

    objects = TenantQuerySet["FrozenEvidence"].as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["decision", "kind"], name="one_evidence_per_kind")]
