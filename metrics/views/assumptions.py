"""The register of assumptions: what holds for the organisation or one scenario, and how to state another value."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.forms import cleaned
from core.versions import Conflict
from core.views.base import ActionView, Page, Table, TablePage, seen_version
from functions.selectors import scenarios_of
from metrics.assumptions.actions import set_assumption
from metrics.assumptions.effective import assumption_history, effective_assumption, effective_assumptions
from metrics.assumptions.scope import scenario_named
from metrics.assumptions.topics import by_topic, topic_of
from metrics.forms import AssumptionForm
from metrics.views.how import organisation_of
from metrics.wording import facts_on_pages


class AssumptionList(TablePage):
    """All assumptions by topic; `?scenario=` shows what holds for one scenario."""

    template_name = "metrics/assumptions.html"
    section = "assumptions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What holds, and how much of it is stated rather than a default."""
        scenario = scenario_named(self.actor, self.request.GET.get("scenario", ""))
        known = effective_assumptions(self.actor, scenario)
        return super().get_context_data(
            topics=by_topic(known),
            total=len(known),
            stated=sum(row.origin != "default" for row in known),
            scenario=scenario,
            scenarios=list(scenarios_of(self.actor)),
            **kwargs,
        )

    def table(self, wanted: str) -> Table:
        """What holds, as a download."""
        known = effective_assumptions(self.actor, scenario_named(self.actor, self.request.GET.get("scenario", "")))
        headers = [
            "Topic",
            "Code",
            "Assumption",
            "Low",
            "Likely",
            "High",
            "Unit",
            "Evidence",
            "Owner",
            "Source",
            "From",
        ]
        rows = [
            (
                topic_of(a.code),
                a.code,
                a.label,
                a.low,
                a.likely,
                a.high,
                a.unit,
                a.evidence,
                a.owner,
                a.source,
                a.origin,
            )
            for a in known
        ]
        return Table("assumptions", headers, rows)


class AssumptionDetail(Page):
    """One assumption: why its default is what it is, the values stated since, and the form to state another."""

    template_name = "metrics/assumption.html"
    section = "assumptions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What holds now, and every earlier value."""
        scenario = scenario_named(self.actor, self.request.GET.get("scenario", ""))
        assumption = effective_assumption(self.actor, kwargs["code"], scenario)
        return super().get_context_data(
            assumption=assumption,
            form=AssumptionForm(assumption=assumption, currency=organisation_of(self.request).currency),
            history=list(assumption_history(self.actor, kwargs["code"], scenario)),
            scenario=scenario,
            **kwargs,
        )


class AssumptionSet(ActionView):
    """State an assumption."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Add the version and go back to the assumption."""
        scenario = scenario_named(self.actor, request.GET.get("scenario", ""))
        version, currency = seen_version(request), organisation_of(request).currency
        assumption = effective_assumption(self.actor, kwargs["code"], scenario)
        data = cleaned(AssumptionForm(request.POST, assumption=assumption, currency=currency)) | {"version": version}
        try:
            row = set_assumption(by=self.actor, code=kwargs["code"], scenario=scenario, **data)
        except Conflict as lost:
            yours, theirs = (facts_on_pages(side, assumption.unit, currency) for side in (lost.yours, lost.theirs))
            raise Conflict(lost.kind, yours, theirs, lost.seen, lost.now) from lost
        messages.success(request, "Saved. Results that rest on it are marked as out of date until they are run again.")
        address = reverse("assumption", args=[self.actor.organisation_slug, row.code])
        return f"{address}?{urlencode({'scenario': scenario.uid})}" if scenario else address
