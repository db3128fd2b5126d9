"""Forms about found duplications."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from core.choice_fields import RowField
from metrics.models import FindingDecision
from towers.models import Activity


class DecisionForm(forms.Form):
    """Confirm or dismiss; a dismissal says why."""

    version = forms.IntegerField(min_value=0)
    decision = forms.ChoiceField(
        choices=[(d.value, d.label) for d in (FindingDecision.Decision.CONFIRMED, FindingDecision.Decision.DISMISSED)]
    )
    reason = forms.CharField(max_length=300, required=False)


class MergeForm(forms.Form):
    """The other findings by key, and the activity that all their wordings mean."""

    version = forms.IntegerField(min_value=0)
    others = forms.MultipleChoiceField()
    activity = RowField(Activity.objects.none(), to_field_name="uid", required=False)

    def __init__(self, *args: Any, keys: list[str], activities: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["others"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """The places of the wordings to take out, in the order of the page."""

    version = forms.IntegerField(min_value=0)
    out = forms.TypedMultipleChoiceField(coerce=int)
    reason = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["out"].choices = [(place, place) for place in range(count)]  # type: ignore[attr-defined]
