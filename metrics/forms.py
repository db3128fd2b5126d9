"""Forms about results."""

from typing import Any

from django import forms
from django.http import QueryDict

from core.number_fields import FloatField, MoneyField
from metrics.assumptions.effective import EffectiveAssumption
from metrics.models import Assumption
from metrics.wording import is_money, unit_on_pages

INPUT = {"class": "input"}
RANGE = ("low", "likely", "high")


class AssumptionForm(forms.Form):
    """A statement about one assumption, and the version that it was made from; the action checks the values.

    Money is written in units of the currency and cleaned to minor units, everything else as it is stored.
    """

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    low = FloatField(widget=forms.TextInput(attrs=INPUT))
    likely = FloatField(widget=forms.TextInput(attrs=INPUT))
    high = FloatField(widget=forms.TextInput(attrs=INPUT))
    evidence = forms.ChoiceField(choices=Assumption.Evidence.choices, widget=forms.Select(attrs={"class": "select"}))
    source = forms.CharField(
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=INPUT),
        help_text="Needed for evidence better than assumed.",
    )
    owner = forms.CharField(max_length=120, required=False, widget=forms.TextInput(attrs=INPUT))

    def __init__(self, data: QueryDict | None = None, *, assumption: EffectiveAssumption, currency: str) -> None:
        stated = {name: getattr(assumption, name) for name in self.base_fields}
        super().__init__(data, initial=stated)
        for name in RANGE:
            if is_money(assumption.unit):
                self.fields[name] = MoneyField(is_exact=False, widget=forms.TextInput(attrs=INPUT))
                self.fields[name].of(currency)  # type: ignore[attr-defined]
            self.fields[name].label = f"{name.capitalize()}, {unit_on_pages(assumption.unit, currency)}"

    def clean(self) -> dict[str, Any]:
        """Refuse a likely value outside the range, in the words that were typed."""
        data = super().clean() or {}
        if data.keys() >= set(RANGE) and not data["low"] <= data["likely"] <= data["high"]:
            low, high = self.data["low"], self.data["high"]
            self.add_error("likely", f"It lies outside {low} to {high}. State low <= likely <= high.")
        return data
