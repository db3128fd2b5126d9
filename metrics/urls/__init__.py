"""Addresses of results, below an organisation."""

from metrics.urls import (
    assumptions,
    comparing,
    computing,
    consequences,
    decisions,
    finder,
    handoffs,
    how,
    org_chart,
    organisation,
    owner_questions,
    proposal,
    routing,
    sourcing,
    summary,
    targets,
)

urlpatterns = [
    *assumptions.urlpatterns,
    *organisation.urlpatterns,
    *finder.urlpatterns,
    *org_chart.urlpatterns,
    *handoffs.urlpatterns,
    *owner_questions.urlpatterns,
    *comparing.urlpatterns,
    *computing.urlpatterns,
    *consequences.urlpatterns,
    *decisions.urlpatterns,
    *proposal.urlpatterns,
    *routing.urlpatterns,
    *sourcing.urlpatterns,
    *summary.urlpatterns,
    *how.urlpatterns,
    *targets.urlpatterns,
]
