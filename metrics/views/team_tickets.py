"""What the newest ticket log says of a team: a part of the team's page."""

from typing import Any

import numpy as np
from django.urls import reverse

from core.access import visible_or_404
from core.asked import one_of
from core.views.base import Page
from metrics.selectors.clock_words import ELAPSED, WORKING
from metrics.selectors.team_tickets import TeamTickets as Found
from metrics.selectors.team_tickets import team_tickets
from metrics.views.log_in_view import HOURS
from services.clock_selectors import clocks_of
from services.clock_words import clocks_sentence
from services.clocks import Clocks
from services.selectors import newest_log
from towers.models import Team


class TeamTickets(Page):
    """The team's groups and its handoffs; what to do where no log or no group is there."""

    template_name = "metrics/_team_tickets.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counted over the newest log, in elapsed time or in working hours."""
        team, log = visible_or_404(Team, self.actor, kwargs["uid"]), newest_log(self.actor)
        stated = clocks_of(log) if log else None
        clocks = stated if one_of(self.request.GET, "hours", (ELAPSED, WORKING)) == WORKING else None
        found = team_tickets(self.actor, log, team, clocks) if log else None
        address, chosen = reverse("team-tickets", args=[self.actor.organisation_slug, team.uid]), bool(clocks)
        return super().get_context_data(
            team=team,
            log=log,
            found=found,
            is_working=chosen,
            hours_sentence=_sentence(stated, found) if stated and found else "",
            clocks=[(f"{address}?hours={code}", label, bool(code) == chosen) for code, label in HOURS.items()],
            **kwargs,
        )


def _sentence(clocks: Clocks, found: Found) -> str:
    """By which calendars the team's groups work."""
    return clocks_sentence(clocks, np.array([row.group.pk for row in found.groups], np.int64))
