"""Forms about bands of reports per manager."""

from django import forms

from core.number_fields import WholeField

SHORT = {"class": "input input-short"}
SOURCE = {"class": "input", "placeholder": "Where you have it from"}


class SpanBandForm(forms.Form):
    """The ends of a band and where they come from; the action checks their order."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    low = WholeField(label="Fewest reports", widget=forms.TextInput(SHORT))
    high = WholeField(label="Most reports", widget=forms.TextInput(SHORT))
    source = forms.CharField(max_length=300, required=False, label="Source", widget=forms.TextInput(SOURCE))
