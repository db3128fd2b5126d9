"""Forms about routing: one rule, and one ticket to try."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from core.choice_fields import RowField
from core.number_fields import FloatField
from functions.constraint_forms import NAMES
from functions.forms import INPUT, SELECT
from services.routing.reading import MOST_SO_FAR
from services.routing.rules import CLOSED, HAS, LABELS, REGION, SO_FAR, TESTS, TEXTS, UNKNOWN, Rule
from towers.models import Region

VIA = [("", "nobody"), *NAMES]
LEVELS = [(0, "not said"), (1, "level 1"), (2, "level 2"), (3, "level 3")]


def _label(test: str) -> str:
    return LABELS[test].capitalize()


def _code(text: Any) -> int | None:
    return int(text) if text else None


class Lines(forms.CharField):
    """Texts, one per line."""

    def clean(self, value: Any) -> list[str]:
        """Without empty lines."""
        text = super().clean(value)
        return [line.strip() for line in text.splitlines() if line.strip()]


class RoutingRuleForm(forms.Form):
    """The tests of a rule, where it stands among the `others`, and where a ticket goes that passes them all."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    place = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs=INPUT))
    order = forms.IntegerField(min_value=1, required=False, label="Asked", widget=forms.Select(attrs=SELECT))
    function = forms.TypedChoiceField(
        coerce=int, choices=NAMES, label="Function that takes it", widget=forms.Select(attrs=SELECT)
    )
    first = forms.TypedChoiceField(
        coerce=_code, empty_value=None, required=False, choices=VIA, label="Before it, first with"
    )
    second = forms.TypedChoiceField(coerce=_code, empty_value=None, required=False, choices=VIA, label="and then with")
    is_direct = forms.BooleanField(required=False, label="Past the front door (user contact: 5, monitoring: 7)")
    level = forms.TypedChoiceField(coerce=int, choices=LEVELS, widget=forms.Select(attrs=SELECT))
    region = RowField(
        Region.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label="the ticket’s own",
        widget=forms.Select(attrs=SELECT),
    )
    skill = forms.CharField(
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=INPUT),
        help_text="{product} and {service} stand for the ticket’s own.",
    )

    def __init__(self, *args: Any, regions: QuerySet[Region], others: Sequence[Rule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        self.fields["order"].widget.choices = _orders(others)
        for name in ("first", "second"):
            self.fields[name].widget.attrs |= SELECT
        for test in TESTS:
            self.fields[test] = _test_field(test)

    @property
    def goes(self) -> list[forms.BoundField]:
        """The fields that say where a ticket goes."""
        return [self[name] for name in self.fields if name not in TESTS]

    @property
    def tests(self) -> list[forms.BoundField]:
        """The fields that say which tickets."""
        return [self[name] for name in TESTS]

    def rule(self) -> Rule:
        """What was said."""
        said = self.cleaned_data
        return Rule(
            name=said["name"],
            function=said["function"],
            conditions={test: tuple(said[test]) for test in TESTS if said[test]},
            via=tuple(code for code in (said["first"], said["second"]) if code),
            is_direct=said["is_direct"],
            level=said["level"],
            region=said["region"].name if said["region"] else "",
            skill=said["skill"],
        )


def _orders(others: Sequence[Rule]) -> list[tuple[int, str]]:
    """The places that a rule can have among others."""
    before = [(place, f"{place}, before “{rule.name}”") for place, rule in enumerate(others, start=1)]
    return [*before, (len(others) + 1, f"{len(others) + 1}, as the last")]


def _test_field(test: str) -> forms.Field:
    if test in CLOSED:
        choices = [(value, value) for value in (*CLOSED[test], UNKNOWN)]
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(required=False, choices=choices, label=_label(test), widget=widget)
    hint = "One per line; any of them." if test in HAS else "One per line; “unknown” for tickets without."
    area = forms.Textarea(attrs={"class": "textarea", "rows": 2})
    return Lines(required=False, max_length=5_000, label=_label(test), help_text=hint, widget=area)


def rule_initial(rule: Rule, regions: Mapping[str, Region]) -> dict[str, Any]:
    """A rule as its form shows it; `regions` by name."""
    tests = {test: list(values) if test in CLOSED else "\n".join(values) for test, values in rule.conditions.items()}
    first, second = (*rule.via, None, None)[:2]
    return {
        "name": rule.name,
        "function": rule.function,
        "first": first,
        "second": second,
        "is_direct": rule.is_direct,
        "level": rule.level,
        "region": regions[rule.region].uid if rule.region else None,
        "skill": rule.skill,
        **tests,
    }


class TicketForm(forms.Form):
    """One ticket to try: what is left empty is unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            self.fields[name] = _ticket_text(_label(name))
        for name, values in CLOSED.items():
            choices = [("", UNKNOWN), *((value, value) for value in values)]
            self.fields[name] = forms.ChoiceField(
                required=False, choices=choices, label=_label(name), widget=forms.Select(attrs=SELECT)
            )
        self.fields[REGION] = _ticket_text("Region")
        for name, label in SO_FAR.items():
            self.fields[name] = _ticket_number(label.capitalize())

    def ticket(self) -> dict[str, str | float]:
        """The attributes that were given."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


def _ticket_text(label: str) -> forms.Field:
    return forms.CharField(required=False, max_length=200, label=label, widget=forms.TextInput(attrs=INPUT))


def _ticket_number(label: str) -> forms.Field:
    widget = forms.TextInput(attrs={"class": "input input-short"})
    return FloatField(required=False, min_value=0, max_value=MOST_SO_FAR, label=label, widget=widget)
