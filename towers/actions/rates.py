"""Making the rate card of a baseline: what money is for whoever may not see pay."""

from django.db import transaction

from core import audit
from core.access import require_edit, require_pay
from core.actor import Actor
from core.errors import UserError
from core.figures import minor_per_unit
from core.pseudonyms import pseudonym
from organisations.models import Organisation
from towers.models import Baseline, BaselineTeam, Position, PublishedMean, Rate, RateCard
from towers.names import folded
from towers.rate_card import Card, CardRate, Level, Paid, rate_card

STEP = 1_000  # of the currency's unit

# What the card reads of a position.
PAID = ("key", "person_ref", "team_id", "grade", "fte", "heads", "cost_low", "cost_high")


def renew_rate_card(*, by: Actor, baseline: Baseline) -> RateCard | None:
    """The card anew, on request: by somebody who may see pay, so that nobody learns it from what changes."""
    require_pay(by)
    if baseline.is_locked and RateCard.objects.filter(baseline=baseline).exists():
        raise UserError(f"“{baseline.name}” is locked, and its rate card with it. Continue it in a new draft.")
    return make_rate_card(by=by, baseline=baseline)


def make_rate_card(*, by: Actor, baseline: Baseline) -> RateCard | None:
    """The card from what the filled positions cost now; one that is there is renewed only by who may see pay.

    Another version only where a rate changed. None without a single rate that may be shown.
    """
    require_edit(by)
    present = RateCard.objects.filter(baseline=baseline).first()
    if present and not by.has_pay:
        return present
    with transaction.atomic():
        organisation = Organisation.objects.get(pk=baseline.organisation_id)
        history = PublishedMean.objects.filter(organisation=organisation).values_list("members", flat=True)
        step = STEP * minor_per_unit(organisation.currency)
        card = rate_card(_paid(baseline, organisation), history, _kept(baseline), step)
        if not card.rates or (present and _rates_of(present) == card.rates):
            return present
        return _store(by, baseline, present, card)


def _store(by: Actor, baseline: Baseline, present: RateCard | None, card: Card) -> RateCard:
    stored = present or RateCard(baseline=baseline, version=0)
    stored.version += 1
    stored.save()
    stored.rates.all().delete()
    Rate.objects.bulk_create(
        Rate(card=stored, region_id=region, band=band, persons=rate.persons, rate=rate.rate)
        for (region, band), rate in card.rates.items()
    )
    PublishedMean.objects.bulk_create(
        PublishedMean(organisation_id=baseline.organisation_id, members=members) for members in card.published
    )
    after = {"version": stored.version, "rates": len(card.rates)}
    audit.record(by, "make_rate_card", "baseline", baseline.uid, after=after)
    return stored


def _paid(baseline: Baseline, organisation: Organisation) -> list[Paid]:
    """Filled positions of known, not assumed, cost. A person is named by their reference, else by that of the post."""
    region_of = dict(BaselineTeam.objects.filter(baseline=baseline).values_list("team_id", "region_id"))
    rows = Position.objects.filter(
        baseline=baseline, status=Position.Status.FILLED, fte__gt=0, cost_low__gt=0, cost_high__gt=0, cost_rule=""
    )
    return [
        Paid(
            person=pseudonym(organisation.uid, row.person_ref or row.key),
            region=region_of.get(row.team_id) if row.team_id else None,
            band=folded(row.grade),
            units=row.fte,
            cost=row.cost or 0.0,
            heads=1 if row.person_ref else row.heads,
        )
        for row in rows.only(*PAID).order_by("pk")
    ]


def _kept(baseline: Baseline) -> dict[Level, CardRate]:
    """The rates of the organisation's cards, newer ones over older ones, the baseline's own last."""
    cards = RateCard.objects.filter(baseline__organisation_id=baseline.organisation_id)
    newest_last = sorted(cards, key=lambda card: (card.baseline_id == baseline.pk, card.made_at))
    return {level: rate for card in newest_last for level, rate in _rates_of(card).items() if rate.persons}


def _rates_of(card: RateCard) -> dict[Level, CardRate]:
    rows = Rate.objects.filter(card=card).values_list("region_id", "band", "rate", "persons")
    return {(region, band): CardRate(rate, persons) for region, band, rate, persons in rows}
