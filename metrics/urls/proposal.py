"""Addresses of the proposal for a scenario."""

from django.urls import path

from metrics.views import proposal

urlpatterns = [
    path("scenarios/<uuid:uid>/proposal/", proposal.ProposalPage.as_view(), name="scenario-proposal"),
    path("scenarios/<uuid:uid>/proposal/run/", proposal.ProposalRun.as_view(), name="scenario-proposal-run"),
    path("scenarios/<uuid:uid>/proposal/take/", proposal.ProposalTake.as_view(), name="scenario-proposal-take"),
]
