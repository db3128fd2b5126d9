"""Addresses of data quality and place rules, below an organisation."""

from django.urls import path

from towers.views import place_rules, quality

urlpatterns = [
    path("quality/", quality.QualityConsole.as_view(), name="quality"),
    path("quality/<str:kind>/", quality.QualityKind.as_view(), name="quality-kind"),
    path("baselines/<uuid:uid>/managers/", quality.ManagersInfer.as_view(), name="managers-infer"),
    path("baselines/<uuid:uid>/quality/<str:kind>/accept/", quality.QualityAccept.as_view(), name="quality-accept"),
    path("baselines/<uuid:uid>/quality/<str:kind>/open/", quality.QualityWithdraw.as_view(), name="quality-withdraw"),
    path("baselines/<uuid:uid>/quality/<str:kind>/<str:fix>/", quality.QualityFix.as_view(), name="quality-fix"),
    path("place-rules/", place_rules.PlaceRules.as_view(), name="place-rules"),
    path("place-rules/defaults/", place_rules.PlaceRuleDefaults.as_view(), name="place-rule-defaults"),
    path("place-rules/add/<str:target>/", place_rules.PlaceRuleAdd.as_view(), name="place-rule-add"),
    path("place-rules/<uuid:uid>/edit/", place_rules.PlaceRuleEdit.as_view(), name="place-rule-edit"),
    path("place-rules/<uuid:uid>/move/", place_rules.PlaceRuleMove.as_view(), name="place-rule-move"),
    path("place-rules/<uuid:uid>/delete/", place_rules.PlaceRuleDelete.as_view(), name="place-rule-delete"),
    path("baselines/<uuid:uid>/places/", place_rules.PlacesApply.as_view(), name="places-apply"),
]
