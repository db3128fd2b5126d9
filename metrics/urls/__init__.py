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
    *comparing.urlpatterns,
    *owner_questions.urlpatterns,
    *computing.urlpatterns,
    *consequences.urlpatterns,
    *decisions.urlpatterns,
    *proposal.urlpatterns,
    *sourcing.urlpatterns,
    *summary.urlpatterns,
    *how.urlpatterns,
    *targets.urlpatterns,
]
