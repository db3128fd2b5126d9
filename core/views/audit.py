"""The audit trail's page."""

from typing import Any

from django.core.paginator import Paginator

from core.access import visible
from core.models import AuditEntry
from core.views.base import Page


class AuditTrail(Page):
    """Who wrote what; for administrators."""

    template_name = "core/audit.html"
    section = "audit"
    requires = "admin"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of entries, newest first, filtered by words of the action, as the page writes them."""
        entries = visible(AuditEntry, self.actor).select_related("user")
        if action := self.request.GET.get("action", ""):
            entries = entries.filter(action__icontains="_".join(action.split()))
        page = Paginator(entries, 50).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, action=action, **kwargs)
