"""A token acts for one membership; its scopes and the role decide what it may do."""

from typing import TYPE_CHECKING, cast

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from core.actor import Actor, Scope

if TYPE_CHECKING:  # rest_framework.views imports this module through the settings
    from rest_framework.views import APIView


def actor_of(request: Request) -> Actor:
    """The actor of an authenticated API request."""
    return cast("Actor", request.auth)


class ActorPermission(BasePermission):
    """Reading needs the scope read; writing the scope write and a role that may edit."""

    message = "Your token or role does not allow this."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """401 without a token, 403 where scope or role do not reach."""
        if not isinstance(request.auth, Actor):
            return False
        actor = actor_of(request)
        return Scope.READ in actor.scopes if request.method in SAFE_METHODS else actor.can_edit


class MemberPermission(ActorPermission):
    """For what every member may write, such as comments; the action behind it asks for more where it needs more."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """403 where the scope does not reach."""
        if request.method in SAFE_METHODS or not isinstance(request.auth, Actor):
            return super().has_permission(request, view)
        return actor_of(request).can_write


class ApprovePermission(ActorPermission):
    """For endpoints that decide: reading needs the scope read, writing the scope write and the right to approve."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """403 where scope or right do not reach."""
        if request.method in SAFE_METHODS or not isinstance(request.auth, Actor):
            return super().has_permission(request, view)
        return actor_of(request).can_approve


class AdminPermission(ActorPermission):
    """For endpoints that only administrators use, reading included."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """403 for everybody else."""
        return super().has_permission(request, view) and actor_of(request).can_administer
