"""Fields into which a person types a number: they all read it by the rule of `core.typed_numbers`."""

from decimal import Decimal
from typing import Any

from django import forms

from core.figures import amount, minor_per_unit
from core.typed_numbers import typed_number, typed_text


class _Typed(forms.Field):
    """Reads what was typed before the field of Django checks its bounds; a plain text field, so that “0,5” arrives."""

    widget = forms.TextInput
    decimals: int | None = None

    def to_python(self, value: Any) -> Any:
        """The number, or what to write instead."""
        if isinstance(value, str) and value.strip():
            try:
                value = f"{typed_number(value, self.decimals, getattr(self, 'max_value', None)):f}"
            except ValueError as error:
                raise forms.ValidationError(str(error), code="invalid") from error
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """A number as it reads back; a text stays as it was typed."""
        return typed_text(value) if isinstance(value, int | float | Decimal) else value

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        """A keyboard of digits."""
        return {**super().widget_attrs(widget), "inputmode": "numeric" if self.decimals == 0 else "decimal"}


class DecimalField(_Typed, forms.DecimalField):
    """A number as a Decimal."""


class FloatField(_Typed, forms.FloatField):
    """A number as a float."""


class WholeField(_Typed, forms.IntegerField):
    """A whole number."""

    decimals = 0


class MoneyField(DecimalField):
    """Money in units of the currency, which `of` tells before the field is used; its value is in minor units.

    `is_exact`: whole minor units, as an int; else a float that may have parts of one.
    """

    currency = ""

    def __init__(self, *, is_exact: bool = True, **kwargs: Any) -> None:
        super().__init__(min_value=0, **kwargs)
        self.is_exact = is_exact

    def of(self, currency: str) -> None:
        """The currency in which the amount is typed."""
        self.currency = currency
        self.decimals = len(str(minor_per_unit(currency))) - 1

    def prepare_value(self, value: Any) -> Any:
        """Minor units as an amount; a text stays as it was typed."""
        if value is None or isinstance(value, str):
            return value
        written = amount(value, self.currency)
        try:
            typed_number(written, self.decimals)
        except ValueError:
            return typed_text(Decimal(str(value)) / minor_per_unit(self.currency))
        return written

    def clean(self, value: Any) -> Any:
        """The amount in minor units."""
        said: Decimal | None = super().clean(value)
        if said is None:
            return None
        minor = said * minor_per_unit(self.currency)
        if not self.is_exact:
            return float(minor)
        if minor != minor.to_integral_value():
            raise forms.ValidationError(f"An amount in {self.currency} has up to {self.decimals} decimals.")
        return int(minor)
