"""Forms of branches: handing a part over, and merging it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from functions.branching import SIDES
from functions.forms import INPUT, VersionedForm
from towers.functions_reference import FUNCTIONS
from towers.models import Tower

CONFLICT = "conflict_"


class BranchForm(forms.Form):
    """The name of the branch, and the part that it gets; no function and no tower is the whole design."""

    name = forms.CharField(max_length=120, label="Name of the branch", widget=forms.TextInput(attrs=INPUT))
    functions = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        label="Functions",
        choices=[(function.code, function.name) for function in FUNCTIONS],
        widget=forms.CheckboxSelectMultiple,
    )
    towers = forms.ModelMultipleChoiceField(
        Tower.objects.none(),
        to_field_name="uid",
        required=False,
        label="All work of the towers",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, towers: QuerySet[Tower], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "branch_%s")  # the page has another form with a name
        super().__init__(*args, **kwargs)
        self.fields["towers"].queryset = towers  # type: ignore[attr-defined]


class BranchMergeForm(VersionedForm):
    """The versions of parent and branch that were seen, and a choice for each conflict, named by its number."""

    branch_version = forms.IntegerField(widget=forms.HiddenInput)

    def choices(self) -> dict[int, str]:
        """Whose value counts, by number of the conflict; what was not sent is not there."""
        sent = {name: str(value) for name, value in self.data.items() if name.startswith(CONFLICT)}
        numbered = {name.removeprefix(CONFLICT): side for name, side in sent.items() if side in SIDES}
        return {int(number): side for number, side in numbered.items() if number.isdecimal()}
