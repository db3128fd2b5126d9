"""Addresses of scenarios in the API."""

from django.urls import path

from functions.api import (
    bounds,
    branches,
    comments,
    comparison,
    consents,
    guardrails,
    rebase,
    roles,
    scenarios,
)

urlpatterns = [
    path("baselines/<uuid:uid>/comparison/", comparison.BaselineComparison.as_view(), name="api-comparison"),
    path("baselines/<uuid:uid>/refresh/", comparison.BaselineRefresh.as_view(), name="api-refresh"),
    path("baselines/<uuid:uid>/accept/", comparison.RefreshAcceptance.as_view(), name="api-refresh-accept"),
    path("scenarios/", scenarios.ScenarioCollection.as_view(), name="api-scenarios"),
    path("scenarios/<uuid:uid>/", scenarios.ScenarioItem.as_view(), name="api-scenario"),
    path("scenarios/<uuid:uid>/clone/", scenarios.ScenarioClone.as_view(), name="api-scenario-clone"),
    path("scenarios/<uuid:uid>/branches/", branches.ScenarioBranches.as_view(), name="api-scenario-branches"),
    path("scenarios/<uuid:uid>/merge/", branches.ScenarioMerge.as_view(), name="api-scenario-merge"),
    path("scenarios/<uuid:uid>/comments/", comments.CommentCollection.as_view(), name="api-comments"),
    path("comments/<uuid:uid>/resolve/", comments.CommentResolution.as_view(), name="api-comment-resolve"),
    path("constraints/", guardrails.ConstraintCollection.as_view(), name="api-constraints"),
    path("constraints/<uuid:uid>/", guardrails.ConstraintItem.as_view(), name="api-constraint"),
    path("guardrails/", bounds.GuardrailCollection.as_view(), name="api-guardrails"),
    path("guardrails/<uuid:uid>/", bounds.GuardrailItem.as_view(), name="api-guardrail"),
    path("scenarios/<uuid:uid>/consents/", consents.ConsentCollection.as_view(), name="api-consents"),
    path("scenarios/<uuid:uid>/consents/<uuid:constraint>/", consents.ConsentItem.as_view(), name="api-consent"),
    path("scenarios/<uuid:uid>/violations/", guardrails.ViolationCollection.as_view(), name="api-violations"),
    path("scenarios/<uuid:uid>/rebase/", rebase.ScenarioRebase.as_view(), name="api-scenario-rebase"),
    path("scenarios/<uuid:uid>/operations/", scenarios.OperationCollection.as_view(), name="api-operations"),
    path("scenarios/<uuid:uid>/placements/", scenarios.PlacementCollection.as_view(), name="api-placements"),
    path("scenarios/<uuid:uid>/roles/", roles.RoleCollection.as_view(), name="api-roles"),
    path("scenarios/<uuid:uid>/seats/", roles.SeatCollection.as_view(), name="api-seats"),
    path("scenarios/<uuid:uid>/output-metrics/", roles.MetricCollection.as_view(), name="api-output-metrics"),
    path("scenarios/<uuid:uid>/duties/", roles.DutyCollection.as_view(), name="api-duties"),
]
