"""Who does the work of a scenario: oneself or a partner."""

from django.urls import path

from metrics.views.sourcing import SourcingPanel

urlpatterns = [path("scenarios/<uuid:uid>/sourcing/", SourcingPanel.as_view(), name="scenario-sourcing")]
