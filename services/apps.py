"""Application configuration."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """The app `services`."""

    name = "services"

    def ready(self) -> None:
        """Register this app's importer, its kind of run, and what it copies with a scenario."""
        from core.imports import registry as importers
        from core.pseudonyms import register_rewrite
        from core.runs import registry as kinds
        from functions.lifecycle import register_copier
        from services.actions.routing import copy_policy
        from services.importers import portfolio, ticket_undo, tickets
        from services.person_free import (
            remove_named_attendants,
            remove_named_owners,
            remove_named_sponsors,
            rewrite_people,
        )

        importers.register(tickets.IMPORTER)
        importers.register(portfolio.IMPORTER)
        kinds.register(ticket_undo.KIND)
        register_rewrite(rewrite_people)
        register_rewrite(remove_named_owners)
        register_rewrite(remove_named_sponsors)
        register_rewrite(remove_named_attendants)
        register_copier(copy_policy)
