"""Addresses of the segments of tickets."""

from django.urls import path

from metrics.views import segment_rules, segments

OF_CLASS = "segments/<uuid:uid>/audit/<slug:code>/"

urlpatterns = [
    path("segments/", segments.SegmentsPage.as_view(), name="segments"),
    path("segments/<uuid:uid>/", segments.SegmentsPage.as_view(), name="segments-log"),
    path("segments/<uuid:uid>/tickets/", segments.SegmentTickets.as_view(), name="segment-tickets"),
    path(OF_CLASS, segments.SegmentAuditPage.as_view(), name="segment-audit"),
    path(f"{OF_CLASS}judge/", segments.SegmentJudge.as_view(), name="segment-judge"),
    path("segments/rules/<int:place>/", segment_rules.SegmentRulePage.as_view(), name="segment-rule"),
    path("segments/rules/save/", segment_rules.SegmentRuleSave.as_view(), name="segment-rule-save"),
    path("segments/rules/move/", segment_rules.SegmentRuleMove.as_view(), name="segment-rule-move"),
    path("segments/rules/remove/", segment_rules.SegmentRuleRemove.as_view(), name="segment-rule-remove"),
    path("segments/rules/default/", segment_rules.SegmentRulesDefault.as_view(), name="segment-rules-default"),
]
