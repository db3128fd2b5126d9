"""Addresses of rules and guardrails, below an organisation."""

from django.urls import path

from functions.views import constraints, guardrails

SCENARIO = "scenarios/<uuid:uid>/"
CONSENT = f"{SCENARIO}consents/<uuid:constraint>/"

urlpatterns = [
    path("constraints/", constraints.ConstraintList.as_view(), name="constraints"),
    path("constraints/new/<slug:kind>/", constraints.ConstraintNew.as_view(), name="constraint-new"),
    path("constraints/add/<slug:kind>/", constraints.ConstraintAdd.as_view(), name="constraint-add"),
    path("constraints/guardrails/set/", constraints.GuardrailSet.as_view(), name="guardrail-set"),
    path("constraints/guardrails/<uuid:uid>/remove/", constraints.GuardrailRemove.as_view(), name="guardrail-remove"),
    path("constraints/<uuid:uid>/", constraints.ConstraintDetail.as_view(), name="constraint"),
    path("constraints/<uuid:uid>/change/", constraints.ConstraintChange.as_view(), name="constraint-change"),
    path("constraints/<uuid:uid>/remove/", constraints.ConstraintRemove.as_view(), name="constraint-remove"),
    path(f"{SCENARIO}guardrails/", guardrails.ScenarioGuardrails.as_view(), name="scenario-guardrails"),
    path(f"{SCENARIO}guardrails/strip/", guardrails.GuardrailStrip.as_view(), name="scenario-guardrails-strip"),
    path(f"{SCENARIO}guardrails/set/", guardrails.ScenarioGuardrailSet.as_view(), name="scenario-guardrail-set"),
    path(CONSENT, guardrails.ConsentRecord.as_view(), name="scenario-consent"),
    path(f"{CONSENT}withdraw/", guardrails.ConsentWithdraw.as_view(), name="scenario-consent-withdraw"),
]
