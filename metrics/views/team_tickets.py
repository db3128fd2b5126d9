"""What the newest ticket log says of a team: a part of the team's page."""

from typing import Any

from core.access import visible_or_404
from core.views.base import Page
from metrics.selectors.team_tickets import team_tickets
from services.selectors import newest_log
from towers.models import Team


class TeamTickets(Page):
    """The team's groups and its handoffs; what to do where no log or no group is there."""

    template_name = "metrics/_team_tickets.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counted over the newest log."""
        team, log = visible_or_404(Team, self.actor, kwargs["uid"]), newest_log(self.actor)
        found = team_tickets(self.actor, log, team) if log else None
        return super().get_context_data(team=team, log=log, found=found, **kwargs)
