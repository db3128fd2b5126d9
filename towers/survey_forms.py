"""Forms of surveys: starting one, and what a link's page sends."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from core.access import is_uid
from towers.actions.surveys import LONGEST_MESSAGE, pasted_recipients
from towers.forms import INPUT
from towers.models import Team
from towers.names import folded
from towers.survey_shares import Shares, share_of_percent

SHARE, TEAM, ADDRESS = "share-", "team", "address-"


class SurveyForm(forms.Form):
    """Name, message and last day of a survey, and a list of recipients that was pasted."""

    name = forms.CharField(max_length=120, label="Name", widget=forms.TextInput(INPUT))
    closes_on = forms.DateField(
        label="Last day for answers", widget=forms.DateInput({"class": "input", "type": "date"}, format="%Y-%m-%d")
    )
    message = forms.CharField(
        max_length=LONGEST_MESSAGE,
        required=False,
        label="Message to the managers",
        widget=forms.Textarea({"class": "textarea", "rows": 3}),
    )
    pasted = forms.CharField(
        max_length=200_000,
        required=False,
        label="Recipients as a list",
        help_text="A line per team: team; e-mail. These teams are asked besides those that are ticked.",
        widget=forms.Textarea({"class": "textarea", "rows": 4, "placeholder": "Service Desk; maria@example.org"}),
    )


class ReplyForm(forms.Form):
    """Why an answer is sent back."""

    reply = forms.CharField(
        max_length=500,
        required=False,
        label="What should be changed",
        widget=forms.Textarea({"class": "textarea", "rows": 2}),
    )


def recipients(sent: QueryDict, pasted: str, teams: list[Team]) -> dict[Team, str]:
    """The ticked teams with the address typed beside each, and those of the pasted list; UserError for unknown ones."""
    ticked = set(sent.getlist(TEAM))
    typed = {team: sent.get(f"{ADDRESS}{team.uid}", "").strip() for team in teams if str(team.uid) in ticked}
    return typed | pasted_recipients(pasted, {folded(team.name): team for team in teams})


def sent_shares(sent: Mapping[str, Any], names: Mapping[str, str]) -> Shares:
    """Shares by uid of the activity, of the fields for activities that are known by name; UserError for no number."""
    fields = {name.removeprefix(SHARE): str(value) for name, value in sent.items() if name.startswith(SHARE)}
    return {uid: share_of_percent(fields[uid], name) for uid, name in names.items() if fields.get(uid)}


def seen_answers(sent: QueryDict) -> dict[str, int]:
    """Versions by uid of the answers that stood on the page, from fields “uid:version”."""
    parts = (text.partition(":") for text in sent.getlist("answer"))
    return {uid: int(version) for uid, _, version in parts if is_uid(uid) and version.isdecimal() and len(version) < 10}
