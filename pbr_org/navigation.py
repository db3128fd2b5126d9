"""The navigation, in the order of the story, and what else every page shows."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from core.actor import Actor
from core.logs import current_request_id

# label, address name, icon, section
Entry = tuple[str, str, str, str]
STORY: tuple[tuple[Entry, tuple[Entry, ...]], ...] = ((("Summary", "summary", "summary", "summary"), ()),)
DATA: tuple[Entry, ...] = (
    ("Runs", "runs", "", "runs"),
    ("API tokens", "tokens", "", "tokens"),
)
ADMIN: tuple[Entry, ...] = (
    ("Members", "members", "", "members"),
    ("Audit trail", "audit", "", "audit"),
)


def _entry(entry: Entry, slug: str, section: str) -> dict[str, Any]:
    label, name, icon, own = entry
    return {"label": label, "url": reverse(name, args=[slug]), "icon": icon, "is_current": own == section}


def navigation(actor: Actor, section: str) -> list[dict[str, Any]]:
    """The groups of the navigation with the current entry marked."""
    data = DATA + (ADMIN if actor.can_administer else ())
    groups = (*STORY, (("Data", data[0][1], "data", ""), data))
    nav = []
    for head, children in groups:
        entry = _entry(head, actor.organisation_slug, section)
        entry["children"] = [_entry(child, actor.organisation_slug, section) for child in children]
        nav.append(entry)
    return nav


def page(request: HttpRequest) -> dict[str, Any]:
    """What base.html needs: the organisation, the actor, the navigation, the request's id."""
    membership = getattr(request, "membership", None)
    actor: Actor | None = getattr(request, "actor", None)
    view = getattr(request.resolver_match.func, "view_class", None) if request.resolver_match else None
    return {
        "organisation": membership.organisation if membership else None,
        "actor": actor,
        "nav": navigation(actor, getattr(view, "section", "")) if actor else [],
        "request_id": current_request_id.get(),
    }
