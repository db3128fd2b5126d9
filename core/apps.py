"""Application configuration."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The app `core`."""

    name = "core"

    def ready(self) -> None:
        """Register this app's kinds of run."""
        from core.runs import demo, registry

        registry.register(demo.KIND)
