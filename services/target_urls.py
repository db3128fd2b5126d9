"""Addresses of services in a scenario."""

from django.urls import path

from services.views import targets

SERVICES = "scenarios/<uuid:uid>/services/"
SERVICE = f"{SERVICES}<uuid:service>/"

urlpatterns = [
    path(SERVICES, targets.ScenarioServices.as_view(), name="scenario-services"),
    path(SERVICE, targets.ScenarioService.as_view(), name="scenario-service"),
    path(f"{SERVICE}decide/", targets.TargetDecide.as_view(), name="scenario-service-decide"),
    path(f"{SERVICE}withdraw/", targets.TargetWithdraw.as_view(), name="scenario-service-withdraw"),
]
