"""Pages about people: where to go after sign-in, members, tokens."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.access import visible, visible_or_404
from core.actor import Right, Role, Scope
from core.figures import plural
from core.forms import cleaned
from core.views.base import ActionView, Page
from organisations import actions, selectors
from organisations.forms import MemberChangeForm, MemberForm, PersonFreeForm, TokenForm
from organisations.models import Membership, Token


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The only organisation, or the list to choose from."""
    memberships = selectors.memberships_of(request.user)
    if len(memberships) == 1:
        return redirect("summary", memberships[0].organisation.slug)
    return render(request, "organisations/home.html", {"memberships": memberships})


class MemberList(Page):
    """Who belongs to the organisation."""

    template_name = "organisations/members.html"
    section = "members"
    requires = "admin"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Members with a form each, and a form for a new one."""
        members = visible(Membership, self.actor).select_related("user").order_by("user__email")
        rows = [
            {
                "member": member,
                "form": MemberChangeForm(
                    prefix=None,
                    auto_id=f"m{member.pk}_%s",
                    initial={
                        "version": member.version,
                        "role": member.role,
                        "rights": member.rights,
                        "is_active": member.is_active,
                    },
                ),
            }
            for member in members
        ]
        form = PersonFreeForm(initial={"version": selectors.organisation_of(self.actor).version})
        return super().get_context_data(rows=rows, form=MemberForm(), person_free=form, **kwargs)


class MemberAdd(ActionView):
    """A new member."""

    requires = "admin"

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Add and go back to the list."""
        data = cleaned(MemberForm(request.POST))
        rights = [Right(right) for right in data["rights"]]
        actions.add_member(
            by=self.actor,
            email=data["email"],
            role=Role(data["role"]),
            rights=rights,
            password=data["password"] or None,
        )
        messages.success(request, f"{data['email']} is a member now.")
        return reverse("members", args=[self.actor.organisation_slug])


class MemberChange(ActionView):
    """Another role, other rights, or removal."""

    requires = "admin"

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Change and go back to the list."""
        membership = visible_or_404(Membership, self.actor, kwargs["uid"], "user")
        data = cleaned(MemberChangeForm(request.POST))
        actions.change_member(
            by=self.actor,
            membership=membership,
            version=data["version"],
            role=Role(data["role"]),
            rights=[Right(right) for right in data["rights"]],
            is_active=data["is_active"],
        )
        return reverse("members", args=[self.actor.organisation_slug])


class PersonFree(ActionView):
    """References of persons become pseudonyms, for good."""

    requires = "admin"

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Switch and go back to the members."""
        data = cleaned(PersonFreeForm(request.POST))
        rows = actions.make_person_free(by=self.actor, version=data["version"])
        messages.success(
            request,
            f"Person-free from now on: {plural(rows, 'reference is a pseudonym', 'references are pseudonyms')}.",
        )
        return reverse("members", args=[self.actor.organisation_slug])


class TokenList(Page):
    """The member's own API tokens; an administrator sees all."""

    template_name = "organisations/tokens.html"
    section = "tokens"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tokens, a form, and once the clear text of a new one."""
        tokens = selectors.tokens_seen_by(self.actor)
        clear = self.request.session.pop("new_token", None)
        return super().get_context_data(tokens=tokens, clear=clear, form=TokenForm(), **kwargs)


class TokenAdd(ActionView):
    """A new token."""

    requires = "view"

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make it and show its text once."""
        data = cleaned(TokenForm(request.POST))
        scopes = [Scope(scope) for scope in data["scopes"]]
        _, clear = actions.create_token(by=self.actor, name=data["name"], scopes=scopes, days=data["days"])
        request.session["new_token"] = clear
        return reverse("tokens", args=[self.actor.organisation_slug])


class TokenRevoke(ActionView):
    """A token stops working."""

    requires = "view"

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Revoke and go back."""
        token = visible_or_404(Token, self.actor, kwargs["uid"])
        actions.revoke_token(by=self.actor, token=token)
        return reverse("tokens", args=[self.actor.organisation_slug])
