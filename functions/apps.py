"""Application configuration."""

from django.apps import AppConfig


class FunctionsConfig(AppConfig):
    """The app `functions`."""

    name = "functions"

    def ready(self) -> None:
        """Register what keeps an import from being taken back, and what a person-free organisation rewrites."""
        from core.pseudonyms import register_rewrite
        from functions.person_free import rewrite_seats
        from functions.resting import placements_resting
        from towers.importers.resting import register_resting

        register_resting(placements_resting)
        register_rewrite(rewrite_seats)
