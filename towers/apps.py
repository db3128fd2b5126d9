"""Application configuration."""

from django.apps import AppConfig


class TowersConfig(AppConfig):
    """The app `towers`."""

    name = "towers"
