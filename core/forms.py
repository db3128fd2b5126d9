"""What forms share."""

from typing import Any

from django.forms import Form

from core.errors import UserError


def cleaned(form: Form) -> dict[str, Any]:
    """The form's values, or a `UserError` that names each field by its label."""
    if not form.is_valid():
        raise UserError(f"Not saved. {'; '.join(complaints(form))}", status=400)
    return form.cleaned_data


def complaints(form: Form) -> list[str]:
    """What is wrong with the form, each field by its label."""
    return [f"{_label(form, name)}{' '.join(map(str, errors))}" for name, errors in form.errors.items()]


def _label(form: Form, name: str) -> str:
    return f"{form[name].label}: " if name in form.fields else ""
