"""Forms about roles, seats and output metrics."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from core.number_fields import WholeField
from functions.duties import METRIC_FIELDS
from functions.forms import INPUT, SELECT, VersionedForm
from functions.models import Role
from functions.people import RegionName
from functions.roles import MOST_SEATS, RoleForm
from towers.functions_reference import FUNCTIONS
from towers.models import Position

ABOVE = "above"
TEXTAREA = {"class": "textarea", "rows": 3}


class RoleStatement(VersionedForm):
    """All of a role."""

    field_order = (
        *("version", "name", "function", "level", "region", "seats", "responsibilities"),
        *("conventional_skills", "digital_skills", "is_hybrid", "reason"),
    )

    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs=INPUT))
    function = forms.TypedChoiceField(
        coerce=lambda code: None if code == ABOVE else int(code),
        choices=[(f.code, f"{f.code} {f.name}") for f in FUNCTIONS] + [(ABOVE, "Above the functions")],
        widget=forms.Select(attrs=SELECT),
    )
    level = forms.TypedChoiceField(coerce=int, choices=Role.Level.choices, widget=forms.Select(attrs=SELECT))
    region = forms.ChoiceField(required=False, widget=forms.Select(attrs=SELECT))
    seats = WholeField(
        min_value=0, max_value=MOST_SEATS, initial=1, label="Seats, persons", widget=forms.TextInput(attrs=INPUT)
    )
    responsibilities = forms.CharField(max_length=1_000, required=False, widget=forms.Textarea(attrs=TEXTAREA))
    is_hybrid = forms.BooleanField(required=False, label="Hybrid: joins digital and conventional work")
    conventional_skills = forms.CharField(max_length=300, required=False, widget=forms.TextInput(attrs=INPUT))
    digital_skills = forms.CharField(max_length=300, required=False, widget=forms.TextInput(attrs=INPUT))

    def __init__(self, *args: Any, regions: Iterable[RegionName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions = {str(uid): (pk, name) for pk, uid, name in regions}
        named = [(uid, name) for uid, (_, name) in self.regions.items()]
        self.fields["region"].choices = [("", "all regions"), *named]  # type: ignore[attr-defined]

    def facts(self, order: int = 0) -> RoleForm:
        """What was stated."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "reason")}
        region, _ = self.regions.get(data.pop("region"), (None, ""))
        return RoleForm(**data, region=region, order=order)


class SeatForm(VersionedForm):
    """Whom to place, and where; without a role they lose their seats."""

    positions = forms.ModelMultipleChoiceField(Position.objects.none(), to_field_name="uid")
    role = forms.UUIDField(required=False)

    def __init__(self, *args: Any, positions: QuerySet[Position], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["positions"].queryset = positions  # type: ignore[attr-defined]


class SeatRuleForm(VersionedForm):
    """Whether the rule places everybody anew, or only those who have no seat."""

    is_anew = forms.BooleanField(required=False)


class MetricForm(VersionedForm):
    """An output metric of a function; `was`: the name of the one that it replaces; `is_removed` takes that one out."""

    function = forms.TypedChoiceField(coerce=int, choices=[(f.code, f.name) for f in FUNCTIONS])
    was = forms.CharField(required=False)
    is_removed = forms.BooleanField(required=False)
    name = forms.CharField(max_length=METRIC_FIELDS["name"], required=False)
    formula = forms.CharField(max_length=METRIC_FIELDS["formula"], required=False)
    unit = forms.CharField(max_length=METRIC_FIELDS["unit"], required=False)
    owner = forms.CharField(max_length=METRIC_FIELDS["owner"], required=False)
    target = forms.CharField(max_length=METRIC_FIELDS["target"], required=False)

    def stated(self) -> dict[str, str]:
        """The metric itself."""
        return {name: self.cleaned_data[name] for name in METRIC_FIELDS}
