"""The rate card of a baseline: what money is for whoever may not see pay."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from core.access import require_pay
from core.views.base import ActionView, Table, TablePage
from towers.actions.rates import renew_rate_card
from towers.models import Baseline
from towers.rate_card import LEAST_PERSONS
from towers.rate_selectors import card_of, rate_rows
from towers.selectors import baseline_of


class RateCardPage(TablePage):
    """All rates, for every member; as CSV with `?format=csv`."""

    template_name = "towers/rates.html"
    section = "baselines"

    @cached_property
    def baseline(self) -> Baseline:
        """The baseline of the address."""
        return baseline_of(self.actor, self.kwargs["uid"])

    def table(self, wanted: str) -> Table:
        """A row per rate, in minor units."""
        headers = ["Region", "Grade", "Rate from the rate card, minor units", "Persons"]
        rows = rate_rows(self.actor, self.baseline)
        return Table(
            f"{self.baseline.name} rates",
            headers,
            ([row.region, row.band, row.rate, row.persons or ""] for row in rows),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The card, its rates, and whether it may be made anew."""
        card = card_of(self.actor, self.baseline)
        is_open = card is None or not self.baseline.is_locked
        return super().get_context_data(
            baseline=self.baseline,
            card=card,
            rates=rate_rows(self.actor, self.baseline),
            least=LEAST_PERSONS,
            may_renew=is_open and self.actor.can_edit and self.actor.has_pay,
            csv_query="?format=csv",
            **kwargs,
        )


class RateCardRenew(ActionView):
    """The card anew."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make it and go back to it."""
        require_pay(self.actor)
        baseline = baseline_of(self.actor, kwargs["uid"])
        before = card_of(self.actor, baseline)
        card = renew_rate_card(by=self.actor, baseline=baseline)
        if card is None:
            messages.warning(request, "No group of this baseline is large enough for a rate: there is no card.")
        elif before and before.version == card.version:
            messages.info(request, "No rate changed: the card stays as it is.")
        else:
            messages.success(request, f"The rate card has version {card.version} now. Savings are to be run again.")
        return reverse("baseline-rates", args=[self.actor.organisation_slug, baseline.uid])
