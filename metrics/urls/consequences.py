"""What a scenario changes, at once."""

from django.urls import path

from metrics.views import consequences

OF_SCENARIO = "scenarios/<uuid:uid>/consequences/"

urlpatterns = [
    path(OF_SCENARIO, consequences.ConsequencesPage.as_view(), name="scenario-consequences"),
    path(f"{OF_SCENARIO}strip/", consequences.ConsequenceStrip.as_view(), name="scenario-consequences-strip"),
]
