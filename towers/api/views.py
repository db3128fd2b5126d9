"""Baselines, teams, positions, activities and effort over REST."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from core.api.lists import RowList
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from core.basis import Basis
from towers import activity_selectors, selectors
from towers.actions.activities import add_activity, edit_activity
from towers.actions.pay import record_pay_read
from towers.actions.teams import place_team
from towers.api import rows
from towers.api.rows import ActivityRow, NewActivity
from towers.models import Activity, Baseline, BaselineTeam, Effort, Position, Rate
from towers.prices import Prices, no_prices, prices_of
from towers.rate_selectors import rates_of

BASELINE = OpenApiParameter("baseline", str, description="uid; the working baseline if not given")


def baseline_asked(request: Request) -> Baseline | None:
    """The baseline of `?baseline=` (404 if there is none), else the working one; None before the first."""
    return selectors.chosen_baseline(actor_of(request), request.query_params.get("baseline"))


def checked(change: Serializer[Any]) -> dict[str, Any]:
    """The validated values, or 400 with the fields."""
    change.is_valid(raise_exception=True)
    return dict(change.validated_data)


@extend_schema(parameters=[OpenApiParameter("state", enum=Baseline.State.values)])
class BaselineCollection(RowList[Baseline]):
    """Baselines, newest first."""

    serializer_class = rows.BaselineRow
    filters = {"state": "state"}

    def rows(self, request: Request) -> QuerySet[Baseline]:
        """All of the organisation."""
        return selectors.baselines(self.actor)


@extend_schema(parameters=[BASELINE, *(OpenApiParameter(name) for name in ("tower", "region"))])
class TeamCollection(RowList[BaselineTeam]):
    """The teams of a baseline."""

    serializer_class = rows.TeamRow
    filters = {"tower": "tower__name", "region": "region__name"}

    def rows(self, request: Request) -> QuerySet[BaselineTeam]:
        """With their places."""
        return selectors.baseline_teams(self.actor, baseline_asked(request))


class TeamItem(APIView):
    """One team of a baseline."""

    @extend_schema(responses=rows.TeamRow)
    def get(self, request: Request, baseline: str, uid: str) -> Response:
        """Its place."""
        return _team(self._row(request, baseline, uid))

    @extend_schema(request=rows.TeamChange, responses=rows.TeamRow, parameters=[IF_MATCH])
    def patch(self, request: Request, baseline: str, uid: str) -> Response:
        """Another tower, region, level, orientation or capability; If-Match names the baseline's version."""
        row = self._row(request, baseline, uid)
        version = version_seen(request)
        wanted = checked(rows.TeamChange(data=request.data))
        return _team(place_team(by=actor_of(request), row=row, version=version, **wanted))

    def _row(self, request: Request, baseline: str, uid: str) -> BaselineTeam:
        actor = actor_of(request)
        return selectors.known_team_of(actor, selectors.baseline_of(actor, baseline), uid)


def _team(row: BaselineTeam) -> Response:
    answer = {
        "uid": row.team.uid,
        "name": row.team.name,
        "baseline": row.baseline.uid,
        "tower": row.tower.name if row.tower else None,
        "region": row.region.name if row.region else None,
        "level": row.level,
        "orientation": row.orientation,
        "capability": row.capability,
        "version": row.baseline.version,
    }
    return Response(answer, headers={"ETag": f'"{row.baseline.version}"'})


class RateCollection(RowList[Rate]):
    """The rate card of a baseline: what money is for whoever may not see pay."""

    serializer_class = rows.RateRow

    def rows(self, request: Request) -> QuerySet[Rate]:
        """All rates."""
        return rates_of(self.actor, selectors.baseline_of(self.actor, self.kwargs["baseline"]))


@extend_schema(parameters=[BASELINE, *(OpenApiParameter(name) for name in ("team", "status", "key"))])
class PositionCollection(RowList[Position]):
    """The positions of a baseline, with their cost or the rate of the card."""

    serializer_class = rows.PositionRow
    filters = {"team": "team__uid", "status": "status", "key": "key"}

    @cached_property
    def prices(self) -> Prices:
        """Of the baseline that was asked for."""
        baseline = baseline_asked(self.request)
        return prices_of(self.actor, baseline) if baseline else no_prices(self.actor)

    def columns(self) -> dict[str, str]:
        """Without the right `pay` the columns of pay are not even read: the team, which has a rate, is instead."""
        columns = super().columns() | {"basis": "pk"}
        if self.prices.basis is Basis.CARD:
            columns |= {"cost_low": "team_id", "cost_high": "team_id"}
        return columns

    def shown(self, row: dict[str, Any]) -> dict[str, Any]:
        """In the money that the actor gets to see."""
        basis = self.prices.basis
        if basis is Basis.COST:
            return row | {"basis": basis}
        rate = self.prices.card.of(row["cost_low"], row["grade"])
        return row | {"cost_low": rate, "cost_high": rate, "basis": basis}

    def rows(self, request: Request) -> QuerySet[Position]:
        """Of the baseline that was asked for."""
        baseline = baseline_asked(request)
        if baseline and self.actor.has_pay:
            record_pay_read(by=self.actor, baseline=baseline)
        return selectors.baseline_positions(self.actor, baseline)


@extend_schema(parameters=[OpenApiParameter("function_code", int)])
class ActivityCollection(RowList[Activity]):
    """The organisation's activities."""

    serializer_class = rows.ActivityRow
    filters = {"function_code": "function_code"}

    def rows(self, request: Request) -> QuerySet[Activity]:
        """All."""
        return activity_selectors.activities_by_name(self.actor)

    @extend_schema(request=NewActivity, responses={201: ActivityRow})
    def post(self, request: Request) -> Response:
        """Make an activity of one's own."""
        wanted = checked(NewActivity(data=request.data))
        return Response(ActivityRow(add_activity(by=self.actor, **wanted)).data, status=201)


class ActivityItem(APIView):
    """One activity."""

    @extend_schema(responses=rows.ActivityRow)
    def get(self, request: Request, uid: str) -> Response:
        """Its marks."""
        return _activity(activity_selectors.activity_of(actor_of(request), uid))

    @extend_schema(request=rows.ActivityChange, responses=rows.ActivityRow, parameters=[IF_MATCH])
    def patch(self, request: Request, uid: str) -> Response:
        """Other marks, name or function."""
        actor = actor_of(request)
        activity = activity_selectors.activity_of(actor, uid)
        version = version_seen(request)
        wanted = checked(rows.ActivityChange(data=request.data))
        return _activity(edit_activity(by=actor, activity=activity, version=version, **wanted))


def _activity(activity: Activity) -> Response:
    return Response(rows.ActivityRow(activity).data, headers={"ETag": f'"{activity.version}"'})


@extend_schema(parameters=[BASELINE, *(OpenApiParameter(name) for name in ("team", "activity", "evidence"))])
class EffortCollection(RowList[Effort]):
    """The efforts of a baseline."""

    serializer_class = rows.EffortRow
    filters = {"team": "team__uid", "activity": "activity__uid", "evidence": "evidence"}

    def rows(self, request: Request) -> QuerySet[Effort]:
        """Of the baseline that was asked for."""
        return selectors.baseline_efforts(self.actor, baseline_asked(request))
