"""The form of a brief."""

from typing import Any

from django import forms

from functions.briefs import DRIVERS, TEXTS
from functions.models import Brief

TEXT = {"class": "textarea", "rows": 3}
SCALE = [("", "not said"), (1, "1, little"), (2, "2"), (3, "3"), (4, "4"), (5, "5, much")]


def _driver(label: str) -> forms.TypedChoiceField:
    select = forms.Select(attrs={"class": "select"})
    return forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, choices=SCALE, label=label, widget=select
    )


def _stage(label: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "input", "list": "stages"})
    return forms.CharField(max_length=80, required=False, label=label, widget=widget)


class BriefForm(forms.Form):
    """What a scenario is for, with the version that was seen."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    ambition = forms.CharField(max_length=600, required=False, label="Ambition", widget=forms.Textarea(attrs=TEXT))
    starting_point = forms.CharField(
        max_length=600, required=False, label="Starting point and constraints", widget=forms.Textarea(attrs=TEXT)
    )
    stage_now = _stage("Operating model today")
    stage_target = _stage("Operating model it leads to")
    goals = _driver("How demanding the digital goals are")
    culture = _driver("How ready the culture is")
    skills = _driver("How far today's skills reach")
    management_office = forms.ChoiceField(
        choices=Brief.ManagementOffice.choices,
        required=False,
        label="Service management office",
        widget=forms.Select(attrs={"class": "select"}),
    )

    def facts(self) -> dict[str, Any]:
        """The fields of the brief."""
        return {name: self.cleaned_data[name] for name in (*TEXTS, *DRIVERS)}


def form_of(brief: Brief) -> BriefForm:
    """The form filled with what is written."""
    return BriefForm(initial={"version": brief.version, **{name: getattr(brief, name) for name in (*TEXTS, *DRIVERS)}})
