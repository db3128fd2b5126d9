"""The brokerage register, and drafting the agreements of a service."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from core.asked import one_of
from core.figures import integer, plural
from core.views.base import ActionView, Table, TablePage
from services import portfolio_selectors as portfolio
from services.actions.agreement_drafts import draft_agreements
from services.agreement_register import Register, RegisterRow, agreement_register
from services.agreement_selectors import STATES
from services.views.today import today_of

HEADERS = ("Agreement", "Kind", "Service", "Step", "State", "Kept by", "Rest on it", "Gaps")


class AgreementRegister(TablePage):
    """Every OLA and UC: state, who keeps it, the promises that rest on it, gaps; `?state=` shows those of one state."""

    template_name = "services/agreement_register.html"
    section = "agreements"

    def table(self, wanted: str) -> Table:
        """All rows of the state that is shown."""
        return Table("Agreements behind promises", HEADERS, [_line(row) for row in self._shown(self._register())])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The register, and what is missing beside it."""
        found = self._register()
        return super().get_context_data(
            register=found,
            rows=self._shown(found),
            finding=_finding(found),
            states=STATES,
            state=self._state,
            csv_url=f"?format=csv&state={self._state}",
            **kwargs,
        )

    @property
    def _state(self) -> str:
        return one_of(self.request.GET, "state", STATES)

    def _register(self) -> Register:
        return agreement_register(self.actor, today_of(self.request))

    def _shown(self, found: Register) -> list[RegisterRow]:
        return [row for row in found.rows if self._state in ("", row.state)]


class AgreementsDraft(ActionView):
    """Drafts of the agreements that a service has none of."""

    def act(self, request: HttpRequest, **kwargs: Any) -> str:
        """Make them and go back to the service."""
        service = portfolio.service_of(self.actor, kwargs["uid"])
        made = draft_agreements(by=self.actor, service=service, today=today_of(request))
        drafted = plural(len(made), "agreement is", "agreements are")
        messages.success(request, f"{drafted} drafted. Name who keeps them.")
        return reverse("service", args=[self.actor.organisation_slug, service.uid]) + "#agreements"


def _finding(found: Register) -> str:
    if not found.rows:
        return "Nobody has promised to deliver anything yet"
    behind = plural(len(found.rows), "agreement stands", "agreements stand")
    gaps = f"{integer(found.with_gaps)} of them with a gap" if found.with_gaps else "none of them with a gap"
    return f"{behind} behind the promises, {gaps}"


def _line(row: RegisterRow) -> list[Any]:
    one = row.agreement
    rests = ", ".join(promise.name for promise in row.rests)
    return [one.name, one.kind.upper(), one.service, one.step, row.state, row.provider, rests, "; ".join(row.gaps)]
