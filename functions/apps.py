"""Application configuration."""

from django.apps import AppConfig


class FunctionsConfig(AppConfig):
    """The app `functions`."""

    name = "functions"

    def ready(self) -> None:
        """Register what keeps an import from being taken back."""
        from functions.resting import placements_resting
        from towers.importers.resting import register_resting

        register_resting(placements_resting)
