"""What forms share."""

from typing import Any

from django.forms import Form

from core.errors import UserError


def cleaned(form: Form) -> dict[str, Any]:
    """The form's values, or a `UserError` that names each field."""
    if not form.is_valid():
        text = "; ".join(f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items())
        raise UserError(f"Not saved. {text}", status=400)
    return form.cleaned_data
