"""API tokens: knox checks the token, its membership becomes the actor."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from core.actor import Actor, Scope
from organisations.models import Token, User


class MembershipTokenAuthentication(TokenAuthentication):
    """`Authorization: Token …`; a token of a removed member is no token."""

    def validate_user(self, auth_token: Token) -> tuple[User, Actor]:
        """The user, and the actor as `request.auth`."""
        user, _ = super().validate_user(auth_token)
        membership = auth_token.membership
        if not membership.is_active:
            raise AuthenticationFailed("The owner of this token is no longer a member.")
        return user, membership.actor(frozenset(Scope(scope) for scope in auth_token.scopes))


class TokenScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document describes it."""

    target_class = MembershipTokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """A header, since the word before the token is ours."""
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token <your token>"}
