"""Activities: the list, one activity with who does it and what sources call it, corrections."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from core.exports import csv_response
from core.figures import plural
from core.forms import cleaned
from core.views.base import ActionView
from towers import activity_selectors
from towers.actions.activities import activity_facts, add_activity, add_defaults, edit_activity
from towers.actions.wordings import correct_wording
from towers.activity_table import CSV_HEADERS, activity_rows
from towers.forms import ActivityForm, NewActivityForm, WordingForm
from towers.models import FTE_UNIT, Baseline
from towers.selectors import baseline_of
from towers.views.base import BaselinePage, Table
from towers.vocabulary import default_of

PHASES = ("plan", "build", "run", "support")


class ActivityList(BaselinePage):
    """All kinds of work with their FTE; `?phase=` shows those of one phase."""

    template_name = "towers/activities.html"
    section = "activities"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By function."""
        rows = activity_selectors.activity_list(self.actor, self.baseline)
        phase = asked if (asked := self.request.GET.get("phase", "")) in PHASES else ""
        kept = {"baseline": uid} if (uid := self.request.GET.get("baseline")) else {}
        return super().get_context_data(
            every=rows,
            rows=[row for row in rows if phase in ("", row["phase"])],
            used=sum(bool(row["fte"]) for row in rows),
            fte=sum(row["fte"] for row in rows),
            phase=phase,
            phases=[(one, urlencode(kept | ({"phase": one} if one else {}))) for one in ("", *PHASES)],
            missing=activity_selectors.missing_defaults(self.actor) if self.actor.can_edit else [],
            form=NewActivityForm() if self.actor.can_edit else None,
            **kwargs,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, or the table: it can be had, changed and imported before there is a baseline."""
        if request.GET.get("format") == "csv":
            return csv_response("Activities", CSV_HEADERS, activity_rows(self.actor, self.baseline))
        return super().get(request, *args, **kwargs)


class ActivityDetail(BaselinePage):
    """One activity: its marks, its teams, its wordings."""

    template_name = "towers/activity.html"
    section = "activities"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Efforts by team, wordings with a correction each, and the form of its marks."""
        activity = activity_selectors.activity_of(self.actor, kwargs["uid"])
        default = default_of(activity)
        efforts = list(activity_selectors.activity_efforts(self.actor, self.baseline, activity))
        form = (
            ActivityForm(initial={**activity_facts(activity), "version": activity.version})
            if self.actor.can_edit
            else None
        )
        can_correct = self.actor.can_edit and self.baseline is not None and not self.baseline.is_locked
        return super().get_context_data(
            activity=activity,
            default=default,
            words=[" ".join(phrase) for phrase in default.phrases] if default else [],
            efforts=efforts,
            fte=sum(effort.fte for effort in efforts),
            teams=len({effort.team_id for effort in efforts}),
            wordings=activity_selectors.activity_wordings(self.actor, self.baseline, activity),
            activities=activity_selectors.activities_by_name(self.actor) if can_correct else None,
            form=form,
            **kwargs,
        )

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """The teams that do it."""
        activity = activity_selectors.activity_of(self.actor, kwargs["uid"])
        efforts = activity_selectors.activity_efforts(self.actor, baseline, activity)
        headers = ["Team", "FTE", "Evidence", "Wording", "Rule", "Score"]
        return (
            activity.name,
            headers,
            ([e.team.name, e.fte / FTE_UNIT, e.evidence, e.wording, e.source_rule, e.score] for e in efforts),
        )


class ActivityAdd(ActionView):
    """An activity of one's own."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make it and show it."""
        activity = add_activity(by=self.actor, **cleaned(NewActivityForm(request.POST)))
        messages.success(request, f"{activity.name} is there. Its words find it in files and titles from now on.")
        return reverse("activity", args=[self.actor.organisation_slug, activity.uid])


class DefaultActivitiesAdd(ActionView):
    """All default activities."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make those that are missing and show the list."""
        made = add_defaults(by=self.actor)
        was = plural(made, "default activity was", "default activities were")
        messages.success(request, f"{was} added." if made else "All default activities are there.")
        return reverse("activities", args=[self.actor.organisation_slug])


class ActivityEdit(ActionView):
    """Another name, function or mark."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Save and go back to the activity."""
        activity = activity_selectors.activity_of(self.actor, kwargs["uid"])
        edit_activity(by=self.actor, activity=activity, **cleaned(ActivityForm(request.POST)))
        messages.success(request, f"{activity.name} is saved. Run what rests on it again.")
        return reverse("activity", args=[self.actor.organisation_slug, activity.uid])


class WordingCorrect(ActionView):
    """A wording means another activity."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Move its effort and go to the activity it means."""
        baseline = baseline_of(self.actor, kwargs["baseline"])
        data = cleaned(WordingForm(request.POST, activities=activity_selectors.activities_by_name(self.actor)))
        activity, wording = data["activity"], data["wording"]
        moved = correct_wording(by=self.actor, baseline=baseline, wording=wording, activity=activity)
        messages.success(request, f"“{wording}” means {activity.name} from now on; {moved} efforts moved.")
        return reverse("activity", args=[self.actor.organisation_slug, activity.uid])
