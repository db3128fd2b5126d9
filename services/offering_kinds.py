"""Which offerings are standard and which custom, by name."""

from core.actor import Actor
from services.models import Service


def offering_kinds(actor: Actor) -> list[tuple[str, str | None, str | None]]:
    """Key of each service with key and kind of each of its offerings, none for one without; one query."""
    return list(
        Service.objects.visible_to(actor).order_by("pk").values_list("key", "offerings__key", "offerings__kind")
    )
