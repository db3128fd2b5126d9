"""Addresses of results in the API."""

from django.urls import path

from metrics.api import (
    agreement_results,
    assumptions,
    computing,
    consequences,
    decisions,
    findings,
    organisation,
    proposal,
    results,
    segments,
    spans,
    targets,
)

urlpatterns = [
    path("agreements/<uuid:uid>/results/", agreement_results.AgreementOutcomes.as_view(), name="api-agreement-results"),
    path("computations/", computing.Computation.as_view(), name="api-computations"),
    path("assumptions/", assumptions.AssumptionCollection.as_view(), name="api-assumptions"),
    path("assumptions/<slug:code>/", assumptions.AssumptionItem.as_view(), name="api-assumption"),
    path("decisions/", decisions.DecisionCollection.as_view(), name="api-decisions"),
    path("decisions/<uuid:uid>/", decisions.DecisionItem.as_view(), name="api-decision"),
    path("decisions/<uuid:uid>/approve/", decisions.DecisionApproval.as_view(), name="api-decision-approve"),
    path("decisions/<uuid:uid>/reject/", decisions.DecisionRejection.as_view(), name="api-decision-reject"),
    path("decisions/<uuid:uid>/withdraw/", decisions.DecisionWithdrawal.as_view(), name="api-decision-withdraw"),
    path("decisions/<uuid:uid>/objections/", decisions.DecisionObjections.as_view(), name="api-decision-objections"),
    path("decisions/<uuid:uid>/verify/", decisions.DecisionVerification.as_view(), name="api-decision-verify"),
    path("findings/", findings.FindingCollection.as_view(), name="api-findings"),
    path("findings/<slug:key>/", findings.FindingItem.as_view(), name="api-finding"),
    path("findings/<slug:key>/decision/", findings.FindingDecisionItem.as_view(), name="api-finding-decision"),
    path("towers-by-region/", organisation.TowersByRegion.as_view(), name="api-towers-by-region"),
    path("reporting-lines/", organisation.ReportingLineCollection.as_view(), name="api-reporting-lines"),
    path("segments/", segments.SegmentCollection.as_view(), name="api-segments"),
    path("segment-rules/", segments.SegmentRuleCollection.as_view(), name="api-segment-rules"),
    path("spans/", spans.SpanCollection.as_view(), name="api-spans"),
    path("span-bands/", spans.SpanBandCollection.as_view(), name="api-span-bands"),
    path("span-bands/<slug:code>/", spans.SpanBandItem.as_view(), name="api-span-band"),
    path("coordination/", spans.CoordinationCollection.as_view(), name="api-coordination"),
    path("scenarios/<uuid:uid>/flow/", targets.ScenarioFlow.as_view(), name="api-scenario-flow"),
    path("scenarios/<uuid:uid>/regions/", targets.ScenarioRegions.as_view(), name="api-scenario-regions"),
    path(
        "scenarios/<uuid:uid>/consequences/",
        consequences.ScenarioConsequences.as_view(),
        name="api-scenario-consequences",
    ),
    path("scenarios/<uuid:uid>/proposal/", proposal.ScenarioProposal.as_view(), name="api-scenario-proposal"),
    path("results/", results.ResultCollection.as_view(), name="api-results"),
    path("metrics/", results.MetricCollection.as_view(), name="api-metrics"),
]
