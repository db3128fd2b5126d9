"""Comparing two baselines and refreshing one over REST."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.actor import Actor
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from core.errors import UserError
from functions.api.comparison_rows import AcceptedRow, ComparisonAnswer, NewRefresh, PageAsked, RefreshRow
from functions.effects import Effect, scenario_effects
from towers.actions.pay import record_pay_read
from towers.actions.refresh import accept_refresh, start_refresh
from towers.models import Baseline
from towers.refresh.bridge import Sums
from towers.refresh.comparing import Compared, chosen_pair, compare_baselines, efforts_of
from towers.refresh.rows import Listed, listed, pairs_of, positions_of, raw_changes
from towers.selectors import baseline_of

WITH = OpenApiParameter("with", str, description="uid of the earlier baseline; the one that is continued if not given")


class BaselineComparison(APIView):
    """A baseline against an earlier one."""

    @extend_schema(parameters=[WITH, PageAsked], responses=ComparisonAnswer)
    def get(self, request: Request, uid: str) -> Response:
        """Counts, sums, the steps between them, effects on scenarios, and the positions page by page."""
        actor = actor_of(request)
        chosen = chosen_pair(actor, uid, request.query_params.get("with", ""))
        if chosen.before is None:
            raise UserError("This baseline continues none. Name the one to compare with: ?with=<uid>.", status=400)
        asked = PageAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        if actor.has_pay:
            for baseline in (chosen.before, chosen.after):
                record_pay_read(by=actor, baseline=baseline)
        found = compare_baselines(actor, chosen.before, chosen.after)
        effects = scenario_effects(actor, found, efforts_of(actor, found))
        rows = listed(found.comparison, asked.validated_data["kind"])
        page = Paginator(rows, asked.validated_data["page_size"]).get_page(asked.validated_data["page"])
        answer = {
            "before": _sums(found.sums[0], found.before),
            "after": _sums(found.sums[1], found.after),
            "basis": found.basis,
            "is_open_refresh": bool(found.state and found.state.is_open),
            "counts": found.comparison.counts,
            "bridge": [{"code": s.code, "positions": s.rows, "fte": s.fte, "cost": s.cost} for s in found.steps],
            "scenarios": [_effect(effect) for effect in effects],
            "page": page.number,
            "pages": page.paginator.num_pages,
            "results": _positions(actor, found, list(page.object_list)),
        }
        return Response(ComparisonAnswer(answer).data)


def _sums(sums: Sums, baseline: Baseline) -> dict[str, Any]:
    named = {"baseline": baseline.uid, "name": baseline.name}
    return {**named, "fte": sums.fte, "cost": round(sums.cost), "unpriced": sums.unpriced}


def _effect(effect: Effect) -> dict[str, Any]:
    counts = {name: len(getattr(effect, name)) for name in ("changed", "gone", "added", "unplaced")}
    return {
        **counts,
        "uid": effect.uid,
        "name": effect.name,
        "state": effect.state,
        "positions": effect.positions,
    }


def _positions(actor: Actor, found: Compared, places: Sequence[Listed]) -> list[dict[str, Any]]:
    posts, pairs = positions_of(actor, places), pairs_of(found, places)
    rows = []
    for what, before, after in places:
        was, now = posts.get(before or 0), posts.get(after or 0)
        shown = now or was
        changes = raw_changes(pairs[before]) if before in pairs else ()
        rows.append(
            {
                "what": what,
                "before": was.uid if was else None,
                "now": now.uid if now else None,
                "key": shown.key if shown else "",
                "title": shown.title if shown else "",
                "changes": [{"fact": fact, "before": old, "now": new} for fact, _, old, new in changes],
            }
        )
    return rows


class BaselineRefresh(APIView):
    """A draft for a later extract."""

    @extend_schema(request=NewRefresh, responses={201: RefreshRow})
    def post(self, request: Request, uid: str) -> Response:
        """Start it; the extract then goes to `/imports/` with the draft's name as `target`."""
        actor = actor_of(request)
        baseline = baseline_of(actor, uid)
        form = NewRefresh(data=request.data)
        form.is_valid(raise_exception=True)
        draft = start_refresh(by=actor, baseline=baseline, **form.validated_data).baseline
        answer = {"uid": draft.uid, "name": draft.name, "version": draft.version}
        return Response({**answer, "is_complete": form.validated_data["is_complete"]}, status=201)


class RefreshAcceptance(APIView):
    """The draft becomes the organisation as it is."""

    @extend_schema(request=None, responses=AcceptedRow, parameters=[IF_MATCH])
    def post(self, request: Request, uid: str) -> Response:
        """Accept it; If-Match names the draft's version."""
        actor = actor_of(request)
        baseline = baseline_of(actor, uid)
        done = accept_refresh(by=actor, baseline=baseline, version=version_seen(request))
        over = done.carried
        answer = {
            "uid": baseline.uid,
            "version": baseline.version,
            "left": done.left,
            "teams_gone": done.teams,
            "efforts": len(over.efforts),
            "efforts_assumed_now": over.weakened,
            "effort_fte_lost": over.lost_fte,
        }
        return Response(answer, headers={"ETag": f'"{baseline.version}"'})
