"""Data quality over REST: kinds of defects with their counts, the rows of a kind, and the place rules."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.lists import RowList
from core.api.parts import number
from core.api.permissions import actor_of
from core.basis import Basis, basis_of
from towers.actions.pay import record_pay_read
from towers.api.views import BASELINE, baseline_asked
from towers.models import PlaceRule
from towers.quality.console import Found, console_of, found_of, kind_or_404
from towers.quality.facts import facts_of
from towers.quality.placing import place_rules_of
from towers.quality.shown import ShownHit, shown_hits

MOST_ROWS, ROWS = 1_000, 100


class KindRow(serializers.Serializer[Any]):
    """A kind of defect: open ones (`count`), accepted ones, and what the open ones touch: FTE in 1/10,000, and yearly
    cost in minor units, null where none is known.
    """

    kind = serializers.CharField()
    group = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a column called like an attribute of fields
    count = serializers.IntegerField()
    accepted = serializers.IntegerField()
    fte = serializers.IntegerField()
    money = serializers.IntegerField(allow_null=True)
    effect = serializers.CharField(allow_blank=True)
    why = serializers.CharField()
    remedy = serializers.CharField()
    fixes = serializers.ListField(child=serializers.CharField())


class QualityAnswer(serializers.Serializer[Any]):
    """What is found in a baseline, kind by kind; `basis` says what the money is."""

    baseline = serializers.UUIDField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    basis = serializers.ChoiceField(choices=[(str(basis), str(basis)) for basis in Basis])
    kinds = KindRow(many=True)


class QualityRow(serializers.Serializer[Any]):
    """A defect: `subject` names it, `about` is the reference of a position, the name of a team, or a finding's code."""

    subject = serializers.CharField()
    about = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    team = serializers.CharField(allow_blank=True)
    note = serializers.CharField()
    proposal = serializers.CharField(allow_blank=True)
    file = serializers.CharField(allow_blank=True)
    sheet = serializers.CharField(allow_blank=True)
    line = serializers.IntegerField(allow_null=True)
    fte = serializers.IntegerField()
    money = serializers.IntegerField(allow_null=True)
    is_accepted = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)


class QualityPart(serializers.Serializer[Any]):
    """A part of a kind's defects, open ones first; `next` is the offset of the next part."""

    kind = serializers.CharField()
    total = serializers.IntegerField()
    next = serializers.IntegerField(allow_null=True)
    results = QualityRow(many=True)


class RuleRow(serializers.Serializer[Any]):
    """A place rule; `name` is the tower or region that its words mean. Rules are tried by `place`."""

    uid = serializers.UUIDField()
    target = serializers.ChoiceField(choices=PlaceRule.Target.choices)
    place = serializers.IntegerField()
    source = serializers.ChoiceField(choices=PlaceRule.Source.choices)  # type: ignore[assignment]  # see `label`
    words = serializers.CharField()
    name = serializers.CharField(source="means")
    version = serializers.IntegerField()


class QualityOverview(APIView):
    """The kinds of defects of a baseline."""

    @extend_schema(responses=QualityAnswer, parameters=[BASELINE], operation_id="quality_kinds")
    def get(self, request: Request) -> Response:
        """Every kind, also those of which nothing was found."""
        actor, baseline = actor_of(request), baseline_asked(request)
        kinds = [_kind(one) for one in console_of(actor, baseline).kinds] if baseline else []
        answer = {
            "baseline": baseline.uid if baseline else None,
            "version": baseline.version if baseline else None,
            "basis": basis_of(actor),
            "kinds": kinds,
        }
        return Response(QualityAnswer(answer).data)


class QualityRows(APIView):
    """The defects of one kind."""

    @extend_schema(
        responses=QualityPart,
        operation_id="quality_rows",
        parameters=[
            BASELINE,
            OpenApiParameter("offset", int),
            OpenApiParameter("limit", int, description=f"{ROWS} if not given, at most {MOST_ROWS}"),
        ],
    )
    def get(self, request: Request, kind: str) -> Response:
        """With the row of the file that each came from; who reads pay is named in the audit trail."""
        actor, baseline, known = actor_of(request), baseline_asked(request), kind_or_404(kind)
        if baseline is None:
            return Response({"kind": kind, "total": 0, "next": None, "results": []})
        if actor.has_pay:
            record_pay_read(by=actor, baseline=baseline)
        found = found_of(facts_of(actor, baseline), known)
        hits = [*found.open, *(hit for hit, _ in found.accepted)]
        offset, limit = number(request, "offset", 0), min(number(request, "limit", ROWS), MOST_ROWS)
        answer = {
            "kind": kind,
            "total": len(hits),
            "next": offset + limit if offset + limit < len(hits) else None,
            "results": [_row(row) for row in shown_hits(actor, found, hits[offset : offset + limit])],
        }
        return Response(QualityPart(answer).data)


@extend_schema(parameters=[OpenApiParameter("target", enum=PlaceRule.Target.values)])
class PlaceRuleCollection(RowList[PlaceRule]):
    """The rules by which towers and regions are inferred."""

    serializer_class = RuleRow
    filters = {"target": "target"}

    def rows(self, request: Request) -> QuerySet[PlaceRule]:
        """All of the organisation."""
        return place_rules_of(self.actor).annotate(means=Coalesce("tower__name", "region__name"))


def _kind(one: Found) -> dict[str, Any]:
    kind = one.kind
    words = {"kind": kind.code, "group": str(kind.group), "label": kind.label, "why": kind.why, "remedy": kind.remedy}
    money = None if one.money is None else round(one.money)
    sums = {"count": one.count, "accepted": len(one.accepted), "fte": one.fte, "money": money}
    return {**words, **sums, "effect": one.effect, "fixes": [fix.code for fix in kind.fixes]}


def _row(row: ShownHit) -> dict[str, Any]:
    return {
        "subject": row.hit.subject,
        "about": row.name,
        "title": row.post.title if row.post else "",
        "team": row.team.name if row.team else "",
        "note": row.hit.note,
        "proposal": row.proposal,
        "file": row.source.file,
        "sheet": row.source.sheet,
        "line": row.source.line,
        "fte": row.hit.fte,
        "money": None if row.money is None else round(row.money),
        "is_accepted": row.decision is not None,
        "reason": row.decision.reason if row.decision else "",
    }
