"""Application configuration."""

from django.apps import AppConfig


class TowersConfig(AppConfig):
    """The app `towers`."""

    name = "towers"

    def ready(self) -> None:
        """Register what can be imported into a baseline, and the mails of surveys."""
        from core.imports import registry
        from core.pseudonyms import register_rewrite
        from core.runs.registry import register
        from towers import survey_mails
        from towers.importers import activities, efforts, positions
        from towers.person_free import rewrite_references

        registry.register(positions.IMPORTER)
        registry.register(efforts.IMPORTER)
        registry.register(activities.IMPORTER)
        register_rewrite(rewrite_references)
        register(survey_mails.KIND)
