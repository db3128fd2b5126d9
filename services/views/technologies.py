"""The technologies of the portfolio: through which towers the services come that touch each."""

from typing import Any

from core.figures import plural
from core.views.base import Table, TablePage
from services.portfolio_selectors import service_rows
from services.technology_selectors import TechnologyRow, technology_rows, without_technologies

HEADERS = ["Technology", "Services", "Towers", "Names of the towers", "Names of the services"]


class TechnologyList(TablePage):
    """Each technology with its services and towers; those across most towers first."""

    template_name = "services/technologies.html"
    section = "services"

    def table(self, wanted: str) -> Table:
        """The same as a download."""
        return Table("Technologies", HEADERS, map(_cells, technology_rows(service_rows(self.actor))))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The technologies, and how many services name none."""
        services = service_rows(self.actor)
        rows = technology_rows(services)
        return super().get_context_data(
            rows=rows,
            finding=_finding(rows),
            shared=sum(row.is_cross_tower for row in rows),
            by_several=sum(row.is_cross_tower and len(row.services) > 1 for row in rows),
            without=without_technologies(services),
            csv_query="?format=csv",
            **kwargs,
        )


def _finding(rows: list[TechnologyRow]) -> str:
    """The heading: how many there are, and how many of them towers share."""
    if not rows:
        return "No technologies yet"
    shared = sum(row.is_cross_tower for row in rows)
    some = plural(shared, "is", "are") if shared else "none is"
    return f"{plural(len(rows), 'technology', 'technologies')}; {some} touched by services of two or more towers"


def _cells(row: TechnologyRow) -> list[Any]:
    names = "; ".join(row.towers), "; ".join(one.name for one in row.services)
    return [row.name, len(row.services), len(row.towers), *names]
