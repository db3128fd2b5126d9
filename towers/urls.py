"""Addresses of the organisation as it is, below an organisation."""

from django.urls import path

from towers.views import activities, baselines, grid, positions, rates, teams

urlpatterns = [
    path("baselines/", baselines.BaselineList.as_view(), name="baselines"),
    path("baselines/add/", baselines.BaselineAdd.as_view(), name="baseline-add"),
    path("baselines/<uuid:uid>/lock/", baselines.BaselineLock.as_view(), name="baseline-lock"),
    path("baselines/<uuid:uid>/continue/", baselines.BaselineContinue.as_view(), name="baseline-continue"),
    path("baselines/<uuid:uid>/rates/", rates.RateCardPage.as_view(), name="baseline-rates"),
    path("baselines/<uuid:uid>/rates/renew/", rates.RateCardRenew.as_view(), name="baseline-rates-renew"),
    path("baselines/<uuid:uid>/propose-effort/", baselines.EffortPropose.as_view(), name="effort-propose"),
    path("baselines/<uuid:baseline>/wordings/", activities.WordingCorrect.as_view(), name="wording-correct"),
    path("baselines/<uuid:baseline>/teams/<uuid:uid>/", teams.TeamPlace.as_view(), name="team-place"),
    path("teams/", teams.TeamList.as_view(), name="teams"),
    path("teams/<uuid:uid>/", teams.TeamDetail.as_view(), name="team"),
    path("positions/", positions.PositionList.as_view(), name="positions"),
    path("positions/<uuid:uid>/", positions.PositionDetail.as_view(), name="position"),
    path("grid/<str:kind>/", grid.GridPage.as_view(), name="grid"),
    path("grid/<str:kind>/rows/", grid.GridRows.as_view(), name="grid-rows"),
    path("grid/<str:kind>/save/", grid.GridSave.as_view(), name="grid-save"),
    path("activities/", activities.ActivityList.as_view(), name="activities"),
    path("activities/<uuid:uid>/", activities.ActivityDetail.as_view(), name="activity"),
    path("activities/<uuid:uid>/edit/", activities.ActivityEdit.as_view(), name="activity-edit"),
]
