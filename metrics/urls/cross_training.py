"""Addresses of cross-training."""

from django.urls import path

from metrics.views import cross_training

urlpatterns = [
    path("cross-training/", cross_training.CrossTrainingPage.as_view(), name="cross-training"),
    path("cross-training/<uuid:uid>/", cross_training.CrossTrainingPage.as_view(), name="cross-training-log"),
    path(
        "cross-training/<uuid:uid>/tickets/",
        cross_training.CrossTrainingTickets.as_view(),
        name="cross-training-tickets",
    ),
]
