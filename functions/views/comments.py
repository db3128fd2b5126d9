"""Comments on a scenario: a part of other pages, and what is done to them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from core.access import visible, visible_or_404
from core.forms import cleaned
from core.views.back import address_back
from core.views.base import ActionView, Page, seen_version
from functions import comment_selectors, commenting, selectors
from functions.comment_forms import FIGURES, CommentForm
from towers.models import Activity, Team


class ScenarioComments(Page):
    """The thread, and a form for another; `?team=…&activity=…` makes the form one about that card."""

    template_name = "functions/_comments.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Oldest first."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        said = comment_selectors.comments_of(self.actor, scenario, FIGURES)
        team, activity = self._named(Team, "team"), self._named(Activity, "activity")
        return super().get_context_data(
            scenario=scenario,
            said=said,
            open_count=sum(1 for one in said if one.comment.resolved_at is None),
            card=f"{activity}, {team}" if team and activity else "",
            form=_form(self.actor, initial={"team": team and team.uid, "activity": activity and activity.uid}),
            **kwargs,
        )

    def _named(self, model: Any, name: str) -> Any:
        uid = self.request.GET.get(name, "")
        return visible_or_404(model, self.actor, uid) if uid else None


class CommentAdd(ActionView):
    """Say something; every member may."""

    requires = "view"

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep it; back to the page."""
        scenario = selectors.scenario_of(self.actor, kwargs["uid"])
        form = _form(self.actor, request.POST)
        text = cleaned(form)["text"]
        commenting.comment_scenario(by=self.actor, scenario=scenario, text=text, anchor=form.anchor())
        return f"{_page(request, self.actor.organisation_slug, scenario.uid)}#comments"


class CommentResolve(ActionView):
    """Mark one as settled."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep it; back to the page."""
        comment = comment_selectors.comment_of(self.actor, kwargs["uid"])
        commenting.resolve_comment(by=self.actor, comment=comment, version=seen_version(request))
        return f"{_page(request, self.actor.organisation_slug, comment.scenario.uid)}#comments"


def _form(actor: Any, data: Any = None, initial: Any = None) -> CommentForm:
    return CommentForm(data, initial=initial, teams=visible(Team, actor), activities=visible(Activity, actor))


def _page(request: HttpRequest, slug: str, uid: Any) -> str:
    """Where the comment stood, else the scenario's page."""
    came_from = address_back(request).partition("#")[0]
    return came_from if came_from != "/" else reverse("scenario", args=[slug, uid])
