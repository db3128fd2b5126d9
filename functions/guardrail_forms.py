"""The form of a guardrail, in the units in which people say its bounds."""

from decimal import Decimal
from typing import Any

from django import forms

from core.figures import minor_per_unit
from core.number_fields import DecimalField
from core.typed_numbers import typed_text
from functions.constraint_forms import NAMES
from functions.forms import INPUT, SELECT
from functions.guarding_rails import COST, SPAN, Rail
from functions.models import Guardrail
from towers.models import FTE_UNIT


class GuardrailForm(forms.Form):
    """Bounds in the unit in which people say them: reports, FTE, or whole units of the currency."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=Guardrail.Kind.choices, widget=forms.Select(attrs=SELECT))
    function = forms.TypedChoiceField(
        coerce=int, choices=[(0, "all functions"), *NAMES], widget=forms.Select(attrs=SELECT)
    )
    low = DecimalField(
        min_value=0,
        max_digits=17,
        decimal_places=4,
        required=False,
        label="At least",
        widget=forms.TextInput(attrs=INPUT),
    )
    high = DecimalField(
        min_value=0,
        max_digits=17,
        decimal_places=4,
        required=False,
        label="At most",
        widget=forms.TextInput(attrs=INPUT),
    )
    reason = forms.CharField(
        max_length=300, required=False, label="Reason or source", widget=forms.TextInput(attrs=INPUT)
    )
    owner = forms.CharField(
        max_length=200, required=False, label="Who answers for it", widget=forms.TextInput(attrs=INPUT)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self["kind"].value() == COST:
            for name in ("low", "high"):
                self.fields[name].decimals = 2  # type: ignore[attr-defined]  # money

    def clean(self) -> dict[str, Any]:
        """Reports per manager are whole."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        ends = [end for end in (said.get("low"), said.get("high")) if end is not None]
        if said.get("kind") == SPAN and any(end != int(end) for end in ends):
            raise forms.ValidationError("Reports per manager are whole numbers.")
        return said

    def bounds(self, currency: str) -> dict[str, Any]:
        """What was said, in stored units, as the action takes it."""
        said = self.cleaned_data
        per = unit_of(said["kind"], currency)
        stored = {name: None if said[name] is None else int(said[name] * per) for name in ("low", "high")}
        named = ("version", "kind", "reason", "owner")
        return {**stored, "function_code": said["function"], **{name: said[name] for name in named}}


def unit_of(kind: str, currency: str) -> int:
    """Stored units in one of those that people say."""
    return {SPAN: 1, COST: minor_per_unit(currency)}.get(kind, FTE_UNIT)


def rail_form(rail: Rail, currency: str) -> GuardrailForm:
    """A guardrail as its row shows it."""
    per = unit_of(rail.kind, currency)
    ends = {"low": rail.low, "high": rail.high}
    said = {name: None if end is None else typed_text(Decimal(end) / per) for name, end in ends.items()}
    named = {"version": rail.version, "kind": rail.kind, "function": rail.function_code}
    form = GuardrailForm(initial=named | said, auto_id=f"id_{rail.kind}_{rail.function_code}_%s")
    for name in ends if rail.kind != COST else ():
        form.fields[name].widget.attrs["class"] = "input input-short"
    return form
