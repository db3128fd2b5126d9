"""Taking over a later extract: starting it, telling posts apart, accepting it, moving scenarios to it."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.access import visible, visible_or_404
from core.actor import Actor
from core.errors import UserError
from core.figures import fte, plural
from core.forms import cleaned
from core.views.base import ActionView, seen_version
from functions.actions import move_scenario
from functions.forms import MoveForm, RefreshForm
from functions.rebase import rebase_scenario
from functions.selectors import scenario_of
from towers.actions.refresh import Accepted, accept_refresh, confirm_same_posts, separate_posts, start_refresh
from towers.models import Baseline, Position
from towers.selectors import baseline_of


class RefreshStart(ActionView):
    """A draft for a later extract."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make it, and go on to the import of the extract."""
        baseline = baseline_of(self.actor, kwargs["uid"])
        data = cleaned(RefreshForm(request.POST))
        refresh = start_refresh(
            by=self.actor,
            baseline=baseline,
            name=data["name"],
            as_of=data["as_of"],
            is_complete=data["extract"] == RefreshForm.COMPLETE,
        )
        draft = refresh.baseline.name
        messages.success(request, f"The draft “{draft}” waits for the extract: choose its file, then compare.")
        query = urlencode({"kind": "positions", "target": draft})
        return f"{reverse('import-start', args=[self.actor.organisation_slug])}?{query}"


class RefreshAction(ActionView):
    """What is done to a refresh leads back to its comparison."""

    def comparison(self, baseline: Baseline) -> str:
        """The page of the comparison with the parent."""
        return reverse("baseline-compare", args=[self.actor.organisation_slug, baseline.uid])


class RefreshSamePosts(RefreshAction):
    """Posts whose reference has changed; none are ticked to take all of it back."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep the ticked pairs, or separate all."""
        baseline = baseline_of(self.actor, kwargs["uid"])
        if "separate" in request.POST:
            count = separate_posts(by=self.actor, baseline=baseline)
            messages.success(request, f"{plural(count, 'pair counts', 'pairs count')} as two posts each again.")
        else:
            pairs = [_pair(self.actor, text) for text in request.POST.getlist("same")]
            if not pairs:
                raise UserError("Tick the pairs that are one post each.", status=400)
            count = confirm_same_posts(by=self.actor, baseline=baseline, pairs=pairs)
            messages.success(request, f"{plural(count, 'pair is', 'pairs are')} one post each from now on.")
        return self.comparison(baseline)


def _pair(actor: Actor, text: str) -> tuple[Position, Position]:
    before, _, after = text.partition(":")
    return visible_or_404(Position, actor, before), visible_or_404(Position, actor, after)


class RefreshAccept(RefreshAction):
    """The draft becomes the organisation as it is."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Accept it and say what came over."""
        baseline = baseline_of(self.actor, kwargs["uid"])
        accepted = accept_refresh(by=self.actor, baseline=baseline, version=seen_version(request))
        messages.success(request, f"“{baseline.name}” is accepted: {_words(accepted)}.")
        return self.comparison(baseline)


def _words(accepted: Accepted) -> str:
    over = accepted.carried
    came = f"effort of {plural(len(over.teams), 'team')} came over, {len(over.scaled):,} with other FTE"
    left = f"{plural(accepted.left, 'position')} left"
    return f"{left}; {came}" + (f"; {fte(over.lost_fte)} FTE of effort went with its posts" if over.lost_fte else "")


class ScenarioMove(ActionView):
    """A scenario stands on another baseline."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Move it and show it."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        form = MoveForm(request.POST, baselines=visible(Baseline, self.actor))
        data, chosen = cleaned(form), form.resolutions()
        move = partial(rebase_scenario, chosen=chosen) if chosen else move_scenario
        move(
            by=self.actor,
            scenario=scenario,
            version=data["version"],
            baseline=data["baseline"],
            is_placing_rest=data["place_rest"],
            reason=data["reason"],
        )
        messages.success(request, f"“{scenario.name}” stands on “{data['baseline'].name}” now; undo brings it back.")
        return reverse("scenario", args=[self.actor.organisation_slug, scenario.uid])
