"""Towers over REST, and the towers of the taxonomy that they can be mapped to."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.lists import RowList
from core.api.permissions import actor_of
from core.api.versions import IF_MATCH, version_seen
from towers.actions.towers import add_tower, edit_tower
from towers.api.rows import NewTower, TbmRow, TowerChange, TowerRow
from towers.api.views import checked
from towers.models import Tower
from towers.tbm_reference import tbm_towers
from towers.tower_selectors import tower_of, towers


@extend_schema(parameters=[OpenApiParameter("tbm_code", description="the beginning of a code of the taxonomy")])
class TowerCollection(RowList[Tower]):
    """The organisation's towers."""

    serializer_class = TowerRow
    filters = {"tbm_code": "tbm_code__startswith"}

    def rows(self, request: Request) -> QuerySet[Tower]:
        """All."""
        return towers(self.actor)

    @extend_schema(request=NewTower, responses={201: TowerRow})
    def post(self, request: Request) -> Response:
        """Make a tower."""
        wanted = checked(NewTower(data=request.data))
        return Response(TowerRow(add_tower(by=self.actor, **wanted)).data, status=201)


class TowerItem(APIView):
    """One tower."""

    @extend_schema(responses=TowerRow)
    def get(self, request: Request, uid: str) -> Response:
        """Its owner and its place in the taxonomy."""
        return _answer(tower_of(actor_of(request), uid))

    @extend_schema(request=TowerChange, responses=TowerRow, parameters=[IF_MATCH])
    def patch(self, request: Request, uid: str) -> Response:
        """Another name, owner or place in the taxonomy."""
        actor = actor_of(request)
        tower = tower_of(actor, uid)
        version = version_seen(request)
        wanted = checked(TowerChange(data=request.data))
        return _answer(edit_tower(by=actor, tower=tower, version=version, **wanted))


class TbmTowers(APIView):
    """The towers and sub-towers of the TBM Taxonomy."""

    @extend_schema(responses=TbmRow(many=True))
    def get(self, request: Request) -> Response:
        """All, the newest version first."""
        return Response(TbmRow(list(tbm_towers().values()), many=True).data)


def _answer(tower: Tower) -> Response:
    return Response(TowerRow(tower).data, headers={"ETag": f'"{tower.version}"'})
