"""The form that says which function and role own a service in a scenario."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from functions.constraint_forms import NAMES
from functions.forms import INPUT, SELECT
from services.target_ownership import Owner, RoleName

Key = tuple[int, UUID | None]


class TargetOwnerForm(forms.Form):
    """One function, or one of its roles."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    owner = forms.ChoiceField(label="Owner from end to end", widget=forms.Select(attrs=SELECT))
    reason = forms.CharField(max_length=300, required=False, widget=forms.TextInput(attrs=INPUT))

    def __init__(self, *args: Any, roles: Mapping[UUID, RoleName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys: dict[str, Key] = {}
        choices = []
        for code, name in NAMES:
            self.keys[str(code)] = (code, None)
            own = [role for role in roles.values() if role.function == code]
            self.keys |= {str(role.key): (code, role.key) for role in own}
            named = [(str(role.key), f"{code} {role.name}") for role in own]
            choices.append((name, [(str(code), f"{name}, no role yet"), *named]))
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    def decided(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        function_code, role = self.keys[self.cleaned_data["owner"]]
        named = {name: self.cleaned_data[name] for name in ("version", "reason")}
        return named | {"function_code": function_code, "role": role}


def owner_key(owner: Owner) -> str:
    """The choice that stands for an owner."""
    return str(owner.role.key if owner.role else owner.function)
