"""The form of one segmentation rule."""

from typing import Any

from django import forms

from core.number_fields import FloatField
from metrics.computations.segments import NUMBERS, TEXTS, Range, SegmentTerms
from metrics.selectors.segment_rules import LABELS
from metrics.selectors.segments import BY_CODE, CLASSES
from services.routing_forms import Lines

INPUT = {"class": "input"}
AREA = {"class": "textarea", "rows": 2}
HINT = "One per line; any of them."


class SegmentRuleForm(forms.Form):
    """The tests of a rule and the class of what passes them; the action checks the order of each range."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    place = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs=INPUT))
    outcome = forms.ChoiceField(
        choices=[(found.code, found.label) for found in CLASSES],
        label="Class",
        widget=forms.Select(attrs={"class": "select"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            self.fields[name] = _texts(name.capitalize(), f"{HINT} Compared without case.")
        self.fields["words"] = _texts("Kind, product or service has", HINT)
        for name in NUMBERS:
            for end in ("from", "to"):
                self.fields[f"{name}_{end}"] = _number(f"{LABELS[name].capitalize()} {end}")

    @property
    def decides(self) -> list[forms.BoundField]:
        """The fields that say what the rule is called and decides."""
        return [self[name] for name in ("version", "place", "name", "outcome")]

    @property
    def texts(self) -> list[forms.BoundField]:
        """The fields about what a ticket says."""
        return [self[name] for name in (*TEXTS, "words")]

    @property
    def ranges(self) -> list[forms.BoundField]:
        """The fields about what happened to it."""
        return [self[f"{name}_{end}"] for name in NUMBERS for end in ("from", "to")]

    def rule(self) -> SegmentTerms:
        """What was said, folded as tickets are compared."""
        said = self.cleaned_data
        chosen = BY_CODE[said["outcome"]]
        ranges: dict[str, Range] = {name: (said[f"{name}_from"], said[f"{name}_to"]) for name in NUMBERS}
        return SegmentTerms(
            aspect=chosen.aspect,
            outcome=chosen.outcome,
            name=said["name"],
            texts={name: _folded(said[name]) for name in TEXTS if said[name]},
            words=_folded(said["words"]),
            ranges={name: ends for name, ends in ranges.items() if ends != (None, None)},
        )


def segment_rule_initial(rule: SegmentTerms) -> dict[str, Any]:
    """A rule as its form shows it."""
    numbers = {
        f"{name}_{end}": value
        for name, ends in rule.ranges.items()
        for end, value in zip(("from", "to"), ends, strict=True)
        if value is not None
    }
    texts = {name: "\n".join(values) for name, values in rule.texts.items()}
    code = next(found.code for found in CLASSES if (found.aspect, found.outcome) == (rule.aspect, rule.outcome))
    return {"name": rule.name, "outcome": code, "words": "\n".join(rule.words), **texts, **numbers}


def _texts(label: str, hint: str) -> forms.Field:
    area = forms.Textarea(attrs=AREA)
    return Lines(required=False, max_length=5_000, label=label, help_text=hint, widget=area)


def _number(label: str) -> forms.Field:
    widget = forms.TextInput(attrs={"class": "input input-short"})
    return FloatField(required=False, min_value=0, max_value=1_000_000, label=label, widget=widget)


def _folded(lines: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(line.casefold().split()) for line in lines))
