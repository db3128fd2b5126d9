"""The form of a meter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from core.choice_fields import RowField
from core.number_fields import FloatField
from metrics.meter_actions import MeterTerms
from metrics.models import Meter
from metrics.selectors.clock_words import ELAPSED
from metrics.selectors.meter_figures import FIGURES, PAIR, SHARE, UNITS, WANTED, WORDS
from metrics.selectors.meters import month_words
from services.models import Agreement

INPUT, SELECT = {"class": "input"}, {"class": "select"}
ASKED_AGAIN = {
    "hx-include": "closest form",
    "hx-params": "not csrfmiddlewaretoken",
    "hx-target": "closest form",
    "hx-select": "form.form-columns",
    "hx-swap": "outerHTML",
}


def _choice(choices: Sequence[tuple[Any, str]], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, widget=forms.Select(attrs=SELECT), **more)


class MonthField(forms.CharField):
    """A month as the browser sends it (2026-04); its value is yyyymm."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=7, widget=forms.TextInput(attrs=INPUT | {"type": "month"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """yyyymm with a dash; a text stays as it was typed."""
        return f"{value // 100}-{value % 100:02}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        """yyyymm; refused if it is not written like a month."""
        year, dash, month = str(super().clean(value)).partition("-")
        if not (dash and year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) == 2):
            raise forms.ValidationError("Write year and month, such as 2026-04.")
        if not 1 <= int(month) <= 12:
            raise forms.ValidationError(f"“{year}-{month}” is no month. Months go from 01 to 12.")
        return int(year) * 100 + int(month)


class MeterForm(forms.Form):
    """What is followed, and what it is held against; shares are typed in per cent.

    `hours`: the ways to count time, none where the figure or the log leaves no choice. `again`: the address that has
    the form for another figure.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs=INPUT))
    figure = _choice([(code, figure.label) for code, figure in FIGURES.items()])
    agreement = RowField(
        Agreement.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label="none",
        help_text="Only for what is owned or resolved in time.",
        widget=forms.Select(attrs=SELECT),
    )

    def __init__(
        self,
        *args: Any,
        agreements: QuerySet[Agreement],
        months: Sequence[int],
        values: dict[str, list[str]],
        figure: str = "",
        hours: Sequence[tuple[str, str]] = (),
        again: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"].widget.attrs |= ASKED_AGAIN | {"hx-get": again}
        self.fields["agreement"].queryset = agreements  # type: ignore[attr-defined]  # a model choice
        if figure:
            del self.fields["figure"]
        self.of_figure = figure
        if hours:
            self.fields["basis"] = _choice(hours, label="Time", help_text="Elapsed, or what is worked of it.")
            self.order_fields(["version", "name", "figure", "basis"])
        for name in WANTED:
            if values[name]:
                choices = [("", "choose one" if name in PAIR else "all"), *((value, value) for value in values[name])]
                self.fields[name] = _choice(choices, required=name in PAIR, label=WORDS.get(name, name).capitalize())
        named = [(month, month_words(month)) for month in months]
        self.fields["baseline_from"] = _choice(named, label="Baseline from")
        self.fields["baseline_to"] = _choice(named, label="Baseline to")
        self.fields["target"] = FloatField(
            min_value=0,
            help_text="Shares in per cent, times in hours." if not figure else UNITS[FIGURES[figure].unit],
            widget=forms.TextInput(attrs=INPUT),
        )
        self.fields["target_month"] = MonthField(label="To be reached in")
        self.fields["owner"] = _text(120, "Who answers for it, best as a role or a team.")
        self.fields["note"] = _text(500, "What is to move it.")

    def chosen_figure(self) -> str:
        """The figure that was said, or that the meter has."""
        return self.of_figure or str(self.cleaned_data["figure"])

    def terms(self) -> MeterTerms:
        """What was said, in stored units."""
        said = self.cleaned_data
        is_share = FIGURES[self.chosen_figure()].unit == SHARE
        return MeterTerms(
            name=said["name"],
            agreement=said["agreement"],
            basis=said.get("basis") or ELAPSED,
            baseline_from=int(said["baseline_from"]),
            baseline_to=int(said["baseline_to"]),
            target=said["target"] / 100 if is_share else said["target"],
            target_month=said["target_month"],
            **{name: said.get(name, "") for name in (*WANTED, "owner", "note")},
        )


def meter_initial(meter: Meter) -> dict[str, Any]:
    """A meter as its form shows it."""
    named = ("version", "name", "basis", "baseline_from", "baseline_to", "target_month", "owner", "note", *WANTED)
    is_share = FIGURES[meter.figure].unit == SHARE
    return {name: getattr(meter, name) for name in named} | {
        "agreement": meter.agreement.uid if meter.agreement else None,
        "target": round(meter.target * 100, 6) if is_share else meter.target,
    }


def _text(most: int, hint: str) -> forms.CharField:
    return forms.CharField(max_length=most, required=False, help_text=hint, widget=forms.TextInput(attrs=INPUT))
