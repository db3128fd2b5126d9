"""Addresses of the organisation as it is in the API."""

from django.urls import path

from towers.api import changes, quality, surveys, towers, views

urlpatterns = [
    path("baselines/", views.BaselineCollection.as_view(), name="api-baselines"),
    path("baselines/<uuid:baseline>/teams/<uuid:uid>/", views.TeamItem.as_view(), name="api-team"),
    path("baselines/<uuid:baseline>/rates/", views.RateCollection.as_view(), name="api-rates"),
    path("teams/", views.TeamCollection.as_view(), name="api-teams"),
    path("positions/", views.PositionCollection.as_view(), name="api-positions"),
    path("towers/", towers.TowerCollection.as_view(), name="api-towers"),
    path("towers/<uuid:uid>/", towers.TowerItem.as_view(), name="api-tower"),
    path("tbm-towers/", towers.TbmTowers.as_view(), name="api-tbm-towers"),
    path("activities/", views.ActivityCollection.as_view(), name="api-activities"),
    path("activities/<uuid:uid>/", views.ActivityItem.as_view(), name="api-activity"),
    path("positions/<uuid:uid>/", changes.PositionItem.as_view(), name="api-position"),
    path("effort/<uuid:uid>/", changes.EffortItem.as_view(), name="api-effort-item"),
    path("surveys/", surveys.SurveyCollection.as_view(), name="api-surveys"),
    path("surveys/<uuid:uid>/requests/", surveys.SurveyRequestCollection.as_view(), name="api-survey-requests"),
    path("survey-requests/<uuid:uid>/approve/", surveys.AnswerApproval.as_view(), name="api-survey-approve"),
    path("effort/", views.EffortCollection.as_view(), name="api-effort"),
    path("quality/", quality.QualityOverview.as_view(), name="api-quality"),
    path("quality/<str:kind>/rows/", quality.QualityRows.as_view(), name="api-quality-rows"),
    path("place-rules/", quality.PlaceRuleCollection.as_view(), name="api-place-rules"),
]
