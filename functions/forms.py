"""Forms about scenarios."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from core.access import is_uid
from core.choice_fields import RowField
from core.errors import UserError
from core.number_fields import DecimalField
from functions.models import Design
from functions.presets import GLOBAL, PRESETS
from functions.projection import HOME, SHARE_UNIT
from towers.functions_reference import FUNCTIONS
from towers.models import FTE_UNIT, Activity, Baseline, Region, Team

SELECT = {"class": "select"}
INPUT = {"class": "input"}
RESOLUTION = "move_"  # begins the name of a field that says what becomes of a move


class ScenarioForm(forms.Form):
    """A new scenario on one of the organisation's baselines."""

    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs=INPUT))
    baseline = RowField(Baseline.objects.none(), to_field_name="uid", widget=forms.Select(attrs=SELECT))
    preset = forms.ChoiceField(
        choices=[(preset.code, preset.name) for preset in PRESETS.values()],
        initial=GLOBAL,
        widget=forms.Select(attrs=SELECT),
        label="Start from",
    )

    def __init__(self, *args: Any, baselines: QuerySet[Baseline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["baseline"].queryset = baselines  # type: ignore[attr-defined]


class VersionedForm(forms.Form):
    """Carries the scenario's version that the page was made from, and a reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(max_length=300, required=False, widget=forms.TextInput(attrs=INPUT))


class ReachForm(VersionedForm):
    """Reach of one function, and for each of the baseline's regions a field: the FTE that it keeps."""

    function = forms.TypedChoiceField(coerce=int, choices=[(f.code, f.name) for f in FUNCTIONS])
    reach = forms.ChoiceField(choices=Design.Reach.choices, widget=forms.Select(attrs=SELECT))

    def __init__(self, *args: Any, regions: Iterable[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions = list(regions)
        for region in self.regions:
            self.fields[minimum_field(region)] = DecimalField(
                required=False, min_value=0, max_value=10_000, decimal_places=4, label=f"FTE kept in {region.name}"
            )

    def minimums(self) -> dict[str, int]:
        """FTE (1/10,000) by name of the region, where a number is stated."""
        stated = {region.name: self.cleaned_data[minimum_field(region)] for region in self.regions}
        return {name: int(fte * FTE_UNIT) for name, fte in stated.items() if fte is not None}


def minimum_field(region: Region) -> str:
    """The name of a region's field in the form of a reach."""
    return f"region_minimum {region.key}"


class PlaceForm(VersionedForm):
    """A team's effort on an activity, in one function or divided between two."""

    team = RowField(Team.objects.none(), to_field_name="uid", widget=forms.Select(attrs=SELECT))
    activity = RowField(Activity.objects.none(), to_field_name="uid", widget=forms.Select(attrs=SELECT))
    function = forms.TypedChoiceField(
        coerce=int, choices=[(f.code, f"{f.code} {f.name}") for f in FUNCTIONS], widget=forms.Select(attrs=SELECT)
    )
    share = DecimalField(
        min_value=1,
        max_value=100,
        initial=100,
        decimal_places=2,
        label="Share, %",
        widget=forms.TextInput(attrs=INPUT),
    )
    rest = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        label="The rest goes to",
        choices=[
            ("", "nothing is left"),
            (HOME, "stays in its team"),
            *((f.code, f"{f.code} {f.name}") for f in FUNCTIONS),
        ],
        widget=forms.Select(attrs=SELECT),
    )

    def __init__(self, *args: Any, teams: QuerySet[Team], activities: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]

    def shares(self) -> dict[int, int]:
        """Shares in 1/10,000 per function; the rest is what the share leaves."""
        share = int(self.cleaned_data["share"] * 100)
        shares = {self.cleaned_data["function"]: share}
        rest = self.cleaned_data["rest"]
        if rest is not None:
            shares[rest] = shares.get(rest, 0) + SHARE_UNIT - share
        return shares


class CloneForm(forms.Form):
    """The name of a copy."""

    name = forms.CharField(max_length=120, label="Name of the copy", widget=forms.TextInput(attrs=INPUT))


class MoveForm(VersionedForm):
    """Another baseline for a scenario; `place_rest` places what no step has placed yet."""

    baseline = RowField(Baseline.objects.none(), to_field_name="uid", widget=forms.Select(attrs=SELECT))
    place_rest = forms.BooleanField(required=False)

    def __init__(self, *args: Any, baselines: QuerySet[Baseline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["baseline"].queryset = baselines  # type: ignore[attr-defined]

    def resolutions(self) -> dict[tuple[UUID, UUID], str]:
        """What is to become of moves with another source, by uids of team and activity, from fields named by both."""
        found = {}
        for name, code in self.data.items():
            if name.startswith(RESOLUTION):
                team, _, activity = name.removeprefix(RESOLUTION).partition(":")
                if not is_uid(team) or not is_uid(activity):
                    raise UserError("The form names a move that cannot be read. Reload the page.", status=400)
                found[UUID(team), UUID(activity)] = str(code)
        return found


class RefreshForm(forms.Form):
    """A draft for a later extract, which names everybody or only some."""

    COMPLETE, PARTIAL = "complete", "partial"

    name = forms.CharField(max_length=120)
    as_of = forms.DateField()
    extract = forms.ChoiceField(choices=[(COMPLETE, "everybody"), (PARTIAL, "only some")])
