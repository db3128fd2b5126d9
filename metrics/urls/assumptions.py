"""The register of assumptions."""

from django.urls import path

from metrics.views import assumptions, scale_classes

urlpatterns = [
    path("activity-scales/", scale_classes.ScaleClasses.as_view(), name="scale-classes"),
    path("assumptions/", assumptions.AssumptionList.as_view(), name="assumptions"),
    path("assumptions/<slug:code>/", assumptions.AssumptionDetail.as_view(), name="assumption"),
    path("assumptions/<slug:code>/set/", assumptions.AssumptionSet.as_view(), name="assumption-set"),
]
