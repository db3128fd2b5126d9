"""Addresses of the estimates from like tickets."""

from django.urls import path

from metrics.views import estimates

OF_MEASURE = "estimates/<uuid:uid>/<slug:measure>/"

urlpatterns = [
    path("estimates/", estimates.EstimatesPage.as_view(), name="estimates"),
    path("estimates/<uuid:uid>/", estimates.EstimatesPage.as_view(), name="estimates-log"),
    path(f"{OF_MEASURE}tickets/", estimates.EstimateTickets.as_view(), name="estimate-tickets"),
    path(f"{OF_MEASURE}audit/", estimates.EstimateAuditPage.as_view(), name="estimate-audit"),
    path(f"{OF_MEASURE}judge/", estimates.EstimateJudge.as_view(), name="estimate-judge"),
]
