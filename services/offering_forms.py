"""Forms about offerings: money as it is typed, work as lines of team and FTE, a forecast as lines of year and units."""

from typing import Any

from django import forms

from core.number_fields import MoneyField, WholeField
from services.forecasts import forecast_text, read_forecast
from services.models import Offering
from services.portfolio.cell_lists import labour_cell, labour_in
from services.portfolio.offering_statements import LARGEST, Facts

INPUT = {"class": "input"}
MONEY = {"price": "Price of one unit", "other_cost": "Other cost of a year"}


def _money() -> MoneyField:
    return MoneyField(required=False, max_digits=14, widget=forms.TextInput(INPUT))


class NewOfferingForm(forms.Form):
    """What is stated of an offering."""

    name = forms.CharField(max_length=120, label="Name", widget=forms.TextInput(INPUT))
    kind = forms.ChoiceField(choices=Offering.Kind.choices, label="Kind", widget=forms.Select({"class": "select"}))
    unit = forms.CharField(
        max_length=60,
        required=False,
        label="Unit",
        help_text="What is counted: a mailbox, a terabyte, an hour.",
        widget=forms.TextInput(INPUT),
    )
    price = _money()
    units = WholeField(
        required=False,
        min_value=0,
        max_value=LARGEST,
        label="Units of this year",
        widget=forms.TextInput(INPUT),
    )
    other_cost = _money()
    labour = forms.CharField(
        required=False,
        max_length=5_000,
        label="Work placed on it",
        help_text="A line for each team, with its FTE all year: Messaging: 1.5",
        widget=forms.Textarea({"class": "textarea", "rows": 3}),
    )
    forecast = forms.CharField(
        required=False,
        max_length=5_000,
        label="Units expected in later years",
        help_text="A line for each year: 2027: 1,200. Two columns of a spreadsheet, year and units, can be pasted.",
        widget=forms.Textarea({"class": "textarea", "rows": 3}),
    )
    cost_grows = forms.ChoiceField(
        choices=Offering.Growing.choices,
        initial=Offering.Growing.BOTH,
        label="Cost that grows with the units",
        help_text="For the years of the forecast; the rest of the cost stays as it is today.",
        widget=forms.Select({"class": "select"}),
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in MONEY.items():
            self.fields[name].of(currency)  # type: ignore[attr-defined]
            self.fields[name].label = f"{label}, {currency}"

    def clean_labour(self) -> dict[str, int]:
        """FTE in 1/10,000 by team."""
        try:
            return labour_in(self.cleaned_data["labour"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_forecast(self) -> dict[str, int]:
        """Units by the year as a text."""
        try:
            return {str(year): units for year, units in read_forecast(self.cleaned_data["forecast"]).items()}
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class OfferingForm(NewOfferingForm):
    """The same of an offering that is there."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def offering_initial(facts: Facts) -> Facts:
    """Facts as the form shows them."""
    forecast = forecast_text({int(year): units for year, units in facts["forecast"].items()}, "\n")
    return facts | {"labour": labour_cell(facts["labour"], "\n"), "forecast": forecast}
