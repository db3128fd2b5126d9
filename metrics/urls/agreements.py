"""Addresses of what became of the tickets that agreements cover."""

from django.urls import path

from metrics.views import agreement_results

urlpatterns = [
    path("agreements/<uuid:uid>/results/", agreement_results.AgreementResultsPart.as_view(), name="agreement-results"),
    path("agreements/<uuid:uid>/tickets/", agreement_results.AgreementTickets.as_view(), name="agreement-tickets"),
]
