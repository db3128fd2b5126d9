"""Application configuration."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The app `core`."""

    name = "core"

    def ready(self) -> None:
        """Register this app's kinds of run."""
        from core.imports import runs as imports
        from core.runs import demo, registry

        for kind in (demo.KIND, *imports.KINDS):
            registry.register(kind)
