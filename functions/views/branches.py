"""Branches of a scenario: handing a part over, and merging it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.forms import cleaned
from core.views.base import ActionView, Page
from functions.branch_forms import CONFLICT, BranchForm, BranchMergeForm
from functions.branch_selectors import branch_of, branches_page, scenario_with_parent, state_words, towers_of
from functions.branching import branch_scenario, merge_branch
from functions.merge_preview import MOST_SHOWN, merge_preview
from functions.models import Scenario
from functions.parts import part_words, tower_names
from functions.selectors import scenario_of


class Branches(Page):
    """The part of a scenario's page on its branches, and on the branch that it is."""

    template_name = "functions/_branches.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The branches, and a form for another one where the scenario is a draft."""
        scenario = scenario_with_parent(self.actor, kwargs["uid"])
        is_open = self.actor.can_edit and scenario.state == Scenario.State.DRAFT
        form = BranchForm(towers=towers_of(self.actor, scenario)) if is_open else None
        return super().get_context_data(**branches_page(scenario), form=form, **kwargs)


class BranchStart(ActionView):
    """A part is handed over."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make the branch and open it."""
        scenario = scenario_of(self.actor, kwargs["uid"])
        data = cleaned(BranchForm(request.POST, towers=towers_of(self.actor, scenario)))
        branch = branch_scenario(by=self.actor, scenario=scenario, **data)
        part = part_words(branch.part, tower_names([branch]))
        messages.success(request, f"This is the branch for {part}. Give its address to whoever works it out.")
        return reverse("scenario", args=[self.actor.organisation_slug, branch.uid])


class BranchMerge(Page):
    """What a branch has changed beside what its parent has, and whose value counts where both did."""

    template_name = "functions/merge.html"
    section = "scenarios"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The preview while both are drafts; afterwards how it ended."""
        branch = branch_of(self.actor, kwargs["uid"])
        both = (branch, branch.parent)
        is_open = all(one is not None and one.state == Scenario.State.DRAFT for one in both)
        return super().get_context_data(
            scenario=branch,
            parent=branch.parent,
            state=state_words(branch),
            part=part_words(branch.part, tower_names([branch])),
            preview=merge_preview(branch) if is_open else None,
            conflict=CONFLICT,
            most_shown=MOST_SHOWN,
            **kwargs,
        )


class BranchMergeApply(ActionView):
    """The branch comes into its parent."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Merge, and show the parent."""
        branch = branch_of(self.actor, kwargs["uid"])
        form = BranchMergeForm(request.POST)
        data = cleaned(form)
        step = merge_branch(by=self.actor, branch=branch, choices=form.choices(), **data)
        messages.success(
            request, f"“{branch.name}” is merged as step {step.seq}; undo of that step takes it out again."
        )
        return reverse("scenario", args=[self.actor.organisation_slug, step.scenario.uid])
