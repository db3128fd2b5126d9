"""What is inferred of tickets that do not say it themselves, by apps that can tell.

Complexity and physical touch follow from rules of segmentation, which another app holds; it registers what reads them.
"""

from collections.abc import Callable, Mapping

from core.actor import Actor
from services.routing.engine import Column, Tickets

Classifier = Callable[[Actor, Tickets], Mapping[str, Column]]
_CLASSIFIERS: list[Classifier] = []


def register_classifier(classifier: Classifier) -> None:
    """Make known what infers attributes of tickets (from `AppConfig.ready()` of the app that can)."""
    _CLASSIFIERS.append(classifier)


def completed(actor: Actor, tickets: Tickets) -> Tickets:
    """The tickets with what can be inferred of them; what a ticket says itself stays."""
    for classify in _CLASSIFIERS:
        tickets = tickets.filled(classify(actor, tickets))
    return tickets
