"""Tokens and the caller's own identity over REST."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import visible_or_404
from core.actor import Scope
from core.api.lists import RowList
from core.api.parameters import DeclaredParameters
from core.api.permissions import ActorPermission, actor_of
from organisations import actions, selectors
from organisations.models import Token


class TokenRow(serializers.Serializer[Any]):
    """A token; its clear text is shown once, when it is made."""

    uid = serializers.UUIDField()
    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.CharField())
    owner = serializers.CharField(source="membership.user.email")
    created = serializers.DateTimeField()
    expiry = serializers.DateTimeField(allow_null=True)


class NewToken(serializers.Serializer[Any]):
    """What a new token needs."""

    name = serializers.CharField(max_length=60)
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=[s.value for s in Scope]), min_length=1)
    days = serializers.IntegerField(min_value=1, max_value=3_650, required=False)


class MadeToken(TokenRow):
    """A new token with its clear text."""

    token = serializers.CharField()


class Identity(serializers.Serializer[Any]):
    """Who the token acts for."""

    email = serializers.CharField()
    organisation = serializers.CharField()
    role = serializers.CharField()
    rights = serializers.ListField(child=serializers.CharField())
    scopes = serializers.ListField(child=serializers.CharField())


class WriteScope(ActorPermission):
    """Any member may manage their own tokens, if the token that asks may write."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """The scope decides, not the role."""
        wanted = Scope.READ if request.method == "GET" else Scope.WRITE
        return request.auth is not None and wanted in actor_of(request).scopes


class TokenCollection(RowList[Token]):
    """Tokens: one's own, for an administrator all."""

    serializer_class = TokenRow
    permission_classes = (WriteScope, DeclaredParameters)

    def rows(self, request: Request) -> QuerySet[Token]:
        """Those that the actor may see."""
        return selectors.tokens_seen_by(self.actor)

    @extend_schema(request=NewToken, responses={201: MadeToken})
    def post(self, request: Request) -> Response:
        """Make a token; copy the clear text, it is kept nowhere."""
        form = NewToken(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        scopes = [Scope(scope) for scope in data["scopes"]]
        token, clear = actions.create_token(by=self.actor, name=data["name"], scopes=scopes, days=data.get("days"))
        return Response({**TokenRow(token).data, "token": clear}, status=201)


class TokenItem(APIView):
    """One token."""

    permission_classes = (WriteScope, DeclaredParameters)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, uid: str) -> Response:
        """It stops working at once."""
        actor = actor_of(request)
        actions.revoke_token(by=actor, token=visible_or_404(Token, actor, uid))
        return Response(status=204)


class WhoAmI(APIView):
    """The caller's own identity: a first call that shows that the token works."""

    @extend_schema(responses=Identity)
    def get(self, request: Request) -> Response:
        """Member, organisation, role, rights, scopes."""
        actor = actor_of(request)
        return Response(
            {
                "email": actor.email,
                "organisation": actor.organisation_slug,
                "role": actor.role,
                "rights": sorted(actor.rights),
                "scopes": sorted(actor.scopes),
            }
        )
