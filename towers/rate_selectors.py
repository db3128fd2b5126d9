"""Reads about rate cards."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

from core.actor import Actor
from towers.models import Baseline, Rate, RateCard

REST_OF_REGION, REST = "all other grades", "all others"


@dataclass(frozen=True, slots=True)
class RateRow:
    """A rate in words: for whom, the rate in minor units, and of how many persons it is the mean (0: of rates)."""

    region: str
    band: str
    rate: int
    persons: int


def card_of(actor: Actor, baseline: Baseline) -> RateCard | None:
    """The rate card of a baseline, if it has one."""
    return RateCard.objects.visible_to(actor).filter(baseline=baseline).first()


def rates_of(actor: Actor, baseline: Baseline) -> QuerySet[Rate]:
    """The rates of a baseline's card."""
    return Rate.objects.visible_to(actor).filter(card__baseline=baseline).select_related("region").order_by("pk")


def rate_rows(actor: Actor, baseline: Baseline) -> list[RateRow]:
    """The same in words, by region and grade (grade 4 before grade 10), what is left last."""
    rows = rates_of(actor, baseline)
    ordered = sorted(rows, key=lambda row: (row.region is None, str(row.region), not row.band, _by_number(row.band)))
    return [_said(row) for row in ordered]


def _by_number(band: str) -> list[tuple[str, int]]:
    return [(word, int(number or 0)) for word, number in re.findall(r"(\D*)(\d*)", band)]


def _said(row: Rate) -> RateRow:
    region = row.region.name if row.region else REST
    return RateRow(region, row.band or (REST_OF_REGION if row.region else ""), row.rate, row.persons)
