"""Addresses of deployments."""

from django.urls import path

from metrics.views import deployments

urlpatterns = [
    path("services/deployments/", deployments.DeploymentsPage.as_view(), name="deployments"),
    path("services/deployments/<uuid:uid>/", deployments.DeploymentsPage.as_view(), name="deployments-log"),
    path(
        "services/deployments/<uuid:uid>/tickets/", deployments.DeploymentTickets.as_view(), name="deployment-tickets"
    ),
]
