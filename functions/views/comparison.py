"""Two baselines side by side: what changed, what it does to scenarios, and taking over a later extract."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from core.views.base import Table, TablePage
from functions.effects import scenario_effects
from functions.views.comparison_parts import bridge_chart, bridge_table, heading, tiles
from towers.actions.pay import record_pay_read
from towers.models import Baseline
from towers.refresh.comparing import Chosen, Compared, chosen_pair, compare_baselines, efforts_of
from towers.refresh.differences import KINDS
from towers.refresh.rows import HEADERS, change_rows, listed, positions_of, proposal_rows, table_rows

PER_PAGE = 100
MOST_PROPOSED = 50


class BaselineCompare(TablePage):
    """What differs between a baseline and an earlier one, by default the one that it continues."""

    template_name = "functions/comparison.html"
    section = "baselines"

    @cached_property
    def chosen(self) -> Chosen:
        """The two baselines of the address."""
        return chosen_pair(self.actor, self.kwargs["uid"], self.request.GET.get("with", ""))

    @cached_property
    def kind(self) -> str:
        """The kind of change that is listed; "" for all of them."""
        wanted = self.request.GET.get("kind", "")
        return wanted if wanted in KINDS and (wanted != "cost" or self.actor.has_pay) else ""

    @property
    def currency(self) -> str:
        """Of the organisation."""
        return str(self.request.membership.organisation.currency)  # type: ignore[attr-defined]

    def _compared(self, before: Baseline) -> Compared:
        if self.actor.has_pay:
            for baseline in (before, self.chosen.after):
                record_pay_read(by=self.actor, baseline=baseline)
        return compare_baselines(self.actor, before, self.chosen.after)

    def table(self, wanted: str) -> Table:
        """Every position that joined, left or changed; `bridge`: the sums step by step."""
        if self.chosen.before is None:
            return Table(self.chosen.after.name, HEADERS, [])
        found = self._compared(self.chosen.before)
        name = f"{found.after.name} against {found.before.name}"
        if wanted == "bridge":
            bridge = bridge_table(found, self.currency)
            return Table(f"{name}, sums", bridge["columns"], bridge["rows"])
        return Table(name, HEADERS, table_rows(found, self.kind, self.currency))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The comparison, or the choice of what to compare with."""
        context: dict[str, Any] = {"baseline": self.chosen.after, "other": self.chosen.before}
        if self.chosen.before is not None:
            found = self._compared(self.chosen.before)
            context |= self._sums(found) | self._rows(found)
        return super().get_context_data(choices=self.chosen.choices, **context, **kwargs)

    def _sums(self, found: Compared) -> dict[str, Any]:
        efforts = efforts_of(self.actor, found)
        effects = scenario_effects(self.actor, found, efforts)
        return {
            "found": found,
            "state": found.state,
            "finding": heading(found, effects),
            "tiles": tiles(found, self.currency),
            "fte_chart": bridge_chart(found, "fte", self.currency),
            "cost_chart": bridge_chart(found, "cost", self.currency),
            "bridge": bridge_table(found, self.currency),
            "effects": effects,
            "carried": efforts.carried,
        }

    def _rows(self, found: Compared) -> dict[str, Any]:
        places = listed(found.comparison, self.kind)
        page: Any = Paginator(places, PER_PAGE).get_page(self.request.GET.get("page"))
        proposed = [] if found.state and not found.state.is_open else found.proposals[:MOST_PROPOSED]
        positions = positions_of(self.actor, page.object_list, proposed)
        page.object_list = change_rows(found, page.object_list, positions, self.currency)
        counts, pair = found.comparison.counts, f"with={found.before.uid}&"
        return {
            "page": page,
            "proposed": proposal_rows(proposed, positions),
            "kinds": [(kind, label, counts[kind]) for kind, label in KINDS.items() if counts.get(kind)],
            "kind": self.kind,
            "pair_query": pair,
            "query": (query := f"{pair}kind={self.kind}&" if self.kind else pair),
            "csv_query": f"?{query}format=csv",
        }
