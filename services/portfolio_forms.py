"""Forms about services."""

from typing import Any

from django import forms

from services.models import Service, TechnologyReuse
from services.models.portfolio import HIGHEST_VALUE, LOWEST_VALUE
from services.portfolio.statements import DATES

INPUT = {"class": "input"}
SELECT = {"class": "select"}
VALUES = [("", "not judged"), *((score, str(score)) for score in range(LOWEST_VALUE, HIGHEST_VALUE + 1))]


class NamesField(forms.CharField):
    """Names, one per line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea({"class": "textarea", "rows": 2}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Each name on a line of its own."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The list of names."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput({"class": "input", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=False, label=label, widget=widget)


def _long(label: str, hint: str) -> forms.CharField:
    area = forms.Textarea({"class": "textarea", "rows": 2})
    return forms.CharField(max_length=2_000, required=False, label=label, help_text=hint, widget=area)


class NewServiceForm(forms.Form):
    """What is stated of a service."""

    name = forms.CharField(max_length=120, label="Name", widget=forms.TextInput(INPUT))
    family = forms.CharField(max_length=120, required=False, label="Family", widget=forms.TextInput(INPUT))
    stage = forms.ChoiceField(choices=Service.Stage.choices, initial="catalogue", widget=forms.Select(SELECT))
    owners = NamesField(
        label="Owners from end to end",
        help_text="One per line: a team, or a role. Exactly one is right; several are shown as a dispute.",
    )
    customers = NamesField(label="Customer groups", help_text="One per line.")
    towers = NamesField(label="Towers touched", help_text="One per line, by the names under Towers.")
    technologies = NamesField(label="Technologies touched", help_text="One per line: SAP HANA, Windows Server.")
    is_next_generation = forms.BooleanField(required=False, label="Next generation")
    value_score = forms.TypedChoiceField(
        choices=VALUES,
        coerce=int,
        empty_value=None,
        required=False,
        label="Value to the business",
        help_text="5 is the highest.",
        widget=forms.Select(SELECT),
    )
    pipeline_from = _day("In the pipeline since")
    catalogue_from = _day("In the catalogue since")
    retired_from = _day("Retired since")
    description = _long("Description", "What it does, for whom.")
    benefits = _long("Benefits", "What it is good for, in words.")

    def clean(self) -> dict[str, Any]:
        """Days as ISO texts, as they are kept."""
        data = super().clean() or {}
        return data | {name: data[name].isoformat() for name in DATES if data.get(name)}


class ServiceForm(NewServiceForm):
    """The same of a service that is there, and what was decided to do with it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.TypedChoiceField(
        choices=Service.Decision.choices,
        empty_value=Service.Decision.UNDECIDED.value,
        required=False,
        label="Decision",
        help_text="To put more into it, to keep it as it is, or to end it.",
        widget=forms.Select(SELECT),
    )
    decision_reason = forms.CharField(
        max_length=500,
        required=False,
        label="Why",
        widget=forms.TextInput(INPUT),
        help_text="A decision needs a reason.",
    )
    decided_on = _day("Decided on")


class ReuseForm(forms.Form):
    """What a technology was built for, and the version that the form saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    name = forms.CharField(max_length=120)
    reuse = forms.ChoiceField(choices=TechnologyReuse.Reuse.choices)


class DoorsForm(forms.Form):
    """The front doors of a customer group, and the version that the form saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    doors = forms.CharField(required=False, max_length=2_600, widget=forms.TextInput(INPUT))

    def clean_doors(self) -> list[str]:
        """Their names, by commas."""
        text: str = self.cleaned_data["doors"]
        return [door.strip() for door in text.split(",") if door.strip()]
