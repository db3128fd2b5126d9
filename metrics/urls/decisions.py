"""Addresses of decisions, below an organisation."""

from django.urls import path

from metrics.views import decision_log, decisions

ONE = "decisions/<uuid:uid>/"

urlpatterns = [
    path("decisions/", decision_log.DecisionLog.as_view(), name="decisions"),
    path("scenarios/<uuid:uid>/decision/", decisions.ScenarioDecision.as_view(), name="scenario-decision"),
    path("scenarios/<uuid:uid>/propose/", decisions.ProposalAdd.as_view(), name="scenario-propose"),
    path(f"{ONE}object/", decisions.ObjectionAdd.as_view(), name="decision-object"),
    path(f"{ONE}withdraw/", decisions.Withdrawal.as_view(), name="decision-withdraw"),
    path(f"{ONE}reject/", decisions.Rejection.as_view(), name="decision-reject"),
    path(f"{ONE}approve/", decisions.Approval.as_view(), name="decision-approve"),
    path(f"{ONE}verify/", decisions.Verification.as_view(), name="decision-verify"),
    path(f"{ONE}verification/", decisions.VerificationPart.as_view(), name="decision-verification"),
    path(f"{ONE}evidence/<slug:kind>/", decision_log.EvidenceFile.as_view(), name="decision-evidence"),
]
