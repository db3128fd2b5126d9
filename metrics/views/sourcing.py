"""The retained organisation of a scenario; part of the page of its choices."""

from typing import Any

from core.figures import fte, money, percent
from core.views.base import Page
from metrics.selectors.sourcing import Amounts, SourcingSplit, sourcing_split
from metrics.views.how import organisation_of


class SourcingPanel(Page):
    """What is retained, what may go to a partner and what goes: FTE, share of cost, and what partners' rates change."""

    template_name = "metrics/_sourcing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The split, and the functions with a partner's rate."""
        split = sourcing_split(self.actor, kwargs["uid"])
        currency = organisation_of(self.request).currency
        return super().get_context_data(
            split=split,
            heading=_heading(split),
            rows=[(kind, words, *_shown(split, amounts, currency)) for kind, words, amounts in split.rows()],
            home=_shown(split, split.at_home, currency),
            whole=_shown(split, split.total, currency),
            placed=_shown(split, split.placed, currency),
            **kwargs,
        )


def _shown(split: SourcingSplit, amounts: Amounts, currency: str) -> tuple[str, str, str]:
    """FTE, cost, and the share of the cost; of the FTE where no price is known."""
    part, whole = (amounts[split.is_priced], split.total[split.is_priced])
    cost = money(amounts[1], currency) if split.is_priced else ""
    return fte(amounts[0]), cost, percent(part / whole) if whole else ""


def _heading(split: SourcingSplit) -> str:
    """How much of the placed work stays in one's own hands."""
    placed = split.placed[split.is_priced]
    if not placed:
        return "Nothing is placed yet, so nothing could go to a partner"
    kept, measure = split.of("retain")[split.is_priced], "cost" if split.is_priced else "FTE"
    return f"{percent(kept / placed, 0)} of the {measure} placed in the ten functions is retained"
