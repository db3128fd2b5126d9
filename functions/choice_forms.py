"""Forms of the design choices of one function, and of who holds the budget."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from core.figures import minor_per_unit
from functions.choice_selectors import Chosen
from functions.choices import LONGEST_CANDIDATES, Choice
from functions.choosing import (
    BUDGET,
    FRONT_DOOR,
    LARGEST_SPAN,
    LOCATIONS,
    PARTNER_RATE,
    SOURCING,
    SPAN_TARGET,
    WHOLE,
)
from functions.forms import VersionedForm
from functions.models import BudgetHolder, Design
from towers.functions_reference import FUNCTIONS
from towers.models import Region
from towers.names import tidy

THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


class AmountField(forms.DecimalField):
    """Money as a person types it, with or without commas between the thousands; any other comma is asked back."""

    def to_python(self, value: Any) -> Any:
        """The number."""
        text = value.strip() if isinstance(value, str) else ""
        if "," in text and not THOUSANDS.fullmatch(text):
            raise forms.ValidationError(f"“{text[:40]}” can be read in two ways. Write it like 5,000 or 5000.50.")
        return super().to_python(text.replace(",", "") if text else value)


class ChoiceForm(VersionedForm):
    """All choices of one function but its reach; groups of customers are divided by commas."""

    function = forms.TypedChoiceField(coerce=int, choices=[(f.code, f.name) for f in FUNCTIONS])
    sourcing = forms.ChoiceField(choices=[("", "as usual"), *Design.Sourcing.choices], required=False)
    partner_rate = AmountField(required=False, min_value=0)
    span_target = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_SPAN)
    locations = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": "Choose among the regions of the baseline."}
    )
    front_door = forms.CharField(max_length=1_000, required=False)

    def __init__(self, *args: Any, regions: Iterable[Region], currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {region.pk: region.name for region in regions}
        self.minor = minor_per_unit(currency)
        self.fields["locations"].choices = [(name, name) for name in self.names.values()]  # type: ignore[attr-defined]

    def choices(self, chosen: Chosen) -> list[Choice]:
        """The choices that differ from what holds."""
        code = self.cleaned_data["function"]
        return [
            Choice(code, name, value)
            for name, value in self._wanted().items()
            if value != self._held(chosen.value(code, name), name)
        ]

    def _wanted(self) -> dict[str, Any]:
        data = self.cleaned_data
        rate, groups = data["partner_rate"], [tidy(name) for name in data["front_door"].split(",") if name.strip()]
        return {
            SOURCING: data["sourcing"] or None,
            PARTNER_RATE: None if rate is None else int(rate * self.minor),
            SPAN_TARGET: data["span_target"],
            LOCATIONS: sorted(data["locations"]) or None,
            FRONT_DOOR: groups or None,
        }

    def _held(self, value: Any, name: str) -> Any:
        """What holds, as the form names it."""
        return sorted(self.names[region] for region in value) if name == LOCATIONS and value else value


class BudgetForm(VersionedForm):
    """Who holds the budget, and who could."""

    owner = forms.ChoiceField(choices=[("", "not decided"), *BudgetHolder.Owner.choices], required=False)
    candidates = forms.CharField(max_length=LONGEST_CANDIDATES, required=False)

    def choice(self) -> Choice:
        """What was chosen; without an owner the choice is taken back."""
        owner, candidates = self.cleaned_data["owner"], self.cleaned_data["candidates"]
        return Choice(WHOLE, BUDGET, {"owner": owner, "candidates": candidates} if owner else None)
