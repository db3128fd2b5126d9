"""Searching for duplicates, and deciding about what was found."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from core.forms import cleaned
from core.models import Run
from core.views.base import ActionView, seen_version
from metrics.finding_actions import decide_finding, merge_findings, split_finding, withdraw_decision
from metrics.finding_forms import DecisionForm, MergeForm, SplitForm
from metrics.kinds import finder as kind
from metrics.selectors.finding_decisions import decision_of
from metrics.selectors.findings import finding_of, findings_view, log_to_search
from towers.activity_selectors import activities_by_name
from towers.models import Baseline
from towers.selectors import baseline_of


class _OfBaseline(ActionView):
    """Something done to a baseline's findings."""

    @cached_property
    def baseline(self) -> Baseline:
        """The baseline of the address."""
        return baseline_of(self.actor, self.kwargs["uid"])

    def list_url(self) -> str:
        """The findings of this baseline."""
        return f"{reverse('findings', args=[self.actor.organisation_slug])}?baseline={self.baseline.uid}"

    def searching(self, run: Run | None, message: str) -> str:
        """Say what was decided; on to the list, which follows the search."""
        messages.success(self.request, f"{message} The search runs again." if run else message)
        return self.list_url()


class FindingSearch(_OfBaseline):
    """Look for duplicates in a baseline and the newest ticket log."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Start the search; the list follows it."""
        kind.request(self.actor, self.baseline, log_to_search(self.actor))
        return self.list_url()


class FindingDecide(_OfBaseline):
    """Confirm or dismiss."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Keep it; back to the list."""
        row = finding_of(self.actor, self.baseline, kwargs["key"]).row
        data = cleaned(DecisionForm(request.POST))
        decide_finding(by=self.actor, finding=row, **data)
        return self.searching(None, f"“{row.label}” is {data['decision']}. A refresh keeps this.")


class FindingMerge(_OfBaseline):
    """Several findings are one."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Merge and search again."""
        first = finding_of(self.actor, self.baseline, kwargs["key"]).row
        view = findings_view(self.actor, self.baseline)
        rows = {row.key: row for row in (*view.findings, *view.ticket_findings)}
        activities = activities_by_name(self.actor)
        data = cleaned(MergeForm(request.POST, keys=list(rows), activities=activities))
        found = [first, *(rows[key] for key in data["others"] if key != first.key)]
        run = merge_findings(
            by=self.actor, baseline=self.baseline, findings=found, version=data["version"], activity=data["activity"]
        )
        return self.searching(run, f"{len(found)} findings are one.")


class FindingSplit(_OfBaseline):
    """Wordings are taken out of a finding."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Split and search again."""
        row = finding_of(self.actor, self.baseline, kwargs["key"]).row
        data = cleaned(SplitForm(request.POST, count=len(row.members)))
        run = split_finding(
            by=self.actor,
            baseline=self.baseline,
            finding=row,
            version=data["version"],
            out=[row.members[place] for place in data["out"]],
            reason=data["reason"],
        )
        return self.searching(run, f"Taken out of “{row.label}”.")


class FindingWithdraw(_OfBaseline):
    """A decision is taken back."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Take it back; search again where it changed what is found."""
        baseline, decision = self.baseline, decision_of(self.actor, kwargs["decision"])
        run = withdraw_decision(by=self.actor, baseline=baseline, decision=decision, version=seen_version(request))
        return self.searching(run, "The decision is taken back.")
