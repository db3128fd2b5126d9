"""Who throws tickets back and forth most: a part of the summary."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from core.figures import integer, plural
from core.views.base import Page
from metrics.selectors.handoff_tables import ping_pong_rows
from metrics.selectors.handoffs import HandoffFilters
from metrics.selectors.log_in_view import Asking, LogInView
from metrics.views.how import organisation_of
from services.models import TicketLog
from services.selectors import newest_log

PAIRS_SHOWN = 3
UNITS_ASKED = ("team", "group")


class SummaryBounces(Page):
    """The pairs of teams with most direct ping-pong in the newest log; of groups where none is linked to a team."""

    template_name = "metrics/_summary_bounces.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The pairs, and the way to their tickets."""
        log = newest_log(self.actor)
        unit, pairs = self._pairs(log) if log else ("", [])
        return super().get_context_data(
            log=log,
            pairs=pairs,
            unit=unit,
            finding=_finding(pairs),
            **kwargs,
        )

    def _pairs(self, log: TicketLog) -> tuple[str, list[dict[str, Any]]]:
        address = reverse("handoff-pair", args=[self.actor.organisation_slug, log.uid])
        for unit in UNITS_ASKED:
            asking = Asking(HandoffFilters(), organisation_of(self.request).time_zone, unit)
            rows = ping_pong_rows(LogInView(self.actor, log, asking).analysis())
            known = [row for row in rows if "" not in row["keys"]][:PAIRS_SHOWN]
            if known:
                return unit, [
                    row
                    | {
                        "url": f"{address}?{_between(unit, *row['keys'])}",
                        "back_url": f"{address}?{_between(unit, *reversed(row['keys']))}",
                    }
                    for row in known
                ]
        return "", []


def _between(unit: str, one: str, other: str) -> str:
    return urlencode({"unit": unit, "from": one, "to": other})


def _finding(pairs: list[dict[str, Any]]) -> str:
    if not pairs:
        return "No ticket goes straight back"
    first = pairs[0]
    return (
        f"{first['one']} and {first['other']} throw tickets back and forth most: "
        f"{integer(first['occurrences'])} times, on {plural(first['tickets'], 'ticket')}"
    )
