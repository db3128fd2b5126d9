"""The list of baselines; making, locking, continuing them; proposing effort."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from core.figures import fte, integer
from core.forms import cleaned
from core.views.base import ActionView, Page, seen_version
from towers.actions.baselines import continue_baseline, lock_baseline, make_baseline
from towers.actions.proposing import propose_effort
from towers.forms import BaselineForm
from towers.selectors import baseline_list, baseline_of


class BaselineList(Page):
    """All baselines."""

    template_name = "towers/baselines.html"
    section = "baselines"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Newest first, with a form for another one."""
        today = timezone.now().date()
        form = BaselineForm(initial={"as_of": today}) if self.actor.can_edit else None
        return super().get_context_data(rows=baseline_list(self.actor), form=form, today=today, **kwargs)


class BaselineAction(ActionView):
    """What is done to a baseline leads back to the list."""

    def back_to_list(self) -> str:
        """The list of baselines."""
        return reverse("baselines", args=[self.actor.organisation_slug])


class BaselineAdd(BaselineAction):
    """An empty draft."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make it."""
        data = cleaned(BaselineForm(request.POST))
        baseline = make_baseline(by=self.actor, name=data["name"], as_of=data["as_of"])
        messages.success(request, f"The draft “{baseline.name}” is the working baseline now.")
        return self.back_to_list()


class BaselineLock(BaselineAction):
    """Lock a draft."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Lock it."""
        baseline = baseline_of(self.actor, kwargs["uid"])
        lock_baseline(by=self.actor, baseline=baseline, version=seen_version(request))
        messages.success(request, f"“{baseline.name}” is locked: it never changes. Continue it in a new draft.")
        return self.back_to_list()


class BaselineContinue(BaselineAction):
    """A draft that starts as a copy of a locked baseline."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Copy it."""
        parent = baseline_of(self.actor, kwargs["uid"])
        data = cleaned(BaselineForm(request.POST))
        draft = continue_baseline(by=self.actor, baseline=parent, name=data["name"], as_of=data["as_of"])
        messages.success(request, f"“{draft.name}” continues “{parent.name}”.")
        return self.back_to_list()


class EffortPropose(BaselineAction):
    """Proposed effort for teams without any."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Propose and say how much."""
        baseline = baseline_of(self.actor, kwargs["uid"])
        made = propose_effort(by=self.actor, baseline=baseline)
        text = f"{integer(made.efforts)} efforts of {fte(made.fte)} FTE were proposed from titles and teams"
        messages.success(request, f"{text}; {fte(made.unplaced_fte)} FTE fit no rule and stay unassigned.")
        return reverse("activities", args=[self.actor.organisation_slug])
