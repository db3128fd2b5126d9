"""Addresses of the organisation as it is in the API."""

from django.urls import path

from towers.api import views

urlpatterns = [
    path("baselines/", views.BaselineCollection.as_view(), name="api-baselines"),
    path("baselines/<uuid:baseline>/teams/<uuid:uid>/", views.TeamItem.as_view(), name="api-team"),
    path("teams/", views.TeamCollection.as_view(), name="api-teams"),
    path("positions/", views.PositionCollection.as_view(), name="api-positions"),
    path("activities/", views.ActivityCollection.as_view(), name="api-activities"),
    path("activities/<uuid:uid>/", views.ActivityItem.as_view(), name="api-activity"),
    path("effort/", views.EffortCollection.as_view(), name="api-effort"),
]
