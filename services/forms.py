"""Forms about ticket logs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from core.choice_fields import RowField
from services.actions.statuses import CLASSES
from services.log_statuses import StatusRow
from services.models import BusinessCalendar
from towers.models import Baseline, Team

MARKS = (("rule", "as the log's rule says"), ("system", "a machine, by hand"), ("people", "people, by hand"))
LEVELS = ((0, "unknown"), (1, "level 1"), (2, "level 2"), (3, "level 3"))


class GroupForm(forms.Form):
    """Level and team of a group, whether it is a machine, and the version that the form saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    level = forms.TypedChoiceField(
        choices=LEVELS, coerce=int, label="Support level", widget=forms.Select({"class": "select"})
    )
    team = RowField(
        Team.objects.none(), required=False, empty_label="no team", widget=forms.Select({"class": "select"})
    )
    mark = forms.ChoiceField(
        choices=MARKS,
        required=False,
        label="Who works here",
        help_text="A machine holds no work: its events are counted, and left out of handoffs.",
        widget=forms.Select({"class": "select"}),
    )

    def __init__(self, *args: Any, teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class LogForm(forms.Form):
    """Working hours of a log, its rule of machines, and the version that the form saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    calendar = RowField(
        BusinessCalendar.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label="none: every hour counts",
        label="Working hours of the log",
        help_text="Waits and times are told in working hours beside elapsed ones. They count for whole tickets, "
        "and for groups whose team and region have no calendar of their own.",
        widget=forms.Select({"class": "select"}),
    )
    system_rule = forms.CharField(
        max_length=50_000,
        required=False,
        label="Names that are machines",
        help_text="A whole name of a group or user per line, * for any letters; a line with ! in front is none.",
        widget=forms.Textarea({"class": "textarea", "rows": 6}),
    )

    def __init__(self, *args: Any, calendars: QuerySet[BusinessCalendar], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["calendar"].queryset = calendars  # type: ignore[attr-defined]


class StatusesForm(forms.Form):
    """The class of each status of a log, and the version that the form saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: Sequence[StatusRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"class-{row.status.pk}": row.status.name for row in rows}
        for row in rows:
            self.fields[f"class-{row.status.pk}"] = forms.ChoiceField(
                choices=[(kind, kind) for kind in CLASSES],
                initial=row.kind,
                label=row.status.name,
                widget=forms.Select({"class": "select", "aria-label": f"Class of {row.status.name}"}),
            )

    def shown(self, rows: Sequence[StatusRow]) -> list[tuple[StatusRow, forms.BoundField]]:
        """Each status with its field."""
        return [(row, self[f"class-{row.status.pk}"]) for row in rows]

    def classes(self) -> dict[str, str]:
        """The class of each status by its name, of a valid form."""
        return {name: self.cleaned_data[code] for code, name in self.names.items()}


class TeamsForm(forms.Form):
    """The draft baseline that new teams go to."""

    baseline = RowField(
        Baseline.objects.none(),
        to_field_name="uid",
        label="Baseline for new teams",
        widget=forms.Select({"class": "select"}),
    )

    def __init__(self, *args: Any, baselines: QuerySet[Baseline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["baseline"].queryset = baselines  # type: ignore[attr-defined]
        self.fields["baseline"].initial = baselines.first()
