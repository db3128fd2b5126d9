"""Application configuration."""

from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """The app `metrics`."""

    name = "metrics"
