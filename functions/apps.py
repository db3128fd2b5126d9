"""Application configuration."""

from django.apps import AppConfig


class FunctionsConfig(AppConfig):
    """The app `functions`."""

    name = "functions"
