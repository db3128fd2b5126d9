"""Forms about members and tokens."""

from django import forms

from core.actor import Right, Role, Scope
from core.number_fields import WholeField

INPUT = {"class": "input"}
SELECT = {"class": "select"}
RIGHTS = [(Right.PAY.value, "sees the pay of single positions"), (Right.APPROVE.value, "approves scenarios")]


class MemberForm(forms.Form):
    """A new member."""

    email = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs=INPUT))
    role = forms.ChoiceField(
        choices=[(role.value, role.value) for role in Role], initial=Role.VIEWER, widget=forms.Select(attrs=SELECT)
    )
    rights = forms.MultipleChoiceField(choices=RIGHTS, required=False, widget=forms.CheckboxSelectMultiple)
    password = forms.CharField(
        required=False,
        min_length=10,
        label="First password",
        help_text="At least 10 characters; needed if this address has no account yet.",
        widget=forms.PasswordInput(attrs={**INPUT, "autocomplete": "new-password"}),
    )


class MemberChangeForm(forms.Form):
    """Another role, other rights, or removal."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    role = forms.ChoiceField(
        choices=[(role.value, role.value) for role in Role],
        widget=forms.Select(attrs={"class": "select select-small"}),
    )
    rights = forms.MultipleChoiceField(choices=RIGHTS, required=False, widget=forms.CheckboxSelectMultiple)
    is_active = forms.BooleanField(required=False, label="is a member")


class PersonFreeForm(forms.Form):
    """Person-free mode, for good."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    is_understood = forms.BooleanField(label="I know that this cannot be taken back")


class TokenForm(forms.Form):
    """A new API token."""

    name = forms.CharField(
        max_length=60,
        help_text="What will use it, for instance “BI extract”.",
        widget=forms.TextInput(attrs=INPUT),
    )
    scopes = forms.MultipleChoiceField(
        choices=[(scope.value, scope.value) for scope in Scope],
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
    )
    days = WholeField(
        required=False,
        min_value=1,
        max_value=3650,
        label="Valid for days",
        initial=365,
        help_text="Empty: until it is revoked.",
        widget=forms.TextInput(attrs=INPUT),
    )
