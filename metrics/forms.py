"""Forms about results."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from core.figures import amount, minor_per_unit
from metrics.assumptions.effective import EffectiveAssumption
from metrics.models import Assumption
from metrics.wording import is_money, unit_on_pages

INPUT = {"class": "input"}
RANGE = ("low", "likely", "high")
AMOUNT = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")


class AmountField(forms.CharField):
    """Money as people write it, in units of the currency (5,000 or 5000.50); its value is in minor units."""

    def __init__(self, *, currency: str, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs=INPUT | {"inputmode": "decimal"}), max_length=20, **kwargs)
        self.currency = currency

    def prepare_value(self, value: Any) -> Any:
        """Minor units as an amount; a text stays as it was typed."""
        return value if isinstance(value, str) else amount(value, self.currency)

    def clean(self, value: Any) -> float:
        """The amount in minor units; refused if it is not written like one."""
        text = str(super().clean(value))
        if not AMOUNT.fullmatch(text):
            raise forms.ValidationError(f"“{text}” is no amount. Write it in {self.currency} like 5,000 or 5000.50.")
        return float(Decimal(text.replace(",", "")) * minor_per_unit(self.currency))


class AssumptionForm(forms.Form):
    """A statement about one assumption, and the version that it was made from; the action checks the values.

    Money is written in units of the currency and cleaned to minor units, everything else as it is stored.
    """

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    low = forms.FloatField(widget=forms.NumberInput(attrs=INPUT | {"step": "any"}))
    likely = forms.FloatField(widget=forms.NumberInput(attrs=INPUT | {"step": "any"}))
    high = forms.FloatField(widget=forms.NumberInput(attrs=INPUT | {"step": "any"}))
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
                self.fields[name] = AmountField(currency=currency)
            self.fields[name].label = f"{name.capitalize()}, {unit_on_pages(assumption.unit, currency)}"

    def clean(self) -> dict[str, Any]:
        """Refuse a likely value outside the range, in the words that were typed."""
        data = super().clean() or {}
        if data.keys() >= set(RANGE) and not data["low"] <= data["likely"] <= data["high"]:
            low, high = self.data["low"], self.data["high"]
            self.add_error("likely", f"It lies outside {low} to {high}. State low <= likely <= high.")
        return data
