"""By which door customers come in, for whom, and what the few who answer a survey say from 1 to 5."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sample.generator.catalogue import DOORS, SERVICES
from sample.generator.channels import Channels
from sample.generator.demand import PRODUCTS, Demand, pick
from sample.generator.service_parts import PLANTS, RESEARCH, SALES

CUSTOMERS = tuple(DOORS)
ASIDE = ("Direct call to a tower team", "E-mail to a colleague in IT", "Walk-in")
MANAGERS = {SALES: "Relationship manager Sales", RESEARCH: "Business partner R&D"}
_STATED = tuple(dict.fromkeys(door for doors in DOORS.values() for door in doors))
NAMES = (*_STATED, *ASIDE, *MANAGERS.values())
MONITORED = "Event management"
# How much of a group's demand goes aside of the doors that are stated for it, and to its manager if it has one.
_ASIDE_SHARE = (0.14, 0.09, 0.04)
_MANAGED_SHARE = {SALES: 0.16, RESEARCH: 0.22}
_ANSWERED = 0.11
# Answers 1 to 5: at stated doors, aside of them, with a manager.
_ANSWERS = ((0.07, 0.12, 0.27, 0.36, 0.18), (0.17, 0.24, 0.28, 0.22, 0.09), (0.02, 0.05, 0.15, 0.41, 0.37))
Texts = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """A text per ticket, empty where nobody noted it; monitoring has a door and neither customers nor answers."""

    door: Texts
    customer: Texts
    satisfaction: Texts


def arrivals(tickets: Demand, noted: Channels, rng: np.random.Generator) -> Arrivals:
    """Draw a customer group of the service, one of its doors, and now and then an answer."""
    customer = pick(rng, _customers_of_products(), tickets.product)
    later = 0.6 + 0.8 * np.linspace(0, 1, len(customer))  # managers take up more in the course of the year
    managed = np.array([_MANAGED_SHARE.get(name, 0.0) for name in CUSTOMERS])[customer]
    is_managed = rng.random(len(customer)) < managed * later
    own = np.array([NAMES.index(MANAGERS[name]) if name in MANAGERS else -1 for name in CUSTOMERS])
    door = np.where(is_managed, own[customer], pick(rng, _doors_of_customers(), customer))
    answer = pick(rng, _ANSWERS, np.array([_sort(name) for name in NAMES])[door]) + 1
    is_answered = rng.random(len(customer)) < _ANSWERED
    is_user, is_noted = tickets.origin == 0, noted.origin != ""
    return Arrivals(
        np.where(is_noted, np.where(is_user, np.array(NAMES)[door], MONITORED), ""),
        np.where(is_user, np.array(CUSTOMERS)[customer], ""),
        np.where(is_user & is_answered, answer.astype(str), ""),
    )


def _customers_of_products() -> tuple[tuple[float, ...], ...]:
    """How often each group asks for a product: those that have its service, plants twice as often."""
    having = {offering.name: service.customers for service in SERVICES for offering in service.offerings}
    weight = {name: 2.0 if name == PLANTS else 1.0 for name in CUSTOMERS}
    return tuple(
        tuple(weight[name] * (name in having.get(product, ()) or not having.get(product)) for name in CUSTOMERS)
        for product in PRODUCTS
    )


def _doors_of_customers() -> tuple[tuple[float, ...], ...]:
    """The stated doors of a group share what does not go aside, the first of them half."""
    rows = []
    for name in CUSTOMERS:
        stated, aside = DOORS[name], dict(zip(ASIDE, _ASIDE_SHARE, strict=True))
        rest = (1 - sum(_ASIDE_SHARE)) / (len(stated) + 1)
        shares = {door: rest * (2 if door == stated[0] else 1) for door in stated}
        rows.append(tuple((shares | aside).get(door, 0.0) for door in NAMES))
    return tuple(rows)


def _sort(door: str) -> int:
    """0 a stated door, 1 aside of them, 2 a manager."""
    return 1 if door in ASIDE else 2 if door in MANAGERS.values() else 0
