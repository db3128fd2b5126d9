"""Application configuration."""

from django.apps import AppConfig


class TowersConfig(AppConfig):
    """The app `towers`."""

    name = "towers"

    def ready(self) -> None:
        """Register what can be imported into a baseline."""
        from core.imports import registry
        from towers.importers import efforts, positions

        registry.register(positions.IMPORTER)
        registry.register(efforts.IMPORTER)
