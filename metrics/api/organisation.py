"""Towers by regions, and who reports to whom with layers and spans, over REST."""

from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.lists import RowList
from core.api.permissions import actor_of
from core.basis import basis_of
from metrics.selectors.baseline_columns import effort_table
from metrics.selectors.org_chart_lines import ReportingLines
from metrics.selectors.organisation import MODES, OrganisationView, Place, organisation_view, phase_sums, staff_by_title
from towers.api.views import BASELINE, baseline_asked
from towers.models import Position
from towers.selectors import baseline_positions

ORIENTATION = OpenApiParameter("orientation", enum=list(MODES), description="only teams of this orientation")


class CellRow(serializers.Serializer[Any]):
    """A tower in a region; null where a team has none. FTE are integers of 1/10,000 but for the split of the effort,
    which is in FTE; money is in minor units a year, null where no cost is known. Counts of few persons may be null."""

    tower = serializers.CharField(allow_null=True)
    region = serializers.CharField(allow_null=True)
    positions = serializers.IntegerField(allow_null=True)
    heads = serializers.IntegerField(allow_null=True)
    fte = serializers.IntegerField()
    fte_by_orientation = serializers.DictField(child=serializers.IntegerField())
    effort_fte = serializers.DictField(child=serializers.FloatField())
    cost = serializers.IntegerField(allow_null=True)
    cost_basis = serializers.CharField()


class TowersByRegion(APIView):
    """Towers by regions of a baseline."""

    @extend_schema(parameters=[BASELINE, ORIENTATION], responses=CellRow(many=True))
    def get(self, request: Request) -> Response:
        """A row per tower and region where a team stands; none before the first baseline."""
        actor, baseline = actor_of(request), baseline_asked(request)
        if baseline is None:
            return Response([])
        table, mode = effort_table(actor, baseline), request.query_params.get("orientation", "")
        if mode not in ("", *MODES):
            raise serializers.ValidationError({"orientation": f"“{mode}” is none. Choose {', '.join(MODES)}."})
        view = organisation_view(actor, baseline, table, staff_by_title(actor, baseline, table), mode)
        return Response([_row(view, place, str(basis_of(actor))) for place in sorted(view.cells)])


def _row(view: OrganisationView, place: Place, basis: str) -> dict[str, Any]:
    cell, is_hidden = view.cells[place], place in view.hidden
    tower, region = place
    split = {**phase_sums(cell), "managing_people": cell.management_fte, "unassigned": cell.unassigned_fte}
    return {
        "tower": dict(view.towers)[tower] if tower > 0 else None,
        "region": dict(view.regions)[region] if region > 0 else None,
        "positions": None if is_hidden else cell.positions,
        "heads": None if is_hidden else cell.heads,
        "fte": cell.fte,
        "fte_by_orientation": {mode: fte for mode, fte in cell.modes.items() if mode},
        "effort_fte": split,
        "cost": round(cell.cost) if cell.cost else None,
        "cost_basis": basis,
    }


class PostRow(serializers.Serializer[Any]):
    """A post that is not eliminated, and what the table says of it."""

    uid = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()
    team = serializers.UUIDField(source="team.uid", allow_null=True)
    manager = serializers.UUIDField(source="manager.uid", allow_null=True)
    manager_rule = serializers.CharField()
    heads = serializers.IntegerField()


class LineRow(PostRow):
    """A post in its tree: its layer (1 at the top), persons who report to it, the class of its span ("" without
    reports), and persons and FTE (1/10,000) below it; `manager_rule` says by what its manager was inferred."""

    layer = serializers.IntegerField()
    direct_reports = serializers.IntegerField()
    span = serializers.ChoiceField(choices=["", "narrow", "fit", "wide"])
    heads_below = serializers.IntegerField()
    fte_below = serializers.IntegerField()


@extend_schema(parameters=[BASELINE])
class ReportingLineCollection(RowList[Position]):
    """Who reports to whom in a baseline, with layers and spans."""

    serializer_class = LineRow

    def rows(self, request: Request) -> QuerySet[Position]:
        """Posts that are not eliminated."""
        posts = baseline_positions(self.actor, baseline_asked(request))
        return posts.exclude(status=Position.Status.ELIMINATED)

    def columns(self) -> dict[str, str]:
        """What is read; the rest comes from the tree."""
        fields = PostRow().fields
        return {"id": "id", **{name: (field.source or name).replace(".", "__") for name, field in fields.items()}}

    @cached_property
    def lines(self) -> ReportingLines:
        """The tree of the baseline, read once for a page."""
        baseline = baseline_asked(self.request)
        assert baseline is not None  # nosec B101 - there are rows
        return ReportingLines(self.actor, baseline)

    def shown(self, row: dict[str, Any]) -> dict[str, Any]:
        """The row with its place in the tree."""
        tree, at = self.lines.tree, int(np.searchsorted(self.lines.ids, row.pop("id")))
        reports, heads, fte = int(tree.reports[at]), int(self.lines.heads[at]), int(self.lines.fte_units[at])
        return {
            **row,
            "layer": int(tree.layer[at]),
            "direct_reports": reports,
            "span": self.lines.span_word(at),
            "heads_below": int(tree.heads_below[at]) - heads,
            "fte_below": int(tree.fte_below[at]) - fte,
        }
