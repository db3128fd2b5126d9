"""Application configuration."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    """The app `sample`."""

    name = "sample"
