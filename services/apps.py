"""Application configuration."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """The app `services`."""

    name = "services"
