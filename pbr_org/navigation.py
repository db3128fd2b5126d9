"""The navigation, in the order of the story, and what else every page shows."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from core.actor import Actor
from core.logs import current_request_id
from organisations.models import Membership
from organisations.selectors import memberships_of

# label, address name, section
Entry = tuple[str, str, str]
# label, icon, entries; a group with one entry of its own name stands alone; the first entry is where a group leads.
GROUPS: tuple[tuple[str, str, tuple[Entry, ...]], ...] = (
    ("Summary", "summary", (("Summary", "summary", "summary"),)),
    (
        "Today",
        "today",
        (
            ("Organisation", "organisation", "organisation"),
            ("Org chart", "org-chart", "org-chart"),
            ("Duplication", "duplication", "duplication"),
            ("Spans and layers", "spans", "spans"),
            ("Handoffs", "handoffs", "handoffs"),
            ("Owner’s questions", "handoff-questions", "handoff-questions"),
            ("Segments", "segments", "segments"),
            ("Cross-training", "cross-training", "cross-training"),
            ("Estimates", "estimates", "estimates"),
            ("Benefit meters", "meters", "meters"),
        ),
    ),
    (
        "Target",
        "target",
        (
            ("Scenarios", "scenarios", "scenarios"),
            ("Rules", "constraints", "constraints"),
            ("Assumptions", "assumptions", "assumptions"),
            ("Decisions", "decisions", "decisions"),
        ),
    ),
    (
        "Services",
        "roadmap",
        (
            ("Services", "services", "services"),
            ("Agreements", "agreements", "agreements"),
        ),
    ),
    (
        "Data",
        "data",
        (
            ("Baselines", "baselines", "baselines"),
            ("Towers", "towers", "towers"),
            ("Teams", "teams", "teams"),
            ("Positions", "positions", "positions"),
            ("Activities", "activities", "activities"),
            ("Surveys", "surveys", "surveys"),
            ("Ticket logs", "ticket-logs", "ticket-logs"),
            ("Imports", "imports", "imports"),
            ("Data quality", "quality", "quality"),
            ("Runs", "runs", "runs"),
            ("API tokens", "tokens", "tokens"),
        ),
    ),
)
# Sections of which each page is about a ticket log: they hand on the log that was chosen.
OF_LOG = {"handoffs", "handoff-questions", "segments", "cross-training", "estimates", "services", "agreements"}
ADMIN: tuple[Entry, ...] = (("Members", "members", "members"), ("Audit trail", "audit", "audit"))


def navigation(actor: Actor, section: str, log_query: str = "") -> list[dict[str, Any]]:
    """The groups of the navigation; the current page is marked, and its group is open.

    `log_query` names the chosen log for the pages that are about one.
    """
    groups = [*GROUPS, ("Administration", "people", ADMIN)] if actor.can_administer else [*GROUPS]
    slug = actor.organisation_slug
    return [_group(slug, label, icon, entries, section, log_query) for label, icon, entries in groups]


def _group(
    slug: str, label: str, icon: str, entries: tuple[Entry, ...], section: str, log_query: str
) -> dict[str, Any]:
    children = [
        {
            "label": name,
            "url": reverse(address, args=[slug]) + (log_query if own in OF_LOG else ""),
            "is_current": own == section,
        }
        for name, address, own in entries
    ]
    is_alone = len(entries) == 1 and entries[0][0] == label
    return {
        "label": label,
        "icon": icon,
        "url": children[0]["url"],
        "is_current": any(child["is_current"] for child in children),
        "children": [] if is_alone else children,
    }


def page(request: HttpRequest) -> dict[str, Any]:
    """What base.html needs: the organisation, the actor, the navigation, the request's id."""
    membership = getattr(request, "membership", None)
    actor: Actor | None = getattr(request, "actor", None)
    view = getattr(request.resolver_match.func, "view_class", None) if request.resolver_match else None
    log_query = _log_query(request, view)
    return {
        "organisation": membership.organisation if membership else None,
        "actor": actor,
        "nav": navigation(actor, getattr(view, "section", ""), log_query) if actor else [],
        "log_query": log_query,
        "memberships": SimpleLazyObject(lambda: _choices(membership)) if membership else [],  # parts of a page ask none
        "request_id": current_request_id.get(),
    }


def _log_query(request: HttpRequest, view: Any) -> str:
    """The log that the address names, as other pages take it; "" where it names none."""
    if getattr(view, "section", "") not in OF_LOG:
        return ""
    match, is_of_log = request.resolver_match, getattr(view, "without_log", None) is not None
    named = match.kwargs.get("uid") if match and is_of_log else None
    try:
        return f"?log={UUID(str(named or request.GET.get('log', '')))}"
    except ValueError:
        return ""


def _choices(current: Membership) -> list[dict[str, Any]]:
    """The person's organisations, for the switch; one alone needs none."""
    known = memberships_of(current.user)
    if len(known) == 1:
        return []
    return [
        {
            "name": membership.organisation.name,
            "url": reverse("summary", args=[membership.organisation.slug]),
            "is_current": membership.pk == current.pk,
        }
        for membership in known
    ]
