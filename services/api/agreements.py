"""Business calendars, agreements and their paths over REST."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import visible_or_404
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from core.asked import one_of, week_asked
from core.errors import UserError
from services import agreement_selectors as selectors
from services.actions import agreements as actions
from services.actions import calendars as calendar_actions
from services.calendars import DAY_MINUTES, MINUTE_US
from services.chain_words import gap_of
from services.chains import MEASURES, Check
from services.models import Agreement, BusinessCalendar
from towers.functions_reference import FUNCTION_CHOICES
from towers.models import Team

WEEKDAYS = [str(day) for day in range(7)]
KIND = OpenApiParameter("kind", enum=Agreement.Kind.values, description="only those of this kind")
WEEK = OpenApiParameter("week", str, description="A day of the week to search, year-month-day; else this week.")


class HolidayRow(serializers.Serializer[Any]):
    """A day on which nothing is worked."""

    day = serializers.DateField()
    name = serializers.CharField(max_length=80, allow_blank=True, default="")


class CalendarBody(serializers.Serializer[Any]):
    """Hours of a week: weekday ("0" is Monday) -> [[from, to], …] in minutes after local midnight, and holidays."""

    name = serializers.CharField(max_length=120)
    time_zone = serializers.CharField(max_length=64)
    spans = serializers.DictField(
        child=serializers.ListField(
            child=serializers.ListField(
                child=serializers.IntegerField(min_value=0, max_value=DAY_MINUTES), min_length=2, max_length=2
            )
        )
    )
    holidays = HolidayRow(many=True, default=list)

    def validate_spans(self, value: Any) -> Any:
        """Weekdays are numbered from 0."""
        if set(value) - set(WEEKDAYS):
            raise serializers.ValidationError("Weekdays are numbered “0”, Monday, to “6”, Sunday.")
        return value

    def hours(self) -> calendar_actions.Hours:
        """What was sent."""
        data = self.validated_data
        spans = {int(day): [(start, end) for start, end in found] for day, found in data["spans"].items()}
        holidays = [(one["day"], one["name"]) for one in data["holidays"]]
        return calendar_actions.Hours(data["name"], data["time_zone"], spans, holidays)


class CalendarRow(CalendarBody):
    """A calendar; `version` goes into If-Match when it is changed or removed."""

    uid = serializers.UUIDField()
    version = serializers.IntegerField()


class TargetRow(serializers.Serializer[Any]):
    """Minutes on the agreement's calendar for a priority, "" for all that are not named."""

    priority = serializers.CharField(max_length=40, allow_blank=True)
    own_minutes = serializers.IntegerField(min_value=1, max_value=525_600, allow_null=True, default=None)
    resolve_minutes = serializers.IntegerField(min_value=1, max_value=525_600, allow_null=True, default=None)


class AgreementTerms(serializers.Serializer[Any]):
    """What an agreement says.

    `slr`, `sla`: customer_group. `ola`: team or function, and step. `uc`: supplier, and step. `step` is the place on
    the path of the service, 0 for none. What `is_draft` counts for nothing yet.
    """

    name = serializers.CharField(max_length=120)
    service = serializers.CharField(max_length=120)
    calendar = serializers.UUIDField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True, default=None)
    targets = TargetRow(many=True)
    customer_group = serializers.CharField(max_length=120, allow_blank=True, default="")
    team = serializers.UUIDField(allow_null=True, default=None)
    function = serializers.ChoiceField(choices=FUNCTION_CHOICES, allow_null=True, default=None)
    supplier = serializers.CharField(max_length=120, allow_blank=True, default="")
    step = serializers.IntegerField(min_value=0, max_value=actions.MOST_STEPS, default=0)
    is_draft = serializers.BooleanField(default=False)


class NewAgreement(AgreementTerms):
    """An agreement to add."""

    kind = serializers.ChoiceField(choices=Agreement.Kind.choices)


class AgreementRow(NewAgreement):
    """An agreement; `version` goes into If-Match when it is changed or removed."""

    uid = serializers.UUIDField()
    version = serializers.IntegerField()


class ChainRow(serializers.Serializer[Any]):
    """A target against the path: from the worst start, or null where a step states no time; who breaks it."""

    priority = serializers.CharField()
    measure = serializers.ChoiceField(choices=MEASURES)
    promised_minutes = serializers.IntegerField()
    worst_start = serializers.DateTimeField(allow_null=True)
    used_minutes = serializers.FloatField(allow_null=True)
    over_minutes = serializers.FloatField(allow_null=True)
    broken_by = serializers.UUIDField(allow_null=True)
    words = serializers.CharField()


class CalendarCollection(APIView):
    """The organisation's calendars."""

    @extend_schema(responses=CalendarRow(many=True))
    def get(self, request: Request) -> Response:
        """All, by name."""
        return Response([_calendar(one) for one in selectors.calendars_of(actor_of(request))])

    @extend_schema(request=CalendarBody, responses={201: CalendarRow})
    def post(self, request: Request) -> Response:
        """Add a calendar."""
        made = calendar_actions.add_calendar(by=actor_of(request), hours=_hours(request))
        return _answer(_calendar(made), 201)


