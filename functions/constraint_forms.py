"""Forms about rules and consents."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from core.choice_fields import RowField
from core.number_fields import DecimalField, WholeField
from functions.constraint_actions import Terms
from functions.forms import INPUT, SELECT
from functions.guarding_rules import Rule
from functions.models import Constraint
from towers.functions_reference import FUNCTIONS
from towers.models import FTE_UNIT, Region, Team

Kind = Constraint.Kind
NAMES = [(function.code, f"{function.code} {function.name}") for function in FUNCTIONS]
FIELDS = {
    Kind.STAY: ("regions", "site"),
    Kind.LANGUAGE: ("language", "function", "regions", "fte"),
    Kind.WORKS_COUNCIL: ("regions", "site", "persons"),
    Kind.KEEP_TEAM: ("team", "place"),
}
COMMON = ("is_hard", "reason", "owner", "version")


def _code(text: Any) -> int | None:
    return int(text) if text else None


class RuleForm(forms.Form):
    """The terms of a rule: the fields that its kind has."""

    language = forms.CharField(max_length=60, widget=forms.TextInput(attrs=INPUT))
    function = forms.TypedChoiceField(coerce=int, choices=NAMES, widget=forms.Select(attrs=SELECT))
    team = RowField(Team.objects.none(), to_field_name="uid", widget=forms.Select(attrs=SELECT))
    place = forms.TypedChoiceField(
        coerce=_code,
        empty_value=None,
        required=False,
        label="Where all of its work lies",
        choices=[("", "in the team itself, it is not moved"), *NAMES],
        widget=forms.Select(attrs=SELECT),
    )
    regions = forms.ModelMultipleChoiceField(
        Region.objects.none(), to_field_name="uid", required=False, widget=forms.CheckboxSelectMultiple
    )
    site = forms.CharField(
        max_length=100,
        required=False,
        label="Sites",
        help_text="A part of the name of a site or country, as positions have it. Only the work done there counts.",
        widget=forms.TextInput(attrs=INPUT),
    )
    fte = DecimalField(
        min_value=Decimal("0.0001"),
        max_value=100_000,
        decimal_places=4,
        label="FTE that it keeps there, at least",
        widget=forms.TextInput(attrs=INPUT),
    )
    persons = WholeField(
        min_value=0,
        max_value=100_000,
        initial=0,
        label="Persons that may change without a consent",
        widget=forms.TextInput(attrs=INPUT),
    )
    is_hard = forms.TypedChoiceField(
        coerce=lambda text: text == "hard",
        choices=[("hard", "hard: a design that breaks it cannot be approved"), ("soft", "soft: it is told")],
        label="How firm",
        widget=forms.Select(attrs=SELECT),
    )
    reason = forms.CharField(
        max_length=300, required=False, label="Reason or source", widget=forms.TextInput(attrs=INPUT)
    )
    owner = forms.CharField(
        max_length=200, required=False, label="Who answers for it", widget=forms.TextInput(attrs=INPUT)
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, regions: QuerySet[Region], teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {*FIELDS[Kind(kind)], *COMMON}:
            del self.fields[name]
        for name, rows in (("regions", regions), ("team", teams)):
            if name in self.fields:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        """What was said, in stored units."""
        said = self.cleaned_data
        fte = said.get("fte")
        return Terms(
            is_hard=said["is_hard"],
            regions=list(said.get("regions", ())),
            function_code=said.get("function") or said.get("place"),
            team=said.get("team"),
            site=said.get("site", ""),
            language=said.get("language", ""),
            amount=int(fte * FTE_UNIT) if fte is not None else said.get("persons", 0),
            reason=said["reason"],
            owner=said["owner"],
        )


def rule_initial(constraint: Constraint) -> dict[str, Any]:
    """A rule as its form shows it."""
    return {
        "language": constraint.language,
        "function": constraint.function_code,
        "place": constraint.function_code,
        "team": constraint.team.uid if constraint.team else None,
        "regions": list(constraint.regions.values_list("region__uid", flat=True)),
        "site": constraint.site,
        "fte": Decimal(constraint.amount) / FTE_UNIT,
        "persons": constraint.amount,
        "is_hard": "hard" if constraint.is_hard else "soft",
        "reason": constraint.reason,
        "owner": constraint.owner,
        "version": constraint.version,
    }


class ConsentForm(forms.Form):
    """A consent of a works council."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    persons = WholeField(
        min_value=1, max_value=1_000_000, label="Persons it covers", widget=forms.TextInput(attrs=INPUT)
    )
    given_on = forms.DateField(label="Given on", widget=forms.DateInput(attrs={**INPUT, "type": "date"}))
    given_by = forms.CharField(max_length=200, label="By whom", widget=forms.TextInput(attrs=INPUT))
    note = forms.CharField(max_length=300, required=False, widget=forms.TextInput(attrs=INPUT))


def consent_form(rule: Rule, persons: float) -> ConsentForm:
    """What was agreed, or else a form for the persons that the design changes."""
    agreed = rule.consent
    initial: dict[str, Any] = {"version": 0, "persons": int(persons) or None}
    if agreed:
        initial = {
            "version": agreed.version,
            "persons": agreed.persons,
            "given_on": agreed.given_on.isoformat(),
            "given_by": agreed.given_by,
            "note": agreed.note,
        }
    return ConsentForm(initial=initial, auto_id=f"id_{rule.key}_%s")
