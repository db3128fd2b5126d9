"""Activities: the list, one activity with who does it and what sources call it, corrections."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.forms import cleaned
from core.views.base import ActionView
from towers import activity_selectors
from towers.actions.activities import activity_facts, edit_activity
from towers.actions.wordings import correct_wording
from towers.forms import ActivityForm, WordingForm
from towers.models import FTE_UNIT, Activity, Baseline
from towers.selectors import baseline_of
from towers.views.base import BaselinePage, Table


class ActivityList(BaselinePage):
    """All kinds of work with their FTE."""

    template_name = "towers/activities.html"
    section = "activities"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By function."""
        rows = activity_selectors.activity_list(self.actor, self.baseline)
        used = [row for row in rows if row["fte"]]
        return super().get_context_data(rows=rows, used=len(used), fte=sum(row["fte"] for row in rows), **kwargs)

    def table(self, baseline: Baseline, **kwargs: Any) -> Table:
        """The same as a download."""
        headers = ["Activity", "Function", "Shareable", "Ticket-driven", "Scale", "FTE", "Teams"]
        rows = activity_selectors.activity_list(self.actor, baseline)
        return "Activities", headers, ([*_marks(row["activity"]), row["fte"] / FTE_UNIT, row["teams"]] for row in rows)


def _marks(activity: Activity) -> list[Any]:
    marks = [activity.is_shareable, activity.is_ticket_driven, activity.scale_class]
    return [activity.name, activity.get_function_code_display(), *marks]


class ActivityDetail(BaselinePage):
    """One activity: its marks, its teams, its wordings."""

    template_name = "towers/activity.html"
    section = "activities"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Efforts by team, wordings with a correction each, and the form of its marks."""
        activity = activity_selectors.activity_of(self.actor, kwargs["uid"])
        efforts = list(activity_selectors.activity_efforts(self.actor, self.baseline, activity))
        form = (
            ActivityForm(initial={**activity_facts(activity), "version": activity.version})
            if self.actor.can_edit
            else None
        )
        can_correct = self.actor.can_edit and self.baseline is not None and not self.baseline.is_locked
        return super().get_context_data(
            activity=activity,
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
