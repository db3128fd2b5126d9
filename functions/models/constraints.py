"""What a design has to respect: rules of the organisation, consents to break them, and guardrails."""

from django.db import models
from django.db.models import F, Q

from core.access import TenantQuerySet
from core.models.base import Aggregate
from functions.models.scenarios import Scenario
from towers.functions_reference import FUNCTION_CHOICES

WHOLE = 0  # stands for the function of a guardrail for all ten together, or for each that has none of its own


class Constraint(Aggregate):
    """A rule for every scenario of the organisation; `is_hard`: a design that breaks it cannot be approved.

    `stay`: no work of the regions, or of the sites whose name holds `site`, goes elsewhere. `language`: a function
    keeps at least `amount` (FTE in 1/10,000) in the regions. `works_council`: at most `amount` persons there change
    function or leave their region without a consent. `keep_team`: the work of a team lies in one place, the function
    that is named or, without one, the team itself.
    """

    class Kind(models.TextChoices):
        STAY = "stay", "No move of work"
        LANGUAGE = "language", "Language cover"
        WORKS_COUNCIL = "works_council", "Works council"
        KEEP_TEAM = "keep_team", "Team kept together"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    is_hard = models.BooleanField(default=True)
    function_code = models.PositiveSmallIntegerField(choices=FUNCTION_CHOICES, null=True)
    team = models.ForeignKey("towers.Team", models.PROTECT, null=True)
    site = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=60, blank=True)
    amount = models.PositiveBigIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=200, blank=True)

    objects = TenantQuerySet["Constraint"].as_manager()

    class Meta:
        ordering = ["-is_hard", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="keep_team", team__isnull=False) | ~Q(kind="keep_team") & Q(team=None),
                name="a_kept_team_is_named",
            )
        ]


class ConstraintRegion(models.Model):
    """A region that a rule is about."""

    TENANT_PATH = "constraint__organisation_id"

    constraint = models.ForeignKey(Constraint, models.CASCADE, related_name="regions")
    region = models.ForeignKey("towers.Region", models.PROTECT)

    objects = TenantQuerySet["ConstraintRegion"].as_manager()

    class Meta:
        ordering = ["region__name"]
        constraints = [models.UniqueConstraint(fields=["constraint", "region"], name="one_row_per_region_of_a_rule")]


class Consent(Aggregate):
    """A works council's consent to one scenario: to the change of up to `persons`, given on a day by somebody."""

    TENANT_PATH = "scenario__organisation_id"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="consents")
    constraint = models.ForeignKey(Constraint, models.CASCADE, related_name="consents")
    persons = models.PositiveIntegerField()
    given_on = models.DateField()
    given_by = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)

    objects = TenantQuerySet["Consent"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scenario", "constraint"], name="one_consent_per_rule")]


class Guardrail(Aggregate):
    """Bounds of a measure, both ends held: of one scenario, or of the organisation for all that have none of their own.

    `span`: reports per manager, whole. `team_size` and `headcount`: FTE in 1/10,000. `cost`: minor units a year.
    """

    class Kind(models.TextChoices):
        SPAN = "span", "Span of control"
        TEAM_SIZE = "team_size", "Smallest team"
        HEADCOUNT = "headcount", "Head-count target"
        COST = "cost", "Cost target"

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    scenario = models.ForeignKey(Scenario, models.CASCADE, null=True, related_name="guardrails")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    function_code = models.PositiveSmallIntegerField(
        choices=[(WHOLE, "all functions"), *FUNCTION_CHOICES], default=WHOLE
    )
    low = models.PositiveBigIntegerField(null=True)
    high = models.PositiveBigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=200, blank=True)

    objects = TenantQuerySet["Guardrail"].as_manager()

    class Meta:
        ordering = ["kind", "function_code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "function_code"],
                condition=Q(scenario=None),
                name="one_guardrail_of_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["scenario", "kind", "function_code"],
                condition=Q(scenario__isnull=False),
                name="one_guardrail_of_a_scenario",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=False) | Q(high__isnull=False), name="a_guardrail_has_a_bound"
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")), name="a_guardrail_in_order"
            ),
        ]
