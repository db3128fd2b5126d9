"""Forms about decisions."""

from django import forms

from functions.commenting import LONGEST
from metrics.models import Decision


def _text(label: str, rows: int = 3, *, is_required: bool = True, hint: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "textarea", "rows": rows})
    return forms.CharField(max_length=LONGEST, label=label, required=is_required, widget=widget, help_text=hint)


class ProposalForm(forms.Form):
    """What is proposed, in words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    summary = _text("What you propose, and why", hint="Whoever decides reads this first; the figures stand beside it.")


class ObjectionForm(forms.Form):
    """What speaks against it."""

    text = _text("Your objection", hint="It stays with the decision, whatever is decided.")


class DecideForm(forms.Form):
    """A decision with its reason; `saving` names the figures that were looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    saving = forms.UUIDField(required=False, widget=forms.HiddenInput)
    reason = _text("Reason", hint="It is kept in the decision log.")
    conditions = _text("Conditions", 2, is_required=False, hint="What must be so for the approval to hold.")


class WithdrawForm(forms.Form):
    """Taking a proposal back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=LONGEST, required=False, widget=forms.TextInput(attrs={"class": "input"}), label="Why"
    )


STATES = [("", "All"), *Decision.State.choices]
