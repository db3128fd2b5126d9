"""Forms about results."""

from django import forms

from metrics.models import Assumption


class AssumptionForm(forms.Form):
    """A statement about one assumption, and the version that it was made from; the action checks the values."""

    version = forms.IntegerField(min_value=0)
    low = forms.FloatField()
    likely = forms.FloatField()
    high = forms.FloatField()
    evidence = forms.ChoiceField(choices=Assumption.Evidence.choices)
    owner = forms.CharField(max_length=120, required=False)
    source = forms.CharField(max_length=300, required=False)
