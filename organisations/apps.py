"""Application configuration."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The app `organisations`."""

    name = "organisations"
