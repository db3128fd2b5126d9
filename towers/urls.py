"""Addresses of the organisation as it is, below an organisation."""

from django.urls import path

from towers import quality_urls
from towers.views import activities, baselines, grid, positions, rates, survey_actions, surveys, teams, towers

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
    path("towers/", towers.TowerList.as_view(), name="towers"),
    path("towers/add/", towers.TowerAdd.as_view(), name="tower-add"),
    path("towers/classic/", towers.ClassicTowersAdd.as_view(), name="towers-classic"),
    path("towers/<uuid:uid>/", towers.TowerDetail.as_view(), name="tower"),
    path("towers/<uuid:uid>/edit/", towers.TowerEdit.as_view(), name="tower-edit"),
    path("positions/", positions.PositionList.as_view(), name="positions"),
    path("positions/<uuid:uid>/", positions.PositionDetail.as_view(), name="position"),
    path("grid/<str:kind>/", grid.GridPage.as_view(), name="grid"),
    path("grid/<str:kind>/rows/", grid.GridRows.as_view(), name="grid-rows"),
    path("grid/<str:kind>/save/", grid.GridSave.as_view(), name="grid-save"),
    path("activities/", activities.ActivityList.as_view(), name="activities"),
    path("activities/add/", activities.ActivityAdd.as_view(), name="activity-add"),
    path("activities/defaults/", activities.DefaultActivitiesAdd.as_view(), name="activities-defaults"),
    path("activities/<uuid:uid>/", activities.ActivityDetail.as_view(), name="activity"),
    path("activities/<uuid:uid>/edit/", activities.ActivityEdit.as_view(), name="activity-edit"),
    path("baselines/<uuid:uid>/surveys/", survey_actions.SurveyAdd.as_view(), name="survey-add"),
    path("surveys/", surveys.SurveyList.as_view(), name="surveys"),
    path("surveys/start/", surveys.SurveyStart.as_view(), name="survey-start"),
    path("surveys/<uuid:uid>/", surveys.SurveyDetail.as_view(), name="survey"),
    path("surveys/<uuid:uid>/close/", survey_actions.SurveyClose.as_view(), name="survey-close"),
    path("surveys/<uuid:uid>/remind/", survey_actions.SurveyRemind.as_view(), name="survey-remind"),
    path("surveys/<uuid:uid>/approve/", survey_actions.SurveyApprove.as_view(), name="survey-approve"),
    path("survey-answers/<uuid:uid>/", surveys.SurveyAnswer.as_view(), name="survey-answer"),
    path("survey-answers/<uuid:uid>/approve/", survey_actions.AnswerApprove.as_view(), name="survey-answer-approve"),
    path("survey-answers/<uuid:uid>/withdraw/", survey_actions.AnswerWithdraw.as_view(), name="survey-answer-withdraw"),
    path("survey-answers/<uuid:uid>/return/", survey_actions.AnswerReturn.as_view(), name="survey-answer-return"),
    path("survey-answers/<uuid:uid>/link/", survey_actions.LinkRenew.as_view(), name="survey-link-renew"),
    *quality_urls.urlpatterns,
]
