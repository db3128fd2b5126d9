"""Roles, seats, output metrics and duties over REST: the lists, and the steps that change them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from core.access import visible, visible_or_404
from core.api.lists import RowList
from core.errors import UserError
from functions import duties, roles
from functions.models import Duty, Operation, OutputMetric, Role, RoleSeat
from functions.role_selectors import positions_of, role_of, roles_of, seats_of
from functions.selectors import scenario_of
from towers.models import Region


class RoleRow(serializers.Serializer[Any]):
    """A role; `key` is the same in every copy of the scenario, `function` is null above the functions."""

    key = serializers.UUIDField()
    function = serializers.IntegerField(source="function_code", allow_null=True)
    name = serializers.CharField()
    level = serializers.ChoiceField(choices=Role.Level.choices)
    responsibilities = serializers.CharField()
    is_hybrid = serializers.BooleanField()
    conventional_skills = serializers.CharField()
    digital_skills = serializers.CharField()
    region = serializers.UUIDField(source="region.uid", allow_null=True)
    seats = serializers.IntegerField()


class SeatRow(serializers.Serializer[Any]):
    """A position in a role, whole."""

    position = serializers.UUIDField(source="position.uid")
    position_key = serializers.CharField(source="position.key")
    role = serializers.UUIDField(source="role.key")
    role_name = serializers.CharField(source="role.name")
    function = serializers.IntegerField(source="role.function_code", allow_null=True)


class OutputMetricRow(serializers.Serializer[Any]):
    """What a function is measured by."""

    function = serializers.IntegerField(source="function_code")
    name = serializers.CharField()
    formula = serializers.CharField()
    unit = serializers.CharField()
    owner = serializers.CharField()
    target = serializers.CharField()


class DutyRow(serializers.Serializer[Any]):
    """A letter of the RACI table; `party` is a function's number, pmo or smo."""

    process = serializers.CharField()
    party = serializers.CharField()
    letter = serializers.ChoiceField(choices=Duty.Letter.choices)


@extend_schema(parameters=[OpenApiParameter("function", int), OpenApiParameter("level", int)])
class RoleCollection(RowList[Role]):
    """The roles of a scenario."""

    serializer_class = RoleRow
    filters = {"function": "function_code", "level": "level"}

    def rows(self, request: Request) -> QuerySet[Role]:
        """Of this scenario."""
        return roles_of(self.actor, scenario_of(self.actor, self.kwargs["uid"])).order_by("id")


class SeatCollection(RowList[RoleSeat]):
    """Who sits in which role of a scenario."""

    serializer_class = SeatRow

    def rows(self, request: Request) -> QuerySet[RoleSeat]:
        """Of this scenario."""
        return seats_of(self.actor, scenario_of(self.actor, self.kwargs["uid"])).order_by("id")


class MetricCollection(RowList[OutputMetric]):
    """The output metrics of a scenario's functions."""

    serializer_class = OutputMetricRow

    def rows(self, request: Request) -> QuerySet[OutputMetric]:
        """Of this scenario."""
        return visible(OutputMetric, self.actor).filter(scenario=scenario_of(self.actor, self.kwargs["uid"]))


class DutyCollection(RowList[Duty]):
    """Who does what in the processes between functions."""

    serializer_class = DutyRow

    def rows(self, request: Request) -> QuerySet[Duty]:
        """Of this scenario."""
        return visible(Duty, self.actor).filter(scenario=scenario_of(self.actor, self.kwargs["uid"]))


class RoleFacts(serializers.Serializer[Any]):
    """All of a role; without a region it is for all of them, without a function above all functions (level 5)."""

    function = serializers.IntegerField(min_value=1, max_value=10, allow_null=True)
    name = serializers.CharField(max_length=120)
    level = serializers.ChoiceField(choices=Role.Level.choices)
    responsibilities = serializers.CharField(max_length=1_000, default="", allow_blank=True)
    is_hybrid = serializers.BooleanField(default=False)
    conventional_skills = serializers.CharField(max_length=300, default="", allow_blank=True)
    digital_skills = serializers.CharField(max_length=300, default="", allow_blank=True)
    region = serializers.UUIDField(default=None, allow_null=True)
    seats = serializers.IntegerField(min_value=0, max_value=roles.MOST_SEATS, default=1)


class OutputMetricFacts(serializers.Serializer[Any]):
    """One output metric."""

    name = serializers.CharField(max_length=120)
    formula = serializers.CharField(max_length=300)
    unit = serializers.CharField(max_length=40)
    owner = serializers.CharField(max_length=120)
    target = serializers.CharField(max_length=60)


class StaffingFields(serializers.Serializer[Any]):
    """What the steps about roles, seats, output metrics and duties take."""

    role = serializers.UUIDField(required=False, allow_null=True)
    facts = RoleFacts(required=False)
    positions = serializers.ListField(child=serializers.UUIDField(), required=False)
    is_anew = serializers.BooleanField(required=False)
    metrics = serializers.ListField(child=OutputMetricFacts(), required=False)
    processes = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField(allow_blank=True)), required=False
    )


Common = Mapping[str, Any]  # by, scenario, version, reason
Data = Mapping[str, Any]


def _set_role(common: Common, data: Data) -> Operation:
    facts = dict(_needed(data, "facts"))
    region = facts.pop("region")
    by, role = common["by"], data.get("role")
    known = visible_or_404(Region, by, region).pk if region else None
    form = roles.RoleForm(**facts, region=known)
    return roles.set_role(**common, facts=form, role=role_of(by, common["scenario"], role) if role else None)


def _remove_role(common: Common, data: Data) -> Operation:
    return roles.remove_role(**common, role=role_of(common["by"], common["scenario"], _needed(data, "role")))


def _seat(common: Common, data: Data) -> Operation:
    by, scenario, uids, key = common["by"], common["scenario"], set(_needed(data, "positions")), data.get("role")
    found = list(positions_of(by, scenario).filter(uid__in=uids))
    if len(found) < len(uids):
        raise UserError("A position is not of the scenario's baseline. Name positions of it.", status=400)
    return roles.seat_positions(**common, positions=found, role=role_of(by, scenario, key) if key else None)


def _seat_by_rule(common: Common, data: Data) -> Operation:
    return roles.seat_by_rule(**common, is_anew=data.get("is_anew", False))


def _set_metrics(common: Common, data: Data) -> Operation:
    return duties.set_output_metrics(**common, function_code=_needed(data, "function"), metrics=data.get("metrics", []))


def _set_duties(common: Common, data: Data) -> Operation:
    return duties.set_duties(**common, processes=_needed(data, "processes"))


STAFFING_KINDS: dict[str, Callable[[Common, Data], Operation]] = {
    "set_role": _set_role,
    "remove_role": _remove_role,
    "propose_roles": lambda common, data: roles.propose_roles(**common),
    "seat": _seat,
    "seat_by_rule": _seat_by_rule,
    "set_output_metrics": _set_metrics,
    "set_duties": _set_duties,
    "propose_duties": lambda common, data: duties.propose_duties(**common),
}


def _needed(data: Data, name: str) -> Any:
    if data.get(name) in (None, ""):
        raise UserError(f"A step of the kind {data['kind']} needs the field {name}.", status=400)
    return data[name]
