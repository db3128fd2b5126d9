"""Forms about projects: what each is, and its six deliverables."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from core.number_fields import MoneyField
from services.models import Project, ProjectDeliverable
from services.portfolio_forms import INPUT, SELECT, NamesField
from services.project_gate import DELIVERABLES
from services.project_statements import LONGEST, LONGEST_REASON, PARTS, Facts

SMALL = {"class": "input input-small"}


class DayField(forms.DateField):
    """A day as an ISO text, as it is kept."""

    def __init__(self, attrs: dict[str, str] = INPUT, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs | {"type": "date"}, format="%Y-%m-%d")
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> str | None:
        """None where nothing is stated."""
        day = super().clean(value)
        return day.isoformat() if day else None


def _money(attrs: dict[str, str] = INPUT) -> MoneyField:
    return MoneyField(required=False, max_digits=14, widget=forms.TextInput(attrs))


class NewProjectForm(forms.Form):
    """What is stated of a project."""

    name = forms.CharField(max_length=LONGEST["name"], label="Name", widget=forms.TextInput(INPUT))
    stage = forms.ChoiceField(choices=Project.Stage.choices, widget=forms.Select(SELECT))
    begins_on = DayField(label="Begins on")
    live_on = DayField(label="Goes live on")
    budget = _money()
    sponsor = forms.CharField(
        max_length=LONGEST["sponsor"], required=False, label="Sponsor", widget=forms.TextInput(INPUT)
    )
    new = NamesField(label="New services", help_text="One per line, by the names under Services.")
    replaces = NamesField(label="Services replaced", help_text="One per line.")
    improves = NamesField(label="Services improved", help_text="One per line.")
    live_reason = forms.CharField(
        max_length=LONGEST["live_reason"],
        required=False,
        label="Why it is live with something missing",
        help_text="Only for one that is live while its gate is red.",
        widget=forms.Textarea({"class": "textarea", "rows": 2}),
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["budget"].of(currency)  # type: ignore[attr-defined]
        self.fields["budget"].label = f"Budget, {currency}"


class ProjectForm(NewProjectForm):
    """The same of a project that is there."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DeliverablesForm(forms.Form):
    """The six deliverables of a project, and the version that the form saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in DELIVERABLES.items():
            for part, field in _parts(label).items():
                self.fields[f"{kind}_{part}"] = field
            self.fields[f"{kind}_budget"].of(currency)  # type: ignore[attr-defined]

    def rows(self) -> Iterator[tuple[str, list[tuple[str, BoundField]]]]:
        """The kind and its fields, each with what stands before it on a phone."""
        for kind in DELIVERABLES:
            yield kind, [(_BEFORE[part], self[f"{kind}_{part}"]) for part in PARTS]

    def stated(self) -> Facts:
        """What was sent, by kind."""
        return {kind: {part: self.cleaned_data[f"{kind}_{part}"] for part in PARTS} for kind in DELIVERABLES}


def deliverables_initial(facts: Facts) -> Facts:
    """Facts of a project as the form of its deliverables shows them."""
    stated = facts["deliverables"].items()
    return {f"{kind}_{part}": value for kind, parts in stated for part, value in parts.items()}


def _parts(label: str) -> dict[str, forms.Field]:
    """The fields of one deliverable, each with a name for those who hear the page."""
    named = {part: SMALL | {"aria-label": f"{label}: {words}"} for part, words in _WORDS.items()}
    statuses = ProjectDeliverable.Status.choices
    select = named["status"] | {"class": "select select-small"}
    return {
        "status": forms.ChoiceField(choices=statuses, widget=forms.Select(select)),
        "reason": forms.CharField(max_length=LONGEST_REASON, required=False, widget=forms.TextInput(named["reason"])),
        "budget": _money(named["budget"]),
        "due_on": DayField(named["due_on"]),
    }


_WORDS = {"status": "status", "reason": "why it is not needed", "budget": "budget", "due_on": "due on"}
_BEFORE = {"status": "status:", "reason": "why not needed:", "budget": "budget:", "due_on": "due:"}
