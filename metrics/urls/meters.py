"""Addresses of the benefit meters."""

from django.urls import path

from metrics.views import meter_forms, meters

urlpatterns = [
    path("meters/", meters.MeterList.as_view(), name="meters"),
    path("meters/new/", meter_forms.MeterNew.as_view(), name="meter-new"),
    path("meters/<uuid:uid>/", meters.MeterDetail.as_view(), name="meter"),
    path("meters/<uuid:uid>/edit/", meter_forms.MeterEdit.as_view(), name="meter-edit"),
    path("meters/<uuid:uid>/archive/", meters.MeterArchive.as_view(), name="meter-archive"),
]
