"""Forms about offerings: money as it is typed, work as lines of team and FTE."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from core.figures import amount, minor_per_unit, plain
from functions.choice_forms import AmountField
from services.models import Offering
from services.portfolio.offering_statements import LARGEST, MOST_FTE, Facts
from towers.models import FTE_UNIT

INPUT = {"class": "input"}
MONEY = {"price": "Price of one unit", "other_cost": "Other cost of a year"}


def _money() -> AmountField:
    widget = forms.TextInput(INPUT | {"inputmode": "decimal"})
    return AmountField(required=False, min_value=0, max_digits=14, decimal_places=2, widget=widget)


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
    units = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=LARGEST,
        label="Units expected a year",
        widget=forms.NumberInput(INPUT),
    )
    other_cost = _money()
    labour = forms.CharField(
        required=False,
        max_length=5_000,
        label="Work placed on it",
        help_text="A line for each team, with its FTE all year: Messaging: 1.5",
        widget=forms.Textarea({"class": "textarea", "rows": 3}),
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.minor = minor_per_unit(currency)
        for name, label in MONEY.items():
            self.fields[name].label = f"{label}, {currency}"

    def clean_price(self) -> int | None:
        """In minor units."""
        return self._minor_units("price")

    def clean_other_cost(self) -> int | None:
        """In minor units."""
        return self._minor_units("other_cost")

    def clean_labour(self) -> dict[str, int]:
        """FTE in 1/10,000 by team."""
        lines = [line.strip() for line in self.cleaned_data["labour"].splitlines() if line.strip()]
        labour = dict(map(_team_and_fte, lines))
        if len(labour) < len(lines):
            raise forms.ValidationError("A team stands there twice. Add its FTE up in one line.")
        return labour

    def _minor_units(self, name: str) -> int | None:
        value = self.cleaned_data[name]
        return None if value is None else round(value * self.minor)


class OfferingForm(NewOfferingForm):
    """The same of an offering that is there."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def offering_initial(facts: Facts, currency: str) -> Facts:
    """Facts as the form shows them."""
    money = {name: "" if facts[name] is None else amount(facts[name], currency) for name in MONEY}
    lines = [f"{team}: {plain(Decimal(fte) / FTE_UNIT)}" for team, fte in facts["labour"].items()]
    return facts | money | {"labour": "\n".join(lines)}


def _team_and_fte(line: str) -> tuple[str, int]:
    name, _, text = line.rpartition(":")
    try:
        fte = Decimal(text.strip()) * FTE_UNIT
    except InvalidOperation as error:
        raise forms.ValidationError(f"“{line[:80]}” is no team with FTE. Write: team, colon, FTE.") from error
    if not name.strip() or not 0 < fte <= MOST_FTE:
        raise forms.ValidationError(f"“{line[:80]}” is no team with FTE above 0. Write: team, colon, FTE.")
    return name.strip(), int(fte)