class CalendarItem(APIView):
    """One calendar."""

    @extend_schema(responses=CalendarRow)
    def get(self, request: Request, uid: str) -> Response:
        """With its version."""
        return _answer(_calendar(selectors.calendar_of(actor_of(request), uid)))

    @extend_schema(request=CalendarBody, responses=CalendarRow, parameters=[IF_MATCH])
    def put(self, request: Request, uid: str) -> Response:
        """Other hours; every agreement on the calendar follows."""
        actor = actor_of(request)
        found, version = selectors.calendar_of(actor, uid), version_seen(request)
        changed = calendar_actions.change_calendar(by=actor, calendar=found, version=version, hours=_hours(request))
        return _answer(_calendar(changed))

    @extend_schema(request=None, responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, uid: str) -> Response:
        """Remove it, unless an agreement runs on it."""
        actor = actor_of(request)
        found = selectors.calendar_of(actor, uid)
        calendar_actions.remove_calendar(by=actor, calendar=found, version=version_seen(request))
        return Response(status=204)


class AgreementCollection(APIView):
    """The organisation's agreements."""

    @extend_schema(responses=AgreementRow(many=True), parameters=[KIND])
    def get(self, request: Request) -> Response:
        """All, or those of a kind, by service."""
        kind = one_of(request.query_params, "kind", Agreement.Kind.values)
        known = selectors.agreements_of(actor_of(request))
        return Response([_agreement(one) for one in known if kind in ("", one.kind)])

    @extend_schema(request=NewAgreement, responses={201: AgreementRow})
    def post(self, request: Request) -> Response:
        """Add an agreement."""
        form = NewAgreement(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        kind = data.pop("kind")
        made = actions.add_agreement(by=actor_of(request), kind=kind, terms=_terms(request, data))
        return _answer(_agreement(made), 201)


class AgreementItem(APIView):
    """One agreement."""

    @extend_schema(responses=AgreementRow)
    def get(self, request: Request, uid: str) -> Response:
        """With its version."""
        return _answer(_agreement(selectors.agreement_of(actor_of(request), uid)))

    @extend_schema(request=AgreementTerms, responses=AgreementRow, parameters=[IF_MATCH])
    def put(self, request: Request, uid: str) -> Response:
        """Other terms in place of all that it had; the kind stays."""
        actor = actor_of(request)
        found, version = selectors.agreement_of(actor, uid), version_seen(request)
        form = AgreementTerms(data=request.data)
        form.is_valid(raise_exception=True)
        terms = _terms(request, form.validated_data)
        return _answer(_agreement(actions.change_agreement(by=actor, agreement=found, version=version, terms=terms)))

    @extend_schema(request=None, responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request: Request, uid: str) -> Response:
        """Remove it with its targets."""
        actor = actor_of(request)
        found = selectors.agreement_of(actor, uid)
        actions.remove_agreement(by=actor, agreement=found, version=version_seen(request))
        return Response(status=204)


class AgreementChain(APIView):
    """Whether those behind a promise keep it."""

    @extend_schema(responses=ChainRow(many=True), parameters=[WEEK])
    def get(self, request: Request, uid: str) -> Response:
        """Each target of an SLR or SLA from the worst start of a week; nothing without a path."""
        actor = actor_of(request)
        found = selectors.agreement_of(actor, uid)
        week = week_asked(request.query_params, timezone.localdate())
        checks = selectors.chain_of(found, selectors.same_service(actor, found), week)
        return Response(ChainRow([_check(check) for check in checks], many=True).data)


def _hours(request: Request) -> calendar_actions.Hours:
    form = CalendarBody(data=request.data)
    form.is_valid(raise_exception=True)
    return form.hours()


def _terms(request: Request, data: dict[str, Any]) -> actions.Terms:
    """What was sent, with rows for uids; a calendar or team that the organisation does not have is a 404."""
    actor = actor_of(request)
    calendar = visible_or_404(BusinessCalendar, actor, data.pop("calendar"))
    team = visible_or_404(Team, actor, data.pop("team")) if data["team"] else data.pop("team")
    rows = data.pop("targets")
    targets = {one["priority"]: (one["own_minutes"], one["resolve_minutes"]) for one in rows}
    if len(targets) < len(rows):
        raise UserError("A priority is named twice. Leave one of the two out.", status=400)
    return actions.Terms(calendar=calendar, team=team, function_code=data.pop("function"), targets=targets, **data)


def _calendar(calendar: BusinessCalendar) -> dict[str, Any]:
    named = ("uid", "version", "name", "time_zone", "spans")
    holidays = [{"day": day, "name": name} for day, name in calendar.holidays]
    return {name: getattr(calendar, name) for name in named} | {"holidays": holidays}


def _agreement(agreement: Agreement) -> dict[str, Any]:
    named = (
        "uid",
        "version",
        "kind",
        "name",
        "service",
        "valid_from",
        "valid_to",
        "customer_group",
        "supplier",
        "step",
        "is_draft",
    )
    return {name: getattr(agreement, name) for name in named} | {
        "calendar": agreement.calendar.uid,
        "team": agreement.team.uid if agreement.team else None,
        "function": agreement.function_code,
        "targets": [
            {"priority": one.priority, "own_minutes": one.own_minutes, "resolve_minutes": one.resolve_minutes}
            for one in agreement.targets.all()
        ],
    }


def _check(check: Check) -> dict[str, Any]:
    worst, gap = check.worst, gap_of(check)
    return {
        "priority": check.priority,
        "measure": check.measure,
        "promised_minutes": check.minutes,
        "worst_start": worst.start if worst else None,
        "used_minutes": worst.used_us / MINUTE_US if worst else None,
        "over_minutes": worst.over_us / MINUTE_US if worst else None,
        "broken_by": gap.key if gap else None,
        "words": gap.words if gap else "",
    }


def _answer(row: dict[str, Any], status: int = 200) -> Response:
    return Response(row, status, headers={"ETag": f'"{row["version"]}"'})
