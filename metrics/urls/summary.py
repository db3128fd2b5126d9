"""The home page."""

from django.urls import path

from metrics.views import summary, summary_bounces

urlpatterns = [
    path("", summary.Dashboard.as_view(), name="summary"),
    path("summary/bounces/", summary_bounces.SummaryBounces.as_view(), name="summary-bounces"),
]
