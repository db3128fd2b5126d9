"""Forms about towers."""

from typing import Any

from django import forms

from towers.forms import INPUT, SELECT
from towers.tbm_reference import tbm_choices


class NewTowerForm(forms.Form):
    """A tower: its name, who answers for it, its place in the taxonomy."""

    name = forms.CharField(max_length=200, label="Name", widget=forms.TextInput(INPUT))
    owner = forms.CharField(
        max_length=200,
        required=False,
        label="Accountable owner",
        help_text="Whoever answers for its cost and uptime. A role, such as Head of Server, outlasts a name.",
        widget=forms.TextInput(INPUT),
    )
    tbm_code = forms.ChoiceField(required=False, label="In the TBM Taxonomy", widget=forms.Select(SELECT))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tbm_code"].choices = [("", "not mapped"), *tbm_choices()]  # type: ignore[attr-defined]


class TowerForm(NewTowerForm):
    """The same of a tower that is there."""

    version = forms.IntegerField(widget=forms.HiddenInput)
