"""Forms about bands of reports per manager."""

from django import forms

SHORT = {"class": "input input-short"}
SOURCE = {"class": "input", "placeholder": "Where you have it from"}


class SpanBandForm(forms.Form):
    """The ends of a band and where they come from; the action checks their order."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    low = forms.IntegerField(label="Fewest reports", widget=forms.NumberInput({**SHORT, "min": 1}))
    high = forms.IntegerField(label="Most reports", widget=forms.NumberInput({**SHORT, "min": 1}))
    source = forms.CharField(max_length=300, required=False, label="Source", widget=forms.TextInput(SOURCE))
