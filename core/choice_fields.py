"""Fields that choose a row of the organisation."""

from typing import Any

from django import forms
from django.db.models import Model


class RowField(forms.ModelChoiceField):  # type: ignore[type-arg]  # of any model
    """One of the rows that the field offers, by its uid; what is no uid is no choice either, and told in words."""

    default_error_messages = {"invalid_choice": "This is not among the choices any more. Choose another."}

    def to_python(self, value: Any) -> Model | None:
        """The row."""
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error
