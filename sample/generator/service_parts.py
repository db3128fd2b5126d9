"""What the sample says of a service and of an offering."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# The customer groups.
PLANTS, OFFICES, SALES = "Plants", "Offices", "Sales and dealers"
FINANCE, RESEARCH = "Finance and controlling", "Research and development"

DAYS = ("pipeline_from", "catalogue_from", "retired_from")


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms: the price of one unit, the units and what is not labour of a year.

    `forecast`: the units of later years; `cost_grows`: which part of the cost grows with them.
    """

    unit: str
    price_eur: int
    units: int
    other_cost_eur: int
    forecast: str = ""
    cost_grows: str = "both"


@dataclass(frozen=True, slots=True)
class Offering:
    """What can be ordered; `labour`: FTE by team, `asked_of`: the towers whose tickets are about it."""

    name: str
    terms: Terms
    labour: Mapping[str, float]
    asked_of: tuple[str, ...] = ()
    kind: str = "standard"


@dataclass(frozen=True, slots=True)
class CatalogueService:
    """A service with its offerings; the days since when it is in a stage are ISO texts, "" for unknown or not yet."""

    family: str
    name: str
    owners: tuple[str, ...]
    customers: tuple[str, ...]
    towers: tuple[str, ...]
    value: int | None
    offerings: tuple[Offering, ...] = ()
    stage: str = "catalogue"
    days: Mapping[str, str] = field(default_factory=dict)
    is_next_generation: bool = False
    description: str = ""
    benefits: str = ""
    technologies: tuple[str, ...] = ()


def days(pipeline: str = "", catalogue: str = "", retired: str = "") -> dict[str, str]:
    """Return the days that are known, by the name of their field.

    >>> days(catalogue="2012-04-01")
    {'catalogue_from': '2012-04-01'}
    """
    return {name: day for name, day in zip(DAYS, (pipeline, catalogue, retired), strict=True) if day}
