"""How a figure was computed."""

from django.urls import path

from metrics.views import how

urlpatterns = [
    path("how/<uuid:uid>/<int:result>/", how.HowPage.as_view(), name="how"),
    path("how/<uuid:uid>/<int:result>/rows/", how.HowRows.as_view(), name="how-rows"),
]
