"""The design choices of a scenario over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from functions.choice_selectors import Chosen, FunctionChoices
from functions.choices import Choice
from functions.choosing import CHOICES, FRONT_DOOR, LOCATIONS, PARTNER_RATE, SOURCING, SPAN_TARGET
from functions.models import BudgetHolder, Design

BUDGET_SCHEMA = {
    "type": "object",
    "properties": {
        "owner": {"type": "string", "enum": BudgetHolder.Owner.values},
        "candidates": {"type": "string"},
    },
    "required": ["owner"],
}
TEXTS_SCHEMA = {"type": "array", "items": {"type": "string"}}


@extend_schema_field(
    {"oneOf": [{"type": "string"}, {"type": "integer"}, TEXTS_SCHEMA, BUDGET_SCHEMA], "nullable": True}
)
class ChoiceValueField(serializers.JSONField):
    """What is chosen, in the form that belongs to the choice; null takes it back."""


class OneChoice(serializers.Serializer[Any]):
    """A choice of a function, or with the function 0 of the whole scenario."""

    function = serializers.IntegerField(min_value=0, max_value=10)
    choice = serializers.ChoiceField(choices=list(CHOICES))
    value = ChoiceValueField(allow_null=True)


class DesignRow(serializers.Serializer[Any]):
    """What a scenario says of a function; null and empty lists stand for what was not chosen."""

    function = serializers.IntegerField()
    reach = serializers.ChoiceField(choices=Design.Reach.choices)
    region_minimum = serializers.DictField(child=serializers.FloatField())
    sourcing = serializers.ChoiceField(choices=Design.Sourcing.choices, allow_null=True)
    partner_rate = serializers.IntegerField(allow_null=True)
    span_target = serializers.IntegerField(allow_null=True)
    locations = serializers.ListField(child=serializers.CharField())
    front_door = serializers.ListField(child=serializers.CharField())


class BudgetRow(serializers.Serializer[Any]):
    """Who holds the budget from end to end."""

    owner = serializers.ChoiceField(choices=BudgetHolder.Owner.choices)
    candidates = serializers.CharField()


def choices_sent(sent: list[dict[str, Any]]) -> list[Choice]:
    """The choices of a step."""
    return [Choice(one["function"], one["choice"], one["value"]) for one in sent]


def design_rows(chosen: Chosen) -> list[dict[str, Any]]:
    """The ten functions as `DesignRow` shows them."""
    names = {region.pk: region.name for region in chosen.regions}
    return [_design_row(row, names) for row in chosen.rows]


def _design_row(row: FunctionChoices, names: dict[int, str]) -> dict[str, Any]:
    return {
        "function": row.function.code,
        "reach": row.reach,
        "region_minimum": {region.name: float(fte) for region, fte in row.minimums if fte is not None},
        SOURCING: row.chosen.get(SOURCING),
        PARTNER_RATE: row.chosen.get(PARTNER_RATE),
        SPAN_TARGET: row.chosen.get(SPAN_TARGET),
        LOCATIONS: sorted(names[region] for region in row.chosen.get(LOCATIONS, ())),
        FRONT_DOOR: row.customers,
    }
